"""Passwords of protected PDFs that the office knows, and opening with them. Given once a process, at its start.

Refuses to write a password anywhere or to hand it to another program: a page that must be drawn is drawn from a copy
in memory without protection.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pikepdf

from domain.errors import PasswordNeeded
from ingest.naming import shown

MOST_PASSWORDS = 100  # each costs up to a tenth of a second a file


class _Known:
    words: tuple[str, ...] = ()


def know(words: Iterable[str]) -> None:
    """From now on these are tried, in this order. Empty lines and more than a hundred are left out."""
    _Known.words = tuple(dict.fromkeys(one for one in words if one))[:MOST_PASSWORDS]


def opened(path: Path) -> pikepdf.Pdf:
    """Raises PasswordNeeded when none fits; what pikepdf raises for a damaged file goes through."""
    for word in ("", *_Known.words):
        try:
            return pikepdf.open(path, password=word, suppress_warnings=True)
        except pikepdf.PasswordError:
            continue
    tried = "none of the known passwords opens it" if _Known.words else "wanted its password or a copy without one"
    raise PasswordNeeded(f"{shown(path)}: encrypted, {tried}")


@contextmanager
def drawable(document: pikepdf.Pdf, path: Path, *, page_no: int) -> Iterator[tuple[Path, int]]:
    """Path and page number to give to a program that draws: those of the file, or of a copy of the page in memory."""
    if not document.is_encrypted or _is_free(path):
        yield path, page_no
        return
    held = BytesIO()
    with pikepdf.new() as alone:
        alone.pages.append(document.pages[page_no - 1])
        alone.save(held)
    descriptor = os.memfd_create("page", os.MFD_CLOEXEC)
    try:
        with os.fdopen(os.dup(descriptor), "wb") as kept:
            kept.write(held.getbuffer())
        yield Path(f"/proc/{os.getpid()}/fd/{descriptor}"), 1
    finally:
        os.close(descriptor)


def _is_free(path: Path) -> bool:
    """It opens without a password: only printing or changing it is locked."""
    try:
        pikepdf.open(path, suppress_warnings=True).close()
    except pikepdf.PasswordError:
        return False
    return True
