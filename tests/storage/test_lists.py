"""Lists and numbers, on SQLite and PostgreSQL alike."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations

from domain.case import ImportStatus
from domain.geometry import Box
from domain.review import Doubt, DoubtKind, ReviewTask
from storage.access import Scope
from storage.archive import Archive
from storage.database import Database
from storage.lists import Wanted

ROOM = {"limit": 50, "offset": 0}


@pytest.fixture
def filled(archive: Archive, make: Any, clock: Any) -> Archive:
    """c1 … c4 wait (c3 urgent, c4 on hold), c5 and c6 are settled, c6 approved; a minute apart."""
    names = {"c1": "山田 太郎", "c2": "高橋　キヨ", "c3": "佐藤 一郎", "c4": "鈴木", "c5": "田中", "c6": "山本"}
    for number, (case_id, name) in enumerate(names.items(), 1):
        record = make.record(case_id, make.field("fullName", name), office="北部" if number % 2 else "南部")
        task = make.task(case_id, doubts=number, urgent=case_id == "c3") if number < 5 else None
        archive.save_case(record, (), who="tsuzuri", why="first reading", task=task)
        clock.wait(60)
    archive.hold_case("c4", True, who="早川", why="hold")
    approved = archive.case("c6").next(import_status=ImportStatus.APPROVED)  # type: ignore[union-attr]
    archive.save_case(approved, (("import_status", "archive_only", "approved"),), who="木村", why="approve", task=None)
    return archive


def ids(found: tuple[tuple[Any, ...], int]) -> list[str]:
    return [one.case_id for one in found[0]]


def todo(archive: Archive, **wanted: Any) -> list[str]:
    return ids(archive.lists.open(Wanted(**wanted), on_hold=False, **ROOM))


def test_urgent_first_then_oldest_and_what_is_held_apart(filled: Archive) -> None:
    assert todo(filled) == ["c3", "c1", "c2"]
    assert ids(filled.lists.open(Wanted(), on_hold=True, **ROOM)) == ["c4"]
    assert ids(filled.lists.settled(Wanted(), left=False, **ROOM)) == ["c5"]
    assert ids(filled.lists.settled(Wanted(), left=True, **ROOM)) == ["c6"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "高橋キヨ"}, ["c2"]),
        ({"text": "台帳 c1"}, ["c1"]),
        ({"text": "%"}, []),
        ({"urgent": True}, ["c3"]),
        ({"urgent": False}, ["c1", "c2"]),
        ({"form": "face_sheet"}, ["c3", "c1", "c2"]),
        ({"form": "face"}, []),
        ({"kind": "field"}, ["c3", "c1", "c2"]),
        ({"kind": "page"}, []),
        ({"office": "南部"}, ["c2"]),
        ({"until": "2026-04-09T01:03:00.000000+00:00"}, ["c1"]),
        ({"mine": "木村"}, []),
    ],
)
def test_each_filter_cuts_the_list(filled: Archive, wanted: dict[str, Any], found: list[str]) -> None:
    assert todo(filled, **wanted) == found


def test_mine_is_what_i_hold_or_left_with_words_in_it(filled: Archive, clock: Any) -> None:
    filled.claim_task("c1", "木村", lease_s=60)
    filled.save_draft("c2", "p1.fullName.0", who="木村", text="髙")
    filled.save_draft("c3", "blind.p1.fullName.0", who="木村", text="髙")
    assert todo(filled, mine="木村") == ["c1", "c2"]
    clock.wait(61)
    assert todo(filled, mine="木村") == ["c2"]


def test_a_page_of_the_list_says_how_many_there_are(filled: Archive) -> None:
    lines, total = filled.lists.open(Wanted(), on_hold=False, limit=1, offset=1)
    assert ([one.case_id for one in lines], total) == (["c1"], 3)
    lines, total = filled.lists.open(Wanted(form="face_sheet"), on_hold=False, limit=2, offset=0)
    assert ([one.case_id for one in lines], total) == (["c3", "c1"], 3)
    assert filled.lists.open(Wanted(), on_hold=False, limit=5, offset=9) == ((), 3)


def test_numbers_of_a_day(filled: Archive) -> None:
    found = filled.lists.numbers("木村", since="2026-04-09T00:00:00.000000+00:00")
    assert (found.decisions, found.approved, found.tasks, found.waiting) == (1, 1, 3, 1)
    assert found.doubts == 1 + 2 + 3 + 4
    later = filled.lists.numbers("木村", since="2026-04-10T00:00:00.000000+00:00")
    assert (later.decisions, later.approved) == (0, 0)


def test_an_office_sees_its_own(filled: Archive, url: str, clock: Callable[[], Any], tmp_path: Any) -> None:
    with Archive(url, str(tmp_path / "files"), scope=Scope("南部"), clock=clock) as south:
        assert todo(south) == ["c2"]
        assert south.lists.offices() == ("南部",)
        assert south.lists.numbers("木村", since="2026").tasks == 1
    assert filled.lists.offices() == ("北部", "南部")


def test_an_urgent_case_stays_so_when_it_is_saved(filled: Archive) -> None:
    filled.line.make_urgent("c1")
    task = filled.task("c1")
    assert task is not None and task.urgent
    filled.save_task("c1", ReviewTask("c1", 1, task.doubts, task.urgent))
    assert todo(filled, urgent=True) == ["c1", "c3"]


def test_kinds_and_reasons_follow_the_task(filled: Archive) -> None:
    place = Box(0, 0, 9, 9)
    row = Doubt(DoubtKind.ENTRY, "p1.entry.1", "entry", ("rescan_wanted", "risk_class_A"), 1, place)
    filled.save_task("c1", ReviewTask("c1", 1, (row,)))
    assert todo(filled, kind="rescan_wanted") == todo(filled, kind="entry") == ["c1"]
    assert todo(filled, kind="risk_class_A") == []


def test_an_older_archive_learns_its_forms_and_kinds(filled: Archive, url: str) -> None:
    """As after the step that brought the columns: they are filled from what is stored."""
    database = Database(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE cases SET forms = ''")
        connection.exec_driver_sql("UPDATE tasks SET kinds = ''")
        with Operations.context(MigrationContext.configure(connection)):
            import_module("storage.migrations.versions.0105_lists").fill()
    database.close()
    assert todo(filled, form="face_sheet", kind="field") == ["c3", "c1", "c2"]
