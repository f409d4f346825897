"""What other places of the file say of a reading: pieces of names, furigana respelled, other pages offered."""

from datetime import date

import pytest

from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from extract.classify import Guess
from extract.drafting import Draft
from extract.entries.building import is_piece
from extract.halves import kana_parted
from extract.layout import index
from extract.page_reading import read_page
from extract.repeats import borne_out
from extract.values.address import parse as parse_address
from extract.values.code import parse as parse_code
from extract.values.parsed import Context
from extract.values.person_name import parse as parse_name
from tests.extract.paper import Paper

TODAY = date(2026, 1, 1)


def drafted(name: str, value: str) -> Draft:
    box = Box(0, 0, 10, 10)
    one = FieldReading(name, value, value, confidence(0.9), Route.REVIEW, FieldState.READ, 1, box)
    return Draft(one, confidence(0.9))


@pytest.mark.parametrize(
    ("name", "kana", "meant"),
    [
        ("工藤 大介", "クドウーダイスケ", "クドウ ダイスケ"),
        ("宮沢 沙織", "ミャザワ サォリ", "ミヤザワ サオリ"),
        ("工藤 大介", "クドウ ダイスケ", "クドウ ダイスケ"),
        ("工藤 大介", "タナカーダイスケ", "タナカーダイスケ"),
    ],
)
def test_furigana_is_respelled_where_the_name_alone_decides(name: str, kana: str, meant: str) -> None:
    done = kana_parted((drafted("fullName", name), drafted("fullNameKana", kana)))[1].reading
    assert done.value == meant
    assert ("lookalike" in done.reasons) == (meant != kana)
    assert meant == kana or kana in {one.value for one in done.alternatives}


def test_a_piece_of_a_colleague_s_name_is_doubted() -> None:
    assert is_piece("野", {"野": 1, "上野": 4})
    assert is_piece("小品", {"小品": 1, "小島": 3})
    assert not is_piece("小島", {"小品": 1, "小島": 3})
    assert not is_piece("木村", {"木村": 2, "中村": 2})


def test_the_other_ke_is_offered() -> None:
    found = parse_address("千葉県潮見ヶ丘市北浜22番地14", Context(TODAY))
    assert "千葉県潮見ケ丘市北浜22番地14" in {one.value for one in found.alternatives}


@pytest.mark.parametrize(
    ("raw", "value"), [("〈第41号", "く第41号"), ("<-R4-184", "く-R4-184"), ("北一R3-233", "北-R3-233")]
)
def test_case_numbers_as_readers_bend_them(raw: str, value: str) -> None:
    found = parse_code(raw, Context(TODAY))
    assert found.value == value
    assert "lookalike" in found.reasons


def test_katakana_beside_katakana_in_a_given_name() -> None:
    found = parse_name("小池 卜メ", Context(TODAY))
    assert found.value == "小池 トメ"
    assert "lookalike" in found.reasons
    assert "小池 卜メ" in {one.value for one in found.alternatives}


def test_a_name_on_another_page_is_offered_and_never_taken() -> None:
    pages = []
    for number, name in ((1, "田口 剛"), (2, "田 剛")):
        paper = Paper(number)
        paper.write("フェイスシート", x=900, y=120, em=70)
        paper.row(300, (300, 800), texts=("氏名", name))
        guess = Guess("face_sheet", 0.9)  # type: ignore[arg-type]
        pages.append(read_page(index(paper.sheet()), guess, today=TODAY, record_date=None))
    second = next(one.reading for one in borne_out(pages)[1][1] if one.name == "fullName")
    assert second.value == "田 剛"
    assert "田口 剛" in {one.value for one in second.alternatives}


def test_a_number_behind_a_telephone_sign_that_was_not_read() -> None:
    paper = Paper()
    paper.write("フェイスシート", x=900, y=120, em=70)
    paper.row(300, (300, 800), texts=("氏名", "田口 剛"))
    paper.cell(Box(160, 400, 1100, 100), "8 043-000-7692")
    guess = Guess("face_sheet", 0.9)  # type: ignore[arg-type]
    page = read_page(index(paper.sheet()), guess, today=TODAY, record_date=None)
    assert page.value("phone") == "043-000-7692"
