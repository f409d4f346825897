"""Checks across the items of a file: dates in their order, consent against what was shared, staff against handovers.

Says what does not fit together and where; refuses to decide which side is wrong, and never changes a value.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import TypeVar

from domain.entry import SupportEntry
from domain.field import FieldReading, Route
from domain.household import Consent, Member
from domain.notices import NOTICE_JA
from domain.reading import Extraction, Notice
from extract.lexicon.tables import rows

# Words by which a log says that something was told to somebody.
_SHARED = re.compile(
    r"報告|情報共有|情報提供|情報交換|共有|照会|協議|伝達|伝える|伝えた|説明|選定|同行|連絡票|TEL|へつなぐ|会議"
)
_HANDOVER = re.compile(
    r"(?:担当交代|担当者?変更|引き?継ぎ?)[^。]*?([\u3005\u3400-\u9fff]{1,4})\s*(?:→|⇒|から|より)\s*([\u3005\u3400-\u9fff]{1,4})"
)
_KIN = re.compile(r"長男|長女|次男|次女|二男|二女|三男|三女|夫|妻|父|母|兄|姉|弟|妹|息子|娘")
_TOLD = r"(?:へ|に)(?:も)?[^。、]{0,12}(?:伝え|伝達|報告|説明|連絡|情報)"
# Services named by their short word alone, as in 「訪看週1」.
_SERVICES = re.compile(r"訪看|訪問看護|訪問介護")
# Who must not be told because of whom one fled.
_OPPONENT = re.compile(r"相手方|加害者?|元夫|元妻")
# Meetings that the law lets happen without consent (社会福祉法 106条の6, 要対協) are no sharing beyond it.
_LAWFUL_METHODS = frozenset(("61", "64"))
_YOUNGEST_PARENT = 14
_ASIDE = "page_set_aside"
Item = TypeVar("Item", FieldReading, SupportEntry, Member)


def checked(found: Extraction) -> Extraction:
    """The same extraction with notices for what does not fit, and those items routed to a person."""
    doubts = dict(_field_doubts(found))
    fields = tuple(_doubted(one, doubts.get(one.key)) for one in found.fields)
    members = tuple(_doubted_member(one, _value(found.fields, "dateOfBirth")) for one in found.members)
    consent = _timed(found.consent, found.entries)
    notices = (*_consent_notices(found), *_staff_notices(found), *_opponent_notices(found.consent))
    known = {(one.code, one.page_no, one.text) for one in found.warnings}
    fresh = [one for one in dict.fromkeys(notices) if (one.code, one.page_no, one.text) not in known]
    warnings = tuple(sorted((*found.warnings, *fresh), key=lambda one: one.page_no))
    return replace(found, fields=fields, members=members, consent=consent, warnings=warnings)


def with_doubtful_pages(found: Extraction, pages: Collection[int]) -> Extraction:
    """What stands on a page that seems to be somebody else's never passes by itself."""
    if not pages:
        return found
    fields = tuple(_doubted(one, _ASIDE) if one.page_no in pages and one.raw else one for one in found.fields)
    entries = tuple(_doubted(one, _ASIDE) if one.page_no in pages else one for one in found.entries)
    members = tuple(_doubted(one, _ASIDE) if one.page_no in pages else one for one in found.members)
    return replace(found, fields=fields, entries=entries, members=members)


def _field_doubts(found: Extraction) -> Iterator[tuple[str, str]]:
    """(key, reason) for fields that contradict another field."""
    births = [one for one in found.fields if one.name == "dateOfBirth" and one.value]
    received = _value(found.fields, "receivedDate")
    values = {one.value for one in births if one.value}
    for one in births:
        if received and (one.value or "")[:10] > received[: len(one.value or "")]:
            yield one.key, "order_contradicts"
        elif len(values) > 1:
            yield one.key, "fields_disagree"
    for name in ("fullName", "caseNumber", "sex"):
        readings = [one for one in found.fields if one.name == name and one.value]
        if len({"".join((one.value or "").split()) for one in readings}) > 1:
            yield from ((one.key, "fields_disagree") for one in readings)


def _value(fields: Iterable[FieldReading], name: str) -> str | None:
    return next((one.value for one in fields if one.name == name and one.value), None)


def _doubted(one: Item, code: str | None) -> Item:
    if code is None:
        return one
    return replace(one, route=Route.REVIEW, reasons=tuple(dict.fromkeys((*one.reasons, code))))


def _doubted_member(one: Member, principal_birth: str | None) -> Member:
    """A parent and a child are at least fourteen years apart (values.md 3.1.6)."""
    years = _years_between(principal_birth, one.dateOfBirth)
    odd = years is not None and (
        (one.relationship == "child" and years < _YOUNGEST_PARENT)
        or (one.relationship == "parent" and -years < _YOUNGEST_PARENT)
    )
    if not odd:
        return one
    return replace(one, route=Route.REVIEW, reasons=tuple(dict.fromkeys((*one.reasons, "generation_gap"))))


def _years_between(earlier: str | None, later: str | None) -> int | None:
    if not earlier or not later:
        return None
    return int(later[:4]) - int(earlier[:4])


def _timed(consent: Consent | None, entries: tuple[SupportEntry, ...]) -> Consent | None:
    """Sharing that came before the signature rests on another ground: a person must name it."""
    if consent is None or not consent.signedOn:
        return consent
    early = any(one.date and one.date < consent.signedOn and _parties_told(one) for one in entries)
    if not early:
        return consent
    return replace(
        consent, route=Route.REVIEW, reasons=tuple(dict.fromkeys((*consent.reasons, "consent_after_sharing")))
    )


def _consent_notices(found: Extraction) -> Iterator[Notice]:
    consent = found.consent
    if consent is None or not consent.signedOn:
        return
    allowed = {party for agency in consent.agencies for party in _parties(agency)} | set(consent.agencies)
    every: list[str] = []
    for entry in found.entries:
        if not entry.date or entry.date < consent.signedOn or entry.method in _LAWFUL_METHODS:
            continue
        beyond = [name for name, parties in _parties_told(entry) if not _is_allowed(name, parties, allowed=allowed)]
        beyond += _told_against_wish(entry, consent.exclusions)
        if beyond:
            yield _notice("sharing_beyond_consent", entry, detail="・".join(dict.fromkeys(beyond)))
            every += beyond
    if every:
        # On the form, too: there a person decides whom to ask.
        yield _on_form("sharing_beyond_consent", consent, detail="・".join(dict.fromkeys(every)))


def _parties_told(entry: SupportEntry) -> list[tuple[str, frozenset[str]]]:
    """Names in an entry that says something was shared, with the kinds of party they are."""
    people = [f"{one.role}{one.name}" for one in entry.people if _parties(one.role)]
    told = (
        [one.name for one in entry.organisations] if _SHARED.search(entry.text) or entry.method in ("20", "21") else []
    )
    told += _SERVICES.findall(entry.text) if _SHARED.search(entry.text) else []
    told += people if _SHARED.search(entry.text) else []
    return [(name, parties) for name in told if (parties := _parties(name))]


def _is_allowed(name: str, parties: frozenset[str], *, allowed: set[str]) -> bool:
    return bool(parties & allowed) or any(name in one or one in name for one in allowed)


def _told_against_wish(entry: SupportEntry, exclusions: tuple[str, ...]) -> list[str]:
    kin = {word for text in exclusions for word in _KIN.findall(text)}
    return [word for word in sorted(kin) if re.search(word + _TOLD, entry.text) and "伝えない" not in entry.text]


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["party"], re.compile("|".join(map(re.escape, row["pattern"].split())))) for row in rows("sharing_parties")
    )


def _parties(text: str) -> frozenset[str]:
    """The kind of party a word names: the first row of the table that fits."""
    return frozenset(next(([party] for party, pattern in _patterns() if text and pattern.search(text)), []))


def _opponent_notices(consent: Consent | None) -> Iterator[Notice]:
    """An exclusion that names the other side of a violent household asks for protection."""
    words = [word for text in consent.exclusions for word in _OPPONENT.findall(text)] if consent else []
    if consent and words:
        yield _on_form("protection_word", consent, detail="・".join(dict.fromkeys(words)))


def _staff_notices(found: Extraction) -> Iterator[Notice]:
    """Who took over on a day cannot have written before it: no entry, and no signature for somebody else."""
    entries, consent = found.entries, found.consent
    for handover in entries:
        hit = _HANDOVER.search(handover.text)
        if hit is None or not handover.date:
            continue
        for other in entries:
            if other.date and hit.group(2) in other.staff and other.date < handover.date:
                yield _notice("staff_contradiction", other, detail=hit.group(0))
        if (
            consent
            and consent.signedOn
            and consent.signedOn < handover.date
            and hit.group(2) in _writer(found, consent)
        ):
            yield _on_form("staff_contradiction", consent, detail=f"代筆 {hit.group(2)}、{hit.group(0)}")


def _writer(found: Extraction, consent: Consent) -> str:
    """What stands on the consent form about who wrote for the signer."""
    own = (one for one in found.fields if one.page_no == consent.page_no)
    return "".join(one.raw for one in own if "代筆" in one.label or "代筆" in one.raw)


def _on_form(code: str, consent: Consent, *, detail: str) -> Notice:
    return Notice(code, consent.page_no, f"{NOTICE_JA[code]}（{detail}）")


def _notice(code: str, entry: SupportEntry, *, detail: str) -> Notice:
    day = date.fromisoformat(entry.date) if entry.date and len(entry.date) == 10 else None
    when = f"{day.month}/{day.day} " if day else ""
    return Notice(code, entry.page_no, f"{NOTICE_JA[code]}（{when}{detail}）")
