"""Corrections of one part of a row: member or consent. Refuses a part the row does not have and a value of no use."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.household import Consent, Member
from domain.review import Decision
from extract.values import relationship
from extract.values.parsed import Context
from pipeline.desk.shape import listed
from pipeline.desk.views import Refused

LIVING_JA: dict[str, str] = {
    "same_household": "同居",
    "separate": "別居",
    "institution": "入所・入院",
    "deceased": "死亡",
    "unknown": "不明",
}


def day(value: str) -> str:
    """YYYY, YYYY-MM or YYYY-MM-DD as it stands; anything else is refused."""
    filled = value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7, 10) else ""
    try:
        date.fromisoformat(filled)
    except ValueError as error:
        raise Refused("value_wrong") from error
    return value


def whole_number(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 130:
        raise Refused("value_wrong")
    return int(value)


def words(value: str) -> str:
    if not value.strip():
        raise Refused("value_needed")
    return value


def yes_or_no(value: str) -> bool:
    if value not in ("yes", "no"):
        raise Refused("value_wrong")
    return value == "yes"


def one_living(value: str) -> str:
    if value not in LIVING_JA:
        raise Refused("value_wrong")
    return value


MEMBER_PARTS: dict[str, Callable[[str], object]] = {
    "name": words,
    "relationship_raw": words,
    "dateOfBirth": day,
    "age": whole_number,
    "living": one_living,
    "note": str,
}
CONSENT_PARTS: dict[str, Callable[[str], object]] = {
    "signedOn": day,
    "validUntil": day,
    "scope": listed,
    "agencies": listed,
    "exclusions": listed,
    "untilSupportEnds": yes_or_no,
    "proxy": yes_or_no,
}
# Parts that may be empty on paper: "" takes them away.
MAY_BE_EMPTY = frozenset({"dateOfBirth", "age", "living", "validUntil", "signedOn"})


def corrected_member(member: Member, decision: Decision) -> Member:
    """The row stays a doubt until it is accepted as a whole: one right part does not vouch for the others."""
    value = _taken(decision, MEMBER_PARTS)
    if decision.part == "relationship_raw":
        found = relationship.parse(str(value), Context(date.today()))  # the day plays no part in a word
        return replace(member, relationship_raw=str(value), relationship=found.value)
    return replace(member, **{decision.part: value})  # type: ignore[arg-type]  # named above


def corrected_consent(consent: Consent, decision: Decision) -> Consent:
    return replace(consent, **{decision.part: _taken(decision, CONSENT_PARTS)})  # type: ignore[arg-type]  # named above


def _taken(decision: Decision, parts: dict[str, Callable[[str], object]]) -> object:
    if decision.part not in parts:
        raise Refused("not_for_this")
    if not decision.value and decision.part in MAY_BE_EMPTY:
        return None
    return parts[decision.part](decision.value or "")
