"""What was read on a page as hOCR 1.2, ALTO 4.2 and PAGE XML 2019-07-15, for programs of archives and libraries.

Places are pixels of the upright page. Text is as it was read, marked as such; refuses to mix in a person's word.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from domain.geometry import Box, surround
from domain.page import Direction, OcrLine, Page, Sheet

ALTO = "http://www.loc.gov/standards/alto/ns-v4#"
PAGE = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"
XHTML = "http://www.w3.org/1999/xhtml"
PROGRAM = "tsuzuri"


@dataclass(frozen=True, slots=True)
class Made:
    """`picture`: the file name of the page's picture; `at`: when the readings were written out."""

    picture: str
    at: datetime


Writer = Callable[[Sheet, Made], bytes]
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def hocr(sheet: Sheet, made: Made) -> bytes:
    page = sheet.page
    html = Element("html", {"xmlns": XHTML, "xml:lang": "ja", "lang": "ja"})
    head = SubElement(html, "head")
    SubElement(head, "title").text = f"p.{page.page_no}"
    SubElement(head, "meta", {"http-equiv": "Content-Type", "content": "text/html; charset=utf-8"})
    named = {"ocr-system": PROGRAM, "ocr-capabilities": "ocr_page ocr_line ocrx_word", "ocr-number-of-pages": "1"}
    for name, said in {**named, "ocr-langs": "ja", "dcterms.created": made.at.isoformat()}.items():
        SubElement(head, "meta", {"name": name, "content": said})
    about = f'image "{made.picture}"; bbox 0 0 {page.width_px} {page.height_px}; ppageno {page.page_no - 1}; '
    about += f"scan_res {page.dpi} {page.dpi}"
    held = SubElement(SubElement(html, "body"), "div", {"class": "ocr_page", "id": "page_1", "title": about})
    for at, line in enumerate(sheet.ocr.lines, 1):
        title = f"bbox {_corners(_on(page, line.box))}" + ("; textangle 270" if _is_vertical(line) else "")
        one = SubElement(held, "span", {"class": "ocr_line", "id": f"line_{at}", "title": title})
        said = f"bbox {_corners(_on(page, line.box))}; x_wconf {round(100 * line.confidence)}"
        word = SubElement(one, "span", {"class": "ocrx_word", "id": f"word_{at}", "title": said, "lang": "ja"})
        word.text = _writable(line.text)
    return _bytes(html, before=b"<!DOCTYPE html>\n")


def alto(sheet: Sheet, made: Made) -> bytes:
    page = sheet.page
    root = Element("alto", {"xmlns": ALTO, "SCHEMAVERSION": "4.2"})
    about = SubElement(root, "Description")
    SubElement(about, "MeasurementUnit").text = "pixel"
    SubElement(SubElement(about, "sourceImageInformation"), "fileName").text = made.picture
    step = SubElement(about, "Processing", {"ID": "reading"})
    SubElement(step, "processingDateTime").text = made.at.isoformat()
    SubElement(step, "processingStepDescription").text = "; ".join(sheet.ocr.engines) or "unread"
    SubElement(SubElement(step, "processingSoftware"), "softwareName").text = PROGRAM
    size = {"HEIGHT": str(page.height_px), "WIDTH": str(page.width_px)}
    named = {"ID": "page_1", "PHYSICAL_IMG_NR": str(page.page_no), **size}
    held = SubElement(SubElement(root, "Layout"), "Page", named)
    space = SubElement(held, "PrintSpace", {**size, "HPOS": "0", "VPOS": "0"})
    if sheet.ocr.lines:
        block = SubElement(space, "TextBlock", {"ID": "block_1", "LANG": "ja", **_alto_box(_around(sheet))})
        for at, line in enumerate(sheet.ocr.lines, 1):
            one = SubElement(block, "TextLine", {"ID": f"line_{at}", "LANG": "ja", **_alto_box(_on(page, line.box))})
            said = {"CONTENT": _writable(line.text), "WC": f"{line.confidence:.4f}", "ID": f"string_{at}"}
            SubElement(one, "String", {**said, **_alto_box(_on(page, line.box))})
    return _bytes(root)


def page_xml(sheet: Sheet, made: Made) -> bytes:
    page = sheet.page
    root = Element("PcGts", {"xmlns": PAGE})
    about = SubElement(root, "Metadata")
    SubElement(about, "Creator").text = PROGRAM
    for name in ("Created", "LastChange"):
        SubElement(about, name).text = made.at.isoformat()
    named = {"imageFilename": made.picture, "imageWidth": str(page.width_px), "imageHeight": str(page.height_px)}
    held = SubElement(root, "Page", {**named, "primaryLanguage": "Japanese"})
    if sheet.ocr.lines:
        order = SubElement(SubElement(held, "ReadingOrder"), "OrderedGroup", {"id": "order"})
        SubElement(order, "RegionRefIndexed", {"index": "0", "regionRef": "region_1"})
        region = SubElement(held, "TextRegion", {"id": "region_1", "type": "paragraph"})
        SubElement(region, "Coords", {"points": _points(_around(sheet))})
        for at, line in enumerate(sheet.ocr.lines, 1):
            direction = "top-to-bottom" if _is_vertical(line) else "left-to-right"
            one = SubElement(region, "TextLine", {"id": f"line_{at}", "readingDirection": direction})
            SubElement(one, "Coords", {"points": _points(_on(page, line.box))})
            said = SubElement(one, "TextEquiv", {"conf": f"{line.confidence:.4f}"})
            SubElement(said, "Unicode").text = _writable(line.text)
    return _bytes(root)


WRITERS: dict[str, Writer] = {"hocr": hocr, "alto": alto, "page": page_xml}
SUFFIXES = {"hocr": ".hocr.html", "alto": ".alto.xml", "page": ".page.xml"}


def _is_vertical(line: OcrLine) -> bool:
    return line.direction is Direction.VERTICAL


def _on(page: Page, box: Box) -> Box:
    """The box inside the page and at least a pixel large: a reader's may stand over an edge, in these formats none."""
    x, y = (min(max(0, at), most - 1) for at, most in ((box.x, page.width_px), (box.y, page.height_px)))
    right, bottom = min(max(x + 1, box.right), page.width_px), min(max(y + 1, box.bottom), page.height_px)
    return Box(x, y, right - x, bottom - y)


def _around(sheet: Sheet) -> Box:
    return surround(_on(sheet.page, line.box) for line in sheet.ocr.lines)


def _corners(box: Box) -> str:
    return f"{box.x} {box.y} {box.right} {box.bottom}"


def _points(box: Box) -> str:
    x, y = box.x, box.y
    return f"{x},{y} {box.right},{y} {box.right},{box.bottom} {x},{box.bottom}"


def _alto_box(box: Box) -> dict[str, str]:
    return {"HPOS": str(box.x), "VPOS": str(box.y), "WIDTH": str(box.width), "HEIGHT": str(box.height)}


def _writable(text: str) -> str:
    """Without what XML 1.0 cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def _bytes(root: Element, *, before: bytes = b"") -> bytes:
    ElementTree.indent(root)
    text: str = ElementTree.tostring(root, encoding="unicode")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + before + text.encode() + b"\n"
