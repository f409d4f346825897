from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contract import Risk
from domain.entry import Check, EntryChecks, SupportEntry
from domain.field import Evidence, FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.reasons import REASON_JA
from extract.trust.calibration import Count, Model
from extract.trust.routing import Policy, route, route_consent, route_entry, route_member, settle

BOX = Box(0, 0, 10, 10)
READERS, KANA, AGE, WEEKDAY = (Evidence(name, True, 3.0) for name in ("readers", "kana", "age", "weekday"))
# Ten thousand readings, none wrong, at or above 0.9: enough for one in a thousand.
FITTED = Model(samples=20_000, counts=tuple((group, (Count(0.9, 10_000, 0),)) for group in (*"SABC", "entry")))
THIN = Model(samples=300, counts=(("all", (Count(0.9, 150, 0),)),))
BALANCED = Policy(model=FITTED, sample_share=0.0)
STRICT = replace(BALANCED, profile="strict")


def reading(**changes) -> FieldReading:
    plain = FieldReading(
        name="fullName",
        raw="木村 花子",
        value="木村 花子",
        confidence=confidence(0.999),
        route=Route.REVIEW,
        state=FieldState.READ,
        page_no=1,
        box=BOX,
        evidence=(READERS, KANA),
    )
    return replace(plain, **changes)


def entry(**changes) -> SupportEntry:
    plain = SupportEntry(
        seq=1,
        page_no=1,
        box=BOX,
        date="2024-04-09",
        date_raw="4/9(火)",
        text="訪問。",
        confidence=confidence(0.99),
        route=Route.REVIEW,
        checks=EntryChecks(Check.AGREES, Check.AGREES),
        evidence=(WEEKDAY,),
        date_inferred=True,
    )
    return replace(plain, **changes)


def test_two_witnesses_and_a_measured_threshold_pass():
    assert route(reading(), Risk.S, policy=BALANCED) == (Route.AUTO, ())


@pytest.mark.parametrize("risk", [Risk.S, Risk.A])
def test_strict_never_passes_identity_or_entitlement(risk):
    way, reasons = route(reading(), risk, policy=STRICT)
    assert (way, reasons) == (Route.REVIEW, (f"risk_class_{risk.value}",))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"evidence": (READERS,)}, "risk_class_S"),
        ({"evidence": (Evidence("municipality", True, 5.0), Evidence("town", True, 3.0))}, "risk_class_S"),
        ({"evidence": (READERS, KANA, Evidence("weekday", False, 2.0))}, "weekday_contradicts"),
        ({"evidence": (Evidence("readers", False, 2.0), KANA, AGE)}, "readers_disagree"),
        ({"reasons": ("variant_name",)}, "variant_name"),
        ({"reasons": ("era_inferred",)}, "era_inferred"),
        ({"reasons": ("protection_word",)}, "protection_word"),
        ({"reasons": ("two_marks",)}, "two_marks"),
        ({"inferred": True, "evidence": (READERS, Evidence("posterior", True, 5.0))}, "low_confidence"),
        ({"confidence": confidence(0.5)}, "low_confidence"),
        ({"state": FieldState.ILLEGIBLE, "value": None}, "low_confidence"),
        ({"state": FieldState.NOT_ON_FORM, "value": None}, "expected_not_found"),
        ({"value": None}, "value_unparsed"),
    ],
)
def test_whatever_is_in_doubt_goes_to_a_person(changes, reason):
    way, reasons = route(reading(**changes), Risk.S, policy=BALANCED)
    assert way is Route.REVIEW
    assert reason in reasons


@pytest.mark.parametrize("model", [Model(), THIN])
def test_without_enough_samples_identity_waits(model):
    way, reasons = route(reading(), Risk.S, policy=replace(BALANCED, model=model))
    assert (way, reasons) == (Route.REVIEW, ("too_small_sample",))


def test_the_committed_calibration_lets_no_identity_pass_before_it_is_fitted():
    policy = Policy(sample_share=0.0)
    if not policy.calibration.is_fitted:
        assert route(reading(), Risk.S, policy=policy)[0] is Route.REVIEW


def test_plainly_blank_needs_nobody():
    empty = reading(value=None, raw="", state=FieldState.BLANK_ON_PAPER, evidence=())
    assert route(empty, Risk.S, policy=BALANCED) == (Route.AUTO, ())
    assert route(replace(empty, reasons=("stray_mark",)), Risk.S, policy=BALANCED)[0] is Route.REVIEW


def test_a_partly_written_birth_date_is_not_enough():
    partial = reading(name="dateOfBirth", value="1957", reasons=("date_partial",), evidence=(READERS, AGE))
    assert route(partial, Risk.S, policy=BALANCED)[0] is Route.REVIEW


def test_settle_writes_route_and_reasons():
    assert settle(reading(), Risk.S, policy=BALANCED).route is Route.AUTO


def test_an_entry_with_its_weekday_passes():
    assert route_entry(entry(reasons=("year_inferred",)), policy=BALANCED)[0] is Route.REVIEW
    assert route_entry(entry(), policy=BALANCED) == (Route.AUTO, ())


def test_contacts_prove_themselves_or_go_to_a_person():
    fields = replace(BALANCED, model=Model(samples=20_000, counts=(("fields", (Count(0.5, 10_000, 0),)),)))
    assert route_entry(entry(), policy=fields) == (Route.REVIEW, ("too_small_sample",))


def test_nothing_passes_under_the_least_probability_whatever_was_proven():
    counts = tuple((group, (Count(0.5, 10_000, 0),)) for group in ("fields", "S"))
    proven = replace(BALANCED, model=Model(samples=20_000, counts=counts))
    assert route(reading(), Risk.S, policy=proven) == (Route.AUTO, ())
    assert route(reading(confidence=confidence(0.8)), Risk.S, policy=proven) == (Route.REVIEW, ("low_confidence",))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"date": None, "checks": EntryChecks()}, "entry_date_missing"),
        (
            {"date_raw": "〃", "checks": EntryChecks(Check.ABSENT, Check.AGREES), "evidence": ()},
            "date_inferred_without_second_signal",
        ),
        ({"checks": EntryChecks(Check.CONTRADICTS, Check.AGREES)}, "weekday_contradicts"),
        ({"checks": EntryChecks(Check.AGREES, Check.CONTRADICTS)}, "order_contradicts"),
        ({"risk_words": ("DV",)}, "protection_word"),
        ({"confidence": confidence(0.4)}, "low_confidence"),
        ({"reasons": ("late_note",)}, "late_note"),
    ],
)
def test_entries_in_doubt(changes, reason):
    way, reasons = route_entry(entry(**changes), policy=BALANCED)
    assert way is Route.REVIEW
    assert reason in reasons


def test_a_written_day_strictly_between_its_neighbours_is_borne_out():
    placed = entry(
        date_raw="9.2",
        checks=EntryChecks(Check.ABSENT, Check.AGREES),
        evidence=(Evidence("sequence", True, 1.0),),
        reasons=("date_inferred_without_second_signal",),
    )
    assert route_entry(placed, policy=BALANCED)[0] is Route.AUTO


def test_members_and_consent():
    member = Member("木村 一郎", "長男", "child", 1, BOX, confidence(0.99), Route.REVIEW)
    assert route_member(member, (READERS, AGE), policy=BALANCED)[0] is Route.AUTO
    assert route_member(member, (READERS, AGE), policy=STRICT)[0] is Route.REVIEW
    assert route_member(replace(member, relationship=None), (READERS, AGE), policy=BALANCED)[0] is Route.REVIEW
    assert route_consent(Consent(1, BOX, confidence(1.0), Route.REVIEW)) == (Route.REVIEW, ("risk_class_A",))


def test_the_random_share_is_drawn_and_repeats():
    policy = Policy(model=FITTED, sample_share=0.1, sample_seed="box3")
    routes = [route(reading(raw=f"木村 {number}"), Risk.S, policy=policy) for number in range(2000)]
    drawn = sum(reasons == ("random_check",) for _, reasons in routes)
    assert 120 < drawn < 280
    assert routes == [route(reading(raw=f"木村 {number}"), Risk.S, policy=policy) for number in range(2000)]


@pytest.mark.parametrize("changes", [{"profile": "loose"}, {"target_error": 0.0}, {"sample_share": 1.5}])
def test_a_policy_that_makes_no_sense_is_refused(changes):
    with pytest.raises(ValueError, match=r"."):
        Policy(**changes)


signals = st.lists(
    st.builds(
        Evidence,
        st.sampled_from(["readers", "posterior", "kana", "age", "weekday", "municipality", "mark"]),
        st.sampled_from([True, False, None]),
        st.floats(0, 6),
    ),
    max_size=5,
)


@settings(deadline=None)
@given(signals, st.lists(st.sampled_from(sorted(REASON_JA)), max_size=2), st.sampled_from(list(Risk)), st.floats(0, 1))
def test_auto_is_never_given_with_a_doubt(evidence, reasons, risk, chance):
    tried = reading(evidence=tuple(evidence), reasons=tuple(reasons), confidence=confidence(chance))
    way, told = route(tried, risk, policy=BALANCED)
    assert set(told) <= set(REASON_JA)
    assert (way is Route.AUTO) == (not told)
    if way is Route.AUTO:
        assert not any(one.agrees is False for one in evidence)
        assert chance >= 0.9
    if risk in (Risk.S, Risk.A):
        assert route(tried, risk, policy=STRICT)[0] is Route.REVIEW


def test_a_dictionary_or_the_order_alone_is_no_second_witness():
    for weak in ("dictionary", "order"):
        tried = reading(evidence=(READERS, Evidence(weak, True, 0.7)))
        assert route(tried, Risk.S, policy=BALANCED) == (Route.REVIEW, ("risk_class_S",))


def test_a_date_that_only_its_ink_speaks_for_is_not_passed():
    bare = reading(name="receivedDate", value="2024-04-09", evidence=(READERS, Evidence("posterior", True, 6.0)))
    assert route(bare, Risk.B, policy=BALANCED) == (Route.REVIEW, ("date_unsupported",))
    assert route(replace(bare, evidence=(READERS, WEEKDAY)), Risk.B, policy=BALANCED)[0] is Route.AUTO
