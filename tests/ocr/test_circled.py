"""Which printed word a loop means, also where it holds a number alone."""

import numpy as np

from domain.geometry import Box, confidence
from domain.page import Direction, OcrChar, OcrLine
from ocr import circled
from ocr.loops import Loop


def line(text: str) -> OcrLine:
    """Characters 40 px wide from x 0."""
    chars = tuple(OcrChar(c, Box(40 * n, 0, 40, 40), confidence(0.99)) for n, c in enumerate(text))
    return OcrLine(text, Box(0, 0, 40 * len(text), 40), confidence(0.99), Direction.HORIZONTAL, chars)


def loop(x: int, width: int) -> Loop:
    box = Box(x, 0, width, 40)
    outline = np.array([(x, 0), (x + width, 0), (x + width, 40), (x, 40)], np.float32)
    return Loop(box, outline, 0.98)


def no_ring(boxes: object) -> list[float]:
    return [0.0 for _ in boxes]  # type: ignore[attr-defined]


def test_a_circled_word_is_chosen_and_its_neighbours_are_not() -> None:
    marks = circled.find([loop(0, 40)], [line("男・女")], hint=no_ring)
    assert [(mark.label, mark.on) for mark in marks] == [("男", True), ("女", False)]


def test_a_loop_around_the_number_of_a_word_of_one_letter_chooses_the_number() -> None:
    marks = circled.find([loop(0, 40)], [line("1.男2.女")], hint=no_ring)
    assert [(mark.label, mark.on) for mark in marks] == [("1", True), ("2", False)]


def test_words_parted_by_spaces_alone_are_a_choice_once_one_is_circled() -> None:
    marks = circled.find([loop(0, 40)], [line("男　女")], hint=no_ring)
    assert [(mark.label, mark.on) for mark in marks] == [("男", True), ("女", False)]
    assert circled.find([], [line("男　女")], hint=no_ring) == ()


def test_spaced_words_of_different_sets_are_no_choice() -> None:
    marks = circled.find([loop(0, 40)], [line("男　電話")], hint=no_ring)
    assert [(mark.label, mark.on) for mark in marks] == [("男", True)]
