import csv
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from deliver.csv_files import harmless, write_cp932, write_csv
from deliver.shrink import shrunk
from deliver.tables import tables


def rows(path: Path, encoding: str) -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_bytes().decode(encoding), newline="")))


def records(make: SimpleNamespace, name: str) -> list[object]:
    fields = tuple(make.field("fullName", name) if one.name == "fullName" else one for one in make.case().fields)
    return [make.packed(make.case(fields=fields)).parcels[0].record]


def test_utf8_with_bom_keeps_every_name(make: SimpleNamespace, tmp_path: Path) -> None:
    write_csv(tmp_path, records(make, "𠮷田 髙﨑"))
    assert (tmp_path / "persons.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    heading, first = rows(tmp_path / "persons.csv", "utf-8-sig")
    person = dict(zip(heading, first, strict=True))
    assert person["full_name"] == "𠮷田 髙﨑"
    assert person["date_of_birth_raw"] == "S13年 3月 9日生"
    log = rows(tmp_path / "entries.csv", "utf-8-sig")
    assert [row[9] for row in log[1:]] == ["民生委員 小田氏より。\n臭気と回覧板不達。", "玄関先で面接。"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "cases.csv",
        "consents.csv",
        "entries.csv",
        "members.csv",
        "persons.csv",
    ]


def test_cp932_tells_every_replaced_character(make: SimpleNamespace, tmp_path: Path) -> None:
    replaced = write_cp932(tmp_path, records(make, "𠮷田 髙﨑"))
    person = rows(tmp_path / "persons.csv", "cp932")[1]
    assert person[2] == "吉田 髙﨑"
    assert [(one.case_id, one.column, one.before, one.after) for one in replaced] == [
        ("c1", "persons.full_name", "𠮷", "吉")
    ]
    assert rows(tmp_path / "replaced.csv", "utf-8-sig")[1] == [
        "c1",
        "persons.full_name",
        "𠮷田 髙﨑",
        "𠮷",
        "吉",
        "U+20BB7",
    ]


@pytest.mark.parametrize(
    ("text", "small", "changes"),
    [
        ("髙橋﨑濵德邉齋", "髙橋﨑濵德邉齋", ()),
        ("𠮷", "吉", (("𠮷", "吉"),)),
        ("葛\U000e0100城", "葛城", (("葛\U000e0100", "葛"),)),
        ("\u301c\u2212", "～－", (("\u301c", "～"), ("\u2212", "－"))),
        ("㊞", "印", (("㊞", "印"),)),
        ("뷁", "〓", (("뷁", "〓"),)),
        ("", "", ()),
    ],
)
def test_shrinking_is_told(text: str, small: str, changes: tuple[tuple[str, str], ...]) -> None:
    assert shrunk(text) == (small, changes)
    small.encode("cp932")


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+81", "-cmd", "@SUM(A1)", "\t=1", "＝HYPERLINK()", "　=1", " =1", "\r=1", "－1", "＋", "＠x", "\n=1"],
)
def test_formulas_are_made_harmless(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["髙橋", "0470-00-1234", "2024-04-09", "", "a=b", "ー"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_every_row_is_as_wide_as_its_heading(make: SimpleNamespace) -> None:
    for heading, lines in tables(records(make, "x")).values():  # type: ignore[arg-type]
        assert {len(line) for line in lines} <= {len(heading)}
