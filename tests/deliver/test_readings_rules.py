"""hOCR, ALTO and PAGE against the rules of their specifications; and each rule can fail."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from deliver.readings_xml import ALTO, PAGE, WRITERS, XHTML, Made
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality, Sheet
from tests.deliver.format_rules import faults

SPACES = {"alto": ALTO, "page": PAGE, "hocr": XHTML}
AT = datetime(2026, 4, 9, 1, 2, 3, 456, tzinfo=UTC)
WIDTH, HEIGHT = 2480, 3508
# As readers give them: over the left and upper edge, over the right and lower one, of no width, wholly outside.
BOXES = (
    Box(100, 100, 300, 40),
    Box(-2, -3, 30, 40),
    Box(WIDTH - 10, HEIGHT - 20, 300, 400),
    Box(700, 700, 0, 30),
    Box(WIDTH + 50, 10, 40, 40),
)


def sheet(*boxes: Box, number: int = 3) -> Sheet:
    sure = confidence(1)
    lines = tuple(
        OcrLine(
            "髙橋 <&> 𠮷田",
            box,
            sure,
            Direction.VERTICAL if at == 1 else Direction.HORIZONTAL,
            tuple(OcrChar(one, box, sure) for one in "髙橋 <&> 𠮷田"),
        )
        for at, box in enumerate(boxes)
    )
    page = Page(number, WIDTH, HEIGHT, 300, 0, 0.0, Affine(), False, Quality(1, 1, False))
    return Sheet(page, OcrPage(number, lines, engines=("onnx 1",)))


def written(kind: str, one: Sheet) -> str:
    return WRITERS[kind](one, Made("p0003.jpg", AT)).decode()


def found(kind: str, text: str) -> list[str]:
    return faults(kind, ElementTree.fromstring(text.encode()), namespace=SPACES[kind])


@pytest.mark.parametrize("kind", sorted(WRITERS))
@pytest.mark.parametrize("boxes", [(), BOXES[:1], BOXES], ids=["empty", "one", "over every edge"])
def test_every_rule_holds(kind: str, boxes: tuple[Box, ...]) -> None:
    assert found(kind, written(kind, sheet(*boxes))) == []


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_no_line_is_lost_at_an_edge(kind: str) -> None:
    root = ElementTree.fromstring(written(kind, sheet(*BOXES)).encode())
    texts = [one.text or one.get("CONTENT") for one in root.iter() if "𠮷" in (one.text or one.get("CONTENT") or "")]
    assert len(texts) == len(BOXES)


BROKEN = [
    ("alto", '<MeasurementUnit>pixel</MeasurementUnit>', "", "Description holds"),
    ("alto", ' WC="1.0000"', ' WC="1.5"', "String has WC"),
    ("alto", 'HPOS="100" VPOS="100"', 'HPOS="2400" VPOS="100"', "leaves the page"),
    ("alto", 'ID="line_1"', 'ID="page_1"', "stands twice"),
    ("alto", "v4#", "v3#", "is no element"),
    ("page", "<LastChange>", "<Changed>", "no element"),
    ("page", 'regionRef="region_1"', 'regionRef="region_2"', "no region"),
    ("page", ' imageWidth="2480"', "", "lacks imageWidth"),
    ("page", "100,100 400,100", "100,100 4000,100", "leave the page"),
    ("hocr", "ocr_page ocr_line ocrx_word", "ocr_page", "not among the capabilities"),
    ("hocr", "bbox 100 100 400 140", "bbox 100 100 100 140", "leaves the page"),
    ("hocr", "x_wconf 100", "x_wconf high", "properties"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "good", "bad", "said"), BROKEN)
def test_a_broken_rule_is_seen(kind: str, good: str, bad: str, said: str) -> None:
    text = written(kind, sheet(BOXES[0]))
    assert good in text
    spoiled = text.replace(good, bad).replace("</LastChange>", "</Changed>" if bad == "<Changed>" else "</LastChange>")
    assert any(said in one for one in found(kind, spoiled)), found(kind, spoiled)
