import json
from dataclasses import fields, is_dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.batch import ImportBatch, ScanBatch, ScanFile
from domain.case import CaseRecord, Revision
from domain.field import FieldReading
from domain.geometry import Affine, Box, Confidence, confidence
from domain.page import OcrLine, OcrPage, Page, Sheet
from domain.reading import Extraction
from domain.review import Decision, ReviewTask
from storage.codec import decode, encode, pack, unpack

# Any text at all: unassigned, private, combining, lone surrogates.
WORDS = st.text(st.characters(categories=None), max_size=8)
SHARES = st.floats(0, 1)
BOXES = st.builds(Box, *[st.integers(-5, 4000)] * 2, *[st.integers(0, 4000)] * 2)


def values_of(kind: object) -> st.SearchStrategy[object]:
    """Any value of a type of the domain."""
    simple = {str: WORDS, bool: st.booleans(), int: st.integers(), NoneType: st.none(), Confidence: SHARES}
    if kind in simple:
        return simple[kind]
    if kind is float:
        return st.floats(allow_nan=False, allow_infinity=False)
    if kind is Box:
        return BOXES
    if get_origin(kind) in (Union, UnionType):
        return st.one_of([values_of(one) for one in get_args(kind)])
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return st.lists(values_of(inner[0]), max_size=2).map(tuple)
        return st.tuples(*[values_of(one) for one in inner])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    assert is_dataclass(kind)
    return SPECIAL[kind] if kind in SPECIAL else built(kind)


def built(kind: type, **given_parts: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    hints = get_type_hints(kind)
    parts = {
        one.name: given_parts[one.name] if one.name in given_parts else values_of(hints[one.name])
        for one in fields(kind)
    }
    return st.builds(kind, **parts)


# Values with rules of their own.
SPECIAL: dict[type, st.SearchStrategy[object]] = {}
SPECIAL[Page] = built(Page, page_no=st.integers(1, 300), turned_deg=st.sampled_from([0, 90, 180, 270]))
CHARS = st.lists(built(get_type_hints(OcrLine)["chars"].__args__[0], text=WORDS.filter(bool)), min_size=1, max_size=2)
SPECIAL[OcrLine] = CHARS.flatmap(
    lambda chars: built(OcrLine, text=st.just("".join(one.text for one in chars)), chars=st.just(tuple(chars)))
)
SPECIAL[ReviewTask] = built(
    ReviewTask,
    doubts=st.lists(values_of(get_type_hints(ReviewTask)["doubts"].__args__[0]), min_size=1, max_size=2).map(tuple),
)

KINDS = (CaseRecord, OcrPage, Page, Sheet, ReviewTask, Decision, Revision, ScanFile, ScanBatch, ImportBatch, Extraction)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_goes_in_comes_out(kind: type) -> None:
    @settings(max_examples=40, deadline=None)
    @given(values_of(kind))
    def holds(value: object) -> None:
        again = unpack(kind, pack(value))
        assert again == value
        assert repr(again) == repr(value)

    holds()


def test_names_survive_byte_for_byte() -> None:
    for name in (
        "髙橋 キヨ",
        "𠮷田",
        "﨑山",
        "\ufa19谷",
        "葛\U000e0100城",
        "か\u3099",
        "ｻﾄｳ ﾖｼｴ",
        "齋藤・斉藤",
        "①Ⅱ㊞",
    ):
        value = Revision("c", 1, "p1.fullName.0", None, name, "who", "when", "")
        assert unpack(Revision, pack(value)).after.encode() == name.encode()  # type: ignore[union-attr]


def test_a_whole_number_in_a_float_stays_what_it_was() -> None:
    whole = decode(Affine, encode(Affine(a=2, b=0.5)))
    assert (type(whole.a), type(whole.b)) == (int, float)


def test_an_empty_default_is_left_out() -> None:
    assert encode(Box(1, 2, 3, 4)) == {"x": 1, "y": 2, "width": 3, "height": 4}
    assert encode(Affine()) == {}


def test_true_is_not_taken_for_one() -> None:
    assert encode(Affine(a=True)) == {"a": True}
    with pytest.raises(ValueError, match="wanted int"):
        decode(Box, {"x": True, "y": 0, "width": 1, "height": 1})


@pytest.mark.parametrize(
    "data",
    [
        {"x": 0, "y": 0, "width": 1},
        {"x": 0, "y": 0, "width": 1, "height": 1, "depth": 1},
        {"x": "0", "y": 0, "width": 1, "height": 1},
        {"x": 0, "y": 0, "width": -1, "height": 1},
        [0, 0, 1, 1],
        None,
    ],
    ids=lambda data: json.dumps(data)[:40],
)
def test_what_is_not_exactly_a_box_is_refused(data: object) -> None:
    with pytest.raises(ValueError):
        decode(Box, data)  # type: ignore[arg-type]


def test_nan_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        pack(Affine(a=float("nan")))


class Degrees(float):
    """As a library may hand it over."""


def test_a_number_that_calls_itself_something_else_is_that_number() -> None:
    again = unpack(Affine, pack(Affine(a=Degrees(0.7))))
    assert (again.a, type(again.a)) == (0.7, float)


def test_a_foreign_value_is_refused() -> None:
    with pytest.raises(TypeError, match="set"):
        pack({1, 2})


def test_damaged_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="damaged"):
        unpack(Box, pack(Box(0, 0, 1, 1))[:-3])


def test_every_attribute_of_a_record_has_a_way_back() -> None:
    assert {one.name for one in fields(FieldReading)} >= {"raw", "value", "evidence"}
    assert confidence(0.5) == decode(Affine, {"a": 0.5}).a
