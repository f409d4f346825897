"""Rules of hOCR 1.2, ALTO 4.2 and PAGE 2019-07-15, written down by hand from the published specifications.

Order and number of elements, attributes that must or may stand there, the shape of their values, places inside the
page. Only what a reading uses is listed: any other element or attribute is a fault.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

Check = Callable[[str], bool]


@dataclass(frozen=True)
class Rule:
    """`children`: the sequence as a regular expression over `name,` tokens; attributes by name to their shape."""

    children: str = ""
    must: dict[str, str] = field(default_factory=dict)
    may: dict[str, str] = field(default_factory=dict)
    text: str = ""


NUMBER, ID, TIME = r"-?\d+(\.\d+)?", r"[A-Za-z_][\w.-]*", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
PLACE = {"HPOS": NUMBER, "VPOS": NUMBER, "WIDTH": r"\d+(\.\d+)?", "HEIGHT": r"\d+(\.\d+)?"}
SHARE = r"0(\.\d+)?|1(\.0+)?"

ALTO_RULES = {
    "alto": Rule("Description,(Styles,)?(Tags,)?Layout,", may={"SCHEMAVERSION": r"4\.2"}),
    "Description": Rule("MeasurementUnit,(sourceImageInformation,)?(OCRProcessing,)?(Processing,)*"),
    "MeasurementUnit": Rule(text="pixel|mm10|inch1200"),
    "sourceImageInformation": Rule("(fileName,)?(fileIdentifier,)*"),
    "fileName": Rule(text=r"\S.*"),
    "Processing": Rule(
        "(processingCategory,)?(processingDateTime,)?(processingAgency,)?(processingStepDescription,)*"
        "(processingStepSettings,)?(processingSoftware,)?",
        must={"ID": ID},
    ),
    "processingDateTime": Rule(text=TIME),
    "processingStepDescription": Rule(text=r"\S.*"),
    "processingSoftware": Rule("(softwareCreator,)?(softwareName,)?(softwareVersion,)?(applicationDescription,)?"),
    "softwareName": Rule(text=r"\S.*"),
    "Layout": Rule("(Page,)+"),
    "Page": Rule(
        "(TopMargin,)?(LeftMargin,)?(RightMargin,)?(BottomMargin,)?(PrintSpace,)?",
        must={"ID": ID, "PHYSICAL_IMG_NR": r"\d+"},
        may={"HEIGHT": r"\d+", "WIDTH": r"\d+"},
    ),
    "PrintSpace": Rule("(TextBlock,)*", must=PLACE),
    "TextBlock": Rule("(Shape,)?(TextLine,)+", must={"ID": ID, **PLACE}, may={"LANG": "[a-z]{2,3}"}),
    "TextLine": Rule("(Shape,)?(String,)(SP,String,)*", must=PLACE, may={"ID": ID, "LANG": "[a-z]{2,3}"}),
    "String": Rule(must={"CONTENT": r"(?s).+", **PLACE}, may={"ID": ID, "WC": SHARE}),
}

PAGE_RULES = {
    "PcGts": Rule("Metadata,Page,", may={"pcGtsId": ID}),
    "Metadata": Rule("Creator,Created,LastChange,(Comments,)?"),
    "Creator": Rule(text=r"\S.*"),
    "Created": Rule(text=TIME),
    "LastChange": Rule(text=TIME),
    "Page": Rule(
        "(AlternativeImage,)*(Border,)?(PrintSpace,)?(ReadingOrder,)?(Layers,)?(Relations,)?(TextStyle,)?"
        "(UserDefined,)?(Labels,)*(TextRegion,)*",
        must={"imageFilename": r"\S.*", "imageWidth": r"\d+", "imageHeight": r"\d+"},
        may={"primaryLanguage": "Japanese"},
    ),
    "ReadingOrder": Rule("OrderedGroup,"),
    "OrderedGroup": Rule("(RegionRefIndexed,)+", must={"id": ID}),
    "RegionRefIndexed": Rule(must={"index": r"\d+", "regionRef": ID}),
    "TextRegion": Rule(
        "Coords,(TextLine,)*(TextEquiv,)*", must={"id": ID}, may={"type": "paragraph|heading|caption|other"}
    ),
    "TextLine": Rule(
        "Coords,(Baseline,)?(Word,)*(TextEquiv,)*",
        must={"id": ID},
        may={"readingDirection": "left-to-right|right-to-left|top-to-bottom|bottom-to-top"},
    ),
    "Coords": Rule(must={"points": r"(\d+,\d+ )+\d+,\d+"}, may={"conf": SHARE}),
    "TextEquiv": Rule("(PlainText,)?Unicode,", may={"conf": SHARE, "index": r"\d+"}),
    "Unicode": Rule(text=r"(?s).*"),
}

LANG = {"{http://www.w3.org/XML/1998/namespace}lang": "ja", "lang": "ja"}
HOCR_RULES = {
    "html": Rule("head,body,", may=LANG),
    "head": Rule("title,(meta,)+"),
    "title": Rule(text=r"\S.*"),
    "meta": Rule(must={"content": r"\S.*"}, may={"name": r"[a-z.-]+", "http-equiv": "Content-Type"}),
    "body": Rule("(div,)+"),
    "div": Rule("(span,)*", must={"class": "ocr_page", "id": ID, "title": r"\S.*"}),
    "span": Rule("(span,)*", must={"class": "ocr_line|ocrx_word", "id": ID, "title": r"\S.*"}, may={"lang": "ja"}),
}
HOCR_METAS = frozenset(("ocr-system", "ocr-capabilities"))
RULES = {"alto": ALTO_RULES, "page": PAGE_RULES, "hocr": HOCR_RULES}
_BBOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_PROPERTY = re.compile(r'image "[^"]+"|bbox( \d+){4}|ppageno \d+|scan_res \d+ \d+|textangle -?\d+|x_wconf \d{1,3}')


def faults(kind: str, root: Element, *, namespace: str) -> list[str]:
    """Empty when every rule holds."""
    found = [one for element in root.iter() for one in _of_element(kind, element, namespace=namespace)]
    ids = [value for element in root.iter() for name, value in element.attrib.items() if name in ("id", "ID")]
    found += [f"the ID {one} stands twice" for one in sorted({one for one in ids if ids.count(one) > 1})]
    return [*found, *{"alto": _alto, "page": _page, "hocr": _hocr}[kind](root)]


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _of_element(kind: str, element: Element, *, namespace: str) -> Iterator[str]:
    name = _name(element)
    rule = RULES[kind].get(name)
    if rule is None or element.tag != f"{{{namespace}}}{name}":
        yield f"{element.tag} is no element of {kind}"
        return
    inside = "".join(f"{_name(one)}," for one in element)
    if not re.fullmatch(rule.children, inside):
        yield f"{name} holds {inside or 'nothing'}, wanted {rule.children}"
    known = rule.must | rule.may
    yield from (f"{name} lacks {one}" for one in rule.must if one not in element.attrib)
    for one, value in element.attrib.items():
        if one not in known or not re.fullmatch(known[one], value):
            yield f"{name} has {one}={value!r}"
    text = element.text or ""
    if not rule.text and text.strip() and not (name == "span" and element.get("class") == "ocrx_word"):
        yield f"{name} holds text"
    if rule.text and not re.fullmatch(rule.text, text):
        yield f"{name} says {text!r}"


def _alto(root: Element) -> Iterator[str]:
    (page,) = (one for one in root.iter() if _name(one) == "Page")
    width, height = float(page.get("WIDTH", 0)), float(page.get("HEIGHT", 0))
    for one in root.iter():
        if "HPOS" in one.attrib:
            x, y, w, h = (float(one.attrib[name]) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT"))
            if min(x, y) < 0 or x + w > width or y + h > height or min(w, h) <= 0:
                yield f"{_name(one)} at {x},{y} {w}x{h} leaves the page"


def _page(root: Element) -> Iterator[str]:
    (page,) = (one for one in root.iter() if _name(one) == "Page")
    width, height = int(page.get("imageWidth", 0)), int(page.get("imageHeight", 0))
    regions = {one.get("id") for one in root.iter() if _name(one) == "TextRegion"}
    for one in root.iter():
        if _name(one) == "RegionRefIndexed" and one.get("regionRef") not in regions:
            yield f"no region {one.get('regionRef')}"
        if _name(one) == "Coords":
            points = [tuple(map(int, pair.split(","))) for pair in one.get("points", "").split()]
            if len(points) < 3 or any(x > width or y > height for x, y in points):
                yield f"points {points} leave the page"


def _hocr(root: Element) -> Iterator[str]:
    said = {one.get("name"): one.get("content", "") for one in root.iter() if _name(one) == "meta"}
    yield from (f"no meta {one}" for one in HOCR_METAS - set(said))
    classes = {one.get("class") for one in root.iter()} - {None}
    missing = classes - set(said.get("ocr-capabilities", "").split())
    yield from (f"{one} is not among the capabilities" for one in sorted(map(str, missing)))
    (page,) = (one for one in root.iter() if one.get("class") == "ocr_page")
    around = _box(page)
    for one in (element for element in root.iter() if element.get("class")):
        if not all(_PROPERTY.fullmatch(part.strip()) for part in one.get("title", "").split(";")):
            yield f"properties {one.get('title')!r}"
        x0, y0, x1, y1 = _box(one)
        if x0 < around[0] or y0 < around[1] or x1 > around[2] or y1 > around[3] or x0 >= x1 or y0 >= y1:
            yield f"{one.get('id')} leaves the page"


def _box(one: Element) -> tuple[int, int, int, int]:
    hit = _BBOX.search(one.get("title", ""))
    found = tuple(map(int, hit.groups())) if hit else (0, 0, 0, 0)
    return (found[0], found[1], found[2], found[3])
