"""Checks what a clerk types while they type it: 「S13.3.9」 -> 1938-03-09 and 「昭和13年3月9日（水）86歳」.

A person's word is not corrected: refuses only what cannot be a value of that field, and says why in Japanese.
"""

from dataclasses import dataclass
from datetime import date

from domain.contract import CARE_LEVEL_LABEL_JA, METHOD_LABEL_JA, ROUTE_LABEL_JA, SEX_LABEL_JA
from domain.field import Precision
from domain.reasons import REASON_JA
from extract.values import gazetteer, wareki, wareki_sequence
from extract.values.eras import age_on, show
from extract.values.kinds import PARSERS, ROLES, parse_field
from extract.values.parsed import Context, DateRole, Parsed
from extract.values.weekday import weekday_sign

_CODES: dict[str, dict[str, str]] = {
    "sex": SEX_LABEL_JA,
    "method": METHOD_LABEL_JA,
    "route": ROUTE_LABEL_JA,
    "careLevel": CARE_LEVEL_LABEL_JA,
}
# Names and numbers that stand for dates beside the contract's own fields: entries, members, consent.
_DATES = ("date", "date_end", "signedOn", "validUntil", "receivedDate", "dateOfBirth")
_ENDS, _ENTRY_DATES = ("validUntil", "date_end"), ("date", "date_end")
_NAMES = ("fullName", "name")


@dataclass(frozen=True, slots=True)
class Typed:
    """`value` canonical, or None when `ok` is False; `note_ja` is shown beside the box, "" when nothing is to say."""

    value: str | None
    note_ja: str
    ok: bool

    @property
    def note(self) -> str:
        return self.note_ja


def check_typed(name: str, typed: str, *, record_date: date | None, today: date | None = None) -> Typed:
    """`name` of the contract or of an entry's, member's or consent's part; unknown names take any text.

    `record_date` is when the sheet was written: it gives the age to a birth date, bounds an unstated era and lends its
    year to a dropped one. `today` defaults to the day of typing.
    """
    text = typed.strip()
    context = Context(today or date.today(), record_date=record_date)
    if not text:
        return Typed(None, "何も入力されていません。", False)
    if name in _DATES:
        return _date(name, text, context=context)
    if name in _CODES and text in _CODES[name]:
        return Typed(text, _CODES[name][text], True)
    if name in _NAMES:
        return _name(text)
    if name not in PARSERS:
        return Typed(text, "", True)
    return _parsed(name, text, context=context)


def _date(name: str, text: str, *, context: Context) -> Typed:
    role = ROLES.get(name, DateRole.EXPIRY if name in _ENDS else DateRole.OTHER)
    found = wareki.parse(text, context.now(role=role))
    if found.value is None and name in _ENTRY_DATES:
        found = wareki_sequence.parse(text, context.now(previous_date=context.record_date))
    if found.value is None or (found.inferred and "era_inferred" in found.reasons):
        choices = [found.value or "", *(one.value for one in found.alternatives)]
        return _refused(found, [_shown_date(one) for one in choices if one])
    if found.precision is not Precision.DAY:
        return Typed(found.value, f"日まで書かれていない日付です（{found.value}）。", True)
    day = date.fromisoformat(found.value)
    age = _age_note(day, context) if role is DateRole.BIRTH else ""
    return Typed(found.value, f"{show(day)}（{weekday_sign(day)}）{age}{_why(found)}", True)


def _refused(found: Parsed, choices: list[str]) -> Typed:
    why = _why(found) or "この項目の値として読めません。"
    return Typed(None, f"{why}{'候補：' + '、'.join(choices[:3]) if choices else ''}", False)


def _age_note(birth: date, context: Context) -> str:
    years = age_on(birth, context.record_date or context.today)
    return f"{years}歳" if years >= 0 else "（記録日より後の生まれです）"


def _shown_date(value: str) -> str:
    return show(date.fromisoformat(value)) if len(value) == 10 else value


def _why(found: Parsed) -> str:
    """Why a person should look again; what a person types needs no second signal."""
    quiet = ("value_unparsed", "date_inferred_without_second_signal", "variant_name")
    return "".join(REASON_JA[code] for code in found.reasons if code not in quiet)


def _name(text: str) -> Typed:
    """A name is taken as typed; only the space between its halves is made a single half-width one."""
    words = text.replace("\u3000", " ").split()
    note = "姓と名の間に空白を入れると、区切りが確定します。" if len(words) == 1 else ""
    return Typed(" ".join(words), note, True)


def _parsed(name: str, text: str, *, context: Context) -> Typed:
    found = parse_field(name, text, context=context)
    if found.value is None:
        labels = _CODES.get(name, {})
        return _refused(found, [labels.get(one.value, one.value) for one in found.alternatives])
    return Typed(found.value, _note(name, found), True)


def _note(name: str, found: Parsed) -> str:
    value = found.value or ""
    if name in _CODES:
        return _CODES[name].get(value, value)
    if name == "postcode":
        places = gazetteer.places_of_postcode(value)
        return "".join(places[0]) if places else _why(found)
    if name in ("address", "registeredAddress"):
        code = found.part("municipality_code")
        return f"{found.part('prefecture')}{found.part('city')}（{code}）{_why(found)}" if code else _why(found)
    return _why(found)
