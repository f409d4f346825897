"""Records and pictures as parcels for a target: only what is verified, under keys made of the contents.

The same contents give the same keys, so that sending twice files once. Refuses silently dropping anything: what stays
is listed with its reason.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from deliver import published as out
from deliver.beside import Know, know_nothing
from deliver.evidence import Reviews
from deliver.migration import upgraded
from deliver.record import as_json, canonical, published
from deliver.rules import Rules, barriers, cleared, withheld_pages
from deliver.shield import Shield, shield_of
from deliver.shielding import PLACE, leaks
from domain.batch import HoldBack
from domain.case import CaseRecord, Revision
from domain.errors import StorageError

# (case_id, page_no) -> JPEG bytes, b"" for a page that has none.
Pictures = Callable[[str, int], bytes]
# case_id -> its history, oldest first.
Histories = Callable[[str], Iterable[Revision]]
# case_id -> the cases that people said are the same person's.
Kin = Callable[[str], Iterable[CaseRecord]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One case ready to leave. `key` is the idempotency key; `line` the record as one line of UTF-8 JSON.

    `replaces`: the key under which the target holds an earlier revision of the case. `know` is asked for what the
    archive knows beside the paper only by a target that files version 2.
    """

    case_id: str
    key: str
    content_hash: str
    line: bytes
    record: out.Record
    held: tuple[HoldBack, ...]
    pictures: Pictures
    replaces: str = ""
    know: Know = know_nothing

    def second(self) -> bytes:
        """The same in version 2, with what the archive knows beside the paper; no part of the key."""
        return canonical(upgraded(self.record, self.know(self.case_id)).model_dump(mode="json", by_alias=True))

    def pages(self) -> Iterator[tuple[str, bytes]]:
        """File name inside a package and JPEG bytes, one page at a time."""
        for page in self.record.common.pages:
            if page.file:
                picture = self.pictures(self.case_id, page.page_no)
                if sha256(picture).hexdigest() != page.sha256:
                    raise StorageError(f"the picture of page {page.page_id} changed after it was packed")
                yield page.file, picture


@dataclass(frozen=True, slots=True)
class Packed:
    """`key` of the batch is made of its parcels' keys; `held` lists whole cases and single items that stay."""

    key: str
    parcels: tuple[Parcel, ...]
    held: tuple[HoldBack, ...]


def pack(
    records: Iterable[CaseRecord],
    pictures: Pictures,
    *,
    histories: Histories | None = None,
    rules: Rules | None = None,
    kin: Kin | None = None,
) -> Packed:
    """`histories` names who vouched for an item and when; without it those two stay empty.

    `kin`: a word of protection in a linked case protects this one, and what is withheld there is withheld here.
    """
    parcels: list[Parcel] = []
    held: list[HoldBack] = []
    for record in records:
        stops = barriers(record, rules or Rules())
        held += stops
        if stops:
            continue
        shield = shield_of(record, kin(record.case_id) if kin else ())
        parcel = _parcel(record, pictures, reviews=_reviews(record, histories), shield=shield)
        left_open = tuple(HoldBack(record.case_id, PLACE, path) for path in leaks(as_json(parcel.record), shield))
        held += left_open or parcel.held
        if not left_open:
            parcels.append(parcel)
    parcels.sort(key=lambda one: one.key)
    return Packed(batch_key(one.key for one in parcels), tuple(parcels), tuple(held))


def batch_key(keys: Iterable[str]) -> str:
    return sha256("\n".join(sorted(keys)).encode()).hexdigest()


def key_of(case_id: str, content_hash: str) -> str:
    return sha256(f"{case_id} {content_hash}".encode()).hexdigest()


def key_of_line(line: bytes) -> str:
    """The key that the record in `line` would have by its contents alone. Raises ValueError for what is no record."""
    content = json.loads(line)
    if not isinstance(content, dict) or "case_id" not in content:
        raise ValueError("not a record")
    bare = canonical({**content, "content_hash": "", "revision": 0})
    return key_of(str(content["case_id"]), sha256(bare).hexdigest())


def _parcel(record: CaseRecord, pictures: Pictures, *, reviews: Reviews, shield: Shield) -> Parcel:
    left, held = cleared(record, shield)
    withheld = withheld_pages(record, protected=shield.is_protected)
    pages = tuple(_pages(left, pictures, withheld=withheld))
    found = published(left, pages, reviews=reviews, protected=shield.is_protected)
    stays = tuple(
        HoldBack(record.case_id, reason, f"p{page_no}.page.0") for page_no, reason in sorted(withheld.items())
    )
    return Parcel(
        case_id=record.case_id,
        key=key_of(record.case_id, found.content_hash),
        content_hash=found.content_hash,
        line=canonical(as_json(found)),
        record=found,
        held=(*held, *stays),
        pictures=pictures,
    )


def _pages(record: CaseRecord, pictures: Pictures, *, withheld: dict[int, str]) -> Iterator[out.PagePublished]:
    forms = {one.page_no: one for one in record.forms}
    unread = {one.page_no for one in record.warnings if one.code == "page_unread"}
    for page_no in record.page_order:  # as they lie; a page keeps its number wherever that is
        page_id, form = f"{record.case_id}-P{page_no:03d}", forms.get(page_no)
        name = form.form if form else "unknown"
        if page_no in withheld:
            aside = withheld[page_no] in ("page_set_aside", "number_withheld")
            yield out.PagePublished(
                page_id=page_id, page_no=page_no, form=name, status="set_aside" if aside else "restricted"
            )
            continue
        picture = pictures(record.case_id, page_no)
        yield out.PagePublished(
            page_id=page_id,
            page_no=page_no,
            form=name,
            status="ok" if picture and page_no not in unread else "unreadable",
            file=f"pages/{page_id}.jpg" if picture else None,
            sha256=sha256(picture).hexdigest() if picture else None,
        )


def _reviews(record: CaseRecord, histories: Histories | None) -> dict[str, tuple[str, str]]:
    """The last word on each item; a change of `p1.entry.2.date` counts for the entry."""
    found: dict[str, tuple[str, str]] = {}
    for one in histories(record.case_id) if histories else ():
        found[one.target] = found[".".join(one.target.split(".")[:3])] = (one.who, one.when)
    return found
