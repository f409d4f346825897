from dataclasses import dataclass, field
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.page import CharChoice
from extract.trust.decode import decode
from extract.values import address, phone, wareki
from extract.values.parsed import Context, DateRole

CONTEXT = Context(date(2026, 11, 1), record_date=date(2024, 4, 9))


@dataclass(frozen=True)
class Ink:
    text: str
    confidence: float = 0.99
    runners: tuple[CharChoice, ...] = field(default=())


def ink(text, **doubtful):
    """`doubtful`: place -> (confidence, runners)."""
    signs = [Ink(sign) for sign in text]
    for place, (chance, runners) in doubtful.items():
        at = int(place[1:])
        signs[at] = Ink(text[at], chance, tuple(CharChoice(one, share) for one, share in runners))
    return signs


def test_a_clear_reading_stays():
    found = decode(ink("R6.4.9(火)"), wareki.parse, context=CONTEXT)
    assert (found.best.parsed.value, found.ratio) == ("2024-04-09", 0.0)
    assert found.evidence.agrees is True


def test_the_weekday_picks_among_the_reader_s_own_candidates():
    signs = ink("R6.4.4(火)", _5=(0.6, [("9", 0.35)]))
    found = decode(signs, wareki.parse, context=CONTEXT)
    assert found.best.parsed.value == "2024-04-09"
    assert found.ratio < 0
    assert "2024-04-04" in [one.value for one in found.alternatives]
    assert found.evidence.agrees is None


def test_a_day_that_is_none_becomes_the_likeliest_day_that_is():
    found = decode(ink("昭和13年13月9日", _6=(0.55, [("3", 0.02)])), wareki.parse, context=CONTEXT)
    assert found.best is None or found.best.parsed.value.startswith("1938-")


def test_age_and_era_are_weighed_together():
    signs = ink("S38.3.9(86)", _1=(0.7, [("1", 0.2)]), _2=(0.7, [("3", 0.2)]))
    found = decode(signs, wareki.parse, context=CONTEXT.now(role=DateRole.BIRTH))
    assert found.best.parsed.value == "1938-03-09"


def test_a_letter_in_a_phone_number_gives_way():
    found = decode(ink("043-000-B234", _8=(0.5, [("1", 0.3)])), phone.parse, context=CONTEXT)
    assert found.best.parsed.value in ("043-000-1234", "043-000-8234")
    assert found.candidates


def test_a_misread_municipality_is_found_again():
    signs = ink("千葉県拍市柏下66", _3=(0.5, [("柏", 0.4)]))
    found = decode(signs, address.parse, context=CONTEXT)
    assert found.best.parsed.value == "千葉県柏市柏下66"
    assert found.ratio < 0


@settings(max_examples=40, deadline=None)
@given(st.text("0123456789SHR.年月日()火", min_size=1, max_size=10), st.floats(0.1, 1.0))
def test_the_best_is_never_among_the_alternatives(text, chance):
    found = decode([Ink(sign, chance) for sign in text], wareki.parse, context=CONTEXT)
    if found.best:
        assert found.best.parsed.value not in [one.value for one in found.alternatives]
        assert found.ratio <= 1e-9
        assert found.margin >= 0
