"""The ledger of a box: faces and sheets, what is missing, what is too much, and what is only late."""

import pytest

from domain.paper_box import AnnouncedFile, BoxAlarm, BoxSide, PaperBox, SeparatorCode, Settled, SideKind, SideMark
from ingest.box_differences import REASONS, SENTENCES, Difference, plain_reason
from ingest.box_ledger import BoxLedger, box_ledger, with_settled

ONE, TWO = PaperBox("R8-3", "R8-3", 1), PaperBox("R8-3", "R8-3", 2)


def side(page_no: int, kind: SideKind | None = SideKind.CONTENT, **given: object) -> BoxSide:
    code = given.pop("code", None)
    state = "separator" if kind is SideKind.SEPARATOR else "read"
    told: dict[str, object] = {
        "key": f"f-{page_no:05}",
        "file_id": "f",
        "sha256": "a" * 64,
        "source": "/box/adf.tif",
        "page_no": page_no,
        "page_count": 9,
        "case_id": "c1",
        "title": "adf",
        "state": state,
        **given,
    }
    return BoxSide(**told, mark=SideMark(kind, code) if kind else None)  # type: ignore[arg-type]  # built by hand


def separator(page_no: int, number: int, *, box: str = "R8-3", case_id: str = "c1") -> BoxSide:
    return side(page_no, SideKind.SEPARATOR, code=SeparatorCode(box, number, f"A-{number}"), case_id=case_id)


def codes(ledger: BoxLedger) -> list[str]:
    return [one.code for one in ledger.differences]


def test_everything_announced_and_read_balances() -> None:
    sides = [separator(1, 1), separator(2, 1), side(3), side(4, SideKind.BLANK)]
    ledger = box_ledger(TWO, [AnnouncedFile(1, "A-1", 1)], sides=sides)
    assert ledger.balanced
    assert [(one.sheet_no, one.face) for one in ledger.sides] == [(1, "front"), (1, "back"), (2, "front"), (2, "back")]
    assert (ledger.sheets, ledger.announced_sheets, ledger.lines[0].blank) == (1, 1, 1)


def test_missing_surplus_and_unknown_files_are_named() -> None:
    announced = [AnnouncedFile(1, "A-1", 2), AnnouncedFile(2, "A-2")]
    sides = [side(1, case_id="c0"), separator(2, 1), side(3), separator(4, 7, case_id="c2"), side(5, case_id="c2")]
    ledger = box_ledger(ONE, announced, sides=sides)
    assert codes(ledger) == ["sheets_differ", "file_missing", "number_unknown", "no_separator"]
    assert ledger.announced_sheets is None


def test_while_sides_are_being_read_nothing_is_called_missing() -> None:
    ledger = box_ledger(ONE, [AnnouncedFile(1, "A-1", 9)], sides=[separator(1, 1), side(2, None, state="waiting")])
    assert codes(ledger) == ["waiting"]
    assert not ledger.balanced
    assert not any(one.is_fault for one in ledger.differences)


def test_a_number_twice_a_foreign_sheet_and_an_empty_file_are_said() -> None:
    sides = [
        separator(1, 1),
        side(2),
        separator(3, 1, case_id="c2"),
        side(4, case_id="c2"),
        separator(5, 2, box="R7-1", case_id="c3"),
    ]
    assert codes(box_ledger(ONE, [], sides=sides)) == ["number_twice", "no_content", "other_box"]


def test_an_odd_number_of_sides_in_a_two_sided_box_is_said() -> None:
    assert codes(box_ledger(TWO, [], sides=[side(1), side(2), side(3)])) == ["odd_sides"]


def test_hashes_names_and_folders_place_a_file() -> None:
    announced = [
        AnnouncedFile(1, "A", source="adf.tif", sha256="b" * 64),
        AnnouncedFile(2, "folder"),
        AnnouncedFile(3, "twin", sha256="c" * 64),
    ]
    loose = [side(1, file_id=f"g{n}", source=f"/box/folder/{n}.png", page_count=1, case_id="c2") for n in (1, 2)]
    twin = side(0, None, source="/box/again.tif", sha256="c" * 64, state="duplicate")
    ledger = box_ledger(ONE, announced, sides=[side(1), *loose], twins=[twin])
    assert codes(ledger) == ["twin_announced", "hash_differs", "twin"]
    assert [one.number for one in ledger.sides] == [1, 2, 2]


def test_pages_set_aside_and_alarms_stand_with_their_place() -> None:
    sides = [side(1, state="quarantined", reason="PAPER-002 /secret/place broken"), side(2)]
    alarms = [BoxAlarm("person_change", "f-00002", ""), BoxAlarm("refused", "/box/pipe", "PAPER-007 a pipe")]
    told = box_ledger(ONE, [], sides=sides, alarms=alarms).differences
    assert [one.sentence("ja") for one in told] == [
        "adf：読めませんでした（/box/adf.tif p.1）。壊れているか、途中で切れています（PAPER-002）。",
        "adf：途中から別の人の書類です。仕切り紙が抜けた疑いがあります（/box/adf.tif p.2）。",
        "受け入れられませんでした（/box/pipe）。ふつうのファイルではないか、読んでいる間に変わりました（PAPER-007）。",
    ]


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_every_difference_speaks_both_languages(code: str) -> None:
    one = Difference(code, 3, "A", 1, 2, "here", "PAPER-001 why")
    assert one.sentence("ja") != one.sentence("en")
    assert "{" not in one.sentence("ja") + one.sentence("en")


def test_reasons_without_a_known_code_stay_as_they_are() -> None:
    assert plain_reason("BUG Traceback\nmore") == "BUG Traceback"
    assert plain_reason("PAPER-002 x", "en") == "damaged or cut short (PAPER-002)"
    assert all(japanese and english for japanese, english in REASONS.values())


def test_a_twin_among_the_sides_of_a_two_sided_run_is_a_fault_and_a_box_given_again_is_none() -> None:
    sides = [side(0, source=f"/box/a/{number}.png", page_count=1, file_id=f"f{number}") for number in (1, 2)]
    between = side(0, None, source="/box/a/3.png", state="duplicate")
    assert "twin_between" in codes(box_ledger(TWO, [], sides=sides, twins=[between]))
    assert "twin_between" not in codes(box_ledger(ONE, [], sides=sides, twins=[between]))
    again = side(0, None, source="/box/a/2.png", state="duplicate")
    assert "twin_between" not in codes(box_ledger(TWO, [], sides=sides, twins=[again]))


def test_of_two_announced_files_with_one_hash_the_name_decides() -> None:
    announced = [AnnouncedFile(number, f"b{number}", 1, f"{number}.png", "a" * 64) for number in (1, 2)]
    sides = [side(1, source=f"/box/{number}.png", page_count=1, file_id=f"f{number}") for number in (1, 2)]
    assert [one.number for one in box_ledger(ONE, announced, sides=sides).sides] == [1, 2]


def test_a_settled_difference_speaks_no_more_until_a_figure_in_it_changes() -> None:
    announced = [AnnouncedFile(1, "A-1", 9), AnnouncedFile(2, "A-2")]

    def with_sheets(count: int, settled: dict[str, Settled]) -> BoxLedger:
        sides = [separator(1, 1), *(side(place) for place in range(2, 2 + count))]
        return with_settled(box_ledger(ONE, announced, sides=sides), settled)

    off = with_sheets(2, {})
    assert [(place, one.code) for place, one in off.numbered] == [(1, "sheets_differ"), (2, "file_missing")]
    one_known = {off.differences[0].mark: Settled(off.differences[0].mark, "木村", "予告の数え違い", "2026-04-01")}
    half = with_sheets(2, one_known)
    assert [place for place, _ in half.numbered] == [1, 2]
    assert not half.balanced
    all_known = {one.mark: Settled(one.mark, "木村", "確認", "2026-04-01") for one in off.differences}
    assert with_sheets(2, all_known).balanced
    assert not with_sheets(3, all_known).balanced
