"""Promises every parser keeps on any text: it does not raise, alternatives differ, names survive byte for byte."""

from datetime import date
from importlib import import_module

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.reasons import REASON_JA
from extract.values.parsed import Context, Parsed

KINDS = (
    *("wareki", "wareki_sequence", "age", "person_name", "kana", "phone", "postcode", "address", "sex", "method"),
    *("route", "care_level", "handbook", "benefit", "relationship", "weekday", "staff", "text", "code"),
)
CONTEXT = Context(
    date(2026, 11, 1), record_date=date(2024, 4, 9), previous_date=date(2024, 4, 5), birth_date=date(1938, 3, 9)
)
japanese = st.text(
    st.one_of(
        st.characters(min_codepoint=0x3041, max_codepoint=0x30FF),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.characters(min_codepoint=0xFF01, max_codepoint=0xFFEF),
        st.sampled_from("0123456789-()（）・/ 　年月日〒℡☑□○①②③髙﨑𠮷濵神祥㊞〃"),
    ),
    max_size=20,
)


def parse(kind, raw, **surroundings) -> Parsed:
    return import_module(f"extract.values.{kind}").parse(raw, CONTEXT.now(**surroundings))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60, deadline=None)
@given(raw=st.one_of(st.text(max_size=30), japanese), other=japanese)
def test_never_raises_and_only_known_reasons(kind, raw, other):
    found = parse(kind, raw, marks=(other,), kana=other, name=other, address=other, postcode=other)
    assert set(found.reasons) <= set(REASON_JA)
    assert found.value not in [one.value for one in found.alternatives]
    assert all(one.strength >= 0 for one in found.evidence)


NAME_SIGNS = (
    "髙﨑嵜邊邉辺齋斎齊斉德徳𠮷吉濵濱浜瀨栁澤廣嶋峯冨舘曻眞惠櫻國龍曾礒堯凞㐂閒神祥福"
    "諸逸都館鶴隆塚晴猪益靖社祖祝節者響廊朗海勉敏葛辻󠄀田中川子一"
)


@settings(max_examples=300, deadline=None)
@given(st.text(NAME_SIGNS, min_size=1, max_size=4), st.text(NAME_SIGNS, min_size=1, max_size=3))
def test_every_name_survives_byte_for_byte(family, given_name):
    assume(not family.startswith(given_name))  # such a pair may be a name and its seal
    found = parse("person_name", f"{family}　{given_name}様")
    assert found.value is not None
    assert found.value.encode() == f"{family} {given_name}".encode()


@settings(max_examples=200, deadline=None)
@given(st.text(NAME_SIGNS, min_size=1, max_size=6))
def test_dividing_a_name_changes_no_character(whole):
    assume(whole[: len(whole) // 2] * 2 != whole)  # such a pair may be a name and its seal
    found = parse("person_name", whole)
    assert found.value is not None
    assert found.value.replace(" ", "").encode() == whole.encode()


@settings(max_examples=200, deadline=None)
@given(st.text(NAME_SIGNS + "市町0123456789-丁目番地", min_size=1, max_size=12))
def test_every_address_survives_byte_for_byte(written):
    found = parse("address", written)
    assert found.value is None or found.value.encode() == written.strip().encode()


@settings(deadline=None)
@given(st.text(NAME_SIGNS, min_size=1, max_size=3))
def test_a_staff_name_survives_byte_for_byte(name):
    assert parse("staff", name + "㊞").value in (name, None)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_free_text_keeps_everything(raw):
    found = parse("text", raw)
    assert found.value == (raw.strip() or None)
