"""What of a page or a case can be found, and keeping the index in step with it. Refuses to rewrite any text."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

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


def index_page(connection: Connection, record: CaseRecord, *, key: str, page_no: int) -> None:
    """The lines of a page as read, unreviewed, but for those that an item of the record says better.

    Refuses every line of a person under protection; hence it waits for the record, which alone knows.
    """
    ocr = connection.execute(select(readings.c.ocr).where(readings.c.key == key)).scalar()
    if ocr is not None and not is_protected(record):
        add_lines(connection, record, key=key, ocr=replace(unpack(OcrPage, ocr), page_no=page_no))


def add_lines(connection: Connection, record: CaseRecord, *, key: str, ocr: OcrPage) -> None:
    """`ocr.page_no` is that of the case."""
    form = next((one.form for one in record.forms if one.page_no == ocr.page_no), "")
    inside = [(one.box, fold(one.text).text) for one in findables(record) if one.page_no == ocr.page_no]
    found = [replace(one, form=form) for one in lines(ocr, ocr.page_no) if not _is_repeated(one, inside)]
    _add(connection, record.case_id, found=[(one, key) for one in found])


def index_case(connection: Connection, record: CaseRecord) -> None:
    """Brings the rows of a case in step with its record; the first record brings the lines of its pages with it.

    Of a person under protection no line and no address stays findable.
    """
    page_keys = {one.page_no: one.key for one in places_in(connection, record.case_id) if one.key}
    wanted = [(one, page_keys.get(one.page_no, "")) for one in findables(record)]
    mine = (texts.c.case_id == record.case_id) & (texts.c.kind != LINE)
    stored = {tuple(row[1:]): row for row in connection.execute(select(texts.c.text_id, *_COMPARED).where(mine))}
    fresh = {tuple(_row(record.case_id, one, page_key=page_key).values()): (one, page_key) for one, page_key in wanted}
    _remove(connection, [row for values, row in stored.items() if values not in fresh])
    _add(connection, record.case_id, found=[one for values, one in fresh.items() if values not in stored])
    if record.revision == 1 or is_protected(record):
        rows = (texts.c.case_id == record.case_id) & (texts.c.kind == LINE)
        _remove(connection, connection.execute(select(texts).where(rows)).all())
    if record.revision == 1:
        for page_no, key in page_keys.items():
            index_page(connection, record, key=key, page_no=page_no)


def forget_case(connection: Connection, case_id: str) -> None:
    """Nothing of the case is found any more, by any word."""
    _remove(connection, connection.execute(select(texts).where(texts.c.case_id == case_id)).all())


def move_lines(connection: Connection, key: str, *, record: CaseRecord, page_no: int) -> None:
    """The lines of a page are found under the case it went to, and no longer under the one it left."""
    _remove(connection, connection.execute(select(texts).where(texts.c.page_key == key)).all())
    index_page(connection, record, key=key, page_no=page_no)


def _is_repeated(line: Findable, items: Iterable[tuple[Box, str]]) -> bool:
    key = fold(line.text).text
    return any(key in item_key and line.box.share_inside(item_box) >= 0.6 for item_box, item_key in items)


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
