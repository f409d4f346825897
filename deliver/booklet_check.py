"""The rules of PDF/A-2b (ISO 19005-2) that a booklet could break, looked up one by one in the finished file.

Not a validator of any PDF: it knows what a booklet is made of and calls everything else a fault. Names the clause.
"""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

_ALLOWED_ROOT = frozenset(("/Type", "/Pages", "/OutputIntents", "/Metadata", "/Lang", "/ViewerPreferences"))
_ALLOWED_PAGE = frozenset(("/Type", "/Parent", "/MediaBox", "/Rotate", "/Resources", "/Contents"))
_ALLOWED_IMAGE = frozenset(
    ("/Type", "/Subtype", "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Filter", "/Length")
)
_FILTERS = frozenset(("/DCTDecode", "/FlateDecode"))
_OPERATORS = frozenset(("q", "Q", "cm", "Do", "BT", "ET", "Tr", "Tf", "Tz", "Tm", "TJ"))
_SIDES = (3.0, 14_400.0)
_INVISIBLE = 3


def faults(data: bytes) -> list[str]:
    """Empty when every rule holds. Raises pikepdf.PdfError for what is no PDF."""
    found = [*_of_bytes(data)]
    with pikepdf.open(BytesIO(data)) as document:
        found += _of_document(document)
        for page_no, page in enumerate(document.pages, 1):
            found += (f"p.{page_no} {one}" for one in _of_page(page.obj))
    return found


def texts(data: bytes) -> list[list[str]]:
    """The lines of every page, read again out of the finished file by way of its ToUnicode map."""
    with pikepdf.open(BytesIO(data)) as document:
        return [[*_lines_of(page.obj)] for page in document.pages]


def _lines_of(page: pikepdf.Object) -> Iterator[str]:
    told = page.Resources.Font.F0.ToUnicode.read_bytes().decode("ascii")
    known = {
        bytes.fromhex(number): bytes.fromhex(sign).decode("utf-16-be")
        for number, sign in re.findall(r"^<([0-9A-F]{4})> <([0-9A-F]{4,})>$", told, re.MULTILINE)
    }
    for one in pikepdf.parse_content_stream(page):
        if str(one.operator) == "TJ":
            shown = _shown(one.operands[0])
            yield "".join(known[shown[at : at + 2]] for at in range(0, len(shown), 2))


def _shown(operand: Any) -> bytes:
    return b"".join(bytes(one) for one in operand if isinstance(one, pikepdf.String))


def _of_bytes(data: bytes) -> Iterator[str]:
    head = data.split(b"\n", 2)
    if not re.fullmatch(rb"%PDF-1\.[4-7]", head[0].strip()):
        yield f"6.1.2 the file begins with {head[0][:20]!r}"
    if not (head[1][:1] == b"%" and len(head[1]) > 4 and all(byte > 127 for byte in head[1][1:5])):
        yield "6.1.2 the second line has no four bytes above 127"
    if not data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3 something stands behind the end mark"


def _of_document(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    if document.is_encrypted:
        yield "6.1.3 encrypted"
    if "/ID" not in document.trailer:
        yield "6.1.3 no ID in the trailer"
    if extra := {*root.keys()} - _ALLOWED_ROOT:
        yield f"6.5, 6.6, 6.8 the catalogue holds {sorted(extra)}"
    yield from _of_intent(root)
    yield from _of_metadata(document)


def _of_intent(root: pikepdf.Object) -> Iterator[str]:
    intents = root.get("/OutputIntents", pikepdf.Array())
    if len(intents) != 1 or intents[0].get("/S") != "/GTS_PDFA1":
        yield "6.2.3 no output intent of its own"
        return
    profile = intents[0].DestOutputProfile.read_bytes()
    if profile[36:40] != b"acsp" or profile[16:20] != b"RGB " or int(intents[0].DestOutputProfile.N) != 3:
        yield "6.2.3 the output intent's profile is no RGB profile"
    if struct.unpack(">I", profile[:4])[0] != len(profile) or profile[8] > 4:
        yield "6.2.3 the profile is not whole or of a later version"


def _of_metadata(document: pikepdf.Pdf) -> Iterator[str]:
    stream = document.Root.get("/Metadata")
    if stream is None or "/Filter" in stream:
        yield "6.6.2 no metadata, or packed"
        return
    text = stream.read_bytes().decode("utf-8")
    said = dict(re.findall(r"<(pdfaid:\w+|xmp:\w+|pdf:\w+)>([^<]*)</", text))
    if (said.get("pdfaid:part"), said.get("pdfaid:conformance")) != ("2", "B"):
        yield "6.6.4 not named PDF/A-2b"
    info = document.trailer.get("/Info", pikepdf.Dictionary())
    title = re.search(r"<dc:title>.*?<rdf:li[^>]*>(.*?)</rdf:li>", text)
    if title is None or _plain(title[1]) != str(info.get("/Title", "")):
        yield "6.6.3 the two titles differ"
    day = re.sub(r"[^0-9]", "", said.get("xmp:CreateDate", ""))
    if not day or day != re.sub(r"[^0-9]", "", str(info.get("/CreationDate", ""))):
        yield "6.6.3 the two days of making differ"
    if _plain(said.get("pdf:Producer", "")) != str(info.get("/Producer", "")):
        yield "6.6.3 the two producers differ"


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _of_page(page: pikepdf.Object) -> Iterator[str]:
    if extra := {*page.keys()} - _ALLOWED_PAGE:
        yield f"6.3, 6.5 the page holds {sorted(extra)}"
    box = [float(one) for one in page.MediaBox]
    if not all(_SIDES[0] <= side <= _SIDES[1] for side in (box[2] - box[0], box[3] - box[1])):
        yield f"6.1.13 a page of {box}"
    for image in page.Resources.XObject.as_dict().values():
        yield from _of_image(image)
    widths = {name: [*_of_font(font)] for name, font in page.Resources.Font.as_dict().items()}
    for told in widths.values():
        yield from told
    yield from _of_content(page)


def _of_image(image: Any) -> Iterator[str]:
    if extra := {*image.keys()} - _ALLOWED_IMAGE:
        yield f"6.2.8 the picture holds {sorted(extra)}"
    if str(image.Filter) not in _FILTERS:
        yield f"6.1.7 filter {image.Filter}"
    if str(image.ColorSpace) not in ("/DeviceGray", "/DeviceRGB"):
        yield f"6.2.4 colours {image.ColorSpace}"


def _of_font(font: pikepdf.Object) -> Iterator[str]:
    below = font.DescendantFonts[0]
    if "/FontFile2" not in below.FontDescriptor:
        yield "6.2.11.4 the font is not embedded"
        return
    if "/ToUnicode" not in font:
        yield "6.2.11.7 nothing says what the characters are"
    if below.BaseFont != below.FontDescriptor.FontName or font.Encoding != "/Identity-H":
        yield "6.2.11.3 names or encoding of the font do not fit together"
    if not isinstance(below.get("/CIDToGIDMap"), pikepdf.Stream):
        yield "6.2.11.3.2 no map from characters to glyphs"
    if _width_of(below.FontDescriptor.FontFile2.read_bytes()) != float(below.DW):
        yield "6.2.11.5 widths of dictionary and font differ"


def _width_of(font: bytes) -> float:
    """Of glyph 1, in thousandths of the type size."""
    count = struct.unpack(">H", font[4:6])[0]
    tables = {font[at : at + 4]: struct.unpack(">II", font[at + 8 : at + 16]) for at in range(12, 12 + 16 * count, 16)}
    units = struct.unpack(">H", font[tables[b"head"][0] + 18 :][:2])[0]
    return float(struct.unpack(">H", font[tables[b"hmtx"][0] + 4 :][:2])[0]) * 1000 / float(units)


def _of_content(page: pikepdf.Object) -> Iterator[str]:
    mode = 0
    for one in pikepdf.parse_content_stream(page):
        operands, sign = one.operands, str(one.operator)
        if sign not in _OPERATORS:
            yield f"6.2.2 operator {sign}"
        elif sign == "Tr":
            mode = int(operands[0])
        elif sign == "TJ":
            shown = _shown(operands[0])
            if mode != _INVISIBLE:
                yield "visible text in a font without ink"
            if any(shown[at : at + 2] == b"\0\0" for at in range(0, len(shown), 2)):
                yield "6.2.11.8 the glyph .notdef is shown"
