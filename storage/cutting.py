"""Cuts the papers of a case at its separator sheets, in one transaction. Refuses to cut what a record was made of.

No page is moved in its file, dropped or counted twice: only the case it belongs to changes.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, insert, literal, null, select, union_all, update

from domain.batch import FileState, PageState
from domain.case import CaseState
from domain.errors import EmptyPaper
from domain.page import OcrPage
from domain.paper_box import SideKind
from storage.codec import unpack
from storage.indexing import forget_case
from storage.paper_order import leaf, run, unopened
from storage.schema import batches, cases, files, pages, readings
from storage.schema_boxes import boxes, sides

_DIVIDING = (SideKind.SEPARATOR.value, SideKind.PATCH.value)
_SOME = 500


@dataclass(frozen=True, slots=True)
class Piece:
    """A page of the case in scanning order; `key` "" a file that would not open. `two_sided`: of its box."""

    key: str
    file_id: str
    state: str
    kind: str
    box: str
    number: int
    label: str
    two_sided: bool

    @property
    def divides(self) -> bool:
        return self.kind in _DIVIDING

    @property
    def is_content(self) -> bool:
        return self.state != PageState.SEPARATOR.value


def segments(found: Sequence[Piece]) -> list[list[Piece]]:
    """Each begins with its separator sheet (one side or both), but for what lies before the first one."""
    cuts: list[list[Piece]] = []
    for one in found:
        last = cuts[-1][-1] if cuts else None
        other_side = last is not None and last.divides and (last.box, last.number) == (one.box, one.number)
        if not cuts or (one.divides and not (other_side and _only_separators(cuts[-1]))):
            cuts.append([])
        cuts[-1].append(one)
    return cuts


def _only_separators(cut: Sequence[Piece]) -> bool:
    return all(one.divides for one in cut) and len(cut) < 2


def cut(connection: Connection, case_id: str, *, owns: ColumnElement[bool], now: str) -> tuple[str, ...]:
    found = connection.execute(select(cases).where(cases.c.case_id == case_id, owns).with_for_update()).one_or_none()
    if found is None or found.revision or found.state != CaseState.READING.value:
        return ()
    cuts = segments(_pieces(connection, case_id))
    if not any(one.divides for some in cuts for one in some):
        return ()
    made: list[str] = []
    forget_case(connection, case_id)
    for place, some in enumerate(cuts):
        here = case_id if place == 0 else _case_id(case_id, some[0])
        if place:
            connection.execute(
                insert(cases).values({**found._asdict(), "case_id": here, "tries": 0, "updated_at": now})
            )
            _move(connection, some, to=here)
            made.append(here)
        _name(connection, here, some=list(_without_back(connection, some)))
    _move_files(connection, case_id)
    return tuple(made)


def _case_id(case_id: str, first: Piece) -> str:
    return "c" + hashlib.sha256(f"{case_id} {first.key or first.file_id}".encode()).hexdigest()[:16]


def _without_back(connection: Connection, some: Sequence[Piece]) -> Iterator[Piece]:
    """The blank back of a separator sheet printed on one side is a side of that sheet, not of the first paper."""
    for place, one in enumerate(some):
        before = some[place - 1] if place else None
        after_separator = place == 1 and before is not None and before.kind == SideKind.SEPARATOR.value
        if after_separator and _is_blank_back(connection, one):
            back = {"state": PageState.SEPARATOR.value}
            connection.execute(update(pages).where(pages.c.key == one.key).values(back))
            continue
        yield one


def _is_blank_back(connection: Connection, one: Piece) -> bool:
    if not one.two_sided or one.kind != SideKind.BLANK.value or one.state != PageState.READ.value:
        return False
    ocr = connection.execute(select(readings.c.ocr).where(readings.c.key == one.key)).scalar()
    return ocr is None or not any(line.text.strip() for line in unpack(OcrPage, ocr).lines)


def _name(connection: Connection, case_id: str, *, some: Sequence[Piece]) -> None:
    """The separator's label becomes the title; a separator with nothing behind it is no case to check."""
    change: dict[str, Any] = {}
    if some[0].divides and some[0].number:
        change["title"] = some[0].label or f"{some[0].box} {some[0].number}"
    if not any(one.is_content for one in some):
        change |= {"state": "failed", "reason": str(EmptyPaper("no paper behind this separator sheet"))}
    if change:
        connection.execute(update(cases).where(cases.c.case_id == case_id).values(change))


def _move(connection: Connection, some: Sequence[Piece], *, to: str) -> None:
    inside = [one.key for one in some if one.key]
    for start in range(0, len(inside), _SOME):
        keys = inside[start : start + _SOME]
        connection.execute(update(pages).where(pages.c.key.in_(keys)).values(case_id=to))
    shut = [one.file_id for one in some if not one.key]
    for start in range(0, len(shut), _SOME):
        ids = shut[start : start + _SOME]
        connection.execute(update(files).where(files.c.file_id.in_(ids)).values(case_id=to))


def _move_files(connection: Connection, case_id: str) -> None:
    """A file is listed with the case of the page that lies first in the pile: of backs, that is the last."""
    top = case((files.c.fronts_seq.is_(None), 1), else_=files.c.page_count)
    first = select(pages.c.case_id).where(pages.c.file_id == files.c.file_id, pages.c.page_no == top).scalar_subquery()
    opened = (files.c.case_id == case_id) & (files.c.state == FileState.UNPACKED.value)
    connection.execute(update(files).where(opened).values(case_id=first))


def _pieces(connection: Connection, case_id: str) -> list[Piece]:
    about = (run().label("run"), files.c.file_id, files.c.batch_id)
    marks = (sides.c.kind, sides.c.box, sides.c.number, sides.c.label)
    opened = select(*about, pages.c.key, leaf().label("leaf"), pages.c.state, *marks)
    opened = opened.join(pages, pages.c.file_id == files.c.file_id).outerjoin(sides, sides.c.key == pages.c.key)
    none = tuple(null().label(name) for name in ("kind", "box", "number", "label"))
    shut = select(*about, literal("").label("key"), unopened().label("leaf"), files.c.state, *none)
    shut = shut.where(files.c.case_id == case_id, files.c.state == FileState.QUARANTINED.value)
    found = union_all(opened.where(pages.c.case_id == case_id), shut).subquery()
    two_sided = select(boxes.c.sides).join(batches, batches.c.name == boxes.c.name)
    two_sided = two_sided.where(batches.c.batch_id == found.c.batch_id).limit(1)
    query = select(found, two_sided.scalar_subquery().label("box_sides")).order_by(found.c.run, found.c.leaf)
    return [_piece(row) for row in connection.execute(query)]


def _piece(row: Row[Any]) -> Piece:
    return Piece(
        key=row.key,
        file_id=row.file_id,
        state=row.state,
        kind=row.kind or "",
        box=row.box or "",
        number=row.number or 0,
        label=row.label or "",
        two_sided=row.box_sides == 2,
    )
