"""What a person must still look at in a record: a pure function, so the desk and the stages never disagree.

A doubt is whatever the machine routed to review and no person has vouched for, and every page with a warning that
nobody has settled. Refuses to hide: an item on hold or waiting for a rescan stays a doubt, only later in the line.
"""

from collections import defaultdict
from collections.abc import Iterator

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, Origin, Route
from domain.geometry import Box
from domain.household import Consent, Member
from domain.notices import DECIDED, NOTICE_JA
from domain.reasons import REASON_JA
from domain.review import Doubt, DoubtKind

LATER = ("held", "rescan_wanted")
# Said of a page by a person: it stays a doubt until somebody settles it again.
WAITING = (*LATER, "sent_back", "refused_by_platform")
# Rows closer than this share one line of a form, so the eye goes left to right along it.
BAND_PX = 60
NOWHERE = Box(0, 0, 0, 0)

Item = FieldReading | SupportEntry | Member | Consent


def doubts(record: CaseRecord) -> tuple[Doubt, ...]:
    """Open doubts in the order a person meets them: whole pages first, then down each page, what waits last."""
    found = [*page_doubts(record), *item_doubts(record)]
    return tuple(sorted(found, key=_place))


def sure_and_doubted(record: CaseRecord) -> tuple[int, int]:
    """What passed by itself, and the open doubts: the one count of `work`, `read`, `status` and the desk."""
    aside = set_aside(record)
    sure = sum(item.route is Route.AUTO and item.page_no not in aside for item in items(record))
    return sure, len(doubts(record))


def sentence(code: str) -> str:
    """The Japanese sentence of a reason or page warning; the code itself where it has none."""
    return REASON_JA.get(code) or NOTICE_JA.get(code) or code


def page_key(page_no: int) -> str:
    return f"p{page_no}.page.0"


def items(record: CaseRecord) -> tuple[Item, ...]:
    consent = (record.consent,) if record.consent else ()
    return (*record.fields, *record.entries, *record.members, *consent)


def set_aside(record: CaseRecord) -> frozenset[int]:
    """Numbers of the pages that are not part of the case."""
    return frozenset(form.page_no for form in record.forms if form.set_aside)


def page_doubts(record: CaseRecord) -> Iterator[Doubt]:
    codes: dict[int, list[str]] = defaultdict(list)
    for form in record.forms:
        if form.set_aside:
            codes[form.page_no].append("page_set_aside")
    for notice in record.warnings:
        if notice.code not in DECIDED:
            codes[notice.page_no].append(notice.code)
    settled = {form.page_no for form in record.forms if form.origin is Origin.HUMAN}
    for page_no, why in codes.items():
        waiting = [code for code in why if code in WAITING]
        if page_no not in settled or waiting:
            reasons = tuple(dict.fromkeys(why))
            yield Doubt(DoubtKind.PAGE, page_key(page_no), form_of(record, page_no), reasons, page_no, NOWHERE)


def form_of(record: CaseRecord, page_no: int) -> str:
    found = [form.form for form in record.forms if form.page_no == page_no]
    return found[0] if found else "unknown"


def item_doubts(record: CaseRecord) -> Iterator[Doubt]:
    aside = set_aside(record)
    for item in items(record):
        if item.route is Route.REVIEW and item.origin is Origin.MACHINE and item.page_no not in aside:
            kind, name = kind_and_name(item)
            yield Doubt(kind, item.key, name, item.reasons, item.page_no, item.box)


def kind_and_name(item: Item) -> tuple[DoubtKind, str]:
    if isinstance(item, FieldReading):
        return DoubtKind.FIELD, item.name
    if isinstance(item, SupportEntry):
        return DoubtKind.ENTRY, "entry"
    return (DoubtKind.MEMBER, "member") if isinstance(item, Member) else (DoubtKind.CONSENT, "consent")


def _place(doubt: Doubt) -> tuple[bool, bool, int, int, int, str]:
    later = any(code in LATER for code in doubt.reasons)
    is_item = doubt.kind is not DoubtKind.PAGE
    return later, is_item, doubt.page_no, doubt.box.y // BAND_PX, doubt.box.x, doubt.target
