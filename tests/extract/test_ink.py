"""What the readers say for a value: agreement is claimed only where every line of it was read twice."""

from dataclasses import replace

from domain.geometry import Box
from domain.page import OcrPage
from extract.ink import ink_of
from extract.layout import index
from extract.signs import Text
from tests.extract.paper import Paper, line


def readers(*seconds: str | None) -> bool | None:
    texts = ("千葉県房総市", "浜町一丁目")
    lines = tuple(
        replace(line(text, Box(200, 300 + 60 * n, 400, 42)), second=second)
        for n, (text, second) in enumerate(zip(texts, seconds, strict=True))
    )
    layout = index(replace(Paper().sheet(), ocr=OcrPage(page_no=1, lines=lines)))
    value = Text(tuple(sign for row in layout.ground.rows for sign in row.signs))
    return ink_of(value, layout).readers.agrees


def test_both_lines_agreed() -> None:
    assert readers("千葉県房総市", "浜町一丁目") is True


def test_a_line_that_was_not_asked_about_is_no_agreement() -> None:
    assert readers("千葉県房総市", None) is None
    assert readers(None, None) is None


def test_one_line_that_differs_is_enough() -> None:
    assert readers("干葉県房総巾", None) is False


def test_a_reader_that_saw_nothing_does_not_disagree() -> None:
    assert readers("千葉県房総市", "") is None
    assert readers("干葉県房総巾", "") is False
