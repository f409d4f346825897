"""Which words of a page can be chosen: also where a row of choices was read in several lines, or without its spaces."""

import pytest

from domain.geometry import Box, confidence
from domain.page import Direction, OcrChar, OcrLine
from ocr.options import groups
from ocr.wordsets import plain


def line(text: str, *, x: int = 0, y: int = 0) -> OcrLine:
    chars = tuple(OcrChar(c, Box(x + 40 * n, y, 40, 40), confidence(0.99)) for n, c in enumerate(text))
    return OcrLine(text, Box(x, y, 40 * len(text), 40), confidence(0.99), Direction.HORIZONTAL, chars)


def offered(*blocks: list[OcrLine]) -> list[list[str]]:
    return [[option.text for option in group.options] for group in groups(blocks)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("男・女", ["男", "女"]),
        ("男女", ["男", "女"]),
        ("男性女性", ["男性", "女性"]),
        ("性別 男 女", ["男", "女"]),
        ("家計管理の課題就職活動困難", ["家計管理の課題", "就職活動困難"]),
        ("多重債務 υV・虐待 その他", ["多重債務", "υV・虐待", "その他"]),
        ("病気 けか ＤＶ・虐待", ["病気", "けか", "ＤＶ・虐待"]),
        ("明大昭平52年1月24日生（32)歳", ["明", "大", "昭", "平"]),
        ("ＭＴＳＨ５２年１月", ["Ｍ", "Ｔ", "Ｓ", "Ｈ"]),
    ],
)
def test_words_of_one_set_are_a_choice(text: str, words: list[str]) -> None:
    assert offered([line(text)]) == [words]


def test_a_row_of_choices_read_in_several_lines_is_one_choice() -> None:
    cell = [line("病気　住まい不安定"), line("多重債務", x=500), line("不登校 その他", y=60)]
    assert offered(cell) == [["病気", "住まい不安定", "多重債務", "不登校", "その他"]]


def test_lines_of_different_blocks_are_no_choice() -> None:
    assert offered([line("病気")], [line("多重債務")]) == []


@pytest.mark.parametrize("text", ["男性の友人と女性の友人", "長男女友達", "電話で訪問を伝えた"])
def test_words_inside_a_sentence_are_no_choice(text: str) -> None:
    assert offered([line(text)]) == []


def test_a_word_is_known_by_its_narrow_form_and_without_voice_marks() -> None:
    assert (plain("Ｊ１"), plain("けか"), plain("大")) == ("J1", "けが", "大")


def test_one_misread_letter_of_a_long_word_is_forgiven_unless_two_words_are_as_near() -> None:
    assert (plain("杜会的孤立"), plain("要介護Z"), plain("長女")) == ("社会的孤立", "要介護Z", "長女")


def test_paper_between_letters_parts_words_where_no_space_was_read() -> None:
    near, far = line("ひとり親"), line("その他", x=190)
    joined = OcrLine("ひとり親その他", near.box.union(far.box), near.confidence, near.direction, near.chars + far.chars)
    assert offered([joined, line("病気", y=60)]) == [["ひとり親", "その他", "病気"]]


@pytest.mark.parametrize("text", ["M.T.S.H", "Ｍ．Ｔ．Ｓ．Ｈ", "M・T.S・H"])
def test_points_between_letters_of_eras_part_them(text: str) -> None:
    assert [[plain(word) for word in words] for words in offered([line(text)])] == [["M", "T", "S", "H"]]


@pytest.mark.parametrize("text", ["S.50.3.2", "担当 H.H", "No.3"])
def test_points_elsewhere_part_nothing(text: str) -> None:
    assert offered([line(text)]) == []


@pytest.mark.parametrize("text", ["平52年", "大昭和52年", "昭昭平52年", "明大昭平"])
def test_eras_joined_to_a_year_are_a_choice_only_one_each_and_before_a_year(text: str) -> None:
    assert ["明", "大", "昭", "平"] not in offered([line(text)]) or text == "明大昭平"
    assert not any(len(words) < 3 for words in offered([line(text)]))


def test_a_row_of_many_words_is_a_choice_without_a_mark_and_two_words_are_none() -> None:
    many, few = line("病気　けが　住まい不安定　多重債務　家族関係"), line("病気　けが")
    assert [group.is_known for group in groups([[many]])] == [True]
    assert [group.is_known for group in groups([[few]])] == [False]
