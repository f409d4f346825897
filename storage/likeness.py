"""How alike two people are, with every reason and every objection spelled out. Pure. It never decides: a person does.

Rule (people-and-risks.md R-01): another sex, or the same kana with another birth date, forbids the link outright.
"""

from dataclasses import dataclass
from enum import StrEnum

from storage.identity_keys import Person, address_key, given_kana, kana_key, name_key, near_days, phone_key, town_of


class Reason(StrEnum):
    """Why somebody may be the same person, the strongest first."""

    SAME_BIRTH = "same_birth"
    SAME_NAME = "same_name"
    NAME_VARIANT = "name_variant"
    SAME_KANA = "same_kana"
    SAME_GIVEN_KANA = "same_given_kana"
    BIRTH_ONE_DIGIT = "birth_one_digit"
    SAME_PHONE = "same_phone"
    SAME_ADDRESS = "same_address"
    NEAR_ADDRESS = "near_address"
    SHARED_FAMILY = "shared_family"
    IN_HOUSEHOLD = "in_household"


class Objection(StrEnum):
    """What forbids a link."""

    SEX = "sex_differs"
    BIRTH = "birth_differs"


REASON_JA: dict[str, str] = {
    "same_birth": "生年月日が同じ",
    "same_name": "氏名が同じ",
    "name_variant": "氏名が異体字のちがいだけ",
    "same_kana": "かなが同じ",
    "same_given_kana": "名のかなが同じ（姓が変わったか）",
    "birth_one_digit": "生年月日が一字ちがい",
    "same_phone": "電話が同じ",
    "same_address": "住所が同じ",
    "near_address": "住所が近い",
    "shared_family": "家族の名が重なる",
    "in_household": "相手の世帯に名がある",
    "sex_differs": "性別がちがう",
    "birth_differs": "かなは同じで、生年月日がちがう",
}

_WEIGHT = {
    Reason.SAME_BIRTH: 5,
    Reason.SAME_NAME: 4,
    Reason.NAME_VARIANT: 4,
    Reason.SAME_KANA: 3,
    Reason.SAME_GIVEN_KANA: 2,
    Reason.BIRTH_ONE_DIGIT: 3,
    Reason.SAME_PHONE: 3,
    Reason.SAME_ADDRESS: 3,
    Reason.NEAR_ADDRESS: 1,
    Reason.SHARED_FAMILY: 2,
    Reason.IN_HOUSEHOLD: 2,
}
_NAMED = frozenset((Reason.SAME_NAME, Reason.NAME_VARIANT, Reason.SAME_KANA))
_THIRD = frozenset((Reason.SAME_PHONE, Reason.SAME_ADDRESS, Reason.SHARED_FAMILY))
_BINARY_SEX = ("1", "2")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`objections` not empty: 似ている別人, a link is refused. `is_enough`: name, birth date and one more agree."""

    reasons: tuple[Reason, ...]
    objections: tuple[Objection, ...] = ()

    @property
    def weight(self) -> int:
        return sum(_WEIGHT[one] for one in self.reasons)

    @property
    def is_blocked(self) -> bool:
        return bool(self.objections)

    @property
    def is_enough(self) -> bool:
        found = set(self.reasons)
        return not self.objections and Reason.SAME_BIRTH in found and bool(found & _NAMED) and bool(found & _THIRD)


def likeness(one: Person, other: Person) -> Likeness:
    """The same either way round."""
    reasons = [*_by_name(one, other), *_by_birth(one, other), *_by_place(one, other), *_by_family(one, other)]
    order = list(Reason)
    return Likeness(tuple(sorted(reasons, key=order.index)), _objections(one, other))


def _by_name(one: Person, other: Person) -> list[Reason]:
    found = []
    key = name_key(one.name)
    if key and key == name_key(other.name):
        is_same = "".join(one.name.split()) == "".join(other.name.split())
        found.append(Reason.SAME_NAME if is_same else Reason.NAME_VARIANT)
    kana, other_kana = kana_key(one.kana), kana_key(other.kana)
    if kana and kana == other_kana:
        found.append(Reason.SAME_KANA)
    elif given_kana(one.kana) and given_kana(one.kana) == given_kana(other.kana):
        found.append(Reason.SAME_GIVEN_KANA)
    return found


def _by_birth(one: Person, other: Person) -> list[Reason]:
    if not one.birth or not other.birth:
        return []
    if one.birth == other.birth:
        return [Reason.SAME_BIRTH]
    return [Reason.BIRTH_ONE_DIGIT] if other.birth in near_days(one.birth) else []


def _by_place(one: Person, other: Person) -> list[Reason]:
    found = []
    phones = {phone_key(phone) for phone in one.phones} & {phone_key(phone) for phone in other.phones}
    if phones - {""}:
        found.append(Reason.SAME_PHONE)
    here, there = address_key(one.address), address_key(other.address)
    if here and here == there:
        found.append(Reason.SAME_ADDRESS)
    elif len(town_of(here)) > 2 and town_of(here) == town_of(there):
        found.append(Reason.NEAR_ADDRESS)
    return found


def _by_family(one: Person, other: Person) -> list[Reason]:
    mine, theirs = {name_key(name) for name in one.family}, {name_key(name) for name in other.family}
    found = [Reason.SHARED_FAMILY] if mine & theirs else []
    if name_key(one.name) in theirs or name_key(other.name) in mine:
        found.append(Reason.IN_HOUSEHOLD)
    return found


def _objections(one: Person, other: Person) -> tuple[Objection, ...]:
    found = []
    if one.sex != other.sex and one.sex in _BINARY_SEX and other.sex in _BINARY_SEX:
        found.append(Objection.SEX)
    alike = kana_key(one.kana) == kana_key(other.kana) if one.kana and other.kana else _same_name(one, other)
    if alike and one.birth and other.birth and one.birth != other.birth:
        found.append(Objection.BIRTH)
    return tuple(found)


def _same_name(one: Person, other: Person) -> bool:
    """Where a kana is missing, the written name speaks for it."""
    return bool(name_key(one.name)) and name_key(one.name) == name_key(other.name)
