"""Rows of the log split, merged and moved: no word lost, each piece with its place on paper, dates follow."""

from datetime import date

import pytest

from domain.case import CaseRecord
from domain.entry import DateMention, Mention, SupportEntry
from domain.field import Origin, Route
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality, Sheet
from domain.reading import PageForm
from pipeline.desk.rows import merge_rows, shift_row, split_row
from pipeline.desk.views import Refused

TODAY = date(2026, 1, 5)
ROW = Box(300, 400, 900, 120)
UPPER, LOWER = "訪問し本人と面接。", "5/14電話。小田さんより連絡。"


def row(seq: int, day: str | None, raw: str, text: str = "面接", **changes: object) -> SupportEntry:
    given: dict[str, object] = {"route": Route.REVIEW, "box": ROW, "page_no": 1, "reasons": (), **changes}
    return SupportEntry(seq=seq, date=day, date_raw=raw, text=text, confidence=confidence(0.9), **given)  # type: ignore[arg-type]


def record(*entries: SupportEntry) -> CaseRecord:
    return CaseRecord("c1", "北部", 1, "箱1", 1, (PageForm(1, "support_log", confidence(0.9)),), entries=entries)


def line(text: str, box: Box, direction: Direction = Direction.HORIZONTAL) -> OcrLine:
    chars = tuple(OcrChar(one, box, confidence(0.9)) for one in text)
    return OcrLine(text, box, confidence(0.9), direction, chars)


def sheet(*lines: OcrLine) -> Sheet:
    page = Page(1, 1240, 1754, 150, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    return Sheet(page, OcrPage(1, lines))


def joined() -> SupportEntry:
    text = UPPER + LOWER
    start = text.index("小田")
    return row(
        1, "2024-05-10", "R6.5.10", text, method="30", staff=("木村",), reasons=("entries_joined",),
        people=(Mention("小田", "", (start, start + 2)),),
        dates=(DateMention("5/14", "2024-05-14", "other", (len(UPPER), len(UPPER) + 4)),),
    )  # fmt: skip


def test_a_split_keeps_every_word_and_reads_the_date_at_the_cut() -> None:
    revised = split_row(record(joined()), "p1.entry.1", at=len(UPPER), sheets=(), today=TODAY)
    upper, lower = revised.record.entries
    assert (upper.text, lower.text) == (UPPER, LOWER)
    assert (upper.date, lower.date, lower.date_raw) == ("2024-05-10", "2024-05-14", "5/14")
    assert lower.date_inferred
    assert [lower.text[slice(*one.span)] for one in lower.people] == ["小田"]
    assert [lower.text[slice(*one.span)] for one in lower.dates] == ["5/14"]
    assert (upper.staff, lower.staff, lower.method) == (("木村",), (), None)
    assert all((one.origin, one.route) == (Origin.MACHINE, Route.REVIEW) for one in (upper, lower))
    assert "entries_joined" not in upper.reasons + lower.reasons
    assert [one[0] for one in revised.changes] == ["p1.entry.1", "p1.entry.2"]


def test_each_piece_keeps_its_strip_of_the_picture() -> None:
    sheets = (
        sheet(
            line("R6.5.10", Box(100, 405, 150, 30)),
            line(UPPER, Box(310, 405, 400, 30)),
            line(LOWER, Box(310, 450, 600, 30)),
        ),
    )
    upper, lower = split_row(record(joined()), "p1.entry.1", at=len(UPPER), sheets=sheets, today=TODAY).record.entries
    assert upper.box == Box(300, 405, 900, 30)
    assert lower.box == Box(300, 450, 900, 30)


def test_vertical_writing_is_cut_into_strips_beside_one_another() -> None:
    sheets = (
        sheet(
            line(UPPER, Box(1100, 410, 30, 100), Direction.VERTICAL),
            line(LOWER, Box(1050, 410, 30, 100), Direction.VERTICAL),
        ),
    )
    upper, lower = split_row(record(joined()), "p1.entry.1", at=len(UPPER), sheets=sheets, today=TODAY).record.entries
    assert upper.box == Box(1100, 400, 30, 120)
    assert lower.box == Box(1050, 400, 30, 120)


def test_where_the_lines_do_not_tell_both_pieces_show_the_whole_row() -> None:
    pieces = split_row(record(joined()), "p1.entry.1", at=3, sheets=(sheet(),), today=TODAY).record.entries
    assert [one.box for one in pieces] == [ROW, ROW]


@pytest.mark.parametrize("at", [0, -1, 10_000])
def test_a_cut_must_leave_something_on_both_sides(at: int) -> None:
    with pytest.raises(Refused, match="split_where"):
        split_row(record(row(1, "2024-05-10", "R6.5.10", "面")), "p1.entry.1", at=at, sheets=(), today=TODAY)


def test_merging_gives_back_what_was_split() -> None:
    split = split_row(record(joined()), "p1.entry.1", at=len(UPPER), sheets=(), today=TODAY).record
    (merged,) = merge_rows(split, "p1.entry.2", today=TODAY).record.entries
    assert merged.text == UPPER + LOWER
    assert merged.people == joined().people
    assert merged.dates == joined().dates


def test_a_row_over_the_end_of_a_page_keeps_both_places_and_its_date_returns_to_the_text() -> None:
    below = row(2, "2024-05-14", "5/14", "に電話あり。", page_no=2, box=Box(1, 2, 3, 4))
    (merged,) = merge_rows(
        record(row(1, "2024-05-10", "R6.5.10", "面接。"), below), "p2.entry.2", today=TODAY
    ).record.entries
    assert merged.text == "面接。5/14に電話あり。"
    assert [(one.page_no, one.box) for one in merged.also] == [(2, Box(1, 2, 3, 4))]
    assert merged.date == "2024-05-10"


def test_the_first_row_has_nothing_above_it() -> None:
    with pytest.raises(Refused, match="no_row_there"):
        merge_rows(record(joined()), "p1.entry.1", today=TODAY)


def test_a_moved_row_leans_on_its_new_neighbour() -> None:
    rows = (
        row(1, "2024-04-11", "R6.4.11"),
        row(2, "2024-04-11", "〃", date_inferred=True),
        row(3, "2024-05-01", "R6.5.1"),
        row(4, "2024-05-01", "〃", date_inferred=True),
    )
    after = shift_row(record(*rows), "p1.entry.2", step=1, today=TODAY)
    assert [(one.seq, one.date) for one in after.record.entries] == [
        (1, "2024-04-11"), (3, "2024-05-01"), (2, "2024-05-01"), (4, "2024-05-01"),
    ]  # fmt: skip
    assert ("p1.entry.2.date", "2024-04-11", "2024-05-01") in after.changes
    moved = after.record.entries[2]
    assert moved.origin is Origin.MACHINE
    assert "date_followed" in moved.reasons


@pytest.mark.parametrize("step", [-1, 2])
def test_a_row_moves_one_place_inside_the_log(step: int) -> None:
    with pytest.raises(Refused, match="no_row_there"):
        shift_row(record(joined()), "p1.entry.1", step=step, today=TODAY)
