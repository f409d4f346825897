"""Looks for words in bytes however they were written: encodings, widths of digits, signs between them, escapes."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile, is_zipfile

CODES = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
SIGNS = ("-", "－", "‐", "−", "ー", "")


def spellings(word: str) -> Iterator[str]:
    for sign in SIGNS if "-" in word else ("",):
        put = word.replace("-", sign)
        yield from (put, put.translate(WIDE))


@cache
def forms(word: str) -> tuple[bytes, ...]:
    found: set[bytes] = set()
    for one in spellings(word):
        for code in CODES:
            try:
                found.add(one.encode(code))
            except UnicodeEncodeError:
                continue
        found |= {json.dumps(one)[1:-1].encode(), quote(one).encode(), quote(one).lower().encode()}
    return tuple(found)


def found(data: bytes, words: Iterable[str]) -> list[str]:
    return [word for word in words if any(form in data for form in forms(word))]


def files(folder: Path) -> Iterator[Path]:
    return (one for one in folder.rglob("*") if one.is_file())


def layers(path: Path) -> bytes:
    """A file's bytes and, of a PDF or ZIP, what a reader gets out of it."""
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        data += subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    if is_zipfile(path):
        with ZipFile(path) as packed:
            data += b"\0".join(packed.read(name) for name in packed.namelist())
    return data
