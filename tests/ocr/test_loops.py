"""Loops drawn by hand are found; dense letters, whose outlines close when a copy swells, are none and are kept."""

import numpy as np

from ocr import layers
from tests.ocr import written


def test_dense_letters_of_a_swollen_column_are_no_loops_and_stay() -> None:
    page = written.write_down(written.paper(400, 1200), "書類電話報告最負着留確器服容数意", (180, 60), size=50)
    page = written.swollen(page, 3)
    peeled = layers.peel(page, written.DPI)
    assert peeled.loops == ()
    assert np.array_equal(peeled.letters, peeled.grey)


def test_a_ring_about_one_letter_is_a_loop_and_leaves_the_letter() -> None:
    bare = written.write(written.paper(), "男　・　女", (300, 300))
    page = written.circled(bare, (324, 324), (40, 36))
    peeled = layers.peel(page, written.DPI)
    assert [loop.holds(324, 324) for loop in peeled.loops] == [True]
    inside = (slice(302, 346), slice(302, 346))
    assert np.mean(np.abs(peeled.letters[inside].astype(int) - bare[inside].min(axis=2).astype(int))) < 12


def test_a_ring_about_a_word_is_a_loop() -> None:
    page = written.write(written.paper(), "病気　　けが　　不登校", (200, 300))
    page = written.circled(page, (248, 324), (78, 40))
    peeled = layers.peel(page, written.DPI)
    assert [loop.holds(248, 324) for loop in peeled.loops] == [True]


def test_a_large_enclosing_letter_is_no_loop_and_stays() -> None:
    for size in (62, 70, 84, 100):
        page = written.write(written.paper(1700, 300), "平成23年6月18日 国 目 田 団", (60, 90), size=size)
        peeled = layers.peel(page, written.DPI)
        assert peeled.loops == (), size
        assert np.array_equal(peeled.letters, peeled.grey), size
