"""Canonical values in the words of the office: 1938-03-09 as 昭和13年3月9日, code 22 as 要介護２. For the eye only."""

import re
import zlib
from datetime import date
from difflib import SequenceMatcher

from domain.case import CaseRecord
from domain.contract import (
    CARE_LEVEL_LABEL_JA,
    FIELD_LABEL_JA,
    FORM_LABEL_JA,
    METHOD_LABEL_JA,
    ROUTE_LABEL_JA,
    SEX_LABEL_JA,
)
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState
from domain.household import Consent, Member
from extract.values.eras import age_on, show
from extract.values.weekday import weekday_sign
from pipeline.desk.parts import LIVING_JA
from pipeline.desk.typed import record_day
from pipeline.doubts import Item, items, page_key
from review_ui.texts import Language, part_label, say

CODES: dict[str, dict[str, str]] = {
    "sex": SEX_LABEL_JA,
    "method": METHOD_LABEL_JA,
    "route": ROUTE_LABEL_JA,
    "careLevel": CARE_LEVEL_LABEL_JA,
    "living": LIVING_JA,
    "untilSupportEnds": {"yes": "はい", "no": "いいえ"},
    "state": {"reading": "読み取り中", "in_review": "確認中", "reviewed": "確認済み", "on_hold": "保留"},
    "import_status": {
        "archive_only": "書庫のみ",
        "candidate": "一人目の承認",
        "approved": "承認",
        "imported": "取り込み済み",
        "excluded": "対象外",
    },
    "proxy": {"yes": "あり", "no": "なし"},
}
DATES = frozenset({"dateOfBirth", "receivedDate", "date", "date_end", "signedOn", "validUntil"})
# Calm, well apart in hue; dark enough for white on them. The colour is never the only sign of a case.
CASE_COLOURS = (
    "#1f5f6b", "#5b5a8c", "#7a5230", "#3c6e47", "#8a4a62", "#2f5d8a", "#6b6a2f", "#7b4a86", "#35605a", "#8a5a2b",
)  # fmt: skip
STATE_TEXT = {
    FieldState.READ: "none_read",
    FieldState.BLANK_ON_PAPER: "none_blank",
    FieldState.ILLEGIBLE: "none_illegible",
    FieldState.NOT_ON_FORM: "none_absent",
}


def colour_of(case_id: str) -> str:
    return CASE_COLOURS[zlib.crc32(case_id.encode()) % len(CASE_COLOURS)]


def in_words(name: str, value: str | None) -> str:
    """A value as an office writes it; dates in the Japanese calendar."""
    if value is None:
        return ""
    if name in CODES:
        return CODES[name].get(value, value)
    if name == "member":  # the history holds a family row as one line
        return " ".join(CODES["living"].get(one, one) for one in value.split(" "))
    if name == "postcode" and len(value) == 7 and value.isdecimal():
        return f"〒{value[:3]}-{value[3:]}"
    day = full_day(value) if name in DATES else None
    return show(day) if day else value


def beside(name: str, value: str | None, *, seen: date | None) -> str:
    """What stands small beside a value: the canonical form, the weekday, the age on the day `seen`."""
    if value is None:
        return ""
    day = full_day(value) if name in DATES else None
    if day is None:
        return ""
    age = f"　{age_on(day, seen)}歳" if name == "dateOfBirth" and seen and seen >= day else ""
    return f"{value}（{weekday_sign(day)}）{age}"


def full_day(value: str) -> date | None:
    """None for a partial date."""
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def field_label(one: FieldReading, lang: Language) -> str:
    """The printed label where the house has no word for it."""
    if one.name == "localItem" and one.label:
        return one.label
    return english(one.name) if lang == "en" else FIELD_LABEL_JA.get(one.name, one.name)


def english(name: str) -> str:
    """`dateOfBirth` as Date of birth."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def item_label(item: Item, lang: Language) -> str:
    if isinstance(item, FieldReading):
        return field_label(item, lang)
    if isinstance(item, SupportEntry):
        return f"{say('log', lang)} {item.seq}"
    if isinstance(item, Member):
        return item.relationship_raw or item.name or part_label("relationship_raw", lang)
    return FORM_LABEL_JA["consent_form"] if lang == "ja" else "Consent"


def target_label(record: CaseRecord, target: str, *, lang: Language) -> str:
    """A target of the history, parts and pages included, in words."""
    for item in items(record):
        if target == item.key:
            return item_label(item, lang)
        if target.startswith(f"{item.key}."):
            return f"{item_label(item, lang)}・{part_label(target.rsplit('.', 1)[1], lang)}"
    pages = {page_key(form.page_no): form.page_no for form in record.forms}
    if target in pages:
        return say("page_n", lang, no=pages[target])
    whole, _, part = target.rpartition(".")
    if whole in pages:
        return f"{say('page_n', lang, no=pages[whole])}・{part_label(part, lang)}"
    pieces = target.split(".")
    known = pieces[1] if len(pieces) > 1 else target
    if lang == "en":
        return english(known) or "Case"
    return FIELD_LABEL_JA.get(known, {"import_status": "取り込み", "state": "状態", "": "ケース"}.get(known, known))


def short(item: Item) -> str:
    """One line for the list."""
    if isinstance(item, FieldReading):
        return in_words(item.name, item.value)
    if isinstance(item, SupportEntry):
        return f"{item.date or '—'}　{item.text}"
    if isinstance(item, Member):
        return " ".join(filter(None, (item.name, item.dateOfBirth, in_words("living", item.living))))
    return f"{item.signedOn or '—'}　{'、'.join(item.scope)}"


def part_value(item: SupportEntry | Member | Consent, name: str) -> str | None:
    found = getattr(item, name)
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, tuple):
        return "、".join(found)
    return None if found is None else str(found)


def seen_on(record: CaseRecord, page_no: int) -> date | None:
    return record_day(record, page_no)


def compared(value: str, other: str) -> list[tuple[str, bool]]:
    """`other` in pieces, True where it differs from `value`: 髙橋 beside 高橋 shows the one character."""
    pieces: list[tuple[str, bool]] = []
    for kind, _, _, start, end in SequenceMatcher(None, value, other, autojunk=False).get_opcodes():
        if end > start:
            pieces.append((other[start:end], kind != "equal" and bool(value)))
    return pieces or [(other, False)]
