"""Whether a person must look: policy by risk class and independent evidence, never one engine's score.

Source: record-schema.md 7.4, principle 1 of values.md 3. The only place that may say `auto`; refuses it for anything
guessed, contradicted, illegible or missing.
"""

import hashlib
from dataclasses import dataclass, replace

from domain.contract import Risk
from domain.entry import Check, SupportEntry
from domain.field import Evidence, FieldReading, FieldState, Route
from domain.geometry import confidence
from domain.household import Consent, Member
from extract.trust.calibration import ENTRY, Model, chance_of, load_model, standing, threshold_for
from extract.trust.evidence import combined, contradictions, witnesses
from extract.trust.measures import GATE, INK, SAID, marked_unopposed, read

STRICT, BALANCED = "strict", "balanced"
# Said of a value without casting doubt on it.
_HARMLESS = frozenset(("unverified_transcription", "era_overrun_future_ok", "date_partial"))
# Always a person's, once a file: how a name is spelled and which era is meant say nothing about the rest of an item.
_NAMES = frozenset(("fullName", "staff"))
_SETTLED_APART = frozenset((f"{SAID}variant_name", f"{SAID}era_inferred"))
# What B and C must reach by the sum of their evidence while too few were counted to prove a threshold. Contacts never
# pass unproven: 2 of 956 that nothing spoke against were wrong. Under `_LEAST` nothing passes, whatever was proven.
_LEAST = 0.9
_UNPROVEN = {"B": 0.97, "C": 0.97, "D": 0.9}
# They move the odds, but a misread name is often another name and a misread day often still in order.
_TOO_WEAK = frozenset(("dictionary", "order"))
# a date that nothing but its own ink speaks for is never passed.
_DATE_WITNESSES = frozenset(("weekday", "age", "order", "another page", "stamp"))
# Partly written dates do no harm in a remark, but a birth date needs its day.
_WHOLE_DATES = frozenset(("dateOfBirth", "receivedDate"))


@dataclass(frozen=True, slots=True)
class Policy:
    """`profile` strict | balanced. `target_error`: silent errors allowed among `auto` (share, 0.001 = 0.1 %).

    `sample_share`: of the `auto` ones, how many go to a blind check all the same. `signals_needed`: witnesses that
    must agree for S and A. `model` None: the committed calibration.
    """

    profile: str = BALANCED
    target_error: float = 0.001
    sample_share: float = 0.03
    signals_needed: int = 2
    sample_seed: str = ""
    model: Model | None = None

    def __post_init__(self) -> None:
        if self.profile not in (STRICT, BALANCED):
            raise ValueError(f"profile must be strict or balanced, found {self.profile!r}")
        if not 0 < self.target_error < 1 or not 0 <= self.sample_share <= 1:
            raise ValueError("target_error and sample_share are shares")

    @property
    def calibration(self) -> Model:
        return self.model if self.model is not None else load_model()


def route(reading: FieldReading, risk: Risk, *, policy: Policy) -> tuple[Route, tuple[str, ...]]:
    """The route and the reasons for it (codes of `domain.reasons`); no reasons with `auto`."""
    if reading.state is FieldState.BLANK_ON_PAPER:
        return _blank(reading)
    doubts = [*_absence(reading), *_doubts(reading.reasons, reading.evidence)]
    if reading.name in _WHOLE_DATES and "date_partial" in reading.reasons:
        doubts.append("date_partial")
    if reading.inferred and not _borne_out(reading.evidence):
        doubts.append("low_confidence")
    if reading.name == "receivedDate" and not witnesses(reading.evidence) & _DATE_WITNESSES:
        doubts.append("date_unsupported")
    chance = float(reading.confidence)
    if reading.name in _NAMES and reading.value is not None:
        chance = _chance_apart(reading.name, reading.evidence, chance=chance, policy=policy)
    doubts += _by_class(reading.evidence, chance, group=risk.value, policy=policy)
    return _settled(doubts, f"{reading.key} {reading.raw} {reading.box.as_tuple()}", policy=policy)


def settle(reading: FieldReading, risk: Risk, *, policy: Policy) -> FieldReading:
    """The same reading with its route and reasons, and whether anything but the count of samples spoke against it."""
    way, reasons = route(reading, risk, policy=policy)
    read = reading.value is not None and reading.state is FieldState.READ
    evidence = marked_unopposed(reading.evidence) if read and not set(reasons) - GATE else reading.evidence
    return replace(reading, route=way, reasons=reasons, evidence=evidence)


def settle_entry(entry: SupportEntry, *, policy: Policy) -> SupportEntry:
    """The same for a contact."""
    way, reasons = route_entry(entry, policy=policy)
    evidence = entry.evidence if set(reasons) - GATE else marked_unopposed(entry.evidence)
    return replace(entry, route=way, reasons=reasons, evidence=evidence)


def route_entry(entry: SupportEntry, *, policy: Policy) -> tuple[Route, tuple[str, ...]]:
    """Class B: the date needs its weekday, or a place strictly between its neighbours, beside the readers' word."""
    doubts = [] if entry.date else ["entry_date_missing"]
    backed = entry.checks.weekday is Check.AGREES or _strictly_placed(entry)
    codes = [code for code in entry.reasons if not (backed and code == "date_inferred_without_second_signal")]
    doubts += _doubts(tuple(codes), entry.evidence)
    if entry.checks.weekday is Check.CONTRADICTS:
        doubts.append("weekday_contradicts")
    if entry.checks.order is Check.CONTRADICTS:
        doubts.append("order_contradicts")
    if entry.date and not backed:
        doubts.append("date_inferred_without_second_signal" if entry.date_inferred else "low_confidence")
    if entry.risk_words:
        doubts.append("protection_word")
    chance = _chance_apart(ENTRY, entry.evidence, chance=float(entry.confidence), policy=policy)
    doubts += _by_class(entry.evidence, chance, group=ENTRY, policy=policy)
    return _settled(doubts, f"{entry.key} {entry.text} {entry.box.as_tuple()}", policy=policy)


def _chance_apart(name: str, evidence: tuple[Evidence, ...], *, chance: float, policy: Policy) -> float:
    """The chance that the rest is right, beside doubts that a person settles on their own. `name`: kind of item."""
    rest = tuple(one for one in evidence if one.signal not in _SETTLED_APART)
    if len(rest) == len(evidence) or not policy.calibration.is_fitted:
        return chance
    return max(chance, float(chance_of(policy.calibration, name, evidence=rest)))


def route_member(member: Member, evidence: tuple[Evidence, ...], *, policy: Policy) -> tuple[Route, tuple[str, ...]]:
    """Class S, all cells of the row together: `evidence` must hold for every one of them."""
    doubts = list(_doubts(member.reasons, evidence))
    if not member.name or member.relationship is None:
        doubts.append("value_unparsed")
    doubts += _by_class(evidence, float(member.confidence), group=Risk.S.value, policy=policy)
    return _settled(doubts, f"{member.key} {member.name} {member.box.as_tuple()}", policy=policy)


def route_consent(consent: Consent) -> tuple[Route, tuple[str, ...]]:
    """What its signer allows is law: a person reads every consent form, under every profile."""
    return Route.REVIEW, tuple(dict.fromkeys(("risk_class_A", *consent.reasons)))


def _blank(reading: FieldReading) -> tuple[Route, tuple[str, ...]]:
    """Plainly blank needs nobody; a blank with any doubt about it does."""
    doubts = tuple(dict.fromkeys(reading.reasons))
    return (Route.REVIEW, doubts) if doubts else (Route.AUTO, ())


def _absence(reading: FieldReading) -> list[str]:
    if reading.state is FieldState.NOT_ON_FORM:
        return ["expected_not_found"]
    if reading.state is FieldState.ILLEGIBLE:
        return ["low_confidence"]
    return ["value_unparsed"] if reading.value is None and not reading.reasons else []


def _doubts(reasons: tuple[str, ...], evidence: tuple[Evidence, ...]) -> tuple[str, ...]:
    """Reasons that were given on the way here, and signals that speak against the value."""
    against = contradictions(evidence)
    told = {"readers": "readers_disagree", "weekday": "weekday_contradicts", "age": "age_contradicts"}
    told |= {"kana": "kana_contradicts", "order": "order_contradicts", "municipality": "address_unknown"}
    told |= {"given_name": "given_name_contradicts"}
    told |= {"postcode_address": "postcode_contradicts", "postcode_table": "postcode_unknown", "mark": "stray_mark"}
    given = [code for code in reasons if code not in _HARMLESS]
    return (*given, *(told.get(signal, "low_confidence") for signal in against if signal != "town"))


def _borne_out(evidence: tuple[Evidence, ...]) -> bool:
    """A guess needs a witness that does not read the same ink."""
    return bool(witnesses(evidence) - {"first reader", "second reader"})


def _by_class(evidence: tuple[Evidence, ...], chance: float, *, group: str, policy: Policy) -> list[str]:
    """What the class of the field asks for beyond the absence of doubt."""
    guarded = group in (Risk.S, Risk.A)
    if guarded and policy.profile == STRICT:
        return [f"risk_class_{group}"]
    if guarded and len(witnesses(evidence) - _TOO_WEAK) < policy.signals_needed:
        return [f"risk_class_{group}"]
    proven = threshold_for(policy.calibration, group, target_error=policy.target_error)
    threshold = threshold_of(group, policy=policy)
    if threshold is None:
        return ["low_confidence" if _is_refuted(group, policy) else "too_small_sample"]
    if proven is None:
        # Dates with a second signal and text that stays an unverified transcription (record-schema.md 7.4) pass by
        # rule until enough was counted; the rule's score is then the sum of the evidence, whatever was fitted.
        rules = float(combined(confidence(read(evidence).get(INK, chance)), evidence))
        return ["low_confidence"] if rules < threshold or chance < _LEAST else []
    return ["low_confidence"] if chance < threshold else []


def threshold_of(group: str, *, policy: Policy) -> float | None:
    """Under this confidence a person looks. None: too little was measured, or too many were wrong: always a person."""
    found = threshold_for(policy.calibration, group, target_error=policy.target_error)
    if found is not None:
        return max(found, _LEAST)
    return None if _is_refuted(group, policy) else _UNPROVEN.get(group)


def _is_refuted(group: str, policy: Policy) -> bool:
    return standing(policy.calibration, group, target_error=policy.target_error).state == "refuted"


def _strictly_placed(entry: SupportEntry) -> bool:
    """A written day between two other days; a carried one says nothing that the row above did not."""
    placed = any(one.signal == "sequence" and one.agrees for one in entry.evidence)
    return placed and entry.checks.order is Check.AGREES


def _settled(doubts: list[str], key: str, *, policy: Policy) -> tuple[Route, tuple[str, ...]]:
    reasons = tuple(dict.fromkeys(doubts))
    if reasons:
        return Route.REVIEW, reasons
    if _is_sampled(key, policy):
        return Route.REVIEW, ("random_check",)
    return Route.AUTO, ()


def _is_sampled(key: str, policy: Policy) -> bool:
    """The same reading and seed give the same draw, so that a file read twice reads the same."""
    digest = hashlib.sha256(f"{policy.sample_seed}|{key}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 < policy.sample_share
