"""Who a case is about, as 名寄せ compares it, and the keys under which alike people are found. Pure.

Keys only ever find; `storage.likeness` judges. A person under protection has no key of place or telephone.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.case import CaseRecord
from domain.field import FieldReading, Origin
from storage.findable import is_protected
from storage.keys import BREAK, fold
from storage.terms import LONG_VOWEL

# Raised whenever a change here gives other keys: the archive then builds them anew.
PERSON_KEY_VERSION = "1"

_PHONES = ("phone", "mobilePhone", "emergencyPhone")
_NUMBERS = str.maketrans("〇一二三四五六七八九", "0123456789")
LOT = re.compile(r"[0-9]+")
_NEAR = 12  # addresses that agree this far from the front, lot numbers aside, are near
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Person:
    """The person a case is about. Values as stored, "" where there is none; `birth` is YYYY-MM-DD, whole or nothing.

    `vouched`: names of the items that a person has confirmed. `family`: names of the household, the person left out.
    """

    case_id: str
    office: str
    title: str
    name: str
    kana: str
    birth: str
    sex: str
    address: str
    phones: tuple[str, ...]
    family: tuple[str, ...]
    case_number: str = ""
    vouched: tuple[str, ...] = ()
    protected: bool = False


def person_of(record: CaseRecord) -> Person:
    """What is withheld under protection (place, telephone) does not even enter."""
    protected = is_protected(record)
    name = _text(record.field("fullName"))
    found = {one: record.field(one) for one in ("fullName", "fullNameKana", "dateOfBirth", "sex", "address")}
    phones = tuple(_text(record.field(one)) for one in _PHONES)
    return Person(
        case_id=record.case_id,
        office=record.office,
        title=record.title,
        name=name,
        kana=_text(found["fullNameKana"]),
        birth=_day(_text(found["dateOfBirth"])),
        sex=_text(found["sex"]),
        address="" if protected else _text(found["address"]),
        phones=() if protected else tuple(one for one in phones if one),
        family=_family(record, name),
        case_number=_text(record.field("caseNumber")),
        vouched=tuple(key for key, one in found.items() if one and one.origin is Origin.HUMAN),
        protected=protected,
    )


def _text(field: FieldReading | None) -> str:
    return (field.value or "") if field else ""


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return ""


def _family(record: CaseRecord, own: str) -> tuple[str, ...]:
    names = [one.name for one in record.members if len(name_key(one.name)) > 1 and name_key(one.name) != name_key(own)]
    return tuple(dict.fromkeys(names))


def name_key(name: str) -> str:
    """Variants, width and spaces folded: 髙橋 キヨ and 高橋キヨ are one key."""
    return fold(name).text.replace(BREAK, "")


def kana_key(kana: str) -> str:
    """As `name_key`, and サトウ, サトー, サトオ are one."""
    return LONG_VOWEL.sub("", name_key(kana))


def address_key(address: str) -> str:
    """「北浜二丁目３番地の５」 and 「北浜2-3-5」 are one: numbers with one sign between them."""
    plain = re.sub(r"丁目|番地の|番地|番|号室|号", "-", address.translate(_NUMBERS))
    return re.sub(r"[-ー|]+(?![0-9])", "", re.sub(r"[-ー|]+", "-", fold(plain).text)).lstrip("-")


def town_of(key: str) -> str:
    """What of an address key stands before its numbers."""
    found = LOT.search(key)
    return key[: found.start()].strip("-")[-_NEAR:] if found else key[-_NEAR:]


def phone_key(phone: str) -> str:
    """Its digits; "" for a fragment that many share."""
    digits = "".join(one for one in fold(phone).text if one.isdigit())
    return digits if len(digits) >= 9 else ""


def given_kana(kana: str) -> str:
    parts = kana.split()
    return kana_key(parts[-1]) if len(parts) > 1 else ""


def keys_of(person: Person) -> frozenset[int]:
    """What is stored of a person."""
    return frozenset(_hashed(one) for one in _words(person))


def asked_of(person: Person) -> tuple[frozenset[int], frozenset[int]]:
    """What is looked up for a person: keys that few share, and keys (a bare name) that many may share."""
    sharp = {one for one in _words(person) if not one.startswith(("k:", "n:"))}
    kana = kana_key(person.kana)
    sharp |= {f"kb:{kana}:{other}" for other in near_days(person.birth) if kana}
    broad = {one for one in _words(person) if one.startswith(("k:", "n:"))}
    return frozenset(map(_hashed, sharp)), frozenset(map(_hashed, broad))


def _words(person: Person) -> Iterator[str]:
    name, kana = name_key(person.name), kana_key(person.kana)
    if name:
        yield f"n:{name}"
        yield f"f:{name}"
    if kana:
        yield f"k:{kana}"
    if person.birth and kana:
        yield f"kb:{kana}:{person.birth}"
    if person.birth and name:
        yield f"nb:{name}:{person.birth}"
    if person.birth and given_kana(person.kana):
        yield f"gb:{given_kana(person.kana)}:{person.birth}"
    for phone in filter(None, map(phone_key, person.phones)):
        yield f"p:{phone}"
    if LOT.search(address_key(person.address)):
        yield f"a:{address_key(person.address)}"
    for member in person.family:
        yield f"f:{name_key(member)}"


def near_days(birth: str) -> tuple[str, ...]:
    """Real days that differ from `birth` in one digit, or by two neighbours that changed places."""
    if not birth:
        return ()
    digits = birth.replace("-", "")
    found = [digits[:at] + one + digits[at + 1 :] for at in range(8) for one in _DIGITS if one != digits[at]]
    found += [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(7)]
    days = dict.fromkeys(f"{one[:4]}-{one[4:6]}-{one[6:]}" for one in found)
    return tuple(one for one in days if one != birth and _day(one))


def _hashed(word: str) -> int:
    """63 bits: what meets by chance among a million people is told apart when it is judged."""
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") >> 1
