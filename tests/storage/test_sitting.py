"""Reads at one sitting share a connection and a view; what the same thread writes is seen at once."""

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from sqlalchemy import event

from domain.errors import StaleRecord
from storage.archive import Archive
from storage.cases import Save
from storage.quality import Look


def test_a_sitting_sees_what_it_writes(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1")
    archive.save_case(record, (), who="w", why="first reading")
    with archive.sitting():
        assert archive.case("c1") == record
        archive.save_case(record.next(title="新"), (), who="木村", why="test")
        held = archive.case("c1")
        assert held is not None and (held.title, held.revision) == ("新", 2)
        with archive.sitting(), pytest.raises(StaleRecord):
            archive.save_case(record.next(), (), who="木村", why="late")
        assert archive.case_line("c1").revision == 2
        with ThreadPoolExecutor(1) as other:  # another thread sits elsewhere
            assert other.submit(archive.case, "c1").result() == held
            other.submit(archive.save_case, held.next(title="他"), (), who="早川", why="test").result()
        archive.save_draft("c1", "p1.a.0", who="木村", text="x")
        assert archive.case_line("c1").title == "他"
    assert archive.case_line("c1").title == "他"


def test_one_connection_is_asked(archive: Archive, make: SimpleNamespace) -> None:
    archive.save_case(make.record("c1"), (), who="w", why="first reading")
    taken: list[object] = []
    event.listen(archive.lists.database.engine, "checkout", lambda *given: taken.append(given))
    with archive.sitting():
        for _ in range(5):
            archive.case("c1")
    assert len(taken) == 1


def test_what_is_measured_is_saved_with_the_revision_or_not_at_all(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1")
    archive.save_case(record, (), who="w", why="first reading")
    look = Look("木村", "c1", "p1.a.0", "a", "accept", 900, "single", True, 0.9)
    archive.save(Save(record.next(), (), "木村", "accept", look=look))
    with pytest.raises(StaleRecord):
        archive.save(Save(record.next(), (), "木村", "accept", look=look))
    assert [one for one, _ in archive.quality.looks()] == [look]
