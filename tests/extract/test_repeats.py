"""The same item on several pages: what one page shows may settle how another is cut, never what stands on it."""

from dataclasses import replace
from datetime import date

from domain.field import FieldReading
from domain.page import Sheet
from extract.classify import Guess
from extract.layout import index
from extract.page_reading import PageRead, read_page
from extract.repeats import borne_out
from tests.extract.paper import Paper

TODAY = date(2026, 4, 1)


def page(number: int, *rows: tuple[str, str], second: str = "") -> PageRead:
    """A face sheet of label and value; `second` is what reader two saw of every value."""
    paper = Paper(number)
    paper.write("フェイスシート", x=900, y=120, em=70)
    for place, row in enumerate(rows):
        paper.row(300 + 100 * place, (300, 800), texts=row)
    sheet = _seen(paper.sheet(), second) if second else paper.sheet()
    return read_page(index(sheet), Guess("face_sheet", 0.9), today=TODAY, record_date=None)  # type: ignore[arg-type]


def _seen(sheet: Sheet, second: str) -> Sheet:
    lines = tuple(replace(one, second=second) for one in sheet.ocr.lines)
    return replace(sheet, ocr=replace(sheet.ocr, lines=lines))


def compared(pages: list[PageRead], name: str, *, at: int, days: tuple[str, ...] = ()) -> FieldReading:
    return next(one.reading for one in borne_out(pages, days=days)[at][1] if one.name == name)


def signals(one: FieldReading) -> dict[str, bool | None]:
    return {item.signal: item.agrees for item in one.evidence}


def test_the_page_that_shows_the_space_says_where_the_name_parts() -> None:
    pages = [page(1, ("氏名", "喜多 川恵")), page(2, ("氏名", "喜多川恵"))]
    second = compared(pages, "fullName", at=1)
    assert second.value == "喜多 川恵"
    assert "name_divided_by_guess" not in second.reasons
    assert second.raw == "喜多川恵"


def test_two_guesses_do_not_bear_each_other_out() -> None:
    pages = [page(1, ("氏名", "喜多川恵")), page(2, ("氏名", "喜多川恵"))]
    assert "name_divided_by_guess" in compared(pages, "fullName", at=1).reasons


def test_other_letters_are_never_divided_by_another_page() -> None:
    pages = [page(1, ("氏名", "喜多 川恵")), page(2, ("氏名", "喜多川忠"))]
    second = compared(pages, "fullName", at=1)
    assert second.value is not None and second.value.replace(" ", "") == "喜多川忠"
    assert signals(second)["repeat"] is False


def test_both_readers_on_another_page_outvote_reader_two_on_this_one() -> None:
    agreed = page(1, ("氏名", "木村 一郎"), second="木村一郎")
    pages = [agreed, page(2, ("氏名", "木村 一郎"), second="本村一部")]
    told = signals(compared(pages, "fullName", at=1))
    assert told["readers_elsewhere"] is True and "readers" not in told
    # On both pages reader two saw something else: nobody has its word.
    alone = [page(1, ("氏名", "木村 一郎"), second="水村一郎"), pages[1]]
    assert signals(compared(alone, "fullName", at=1))["readers"] is False


def test_the_day_of_reception_that_a_contact_is_dated_with() -> None:
    pages = [page(1, ("氏名", "木村 一郎"), ("受付日", "令和6年4月9日"))]
    assert signals(compared(pages, "receivedDate", at=0, days=("2024-04-09",)))["repeat"] is True
    assert "repeat" not in signals(compared(pages, "receivedDate", at=0, days=("2024-04-19",)))
