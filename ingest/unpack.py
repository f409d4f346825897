"""Opens a paper by what it contains, never by its name. The door of this room for pixels as they were scanned."""

import os
from pathlib import Path

from domain.errors import EmptyPaper, UnknownFormat
from ingest.formats import pdf, still, tiff
from ingest.limits import Limits
from ingest.naming import shown
from ingest.scan import Pixels, RawPage, Scan
from ingest.sources import plain_file

__all__ = ["Pixels", "RawPage", "Scan", "open_scan"]

_HEAD_BYTES = 1024  # a PDF may start anywhere in the first 1,024 bytes (ISO 32000-1, implementation note 13)
_DEFAULT = Limits()


def open_scan(path: Path, limits: Limits = _DEFAULT) -> Scan:
    """Use as a context manager. Checks kind, size, page count, encryption; pixels are decoded page by page.

    Raises EmptyPaper, UnknownFormat, DamagedPaper, PasswordNeeded, OversizePaper or UnsafePaper.
    """
    paper = shown(path)
    with plain_file(path) as file:
        size_bytes = os.fstat(file.fileno()).st_size
        head = file.read(_HEAD_BYTES)
    if size_bytes == 0:
        raise EmptyPaper(f"{paper}: 0 bytes")
    limits.check_bytes(size_bytes, paper=paper)
    if still.name_of(head):
        return still.open_still(path, limits)
    if tiff.name_of(head):
        return tiff.open_tiff(path, limits)
    if pdf.name_of(head):
        return pdf.open_pdf(path, limits)
    raise UnknownFormat(f"{paper}: {_guess(head)}, wanted PDF, TIFF, JPEG or PNG")


def _guess(head: bytes) -> str:
    known = (
        (b"PK\x03\x04", "a ZIP or Office file"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
        (b"GIF8", "a GIF"),
        (b"{\\rtf", "an RTF text"),
    )
    found = next((name for magic, name in known if head.startswith(magic)), None)
    if found:
        return found
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypavif", b"ftypmif1"):
        return "a telephone's HEIC or AVIF photograph"
    return "only zero bytes" if not head.strip(b"\0") else "not a scan"
