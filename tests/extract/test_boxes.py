"""Options with boxes: an option without its box among boxed ones is suspected, never certain."""

from domain.geometry import Box, confidence
from domain.page import Mark, MarkKind
from extract.finders.boxes import boxed


def box(label: str, *, on: bool) -> Mark:
    return Mark(MarkKind.CHECKBOX, label, on, Box(0, 0, 30, 30), confidence(0.95))


def test_a_tick_that_was_read_counts() -> None:
    assert boxed("☑相談内容 □家計情報", ()).chosen == ("相談内容",)


def test_the_mark_in_the_image_overrules_the_sign_that_was_read() -> None:
    assert boxed("☑相談内容 □家計情報", (box("相談内容", on=False),)).chosen == ()


def test_a_word_without_a_box_among_boxed_ones_is_suspected() -> None:
    seen = boxed("就労状況 □相談内容 健康・医療情報", (box("相談内容健康・医療情報", on=False),))
    assert seen.suspected == ("就労状況", "健康・医療情報")
    assert seen.likely == ("就労状況", "健康・医療情報")


def test_words_alone_say_nothing() -> None:
    assert not boxed("男・女", ()).seen


def test_the_printed_skeleton_of_a_date_is_no_option() -> None:
    assert boxed("支援終了まで□令和 年 月 日まで", ()).likely == ("支援終了まで",)
