"""What of a page or a case can be found, and keeping the index in step with it. Refuses to rewrite any text."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from domain.case import CaseRecord
from domain.geometry import Box
from domain.page import OcrPage
from storage import fulltext
from storage.codec import unpack
from storage.findable import Findable, findables, is_protected, lines
from storage.keys import KEY_VERSION, fold, storable
from storage.order import places_in
from storage.schema import marks, readings
from storage.schema_find import text_dates, texts
from storage.text_ids import numbered

LINE = "line"
VERSION_MARK = "key_version"
_COMPARED = tuple(one for one in texts.c if one.name != "text_id")


def index_page(connection: Connection, case_id: str, *, key: str, ocr: OcrPage) -> None:
    """Every line as read, findable at once, unreviewed. Its page number is the file's own until there is a record."""
    page_no = int(key.rsplit("-", 1)[1])
    _add(connection, case_id, found=[(one, key) for one in lines(ocr, page_no)])


def index_case(connection: Connection, record: CaseRecord) -> None:
    """Brings the rows of a case in step with its record. Lines that the first record says better are let go.

    Of a person under protection no line and no address stays findable.
    """
    page_keys = {one.page_no: one.key for one in places_in(connection, record.case_id) if one.key}
    wanted = [(one, page_keys.get(one.page_no, "")) for one in findables(record)]
    mine = (texts.c.case_id == record.case_id) & (texts.c.kind != LINE)
    stored = {tuple(row[1:]): row for row in connection.execute(select(texts.c.text_id, *_COMPARED).where(mine))}
    fresh = {tuple(_row(record.case_id, one, page_key=page_key).values()): (one, page_key) for one, page_key in wanted}
    _remove(connection, [row for values, row in stored.items() if values not in fresh])
    _add(connection, record.case_id, found=[one for values, one in fresh.items() if values not in stored])
    if record.revision == 1:
        _settle_lines(connection, record, page_keys=page_keys)
    if is_protected(record):
        rows = (texts.c.case_id == record.case_id) & (texts.c.kind == LINE)
        _remove(connection, connection.execute(select(texts).where(rows)).all())


def forget_case(connection: Connection, case_id: str) -> None:
    """Nothing of the case is found any more, by any word."""
    _remove(connection, connection.execute(select(texts).where(texts.c.case_id == case_id)).all())


def move_lines(connection: Connection, key: str, *, record: CaseRecord, page_no: int) -> None:
    """The lines of a page are found under the case it went to, and no longer under the one it left."""
    _remove(connection, connection.execute(select(texts).where(texts.c.page_key == key)).all())
    ocr = connection.execute(select(readings.c.ocr).where(readings.c.key == key)).scalar()
    if ocr is not None:
        index_page(connection, record.case_id, key=key, ocr=unpack(OcrPage, ocr))
        _settle_lines(connection, record, page_keys={page_no: key})


def move_texts(connection: Connection, page_keys: Sequence[str], *, to: str) -> None:
    """What stands on these pages is found under another case: with new numbers, for a number names its case."""
    rows = connection.execute(select(texts).where(texts.c.page_key.in_(page_keys)).order_by(texts.c.text_id)).all()
    if not rows:
        return
    spoken = select(text_dates).where(text_dates.c.text_id.in_([row.text_id for row in rows]))
    days = connection.execute(spoken).all()
    _remove(connection, rows)
    fresh = dict(
        zip((row.text_id for row in rows), numbered(connection, to, weights=[r.weight for r in rows]), strict=True)
    )
    moved = [{**row._mapping, "text_id": fresh[row.text_id], "case_id": to} for row in rows]
    connection.execute(insert(texts), moved)
    fulltext.add(connection, [(fresh[row.text_id], fold(row.text).text) for row in rows])
    if days:
        connection.execute(insert(text_dates), [{**day._mapping, "text_id": fresh[day.text_id]} for day in days])


def _settle_lines(connection: Connection, record: CaseRecord, *, page_keys: dict[int, str]) -> None:
    """Lines learn their page of the case and its form; those that an item repeats inside its box are removed."""
    forms = {one.page_no: one.form for one in record.forms}
    items = [one for one in findables(record) if one.page_no]
    for page_no, key in page_keys.items():
        here = (texts.c.page_key == key) & (texts.c.kind == LINE) & (texts.c.case_id == record.case_id)
        connection.execute(update(texts).where(here).values(page_no=page_no, form=forms.get(page_no, "")))
        inside = [(one.box, fold(one.text).text) for one in items if one.page_no == page_no]
        rows = connection.execute(select(texts).where(here)).all()
        _remove(connection, [row for row in rows if _is_repeated(row, inside)])


def _is_repeated(row: Row[Any], items: Iterable[tuple[Box, str]]) -> bool:
    box, key = Box(row.x, row.y, row.width, row.height), fold(row.text).text
    return any(key in item_key and box.share_inside(item_box) >= 0.6 for item_box, item_key in items)


def rebuild(connection: Connection) -> None:
    """Makes all keys anew from the untouched texts, when the way of making them has changed."""
    fulltext.clear(connection)
    rows = connection.execute(select(texts.c.text_id, texts.c.text).order_by(texts.c.text_id)).all()
    for start in range(0, len(rows), 1000):
        fulltext.add(connection, [(row.text_id, fold(row.text).text) for row in rows[start : start + 1000]])
    connection.execute(delete(marks).where(marks.c.name == VERSION_MARK))
    connection.execute(insert(marks).values(name=VERSION_MARK, value=KEY_VERSION))


def is_current(connection: Connection) -> bool:
    return connection.execute(select(marks.c.value).where(marks.c.name == VERSION_MARK)).scalar() == KEY_VERSION


def _add(connection: Connection, case_id: str, *, found: Iterable[tuple[Findable, str]]) -> None:
    given = list(found)
    if not given:
        return
    ids = numbered(connection, case_id, weights=[one.weight for one, _ in given])
    rows = [
        {"text_id": text_id, **_row(case_id, one, page_key=page_key)}
        for text_id, (one, page_key) in zip(ids, given, strict=True)
    ]
    connection.execute(insert(texts), rows)
    fulltext.add(connection, [(text_id, fold(one.text).text) for text_id, (one, _) in zip(ids, given, strict=True)])
    days = list(_days(zip(ids, [one for one, _ in given], strict=True)))
    if days:
        connection.execute(insert(text_dates), days)


def _days(found: Iterable[tuple[int, Findable]]) -> Iterator[dict[str, object]]:
    for text_id, one in found:
        for first, last in one.days:
            yield {"text_id": text_id, "first_day": first, "last_day": last}


def _remove(connection: Connection, rows: Iterable[Row[Any]]) -> None:
    gone = [(row.text_id, fold(row.text).text) for row in rows]
    if gone:
        ids = [text_id for text_id, _ in gone]
        fulltext.remove(connection, gone)
        for start in range(0, len(ids), 500):
            connection.execute(delete(text_dates).where(text_dates.c.text_id.in_(ids[start : start + 500])))
            connection.execute(delete(texts).where(texts.c.text_id.in_(ids[start : start + 500])))


def _row(case_id: str, one: Findable, *, page_key: str) -> dict[str, Any]:
    """In the order of the table's columns after its number."""
    return {
        "case_id": case_id,
        "kind": one.kind,
        "target": one.target,
        "name": one.name,
        "piece": one.piece,
        "page_key": page_key,
        "page_no": one.page_no,
        "x": one.box.x,
        "y": one.box.y,
        "width": one.box.width,
        "height": one.box.height,
        "text": storable(one.text),
        "reviewed": one.reviewed,
        "form": one.form,
        "method": one.method,
        "day": one.days[0][0] if one.days else "",
        "weight": one.weight,
    }
