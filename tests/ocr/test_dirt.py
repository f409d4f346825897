"""What one reader is unsure of is only let fall when the other sees no writing there either."""

from dataclasses import dataclass

import pytest

from domain.geometry import Affine, Box
from domain.page import Page, Quality
from ocr.engine import RawChar, RawLine, Region
from ocr.pixels import Image
from ocr.reader import Reader
from tests.ocr import written

PLACE = Region.around(Box(60, 60, 300, 60))


def said(text: str, sure: float) -> RawLine:
    share = 1 / max(1, len(text))
    return RawLine(tuple(RawChar(one, sure, at * share, (at + 1) * share) for at, one in enumerate(text)))


@dataclass(frozen=True)
class Fixed:
    """Finds one place and says one thing of it."""

    line: RawLine
    name: str = "fixed"

    def version(self) -> str:
        return "fixed 1"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        return (PLACE,)

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        return (self.line,) * len(regions)


def texts(one: RawLine, two: RawLine) -> list[str]:
    reader = Reader()
    reader.__dict__["first_engine"], reader.__dict__["second_engine"] = Fixed(one), Fixed(two)
    page = Page(1, 420, 180, 300, 0, 0.0, Affine(), False, Quality(1.0, 1.0, False))
    found = reader.read(page, written.paper(420, 180))
    return [line.text for line in found.lines]


def test_what_both_take_for_letters_is_never_dirt() -> None:
    assert texts(said("圖介", 0.1), said("國分", 0.9)) == ["圖介"]
    assert texts(said("圖介", 0.1), said("・:", 0.9)) == []


@pytest.mark.parametrize("second", ["", "--…", "ー"])
def test_the_dots_of_a_rule_are_no_writing(second: str) -> None:
    assert texts(said("…ー_ーーー…:", 0.7), said(second, 0.7)) == []


@pytest.mark.parametrize("text", ["〃", "同", "ー", "――", "5.16"])
def test_ditto_marks_dashes_and_numbers_stay(text: str) -> None:
    assert texts(said(text, 0.9), said("", 0.0)) == [text]


def test_a_rule_is_kept_where_the_other_reader_reads_words() -> None:
    assert texts(said("‥‥‥‥‥‥", 0.7), said("不在", 0.8)) == ["‥‥‥‥‥‥"]
