"""支援経緯年表: who stands in which column, at what age, under which symbol; one page; nothing withheld is printed."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
from PIL import Image

from deliver.chronology import Column, age_on, chronology, laid
from deliver.chronology_crops import Crop
from deliver.chronology_page import draw
from deliver.chronology_pen import Print
from deliver.chronology_type import broken, font, runs, width
from deliver.chronology_words import Mark, marks_of
from deliver.shield import shield_of
from domain.case import CaseRecord
from domain.entry import DateMention, Mention, SupportEntry

COPY = Print(12, "2026-11-25", "大森")
Text = Callable[[CaseRecord], str]


@pytest.fixture
def text_of(tmp_path: Path) -> Text:
    def read(record: CaseRecord) -> str:
        page = tmp_path / "page.pdf"
        page.write_bytes(draw(chronology(record), COPY))
        done = subprocess.run(["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True)
        assert done.stdout.count("\f") == 1
        return done.stdout

    return read


def said(make: SimpleNamespace, text: str, **changes: object) -> dict[Column, str]:
    entry: SupportEntry = replace(make.entry(1, "2024-04-09", text), **changes)
    return laid(entry, text, record=make.case())


def test_sentences_go_to_whom_they_name_first_and_none_is_lost(make: SimpleNamespace) -> None:
    text = "玄関先で面接。本人痩せ。長男は応答なし。受診勧奨。高齢福祉課野口へ報告。"
    found = said(make, text)
    assert found == {
        Column.PERSON: "玄関先で面接。本人痩せ。受診勧奨。",
        Column.FAMILY: "長男は応答なし。",
        Column.AGENCY: "高齢福祉課野口へ報告。",
    }
    assert sorted("".join(found.values())) == sorted(text)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("長女佐藤氏来所。父死亡後に悪化。", Column.FAMILY),
        ("「息子に怒られる」と涙。", Column.PERSON),
        ("母子寡婦の説明。", Column.PERSON),
        ("正彦、ドア越しに返事。", Column.FAMILY),
        ("閉じない「括弧のまま", Column.PERSON),
    ],
)
def test_column(make: SimpleNamespace, text: str, column: Column) -> None:
    assert said(make, text) == {column: text}


def test_a_meeting_stays_whole_and_a_dwelling_is_no_agency(make: SimpleNamespace) -> None:
    text = "長男は基幹がアウトリーチ。ごみは社協。"
    assert said(make, text, method="61") == {Column.AGENCY: text}
    at_home = "みぎわ荘を訪問。"
    assert said(make, at_home, organisations=(Mention("みぎわ荘", "", (0, 4)),)) == {Column.PERSON: at_home}


@pytest.mark.parametrize(
    ("text", "method", "marks"),
    [
        ("支援会議", "61", (Mark.MEETING,)),
        ("救急搬送、同日入院。", "30", (Mark.HOSPITAL,)),
        ("新住居の契約", "32", (Mark.MOVE,)),
        ("一時保護を協議", "10", (Mark.DANGER,)),
        ("認定結果：要介護2。", "20", (Mark.DECISION,)),
        ("玄関先で面接。", "30", ()),
        ("転宅費の説明", "10", ()),
    ],
)
def test_symbols(text: str, method: str, marks: tuple[Mark, ...]) -> None:
    assert marks_of(text, method) == marks


def test_age_counts_full_years(make: SimpleNamespace) -> None:
    entries = (make.entry(1, "2024-03-08", "一。"), make.entry(2, "2024-03", "二。"))
    assert [row.age for row in chronology(replace(make.case(), entries=entries)).rows] == [None, 85]
    assert age_on(None, "2024-03-08") is None


def test_rows_stand_in_order_of_days_and_an_undated_one_behind_its_neighbour(make: SimpleNamespace) -> None:
    entries = (make.entry(1, "2024-05-01", "三"), make.entry(2, None, "四"), make.entry(3, "2008-04-07", "一"))
    found = chronology(replace(make.case(), entries=entries)).rows
    assert ["".join(row.cells.values()) for row in found] == ["一", "三", "四"]
    assert [row.shown_day for row in found] == ["H20.4.7", "R6.5.1", "？"]


def test_the_page_has_every_date_with_its_source_and_the_copy_number(make: SimpleNamespace, text_of: Text) -> None:
    days = ("2008-04-07", "2019-04-30", "2019-05-01", "2024-02-29")
    shown = ("H20.4.7", "H31.4.30", "R1.5.1", "R6.2.29")
    entries = tuple(make.entry(at, day, f"訪問その{at}。") for at, day in enumerate(days, 1))
    text = text_of(replace(make.case(), entries=entries))
    for day, at in zip(shown, range(1, 5), strict=True):
        assert re.search(rf"{re.escape(day)} .*訪問その{at}。.* p\.2", text), day
    assert "写し番号 12" in text and "髙橋 キヨ" in text
    assert set("取扱注意写し") <= set(text)
    assert "この間 約11年" in text
    assert "伝えない相手・事項：長男への相談内容の伝達" in text


def test_under_protection_no_address_or_number_is_printed(make: SimpleNamespace, text_of: Text) -> None:
    told = (
        "北浜二丁目3番地の5へ訪問。連絡は0470-00-1234か090-0000-5577。隣は南台1丁目2番地。北浜二丁目３番地の５は秘密。"
    )
    record = make.protected(replace(make.case(), entries=(make.entry(1, "2024-04-09", told),)))
    text = re.sub(r"\s", "", text_of(record))
    for gone in ("北浜", "丁目", "番地", "0470", "090-0000", "5577", "潮見"):
        assert gone not in text, gone
    assert "〔秘匿〕" in text and "住所・電話・居所の分かる箇所は載せていません" in text


def test_an_individual_number_is_never_printed(make: SimpleNamespace) -> None:
    shield = shield_of(make.case())
    assert shield.blotted("番号は1234 5678 9013と") == "番号は〔秘匿〕と"
    assert shield.blotted("0470-00-1234へTEL") == "0470-00-1234へTEL"


@pytest.mark.parametrize("count", [0, 1, 30, 400])
def test_one_page_however_long_and_what_is_left_out_is_said(make: SimpleNamespace, text_of: Text, count: int) -> None:
    entries = tuple(make.entry(at, f"20{at // 28:02}-04-{at % 28 + 1:02}", "本人と面接。" * 9) for at in range(count))
    text = text_of(replace(make.case(), entries=entries))
    gone = re.search(r"入りきらない (\d+) 件（p\.2）を省き", text)
    shown = len(re.findall(r"^\s*[HR]\d+\.\d+\.\d+ .*p\.2\b", text, re.MULTILINE))
    assert shown + int(gone[1] if gone else 0) == count
    assert bool(gone) == (count == 400)


def test_a_character_without_glyph_is_told(make: SimpleNamespace, text_of: Text) -> None:
    text = text_of(replace(make.case(), entries=(make.entry(1, "2024-04-09", "\U0001f600田氏と面接。"),)))
    assert "〓田氏" in text and "U+1F600" in text


def test_rare_characters_of_names_are_printed_from_a_second_font(make: SimpleNamespace, text_of: Text) -> None:
    names = "髙橋・﨑山・𠮷田・葛城"
    text = text_of(replace(make.case(), entries=(make.entry(1, "2024-04-09", f"{names}と面接。"),)))
    assert names in re.sub(r"\s", "", text) and "〓" not in text
    assert [piece for _, piece in runs("前𠮷後")] == ["前", "𠮷", "後"]
    assert width("前𠮷後", 10) == pytest.approx(30)


def test_the_next_step_is_named_as_written(make: SimpleNamespace, text_of: Text) -> None:
    coming = DateMention("R6.9", "2024-09", "next_contact", (0, 4))
    entry = replace(make.entry(1, "2024-06-03", "次回R6.9。"), dates=(coming,))
    assert "次の予定：R6.9（「R6.9」 p.2）" in text_of(replace(make.case(), entries=(entry,)))


def picture(width_px: int, height_px: int) -> bytes:
    held = BytesIO()
    Image.new("RGB", (width_px, height_px), "white").save(held, "JPEG")
    return held.getvalue()


def test_every_row_leads_to_its_piece_of_paper_and_back(make: SimpleNamespace, tmp_path: Path) -> None:
    entries = tuple(make.entry(at, f"2024-04-{at:02}", f"訪問その{at}。") for at in range(1, 13))
    level, upright = Crop(picture(900, 80), 2, 900, 80, 1000), Crop(picture(80, 900), 2, 80, 900, 1000)
    crops = {entry.key: (level if at % 2 else upright,) for at, entry in enumerate(entries)}
    crops[entries[3].key] = (level, replace(level, page_no=3))
    page = tmp_path / "page.pdf"
    page.write_bytes(draw(chronology(replace(make.case(), entries=entries[::-1])), COPY, crops=crops))
    with pikepdf.open(page) as document:
        first, *rest = document.pages
        assert len(rest) >= 2
        leads = [one.Dest[0].objgen for one in first.Annots]
        assert len(leads) == len(entries) and set(leads) <= {sheet.objgen for sheet in rest}
        back = [one.Dest[0].objgen for sheet in rest for one in sheet.get("/Annots", ())]
        assert back == [first.objgen] * len(entries)
        assert sum(len(sheet.Resources.XObject) for sheet in rest) >= 3
    text = subprocess.run(["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True).stdout
    sheets = text.split("\f")[1:-1]
    assert all("写し番号 12" in sheet and set("取扱注意写し") <= set(sheet) for sheet in sheets)
    for at in range(1, 13):
        assert re.search(rf"p\.2-{at}\b", "".join(sheets)), at
    assert "p.3 つづき" in "".join(sheets)


def test_the_font_is_embedded(make: SimpleNamespace, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(draw(chronology(make.case()), COPY))
    fonts = subprocess.run(["pdffonts", str(page)], check=True, capture_output=True, text=True).stdout
    lines = [line for line in fonts.splitlines()[2:] if line.strip()]
    assert lines and all("IPAexGothic" in line and "yes yes" in line for line in lines)


def test_lines_keep_to_their_room_and_to_the_rules_of_breaking() -> None:
    font()
    lines = broken("要介護認定の申請書記入支援、血圧はBP168/92でした。「痛い」と。" * 3, 9, room=60)
    assert "".join(lines) == "要介護認定の申請書記入支援、血圧はBP168/92でした。「痛い」と。" * 3
    assert all(line[0] not in "、。」" and line[-1] != "「" for line in lines)
    assert all(width(line.rstrip("、。」"), 9) <= 60 for line in lines)
    assert any("BP168/92" in line for line in lines)


@pytest.mark.parametrize("room", range(40, 90, 7))
def test_no_bracket_of_any_width_is_torn_from_what_it_holds(room: float) -> None:
    font()
    said = "15:20 来所(警察同行) 支援会議［市役所2F］と(TEL)"
    lines = broken(said, 9, room=room)
    assert "".join(lines) == said
    assert all(line[-1] not in "(［[（" and line[0] not in ")］]）" for line in lines)


def test_what_a_consent_says_keeps_its_heading_when_it_is_blotted(make: SimpleNamespace) -> None:
    record = make.protected(make.case(consent=make.consent(agencies=("千葉県潮見ヶ丘市北浜二丁目３番地の５",))))
    limits = chronology(record, shield_of(record)).heading.limits
    assert [one.split("：")[0] for one in limits] == ["伝えない相手・事項", "共有先"]
    assert "北浜" not in "".join(limits)


@pytest.mark.parametrize(("office", "printed"), [("office", False), ("北部包括", True)])
def test_an_office_without_a_name_is_not_printed(
    make: SimpleNamespace, text_of: Text, office: str, printed: bool
) -> None:
    said = text_of(replace(make.case(), office=office))
    assert (office in said) is printed
