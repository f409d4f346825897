"""A corrected date carries on only to the rows whose own words explain theirs."""

from datetime import date

from domain.entry import Check, SupportEntry
from domain.field import Origin, Precision, Route
from domain.geometry import Box, confidence
from pipeline.desk.dates import follow, precision_of, redated, with_order

TODAY = date(2026, 1, 5)


def row(seq: int, day: str | None, raw: str, **changes: object) -> SupportEntry:
    given: dict[str, object] = {"route": Route.REVIEW, **changes}
    return SupportEntry(seq, 1, Box(0, 0, 1, 1), day, raw, "", confidence(0.9), **given)  # type: ignore[arg-type]


def moved(entries: tuple[SupportEntry, ...], was: str) -> list[tuple[str, str | None]]:
    return [(one.after.key, one.after.date) for one in follow(entries, 0, was=was, today=TODAY)]


def test_ditto_marks_follow_down_to_the_next_own_date() -> None:
    entries = (
        row(1, "2024-04-18", "4/18"),
        row(2, "2024-04-11", "〃", date_inferred=True),
        row(3, "2024-04-11", "同日", date_inferred=True),
        row(4, "2024-05-01", "R6.5.1"),
        row(5, "2024-05-01", "〃", date_inferred=True),
    )
    assert moved(entries, "2024-04-11") == [("p1.entry.2", "2024-04-18"), ("p1.entry.3", "2024-04-18")]


def test_a_year_carries_over_the_new_year() -> None:
    entries = (
        row(1, "2023-12-22", "R5.12.22"),
        row(2, "2025-01-15", "1/15", date_inferred=True),
        row(3, "2025-01-16", "1/16", date_inferred=True),
    )
    assert moved(entries, "2024-12-22") == [("p1.entry.2", "2024-01-15"), ("p1.entry.3", "2024-01-16")]


def test_a_row_whose_date_its_words_do_not_explain_is_left_alone() -> None:
    entries = (row(1, "2024-04-18", "4/18"), row(2, "2024-06-01", "〃", date_inferred=True))
    assert moved(entries, "2024-04-11") == []


def test_a_vouched_row_goes_back_in_doubt_when_its_date_moves() -> None:
    entries = (row(1, "2024-04-18", "4/18"), row(2, "2024-04-11", "〃", date_inferred=True, origin=Origin.HUMAN))
    after = follow(entries, 0, was="2024-04-11", today=TODAY)[0].after
    assert (after.origin, after.route) == (Origin.MACHINE, Route.REVIEW)
    assert "date_followed" in after.reasons


def test_a_typed_date_is_checked_against_the_printed_weekday() -> None:
    entry = row(1, "2024-04-10", "4/11(木)", reasons=("weekday_contradicts", "low_confidence"))
    assert redated(entry, "2024-04-11", today=TODAY).checks.weekday is Check.AGREES
    wrong = redated(entry, "2024-04-12", today=TODAY)
    assert wrong.checks.weekday is Check.CONTRADICTS
    assert wrong.reasons == ("low_confidence",)


def test_order_is_checked_anew() -> None:
    checked = with_order((row(1, "2024-04-11", ""), row(2, "2024-04-09", "")))
    assert [one.checks.order for one in checked] == [Check.CONTRADICTS, Check.CONTRADICTS]


def test_precision_by_shape() -> None:
    assert [precision_of(one) for one in ("1947", "1947-05", "1947-05-01", None)] == [
        Precision.YEAR,
        Precision.MONTH,
        Precision.DAY,
        None,
    ]
