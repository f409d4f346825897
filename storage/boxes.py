"""Boxes: what was announced in them, every side of every sheet that came, and what was said about them once.

A box is named like the batches that its papers came in. Nothing here is ever rounded away: a file that would not open,
a path that was refused and a twin are listed beside the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, delete, insert, null, select, true, union_all, update

from domain.batch import FileState
from domain.paper_box import AnnouncedFile, BoxAlarm, BoxSide, PaperBox, SeparatorCode, SideKind, SideMark
from storage.cutting import cut
from storage.database import Database
from storage.files import FileStore
from storage.order import places_in
from storage.paper_order import leaf, run, unopened
from storage.schema import batches, cases, files, pages, twins
from storage.schema_boxes import alarms, announced, arrivals, boxes, sides


@dataclass(frozen=True, slots=True)
class SidePlace:
    case_id: str
    page_no: int
    is_separator: bool


class Boxes:
    def __init__(self, database: Database, store: FileStore) -> None:
        self.database, self.store = database, store

    def announce(self, box: PaperBox, expected: Sequence[AnnouncedFile]) -> None:
        """Replaces what was announced in this box before; without files only the box itself is noted."""
        key = {"office": self.database.scope.office}
        head = {"sides": box.sides, "opened_by": box.opened_by, "opened_at": box.opened_at or self.database.now()}
        with self.database.write() as connection:
            connection.execute(delete(boxes).where(self._mine(boxes.c.office), boxes.c.name == box.name))
            connection.execute(insert(boxes).values(name=box.name, **key, **head))
            if expected:
                mine = self._mine(announced.c.office) & (announced.c.box == box.name)
                connection.execute(delete(announced).where(mine))
                connection.execute(insert(announced), [{**key, **_expected(box.name, one)} for one in expected])

    def names(self, limit: int = 200) -> tuple[str, ...]:
        """Newest first: boxes with papers of this office, and boxes only announced so far."""
        with_papers = self.database.only(select(files.c.batch_id), files.c.case_id)
        came = select(batches.c.name, batches.c.started_at)
        if not self.database.scope.is_everything:
            came = came.where(batches.c.batch_id.in_(with_papers))
        told = select(boxes.c.name, boxes.c.opened_at).where(self._mine(boxes.c.office))
        with self.database.read() as connection:
            found = connection.execute(came.order_by(batches.c.started_at.desc()).limit(4 * limit)).all()
            found = [*found, *connection.execute(told.order_by(boxes.c.opened_at.desc()).limit(limit)).all()]
        newest = sorted(found, key=lambda row: str(row[1]), reverse=True)
        return tuple(dict.fromkeys(row[0] for row in newest))[:limit]

    def box(self, name: str) -> PaperBox | None:
        """None: nothing was announced of it."""
        with self.database.read() as connection:
            query = select(boxes).where(self._mine(boxes.c.office), boxes.c.name == name)
            row = connection.execute(query).first()
        return PaperBox(name, name, row.sides, row.opened_by, row.opened_at) if row else None

    def announced(self, name: str) -> tuple[AnnouncedFile, ...]:
        query = select(announced).where(self._mine(announced.c.office), announced.c.box == name)
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(announced.c.number)).all()
        return tuple(AnnouncedFile(row.number, row.label, row.sheets, row.source, row.sha256) for row in rows)

    def mark(self, key: str, mark: SideMark) -> None:
        """Says what a page is; saying it again replaces it."""
        code = mark.code or SeparatorCode("", 0, "")
        row = {"kind": mark.kind.value, "box": code.box_id, "number": code.number, "label": code.label}
        with self.database.write() as connection:
            known = update(sides).where(sides.c.key == key).values(**row, likeness=mark.likeness)
            if connection.execute(known).rowcount == 0:
                connection.execute(insert(sides).values(key=key, **row, likeness=mark.likeness))

    def cut(self, case_id: str) -> tuple[str, ...]:
        """Makes each stretch behind a separator sheet a case of its own; ids of the new cases, () when none is new.

        Only before the case has a record. Safe to repeat: what is cut begins with its separator and is not cut again.
        """
        with self.database.write() as connection:
            return cut(connection, case_id, owns=self.database.owns(cases.c.case_id), now=self.database.now())

    def sides(self, name: str) -> tuple[BoxSide, ...]:
        """Every side of the box in the order scanned; a file without pages yet, or for ever, is there with page 0."""
        query = self.database.only(_sides(name), _CASE)
        with self.database.read() as connection:
            return tuple(_side(row) for row in connection.execute(query))

    def picture(self, key: str) -> bytes:
        """JPEG of any side, separators too; b"" where there is none, or none to be seen here."""
        query = self.database.only(select(pages.c.picture), pages.c.case_id).where(pages.c.key == key)
        with self.database.read() as connection:
            found = connection.execute(query).scalar()
        return self.store.get(found) if found else b""

    def place(self, key: str) -> SidePlace | None:
        """Where a side stands: its case and number there; None for one that is not to be seen here."""
        query = self.database.only(select(pages.c.case_id, pages.c.page_no), pages.c.case_id).where(pages.c.key == key)
        with self.database.read() as connection:
            row = connection.execute(query).one_or_none()
            if row is None:
                return None
            kind = connection.execute(select(sides.c.kind).where(sides.c.key == key)).scalar()
            there = {one.key: one.page_no for one in places_in(connection, row.case_id)}
        return SidePlace(row.case_id, there.get(key, row.page_no), kind == SideKind.SEPARATOR.value)

    def twins(self, name: str) -> tuple[BoxSide, ...]:
        """Files refused because their bytes are there already; `file_id`, `case_id` are those of the file kept."""
        columns = (twins.c.file_id, twins.c.sha256, twins.c.source, files.c.case_id, cases.c.title)
        query = select(*columns).select_from(twins.join(files).join(cases))
        query = query.join(batches, batches.c.batch_id == twins.c.batch_id).where(batches.c.name == name)
        with self.database.read() as connection:
            rows = connection.execute(self.database.only(query, files.c.case_id).order_by(twins.c.seq)).all()
        state = FileState.DUPLICATE.value
        return tuple(
            BoxSide("", row.file_id, row.sha256, row.source, 0, 0, row.case_id, row.title, state) for row in rows
        )

    def alarm(self, batch_id: str, found: Iterable[BoxAlarm]) -> None:
        """Saying the same again changes nothing."""
        with self.database.write() as connection:
            for one in found:
                row = {"batch_id": batch_id, "code": one.code, "subject": one.subject}
                if connection.execute(select(alarms.c.seq).filter_by(**row)).first() is None:
                    made = {"reason": one.reason, "made_at": self.database.now()}
                    connection.execute(insert(alarms).values(**row, **made))

    def unalarm(self, name: str, one: BoxAlarm) -> None:
        """Takes back what was said of a box."""
        here = select(batches.c.batch_id).where(batches.c.name == name)
        said = (alarms.c.code == one.code) & (alarms.c.subject == one.subject)
        with self.database.write() as connection:
            connection.execute(delete(alarms).where(said, alarms.c.batch_id.in_(here)))

    def alarm_of_page(self, key: str, one: BoxAlarm) -> None:
        """An alarm in the box that the page lies in."""
        query = select(files.c.batch_id).join(pages, pages.c.file_id == files.c.file_id).where(pages.c.key == key)
        with self.database.read() as connection:
            batch_id = connection.execute(query).scalar()
        if batch_id is not None:
            self.alarm(batch_id, [one])

    def alarms(self, name: str) -> tuple[BoxAlarm, ...]:
        query = select(alarms).join(batches, batches.c.batch_id == alarms.c.batch_id).where(batches.c.name == name)
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(alarms.c.seq)).all()
        return tuple(BoxAlarm(row.code, row.subject, row.reason) for row in rows)

    def arrived(self, folder: str) -> dict[str, str]:
        """Path to stamp of what a watched folder was already relieved of."""
        with self.database.read() as connection:
            rows = connection.execute(select(arrivals).where(arrivals.c.folder == folder)).all()
        return {row.source: row.stamp for row in rows}

    def note_arrivals(self, folder: str, stamps: dict[str, str]) -> None:
        rows = [{"folder": folder, "source": source, "stamp": stamp} for source, stamp in stamps.items()]
        with self.database.write() as connection:
            for start in range(0, len(rows), 500):
                some = rows[start : start + 500]
                same = arrivals.c.source.in_([one["source"] for one in some]) & (arrivals.c.folder == folder)
                connection.execute(delete(arrivals).where(same))
                connection.execute(insert(arrivals), some)

    def _mine(self, office: ColumnElement[str]) -> ColumnElement[bool]:
        return true() if self.database.scope.is_everything else office == self.database.scope.office


def _expected(box: str, one: AnnouncedFile) -> dict[str, Any]:
    told = {"number": one.number, "label": one.label, "sheets": one.sheets}
    return {"box": box, **told, "source": one.source, "sha256": one.sha256}


_FILE = (files.c.file_id, files.c.sha256, files.c.source, files.c.page_count)
_MARK = ("kind", "box", "number", "label", "likeness")
_CASE = cases.c.case_id


def _sides(name: str) -> Select[Any]:
    here = select(batches.c.batch_id).where(batches.c.name == name)
    columns = (pages.c.key, pages.c.page_no, pages.c.case_id.label("of_case"), pages.c.state, pages.c.reason)
    here_in_pile = (run().label("run"), leaf().label("leaf"))
    opened = select(*_FILE, *columns, *(sides.c[one] for one in _MARK), *here_in_pile)
    opened = opened.join(pages, pages.c.file_id == files.c.file_id).outerjoin(sides, sides.c.key == pages.c.key)
    nothing = (null().label("key"), null().label("page_no"), files.c.case_id.label("of_case"))
    shut = select(*_FILE, *nothing, files.c.state, files.c.reason, *(null().label(one) for one in _MARK))
    shut = shut.add_columns(run(), unopened())
    shut = shut.where(files.c.state != FileState.UNPACKED.value)
    here_too = files.c.batch_id.in_(here)
    found = union_all(opened.where(here_too), shut.where(here_too)).subquery()
    joined = select(found, cases.c.title).join(cases, cases.c.case_id == found.c.of_case)
    return joined.order_by(found.c.run, found.c.leaf)


def _side(row: Row[Any]) -> BoxSide:
    code = SeparatorCode(row.box, row.number, row.label) if row.kind in _DIVIDING else None
    return BoxSide(
        key=row.key or "",
        file_id=row.file_id,
        sha256=row.sha256,
        source=row.source,
        page_no=row.page_no or 0,
        page_count=row.page_count,
        case_id=row.of_case,
        title=row.title,
        state=row.state,
        reason=row.reason,
        mark=SideMark(SideKind(row.kind), code, row.likeness) if row.kind else None,
        run=row.run,
    )


_DIVIDING = (SideKind.SEPARATOR.value, SideKind.PATCH.value)
