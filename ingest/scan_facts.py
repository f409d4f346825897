"""What a scan says of its own making: device, day and colour of a page. Reads headers only, never the pixels.

Nothing is guessed: what the file does not say stays "". Refuses to fail a case for a header that cannot be read.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from domain.errors import PaperError
from ingest.decoding import decoding
from ingest.formats import pdf
from ingest.naming import shown
from ingest.sources import plain_file

MAKE, MODEL, DAY, TAKEN, EXIF = 271, 272, 306, 36867, 0x8769
LONGEST = 80
_COLOURS = {"1": "bitonal", "L": "grey", "LA": "grey", "I": "grey", "I;16": "grey", "F": "grey"}
_GREY_SPACES = ("/DeviceGray", "/CalGray")
_PDF_DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?")
_EXIF_DAY = re.compile(r"(\d{4})[:/-](\d\d)[:/-](\d\d)[ T](\d\d):(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class ScanFacts:
    """`scanned_at`: YYYY-MM-DDTHH:MM:SS as the device wrote it, without a zone. `colour`: colour, grey, bitonal."""

    scanner: str = ""
    scanned_at: str = ""
    colour: str = ""


def scan_facts(path: Path, leaf: int) -> ScanFacts:
    """`leaf` from 1. Empty for what cannot be opened."""
    try:
        with plain_file(path) as file:
            head = file.read(1024)
        with decoding(shown(path)):
            return _of_pdf(path, leaf) if pdf.name_of(head) else _of_picture(path, leaf)
    except PaperError:
        return ScanFacts()


def _of_picture(path: Path, leaf: int) -> ScanFacts:
    with Image.open(path) as image:
        if leaf > 1:
            image.seek(leaf - 1)
        tags = image.getexif()
        told = str(tags.get_ifd(EXIF).get(TAKEN) or tags.get(DAY) or "")
        made = " ".join(dict.fromkeys(_words(str(tags.get(name) or "")) for name in (MAKE, MODEL))).strip()
        colour = _COLOURS.get(image.mode, "colour")
    return ScanFacts(made, _day(_EXIF_DAY, told), colour)


def _of_pdf(path: Path, leaf: int) -> ScanFacts:
    with pikepdf.open(path, suppress_warnings=True) as document:
        told = {name: str(document.docinfo.get(name, "")) for name in ("/Creator", "/Producer", "/CreationDate")}
        colour = _colour_of(document.pages[leaf - 1])
    return ScanFacts(
        _words(told["/Creator"]) or _words(told["/Producer"]), _day(_PDF_DAY, told["/CreationDate"]), colour
    )


def _colour_of(page: pikepdf.Page) -> str:
    """Of the largest picture on the page; "" where there is none, or its colours are a table or a profile."""
    pictures = [one for one in page.images.values() if isinstance(one, pikepdf.Stream)]
    if not pictures:
        return ""
    largest = max(pictures, key=lambda one: int(one.get("/Width", 0)) * int(one.get("/Height", 0)))
    if int(largest.get("/BitsPerComponent", 8)) == 1:
        return "bitonal"
    space = largest.get("/ColorSpace", "")
    if isinstance(space, pikepdf.Array) and len(space) > 1 and str(space[0]) == "/ICCBased":
        return {1: "grey", 3: "colour", 4: "colour"}.get(int(space[1].get("/N", 0)), "")
    name = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if name in _GREY_SPACES:
        return "grey"
    return "colour" if name in ("/DeviceRGB", "/CalRGB", "/DeviceCMYK", "/Lab") else ""


def _words(text: str) -> str:
    """One line without signs that do not show."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:LONGEST]


def _day(shape: re.Pattern[str], text: str) -> str:
    hit = shape.search(text)
    if hit is None:
        return ""
    year, month, day, hour, minute, second = (int(one or 0) for one in hit.groups())
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60 and second < 60):
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{minute:02d}:{second:02d}"
