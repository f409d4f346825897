"""Bad input: never a crash, never a made-up value; what is not understood stays as text with a reason."""

import math
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from domain.field import Route
from domain.geometry import Box, confidence
from domain.page import OcrChar, OcrLine, Sheet
from domain.reading import Extraction
from extract.reading import extract
from extract.trust.routing import Policy
from tests.extract.paper import HEIGHT, WIDTH, Paper

TODAY = date(2026, 1, 1)
POLICY = Policy(sample_share=0.0)
PAIR = (300, 800, 300, 700)
TRUE = {
    "caseNumber": "北-R6-0013", "receivedDate": "2024-04-09", "fullName": "髙橋 キヨ", "dateOfBirth": "1938-03-09",
    "fullNameKana": "タカハシ キヨ", "phone": "0470-00-1234", "staff": "木村", "sex": "2",
    "address": "千葉県潮見ケ丘市北浜二丁目3番地の5", "chiefComplaint": "足が悪くて買物に行けない。",
    "postcode": "2990000",
}  # fmt: skip
LOG = (330, 220, 320, 1200)
TITLES = ("年月日", "方法", "担当", "内容")


def face(paper: Paper | None = None) -> Paper:
    paper = paper or Paper()
    paper.write("フェイスシート", x=900, y=120, em=70)
    paper.row(300, PAIR, texts=("ケース番号", "北-R6-0013", "受付日", "令和6年4月9日(火)"))
    paper.row(400, PAIR, texts=("ふりがな", "たかはし きよ", "性別", "女"))
    paper.row(500, PAIR, texts=("氏名", "髙橋 キヨ", "生年月日", "昭和13年3月9日(86歳)"))
    paper.row(600, (300, 1800), texts=("住所", "〒299-0000\n千葉県潮見ケ丘市北浜二丁目3番地の5"), height=160)
    paper.row(760, PAIR, texts=("電話", "0470-00-1234", "担当者", "木村"))
    paper.row(860, (300, 1800), texts=("主訴", "足が悪くて買物に行けない。"))
    return paper


def log(*rows: tuple[str, str, str, str], paper: Paper | None = None, top: int = 300, titled: bool = True) -> Paper:
    paper = paper or Paper()
    if titled:
        paper.write("支援経過記録", x=900, y=top - 180, em=70)
        paper.row(top, LOG, texts=TITLES, height=90)
    for place, row in enumerate(rows):
        paper.row(top + 90 + 160 * place, LOG, texts=row, height=160)
    return paper


def read(*sheets: Sheet) -> Extraction:
    return extract(sheets, policy=POLICY, today=TODAY)


def untrue(found: Extraction) -> list[str]:
    """What passed by itself and is not what the paper says."""
    return [
        f"{one.name} {one.value}"
        for one in found.fields
        if one.name in TRUE and one.route is Route.AUTO and one.value not in (TRUE[one.name], None)
    ]


def said(found: Extraction) -> str:
    """Everything that came of a file, without white space."""
    parts = [f"{one.label}{one.raw}{one.value or ''}" for one in found.fields]
    parts += [f"{one.date_raw}{one.method_raw}{''.join(one.staff)}{one.text}" for one in found.entries]
    parts += [f"{one.relationship_raw}{one.name}" for one in found.members]
    return "".join("".join(parts).split())


def aslant(sheet: Sheet, degrees: float) -> Sheet:
    """Every place turned about the middle of the page, as on a photograph that nobody straightened."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))

    def turned(box: Box) -> Box:
        x, y = box.centre[0] - WIDTH / 2, box.centre[1] - HEIGHT / 2
        wide = round(box.width * cosine + box.height * abs(sine))
        high = round(box.height * cosine + box.width * abs(sine))
        left, top = WIDTH / 2 + x * cosine - y * sine - wide / 2, HEIGHT / 2 + x * sine + y * cosine - high / 2
        return Box(max(0, round(left)), max(0, round(top)), wide, high)

    def line(one: OcrLine) -> OcrLine:
        return replace(one, box=turned(one.box), chars=tuple(replace(char, box=turned(char.box)) for char in one.chars))

    cells = tuple(replace(one, box=turned(one.box)) for one in sheet.ocr.cells)
    return replace(sheet, ocr=replace(sheet.ocr, lines=tuple(map(line, sheet.ocr.lines)), cells=cells))


def cut_at(sheet: Sheet, right_px: int) -> Sheet:
    """The page torn off at `right_px`: signs and cells beyond are gone, cells are cut."""

    def kept(one: OcrLine) -> OcrLine | None:
        chars: tuple[OcrChar, ...] = tuple(char for char in one.chars if char.box.right <= right_px)
        text = "".join(char.text for char in chars)
        box = Box(one.box.x, one.box.y, max(1, right_px - one.box.x), one.box.height)
        return replace(one, text=text, chars=chars, box=box, second=text) if text.strip() else None

    lines = tuple(one for line in sheet.ocr.lines if (one := kept(line)))
    cells = tuple(
        replace(one, box=Box(one.box.x, one.box.y, min(one.box.right, right_px) - one.box.x, one.box.height))
        for one in sheet.ocr.cells
        if one.box.x < right_px - 20
    )
    page = replace(sheet.page, width_px=right_px)
    return replace(sheet, page=page, ocr=replace(sheet.ocr, lines=lines, cells=cells))


@pytest.mark.parametrize("degrees", [-6.0, -3.0, 1.5, 4.0, 9.0])
def test_a_form_photographed_aslant(degrees: float) -> None:
    found = read(aslant(face().sheet(), degrees))
    assert untrue(found) == []
    values = "髙橋キヨたかはしきよ0470-00-1234足が悪くて買物に行けない。昭和13年3月9日(86歳)"
    assert not Counter(values) - Counter(said(found))
    assert all(one.route is Route.REVIEW for one in found.fields if one.raw and one.name != "localItem")


@pytest.mark.parametrize("right_px", [1900, 1500, 1250, 900, 500])
def test_a_page_cut_off(right_px: int) -> None:
    sheet = cut_at(face().sheet(), right_px)
    found = read(sheet)
    assert untrue(found) == []
    lost = [line.text for line in sheet.ocr.lines if "".join(line.text.split()) not in said(found)]
    assert [text for text in lost if len(text) > 3 and text not in "フェイスシート"] == []


def test_two_forms_on_one_page() -> None:
    rows = (("R6.4.9(火)", "訪問", "木村", "在宅。"), ("4/11(木)", "TEL", "木村", "不在。"))
    found = read(log(*rows, paper=face(), top=2000).sheet())
    assert "two_forms_on_page" in {one.code for one in found.warnings}
    assert [(one.date, one.text) for one in found.entries] == [("2024-04-09", "在宅。"), ("2024-04-11", "不在。")]
    assert next(one.value for one in found.fields if one.name == "fullName") == "髙橋 キヨ"
    assert untrue(found) == []


def test_a_log_whose_first_page_is_missing() -> None:
    rows = (("〃", "訪問", "木村", "在宅。"), ("4/11", "TEL", "木村", "不在。"), ("〃", "TEL", "木村", "在宅。"))
    found = read(log(*rows).sheet())
    assert [one.date for one in found.entries] == [None, None, None]
    assert all(one.route is Route.REVIEW and one.reasons for one in found.entries)
    assert [one.text for one in found.entries] == ["在宅。", "不在。", "在宅。"]


def test_dates_out_of_order_stay_in_paper_order_and_are_doubted() -> None:
    rows = (
        ("R6.4.23(火)", "訪問", "木村", "三番目。"),
        ("R6.4.9(火)", "訪問", "木村", "一番目。"),
        ("R6.4.11(木)", "TEL", "木村", "二番目。"),
    )
    found = read(log(*rows).sheet())
    assert [one.text for one in found.entries] == ["三番目。", "一番目。", "二番目。"]
    assert [one.date for one in found.entries] == ["2024-04-23", "2024-04-09", "2024-04-11"]
    assert found.entries[1].route is Route.REVIEW
    assert "order_contradicts" in found.entries[1].reasons


def test_an_entry_of_five_thousand_characters_is_kept_to_the_letter() -> None:
    text = "玄関先で面接し本人の様子を確かめた。" * 278
    paper = Paper()
    paper.write("支援経過記録", x=900, y=20, em=40)
    paper.row(100, LOG, texts=TITLES, height=60)
    paper.row(160, LOG[:3], texts=("R6.4.9(火)", "訪問", "木村"), height=3300)
    paper.cell(Box(1030, 160, 1200, 3300), text, em=20)
    found = read(paper.sheet())
    assert len(text) > 5000
    assert [one.text for one in found.entries] == [text]


ENGLISH = (
    "Community Care Office",
    "Dear Sir or Madam,",
    "The patient was admitted on 12 March and discharged",
    "without further treatment. Please contact us.",
    "Name of the physician: A. Example",
    "Reference No. 4711",
)


def test_a_page_in_another_language_stays_text() -> None:
    paper = Paper()
    for place, text in enumerate(ENGLISH):
        paper.write(text, x=200, y=300 + 120 * place)
    found = read(paper.sheet())
    assert found.entries == () and found.members == () and found.consent is None
    passed = [one for one in found.fields if one.name != "localItem" and one.value and one.route is Route.AUTO]
    assert passed == []
    assert all(word in said(found) for text in ENGLISH for word in text.split())
    assert found.warnings


def test_a_page_that_gave_no_writing_at_all_is_shown() -> None:
    paper = face()
    paper.lines.clear()
    sheet = paper.sheet()
    found = read(replace(sheet, ocr=replace(sheet.ocr, unread=True)))
    assert {one.code for one in found.warnings} == {"page_unread"}
    assert "page_unread" in {one.code for one in read(sheet).warnings}


def test_a_page_of_somebody_else_in_a_poor_hand_never_passes() -> None:
    rows = (("R6.4.9(火)", "訪問", "木村", "在宅。"), ("R6.4.11(木)", "TEL", "木村", "不在。"))
    strange = log(*rows, paper=Paper(2))
    strange.write("ケース番号 北-98　氏名 田辺 義雄", x=160, y=230)
    strange.lines[-1] = replace(strange.lines[-1], confidence=confidence(0.3), second="氏名")
    found = read(face().sheet(), strange.sheet())
    assert found.entries == ()
    assert "other_person" in {one.code for one in found.warnings}


def test_a_page_that_names_somebody_like_the_file_s_person_is_left_to_a_person() -> None:
    rows = (("R6.4.9(火)", "訪問", "木村", "在宅。"), ("R6.4.11(木)", "TEL", "木村", "不在。"))
    strange = log(*rows, paper=Paper(2))
    strange.write("氏名 大橋 サヨ", x=160, y=230)
    strange.lines[-1] = replace(strange.lines[-1], confidence=confidence(0.3), second="氏名")
    found = read(face().sheet(), strange.sheet())
    assert [one.route for one in found.entries] == [Route.REVIEW] * 2
    assert all("page_set_aside" in one.reasons for one in found.entries)
