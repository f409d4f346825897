"""What the keying line is asked to show for one item: its reading, its parts, its choices, what may be said of it.

Pure: a view in, plain data out. Choices carry the decision they stand for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.contract import FORM_LABEL_JA
from domain.entry import Check, SupportEntry
from domain.field import Alternative, FieldReading, Origin
from domain.geometry import Box
from domain.household import Consent, Member
from domain.reading import Notice, PageForm
from domain.review import Action
from pipeline.desk.revise import page_form, page_number
from pipeline.desk.variants import glyphs, palette
from pipeline.desk.views import CaseView, Conflict
from pipeline.doubts import Item, form_of, sentence
from review_ui.showing import STATE_TEXT, beside, compared, field_label, in_words, item_label, part_value, seen_on
from review_ui.texts import Language, action_label, part_label, say

Data = dict[str, object]

PARTS: dict[type, tuple[str, ...]] = {
    SupportEntry: ("date", "time", "method", "staff", "text"),
    Member: ("name", "relationship_raw", "dateOfBirth", "age", "living", "note"),
    Consent: ("signedOn", "scope", "agencies", "exclusions", "validUntil", "untilSupportEnds", "proxy"),
}
LONG_FIELDS = frozenset({"chiefComplaint", "localItem", "household"})
LONG_PARTS = frozenset({"text", "note"})
LONG_AFTER = 26  # characters that still fit on the big line
SELECTED = frozenset({"dateOfBirth", "receivedDate", "date", "sex", "method", "route", "careLevel", "living", "time"})
# What a page of unknown form most often is, best first.
LIKELY_FORMS = ("support_log", "face_sheet", "intake_sheet", "basic_information", "letter", "consent_form", "memo")


@dataclass(frozen=True, slots=True)
class Choice:
    """One key: what it shows and the decision it stands for."""

    label: str
    why: str
    action: Action
    value: str | None = None
    part: str = ""


def first_part(item: Item | None) -> str:
    """The part a person meets first: the date of a row unless it is sure, else its text."""
    if item is None or isinstance(item, FieldReading):
        return ""
    return PARTS[type(item)][0]


def asked(view: CaseView, target: str, *, part: str, lang: Language) -> Data:
    """Everything about the item but the pictures: label, reading, parts, choices, reasons, what can be done."""
    item = view.item(target)
    if item is None:
        return page_asked(view, page_number(target), lang=lang)
    head: Data = {
        "label": item_label(item, lang),
        "where": say("page_n", lang, no=item.page_no),
        "reasons": told_reasons(item.reasons),
        "can": abilities(view, item),
        "choices": [shown_choice(one, item) for one in choices(item, part, conflict=view.conflict, lang=lang)],
    }
    if isinstance(item, FieldReading):
        return {**head, **field_asked(view, item, lang=lang)}
    return {**head, **row_asked(view, item, part=part, lang=lang)}


def told_reasons(codes: tuple[str, ...]) -> list[str]:
    """What is particular to this reading first; that its kind is always asked comes last."""
    return [sentence(code) for code in sorted(codes, key=lambda code: code.startswith("risk_class"))]


def field_asked(view: CaseView, one: FieldReading, *, lang: Language) -> Data:
    shown = in_words(one.name, one.value)
    return {
        "raw": one.raw,
        "value": one.value,
        "shown": shown,
        "none": say(STATE_TEXT[one.state], lang),
        "aside": beside(one.name, one.value, seen=seen_on(view.record, one.page_no)),
        "long": one.name in LONG_FIELDS or len(shown) > LONG_AFTER,
        "select": one.name in SELECTED,
        "parts": [],
    }


def row_asked(view: CaseView, item: SupportEntry | Member | Consent, *, part: str, lang: Language) -> Data:
    raw = {"date": item.date_raw, "method": item.method_raw}.get(part) if isinstance(item, SupportEntry) else None
    return {
        "raw": raw,
        "value": part_value(item, part),
        "shown": "",
        "none": "",
        "aside": "",
        "long": part in LONG_PARTS,
        "select": part in SELECTED,
        "parts": [part_asked(view, item, name=name, lang=lang) for name in PARTS[type(item)]],
    }


def part_asked(view: CaseView, item: SupportEntry | Member | Consent, *, name: str, lang: Language) -> Data:
    value = part_value(item, name)
    aside = beside(name, value, seen=seen_on(view.record, item.page_no))
    if name == "date" and isinstance(item, SupportEntry):
        aside = "　".join(
            filter(None, (aside, f"「{item.date_raw}」" if item.date_raw else "", date_checks(item, lang)))
        )
    return {
        "name": name,
        "label": part_label(name, lang),
        "value": in_words(name, value) if name in ("method", "living", "untilSupportEnds", "proxy") else value,
        "shown": in_words(name, value),
        "aside": aside,
        "long": name in LONG_PARTS,
    }


def date_checks(entry: SupportEntry, lang: Language) -> str:
    found = [say("inferred", lang)] if entry.date_inferred else []
    if entry.checks.weekday is Check.CONTRADICTS:
        found.append(say("weekday_wrong", lang))
    if entry.checks.order is Check.CONTRADICTS:
        found.append(say("order_wrong", lang))
    return "　".join(found)


def told_notice(one: Notice) -> str:
    """A whole sentence as it is; bare words behind the sentence of their code."""
    return one.text if one.text.rstrip().endswith(("。", "）", ")")) else f"{sentence(one.code)}「{one.text}」"


def page_asked(view: CaseView, page_no: int, *, lang: Language) -> Data:
    """A page as a whole: what was noticed about it and what it may be."""
    form = page_form(view.record, page_no)
    notices = [told_notice(one) for one in view.record.warnings if one.page_no == page_no]
    as_is = say("page_as_is" if form.set_aside else "page_seen", lang)
    return {
        "label": say("page", lang),
        "where": say("page_n", lang, no=page_no),
        "raw": None,
        "value": form.form,
        "shown": FORM_LABEL_JA.get(form.form, form.form),
        "none": "",
        "aside": as_is,
        "whole": True,
        "long": False,
        "select": False,
        "parts": [],
        "reasons": ([sentence("page_set_aside")] if form.set_aside else []) + notices,
        "choices": [shown_choice(one, None) for one in page_choices(view, form, lang=lang)],
        "can": {"accept": view.is_mine, "edit": False, "decide": view.is_mine, "undo": view.can_undo},
    }


def page_choices(view: CaseView, form: PageForm, *, lang: Language) -> tuple[Choice, ...]:
    codes = {one.code for one in view.record.warnings if one.page_no == form.page_no}
    found: list[Choice] = []
    if form.set_aside:
        found.append(Choice(say("belongs", lang), "", Action.CORRECT, "no", "set_aside"))
    if "protection_word" in codes:
        found.append(Choice(say("clear_protection", lang), "", Action.CORRECT, "protection_word", "clear"))
    if form.form == "unknown" or "unknown_form" in codes:
        found += [
            Choice(say("is_form", lang, form=FORM_LABEL_JA[name]), "", Action.CORRECT, name, "form")
            for name in LIKELY_FORMS
        ]
    return tuple(found[:9])


def choices(item: Item, part: str, *, conflict: Conflict | None, lang: Language) -> tuple[Choice, ...]:
    """Alternatives of the reading, one key each; first of all both sides of a conflict."""
    if conflict is not None and conflict.target == item.key:
        theirs = Choice(conflict.theirs or "—", say("theirs", lang, name=conflict.their_name), Action.ACCEPT)
        mine = Choice(
            conflict.mine or action_label(conflict.action.value, lang),
            say("mine", lang),
            conflict.action,
            conflict.mine,
            conflict.part,
        )
        return theirs, mine
    name, others = offered(item, part)
    return tuple(
        Choice(
            in_words(name, one.value),
            f"{beside(name, one.value, seen=None)}　{one.why}".strip(),
            Action.CORRECT,
            one.value,
            part,
        )
        for one in others[:9]
    )


def offered(item: Item, part: str) -> tuple[str, tuple[Alternative, ...]]:
    """What the reading may also be; for names the palette of written forms as well."""
    if isinstance(item, FieldReading):
        return item.name, palette(item.name, item.value, known=item.alternatives)
    if isinstance(item, SupportEntry) and part == "date":
        return "date", item.alternatives
    if isinstance(item, Member) and part == "name":
        return "name", palette("name", item.name)
    return "", ()


def shown_choice(one: Choice, item: Item | None) -> Data:
    now = ""
    if isinstance(item, FieldReading):
        now = in_words(item.name, item.value)
    elif isinstance(item, Member) and one.part == "name":
        now = item.name
    return {"words": compared(now, one.label), "why": one.why, "glyph": glyphs(now, one.label)}


def choice_at(view: CaseView, target: str, *, part: str, place: int) -> Choice | None:
    item = view.item(target)
    found: Sequence[Choice]
    if item is None:
        found = page_choices(view, page_form(view.record, page_number(target)), lang="ja")
    else:
        found = choices(item, part, conflict=view.conflict, lang="ja")
    return found[place] if 0 <= place < len(found) else None


def abilities(view: CaseView, item: Item) -> Data:
    settled = item.origin is Origin.HUMAN and view.conflict is None
    return {"accept": view.is_mine and not settled, "edit": view.is_mine, "decide": view.is_mine, "undo": view.can_undo}


def place_of(view: CaseView, target: str) -> tuple[int, Box | None]:
    """Page and box of an item; no box for a whole page or an item without a place."""
    item = view.item(target)
    if item is None:
        return page_number(target), None
    box = item.box
    return item.page_no, box if box.area else None


def label_of(view: CaseView, target: str, *, lang: Language) -> str:
    item = view.item(target)
    if item is None:
        return say("page_n", lang, no=page_number(target)) if ".page." in target else target
    return item_label(item, lang) if not isinstance(item, FieldReading) else field_label(item, lang)


def group_of(view: CaseView, page_no: int, *, lang: Language) -> str:
    form = FORM_LABEL_JA.get(form_of(view.record, page_no), "")
    return f"{say('page_n', lang, no=page_no)}　{form}"
