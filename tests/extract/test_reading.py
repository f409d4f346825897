"""A whole file: every printed field has a state, somebody else's pages stand aside, no writing breaks the reading."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.page import Sheet
from domain.reading import Extraction
from domain.reasons import REASON_JA
from extract.reading import extract
from extract.trust.routing import Policy
from tests.extract.paper import Paper, damaged, line
from tests.extract.test_consent import form as consent_paper
from tests.extract.test_entries import log_page

TODAY = date(2026, 1, 1)
POLICY = Policy(sample_share=0.0)


def face(
    page_no: int = 1, *, name: str = "髙橋 キヨ", birth: str = "昭和13年3月9日(86歳)", number: str = "北-R6-0013"
) -> Paper:
    paper = Paper(page_no)
    paper.write("フェイスシート", x=900, y=120, em=70)
    pair = (300, 800, 300, 700)
    paper.row(300, pair, texts=("ケース番号", number, "受付日", "令和6年4月9日(火)"))
    paper.row(400, pair, texts=("ふりがな", "たかはし きよ", "性別", "男・女"))
    paper.row(500, pair, texts=("氏名", name, "生年月日", birth))
    paper.row(600, (300, 1800), texts=("住所", "〒299-0000\n千葉県潮見ケ丘市北浜二丁目3番地の5"), height=160)
    paper.row(760, pair, texts=("電話", "0470-00-1234", "担当者", "木村"))
    paper.row(860, (300, 1800), texts=("主訴", "足が悪くて買物に行けない。"))
    paper.row(960, (300, 1800), texts=("飼犬の名", "ポチ"))
    paper.mark("女", Box(1660, 405, 60, 60))
    return paper


def read(*papers: Paper) -> Extraction:
    return extract([paper.sheet() for paper in papers], policy=POLICY, today=TODAY)


def field(found: Extraction, name: str, page_no: int = 1) -> FieldReading:
    return next(one for one in found.fields if one.name == name and one.page_no == page_no)


def test_a_face_sheet_is_read() -> None:
    found = read(face())
    assert [one.form for one in found.forms] == ["face_sheet"]
    wanted = {
        "caseNumber": "北-R6-0013", "receivedDate": "2024-04-09", "fullNameKana": "タカハシ キヨ", "sex": "2",
        "fullName": "髙橋 キヨ", "dateOfBirth": "1938-03-09", "postcode": "2990000",
        "address": "千葉県潮見ケ丘市北浜二丁目3番地の5", "phone": "0470-00-1234", "staff": "木村",
        "chiefComplaint": "足が悪くて買物に行けない。",
    }  # fmt: skip
    assert {name: field(found, name).value for name in wanted} == wanted
    (other,) = (one for one in found.fields if one.name == "localItem")
    assert (other.label, other.value) == ("飼犬の名", "ポチ")


def test_an_expected_field_that_is_missing_is_said_to_be_missing() -> None:
    paper = face()
    paper.cells = [cell for cell in paper.cells if cell.box.y != 500]
    paper.lines = [one for one in paper.lines if not 500 <= one.box.y < 600]
    found = read(paper)
    name = field(found, "fullName")
    assert (name.value, name.state, name.route) == (None, FieldState.NOT_ON_FORM, Route.REVIEW)
    assert "expected_not_found" in name.reasons


def test_an_empty_place_is_blank_on_paper_and_asked_about() -> None:
    found = field(read(face(number="")), "caseNumber")
    assert (found.value, found.state, found.route) == (None, FieldState.BLANK_ON_PAPER, Route.REVIEW)


def test_every_reason_has_its_sentence_and_auto_has_none() -> None:
    found = read(face(), log_page(page_no=2), consent_paper())
    for one in (*found.fields, *found.entries, *found.members):
        assert set(one.reasons) <= set(REASON_JA)
        assert one.route is Route.REVIEW or one.reasons == ()
        assert one.route is Route.AUTO or one.reasons


def test_keys_are_unique() -> None:
    found = read(face(), log_page(page_no=2))
    keys = [one.key for one in (*found.fields, *found.entries, *found.members)]
    assert len(keys) == len(set(keys))


def test_another_persons_page_is_set_aside_with_a_warning() -> None:
    other = face(2, name="小川 トシ子", birth="昭和15年11月6日", number="北-R5-0777")
    found = read(face(), other)
    assert [one.set_aside for one in found.forms] == [False, True]
    assert {one.page_no for one in found.fields} == {1}
    assert ("other_person", 2) in {(one.code, one.page_no) for one in found.warnings}


def test_a_twelve_digit_number_and_protection_words_are_announced() -> None:
    paper = face()
    paper.row(1100, (300, 1800), texts=("個人番号", "1234 5678 9013"))
    paper.row(1200, (300, 1800), texts=("備考", "支援措置の申出あり。住所は非開示。"))
    found = read(paper)
    codes = {one.code for one in found.warnings}
    assert {"individual_number", "protection_word"} <= codes
    assert not any("9013" in one.text for one in found.warnings)


def _protection_codes(*texts: str, struck: bool = False, sure: float = 0.99) -> list[str]:
    paper = face()
    for at, text in enumerate(texts):
        paper.lines.append(line(text, Box(400, 1200 + 60 * at, 40 * len(text), 40), struck=struck, sure=sure))
    return [
        one.text for one in extract([paper.sheet()], policy=POLICY, today=TODAY).warnings if "protection" in one.code
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("備考", "DVなし"),
        ("家族関係は良好。ＤＶ・虐待なし。",),
        ("備考：DV被害は無し。", "次回は四月。"),
        ("通院中。", "夫からの暴力 なし", "母と二人。"),
    ],
)
def test_a_plain_denial_hides_no_case(texts: tuple[str, ...]) -> None:
    assert _protection_codes(*texts) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("備考", "DV不明"),
        ("DV/虐待の有無は現時点で不明。",),
        ("備考", "DVの疑いなし"),
        ("離婚後は", "DVなし"),
        ("本人は、DVなし。",),
        ("備考", "DVなし", "とは言えない。"),
        ("良好。DVなし。ただし夫の訪問あり。",),
        ("備考", "DVなし・あり"),
        ("備考", "DVなし", "あり"),
        ("備考", "□DVなし"),
        ("備考", "避難なし"),
        ("備考", "支援措置なし"),
        ("良好。DVなし。以前はDVあり。",),
        ("最近DVなし。",),
    ],
)
def test_whatever_bends_a_denial_keeps_the_suspicion(texts: tuple[str, ...]) -> None:
    assert _protection_codes(*texts)


def test_a_denial_struck_out_or_poorly_read_denies_nothing() -> None:
    assert _protection_codes("良好。DVなし。", struck=True)
    assert _protection_codes("良好。DVなし。", sure=0.9)


def test_an_unread_page_is_said_to_be_unread() -> None:
    sheet = Paper().sheet()
    unread = replace(sheet, ocr=replace(sheet.ocr, unread=True))
    found = extract([unread], policy=POLICY, today=TODAY)
    assert [one.code for one in found.warnings] == ["page_unread"]
    assert found.fields == ()


def test_an_unknown_form_keeps_its_labels() -> None:
    paper = Paper()
    paper.write("犬の登録原簿", x=900, y=120, em=70)
    for place, (label, value) in enumerate(
        (("飼主", "髙橋 キヨ"), ("犬の名", "ポチ"), ("毛色", "白"), ("電話", "0470-00-1234"))
    ):
        paper.row(300 + 100 * place, (400, 1200), texts=(label, value))
    found = read(paper)
    assert found.forms[0].form == "unknown"
    assert field(found, "phone").value == "0470-00-1234"
    items = {one.label: one.value for one in found.fields if one.name == "localItem"}
    assert (items["飼主"], items["犬の名"], items["毛色"]) == ("髙橋 キヨ", "ポチ", "白")
    assert "unknown_form" in {one.code for one in found.warnings}


def test_the_same_file_reads_the_same_twice() -> None:
    papers = (face(), log_page(page_no=2))
    assert read(*papers) == read(*papers)


@pytest.mark.parametrize("seed", range(6))
def test_a_poor_reader_never_brings_a_wrong_identity_through(seed: int) -> None:
    clean = face().sheet()
    found = extract([damaged(clean, seed=seed, share=0.06, lose_cells=0.1)], policy=POLICY, today=TODAY)
    right = {one.name: one.value for one in read(face()).fields}
    for one in found.fields:
        if one.route is Route.AUTO and one.name in ("fullName", "dateOfBirth", "address", "phone", "caseNumber", "sex"):
            assert one.value == right[one.name]


WORDS = st.text(
    alphabet="氏名性別住所電話生年月日昭和令年月日0123456789()（）・/〃：〒男女ABCアイウ支援経過 　",
    min_size=1,
    max_size=30,
)
PLACES = st.tuples(st.integers(0, 2300), st.integers(0, 3400), st.integers(5, 900), st.integers(5, 90))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(WORDS, PLACES), max_size=14), st.lists(PLACES, max_size=10))
def test_no_writing_and_no_rules_break_the_reading(
    lines: list[tuple[str, tuple[int, int, int, int]]], cells: list[tuple[int, int, int, int]]
) -> None:
    paper = Paper()
    paper.lines = [line(text, Box(*place), sure=0.5) for text, place in lines if text.strip()]
    for place in cells:
        paper.cell(Box(*place))
    found = extract([paper.sheet()], policy=POLICY, today=TODAY)
    assert len(found.forms) == 1
    assert all(one.route is Route.REVIEW for one in found.fields if one.value and one.confidence < 0.5)


def test_an_empty_file_gives_an_empty_reading() -> None:
    assert extract([], policy=POLICY, today=TODAY) == Extraction(())


def test_confidence_is_on_the_one_scale() -> None:
    sheet: Sheet = face().sheet()
    found = extract([sheet], policy=POLICY, today=TODAY)
    assert all(confidence(one.confidence) == one.confidence for one in found.fields)
