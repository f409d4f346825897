"""引き継ぎ資料 and 世帯票: what whoever takes over must know, each line with its page; nothing withheld is printed."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from deliver.chronology_pen import Print
from deliver.chronology_type import broken
from deliver.hand_over import LIVING, Line, Pack, Section, hand_over, household
from deliver.hand_over_page import GUTTER, ROOM, SIZE, draw
from deliver.shield import shield_of
from domain.case import CaseRecord
from domain.entry import DateMention, Mention
from domain.field import Origin
from domain.reading import Notice

COPY = Print(12, "2026-11-25", "大森")
Text = Callable[[Pack], str]


@pytest.fixture
def text_of(tmp_path: Path) -> Text:
    def read(pack: Pack) -> str:
        page = tmp_path / "pack.pdf"
        page.write_bytes(draw(pack, COPY))
        done = subprocess.run(["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True, text=True)
        return done.stdout

    return read


def made(record: CaseRecord) -> Pack:
    return hand_over(record, shield_of(record))


def section(pack: Pack, title: str) -> Section:
    return next(one for one in pack.sections if one.title.startswith(title))


def test_the_last_contacts_stand_newest_first_with_their_pages(make: SimpleNamespace) -> None:
    entries = tuple(make.entry(at, f"2024-0{at}-09", f"訪問その{at}。") for at in range(1, 8))
    lines = section(made(replace(make.case(), entries=entries)), "最近の経過").lines
    assert [line.cells[0] for line in lines] == ["R6.7.9", "R6.6.9", "R6.5.9", "R6.4.9", "R6.3.9"]
    assert {line.page_no for line in lines} == {2}
    assert "訪問" in lines[0].cells[1] and "木村・早川" in lines[0].cells[1]


def test_a_date_that_nobody_wrote_on_is_an_open_action(make: SimpleNamespace) -> None:
    kept, missed = DateMention("4/16", "2024-04-16", "next_contact", (0, 4)), DateMention(
        "4/30", "2024-04-30", "deadline", (5, 9)
    )  # fmt: skip
    first = replace(make.entry(1, "2024-04-09", "4/16再訪。4/30までに申請。"), dates=(kept, missed))
    later = replace(
        make.entry(3, "2024-05-01", "次回5/20。"), dates=(DateMention("5/20", "2024-05-20", "next_contact", (2, 6)),)
    )
    record = replace(make.case(), entries=(first, make.entry(2, "2024-04-16", "再訪した。"), later))
    found = [line.cells[:2] for line in section(made(record), "これからの予定").lines]
    assert found == [("R6.5.20", "この先の予定"), ("R6.4.30", "その日の記録なし")]


def test_risks_are_told_with_their_latest_entry(make: SimpleNamespace) -> None:
    first, last = make.entry(1, "2024-04-09", "「死にたい」と。"), make.entry(2, "2024-06-01", "死にたいとは言わない。")
    entries = tuple(replace(one, risk_words=("死にたい",)) for one in (first, last))
    warned = (Notice("sharing_beyond_consent", 3, "同意の範囲の外かもしれません。"),)
    lines = section(made(replace(make.case(), entries=entries, warnings=warned)), "注意").lines
    assert [line.cells[0] for line in lines] == ["確かめる", "記録の語「死にたい」"]
    assert lines[1].cells[1].startswith("R6.6.1") and not lines[0].vouched and lines[1].vouched


def test_the_consent_is_told_or_that_there_is_none(make: SimpleNamespace) -> None:
    told = dict(line.cells for line in section(made(make.case()), "同意").lines)
    assert told["署名の日"] == "R6.5.14" and told["有効期間"] == "支援終了まで"
    assert told["伝えない相手・事項"] == "長男への相談内容の伝達"
    assert section(made(replace(make.case(), consent=None)), "同意").lines == ()


def test_agencies_and_staff_come_with_their_last_contact(make: SimpleNamespace) -> None:
    who = Mention("みどり居宅", "", (0, 5))
    entries = (
        replace(make.entry(1, "2024-04-09", "みどり居宅へ。"), organisations=(who,)),
        make.entry(2, "2024-05-01", "訪問。"),
    )
    lines = section(made(replace(make.case(), entries=entries)), "関係機関").lines
    assert ("みどり居宅", "R6.4.9　訪問") in [line.cells for line in lines]
    assert ("担当 木村", "R6.5.1　訪問") in [line.cells for line in lines]


def test_every_page_has_the_copy_number_the_watermark_and_embedded_fonts(
    make: SimpleNamespace, text_of: Text, tmp_path: Path
) -> None:
    entries = tuple(make.entry(at, f"2024-04-{at + 1:02}", "本人と面接した。" * 120) for at in range(5))
    text = text_of(made(replace(make.case(), entries=entries)))
    pages = text.split("\f")[:-1]
    assert len(pages) > 1
    for page in pages:
        assert "写し番号 12" in page and set("取扱注意写し") <= set(page) and "大森" in page
    assert len(re.findall("本人と面接した。", re.sub(r"\s", "", text))) > 550  # nothing is cut, it goes on overleaf
    fonts = subprocess.run(["pdffonts", str(tmp_path / "pack.pdf")], check=True, capture_output=True, text=True).stdout
    lines = [line for line in fonts.splitlines()[2:] if line.strip()]
    assert lines and all("IPAexGothic" in line and "yes yes" in line for line in lines)


@pytest.mark.parametrize("kind", [hand_over, household])
def test_under_protection_no_place_or_number_is_printed(
    make: SimpleNamespace, text_of: Text, kind: Callable[..., Pack]
) -> None:
    told = "北浜二丁目3番地の5へ訪問。連絡は0470-00-1234。南台1丁目2番地。1234 5678 9013。"
    record = make.protected(replace(make.case(), entries=(make.entry(1, "2024-04-09", told),)))
    member = replace(record.members[0], note="北浜二丁目3番地の5に同居")
    record = replace(record, members=(member,), consent=replace(record.consent, agencies=("潮見ヶ丘市北浜の施設",)))
    text = re.sub(r"\s", "", text_of(kind(record, shield_of(record))))
    for gone in ("北浜", "丁目", "0470", "潮見", "5678"):
        assert gone not in text, gone
    assert "〔秘匿〕" in text and "住所・電話・居所の分かる箇所は載せていません" in text


def test_the_household_sheet_names_where_each_lives_and_who_is_the_key_person(
    make: SimpleNamespace, text_of: Text
) -> None:
    son = replace(make.case().members[0], living="separate", age=54, dateOfBirth="1969-11-02", note="K.P、県外")
    wife = replace(son, name="髙橋 良枝", relationship_raw="妻", living="deceased", note="", origin=Origin.MACHINE)
    record = replace(make.case(), members=(son, wife))
    pack = household(record, shield_of(record))
    lines = section(pack, "世帯").lines
    assert lines[0].cells == ("長男", "★ 髙橋 正彦", "S44.11.2　54歳", "別居", "キーパーソン　K.P、県外")
    assert lines[1].cells[3] == "死亡" and not lines[1].vouched
    text = text_of(pack)
    assert "北浜二丁目" in text and "p.1" in text


def test_a_case_without_anything_says_so(make: SimpleNamespace, text_of: Text) -> None:
    record = replace(make.case(), entries=(), members=(), consent=None, fields=())
    text = text_of(made(record))
    assert "記載なし" in text and "同意書は見つかっていません" in text and "氏名不明" in text
    assert "記載なし" in text_of(household(record, shield_of(record)))


def test_the_heads_of_a_section_stand_on_the_page_of_its_first_line(make: SimpleNamespace, text_of: Text) -> None:
    line = Line(("担当", "訪問"), 1, True)
    short = Section("関係機関", (("名称", 0.4), ("最後の記録", 0.6)), (line,))
    last = Section("家族", (("続柄", 0.4), ("備考", 0.6)), (line,))
    for count in range(18, 23):  # with 20 lines the heads alone would just fit
        sections = (*(short,) * 4, replace(short, lines=(line,) * count), last)
        pages = text_of(replace(made(make.case()), sections=sections)).split("\f")
        (on,) = [page for page in pages if "続柄" in page]
        assert on.rindex("担当") > on.index("続柄"), count


def test_where_someone_lives_is_one_line(make: SimpleNamespace) -> None:
    (columns,) = {one.columns for one in household(make.case(), shield_of(make.case())).sections if "世帯" in one.title}
    room = dict(columns)["同別居"] * ROOM - GUTTER
    assert all(len(broken(word, SIZE, room=room)) == 1 for word in LIVING.values())
