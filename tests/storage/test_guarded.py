"""What waits for whoever may protect: in step with the records, within one office, filled for an older archive."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from sqlalchemy import text

from domain.notices import CONFIRMED, NUMBER_KEPT, NUMBER_OPEN, PROTECTING, SUSPECTED
from domain.reading import Notice
from storage.access import Scope
from storage.archive import Archive
from storage.guarded import fill
from storage.keyring import KeySource, new_key_text

FOUND = (Notice(NUMBER_OPEN, 2, "x"), Notice(SUSPECTED, 1, "x"), Notice("poor_scan", 3, "x"))


def listed(archive: Archive, *codes: str) -> list[tuple[str, int, str]]:
    return [(one.case_id, one.page_no, one.code) for one in archive.guarded.all(codes)]


def test_the_list_follows_the_record(archive: Archive, make: SimpleNamespace) -> None:
    record = replace(make.record("c1"), warnings=FOUND)
    archive.save_case(record, (), who="x", why="x")
    assert listed(archive, NUMBER_OPEN, *PROTECTING) == [("c1", 1, SUSPECTED), ("c1", 2, NUMBER_OPEN)]
    after = record.next(warnings=(Notice(NUMBER_KEPT, 2, "x"), Notice(CONFIRMED, 0, "x")))
    archive.save_case(after, (), who="x", why="x")
    assert listed(archive, NUMBER_OPEN) == []
    assert listed(archive, NUMBER_KEPT, *PROTECTING) == [("c1", 0, CONFIRMED), ("c1", 2, NUMBER_KEPT)]
    archive.save_case(after.next(warnings=()), (), who="x", why="x")
    assert listed(archive, NUMBER_KEPT, *PROTECTING) == []


def test_an_office_sees_its_own_only(url: str, archive: Archive, make: SimpleNamespace, tmp_path: Path) -> None:
    for case_id, office in (("n1", "北部"), ("s1", "南部")):
        record = replace(make.record(case_id, office=office), warnings=FOUND)
        archive.save_case(record, (), who="x", why="x")
    with Archive(url, str(tmp_path / "files"), scope=Scope("北部")) as north:
        assert listed(north, NUMBER_OPEN) == [("n1", 2, NUMBER_OPEN)]


def test_an_older_archive_is_filled_sealed_or_not(
    lone_archive: Archive, make: SimpleNamespace, sqlite_url: str, tmp_path: Path
) -> None:
    source = KeySource(new_key_text())
    lone_archive.keys.init(source, office="北部")
    lone_archive.save_case(replace(make.record("c1"), warnings=FOUND), (), who="x", why="x")
    with lone_archive.audit.database.write() as connection:
        connection.execute(text("DELETE FROM guarded"))
    with Archive(sqlite_url, str(tmp_path / "files")) as later:
        later.unlock(source, office="北部")
        with later.audit.database.write() as connection:
            fill(connection)
        assert listed(later, NUMBER_OPEN, *PROTECTING) == [("c1", 1, SUSPECTED), ("c1", 2, NUMBER_OPEN)]


def test_what_was_open_before_somebody_noticed_leaves_no_trace(
    lone_archive: Archive, make: SimpleNamespace, sqlite_url: str, tmp_path: Path
) -> None:
    make.read_file(lone_archive, tmp_path, "1.jpg", lines=("住所は緑風台九丁目",))
    record = make.record("c1")
    lone_archive.save_case(record, (), who="x", why="x")
    base = Path(sqlite_url.removeprefix("sqlite:///"))
    assert held(base) == {"text", "index"}
    lone_archive.save_case(record.next(warnings=(Notice(CONFIRMED, 0, "x"),)), (), who="x", why="x")
    assert held(base) != set()  # the log and the index still know
    lone_archive.guarded.traces_gone()
    assert held(base) == set()


def held(base: Path) -> set[str]:
    """Where the words still are, byte for byte: 緑 as the second of a pair ends a term of the index."""
    files = (base, base.with_name(f"{base.name}-wal"))
    data = b"".join(one.read_bytes() for one in files if one.exists())
    looked = {"text": "緑風台".encode(), "index": f"{ord('緑'):05x}".lstrip("0").encode()}
    return {name for name, word in looked.items() if word in data}
