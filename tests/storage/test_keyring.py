import os
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.errors import ConfigError, KeyMissing, StorageError
from storage.archive import Archive
from storage.keyring import FILE, KeySource, Master, Ring, Wrapped, master_of, new_key_text, writing_for

MASTER = Master(bytes(range(32)))
SOURCE = KeySource("tsuzuri-key-1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")


def wrapped(office: str, made_at: str, key_id: bytes) -> Wrapped:
    return Wrapped(key_id, office, made_at, MASTER.name, b"", MASTER.wrap(key_id, os.urandom(32)))


@pytest.fixture
def rows() -> list[Wrapped]:
    return [wrapped("北部", "1", b"a" * 8), wrapped("南部", "2", b"b" * 8)]


def test_a_value_is_opened_again_and_says_nothing_meanwhile(rows: list[Wrapped]) -> None:
    ring = Ring(SOURCE, lambda: rows)
    kept = ring.seal("隠れ家の住所".encode(), "records.body")
    assert "隠れ家".encode() not in kept
    assert ring.open(kept, "records.body").decode() == "隠れ家の住所"
    assert ring.seal(b"x", "records.body") != ring.seal(b"x", "records.body")


def test_a_value_of_one_column_is_not_read_as_another_nor_when_a_bit_changed(rows: list[Wrapped]) -> None:
    ring = Ring(SOURCE, lambda: rows)
    kept = ring.seal(b"words", "records.body")
    for bad, name in ((kept, "drafts.text"), (kept[:-1] + bytes([kept[-1] ^ 1]), "records.body")):
        with pytest.raises(StorageError, match="was changed or cut"):
            ring.open(bad, name)


def test_each_office_has_its_own_key_and_what_has_none_takes_that_of_the_handle(rows: list[Wrapped]) -> None:
    ring = Ring(SOURCE, lambda: rows, office="北部")
    assert ring.seal(b"x", "n")[3:11] == b"a" * 8
    with writing_for("南部"):
        assert ring.seal(b"x", "n")[3:11] == b"b" * 8
    with writing_for("東部"):
        assert ring.seal(b"x", "n")[3:11] == b"a" * 8


def test_after_a_new_data_key_the_old_values_stay_readable(rows: list[Wrapped]) -> None:
    ring = Ring(SOURCE, lambda: rows, office="北部")
    before = ring.seal(b"before", "n")
    rows.append(wrapped("北部", "3", b"c" * 8))
    ring.forget()
    assert ring.seal(b"after", "n")[3:11] == b"c" * 8
    assert ring.open(before, "n") == b"before"


@pytest.mark.parametrize("source", [KeySource(), KeySource(new_key_text()), KeySource(passphrase="another one, long")])
def test_without_the_right_key_nothing_is_read_and_nothing_goes_in_unsealed(
    rows: list[Wrapped], source: KeySource
) -> None:
    kept = Ring(SOURCE, lambda: rows).seal(b"x", "n")
    ring = Ring(source, lambda: rows)
    for attempt in (lambda: ring.open(kept, "n"), lambda: ring.seal(b"y", "n"), ring.check):
        with pytest.raises(KeyMissing):
            attempt()


@pytest.mark.parametrize("text", ["tsuzuri-key-1 short", "tsuzuri-key-1 AAAA", "!"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyMissing):
        master_of(KeySource(text))


def test_a_text_that_is_all_blank_is_no_key_at_all() -> None:
    assert master_of(KeySource("  \n")) is None


def test_rows_that_cannot_be_read_never_make_an_archive_look_open() -> None:
    def fail() -> tuple[Wrapped, ...]:
        raise StorageError("away")

    ring = Ring(SOURCE, fail)
    for _ in range(2):
        with pytest.raises(StorageError):
            ring.seal(b"words", "n")


def test_who_asks_while_the_keys_are_first_looked_up_waits_for_them(rows: list[Wrapped]) -> None:
    looked, go = threading.Event(), threading.Event()

    def slow() -> list[Wrapped]:
        looked.set()
        go.wait(5)
        return rows

    ring, sealed = Ring(SOURCE, slow), list[bytes]()
    asking = [threading.Thread(target=lambda: sealed.append(ring.seal(b"words", "n"))) for _ in range(2)]
    for one in asking:
        one.start()
        looked.wait(5)
    go.set()
    for one in asking:
        one.join()
    assert len(sealed) == 2 and not any(b"words" in one for one in sealed)


def test_a_file_of_many_pieces(rows: list[Wrapped]) -> None:
    ring, sink, data = Ring(SOURCE, lambda: rows), BytesIO(), os.urandom(2_500_000)
    sealer = ring.sealer(sink, "name")
    sealer.write(data)
    sealer.finish()
    kept = BytesIO(sink.getvalue())
    assert kept.read(len(FILE)) == FILE
    assert b"".join(ring.pieces(kept, "name")) == data
    cut = BytesIO(sink.getvalue()[len(FILE) : -(1 << 20)])
    with pytest.raises(StorageError, match="damaged"):
        list(ring.pieces(cut, "name"))


# the keys of an archive


@pytest.fixture
def sealed(url: str, tmp_path: Path) -> Iterator[Archive]:
    with Archive(url, str(tmp_path / "files")) as archive:
        archive.migrate()
        archive.keys.init(SOURCE, office="北部")
        yield archive


def opened(url: str, tmp_path: Path, source: KeySource) -> Archive:
    return Archive(url, str(tmp_path / "files")).unlock(source)


def test_papers_and_words_lie_sealed_and_come_back_as_they_were(
    sealed: Archive, url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    make.read_file(sealed, tmp_path, "paper.pdf", lines=("隠れ家",))
    sealed.save_case(make.record("c1"), [("p1.x", "前の言葉", "後の言葉")], who="甲", why="理由の言葉")
    sealed.save_draft("c1", "p1.x", who="甲", text="下書きの言葉")
    kept = [one for one in (tmp_path / "files").rglob("*") if one.is_file()]
    assert len(kept) == 2 and all(one.read_bytes().startswith(FILE) for one in kept)
    with opened(url, tmp_path, SOURCE) as again:
        assert again.original("f-paper").read_bytes() == b"paper.pdf"
        assert again.picture("c1", 1) == b"picture of paper.pdf"
        told = again.history("c1")[0]
        assert (told.before, told.after, told.why) == ("前の言葉", "後の言葉", "理由の言葉")
        assert again.drafts("c1", "甲") == {"p1.x": "下書きの言葉"}
        assert again.case("c1") == make.record("c1")
        assert again.verify_history().is_whole and again.damaged_files() == ()


def test_the_database_file_holds_none_of_the_words(
    lone_archive: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    lone_archive.keys.init(SOURCE, office="北部")
    make.take_in(lone_archive, tmp_path, "paper.pdf")
    lone_archive.save_case(make.record("c1"), [("p1.x", "前の言葉", "後の言葉")], who="甲", why="理由の言葉")
    lone_archive.save_draft("c1", "p1.x", who="甲", text="下書きの言葉")
    lone_archive.close()
    for kept in tmp_path.glob("archive.db*"):
        assert "の言葉".encode() not in kept.read_bytes()


def test_without_its_key_the_archive_says_so(sealed: Archive, url: str, tmp_path: Path, make: SimpleNamespace) -> None:
    make.read_file(sealed, tmp_path, "paper.pdf")
    with opened(url, tmp_path, KeySource()) as without:
        for attempt in (without.keys.check, without.damaged_files, lambda: without.original("f-paper")):
            with pytest.raises(KeyMissing):
                attempt()
        assert without.keys.status().sealed and not without.keys.status().opens


def test_what_was_kept_before_there_was_a_key_stays_readable(
    archive: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    make.read_file(archive, tmp_path, "old.pdf")
    archive.save_draft("c1", "p1.x", who="甲", text="前から")
    archive.keys.init(SOURCE, office="北部")
    make.read_file(archive, tmp_path, "new.pdf", case_id="c2")
    assert archive.original("f-old").read_bytes() == b"old.pdf"
    assert archive.drafts("c1", "甲") == {"p1.x": "前から"}
    assert archive.damaged_files() == ()


def test_a_new_master_key_takes_over_while_the_old_one_still_works(
    sealed: Archive, url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    make.read_file(sealed, tmp_path, "paper.pdf")
    fresh = KeySource(passphrase="harbour lantern umbrella 42")
    assert sealed.keys.rewrap(fresh) == 1
    with pytest.raises(ConfigError, match="retire"):
        sealed.keys.rotate("北部")
    with opened(url, tmp_path, fresh) as after, opened(url, tmp_path, SOURCE) as before:
        assert after.picture("c1", 1) == before.picture("c1", 1) == b"picture of paper.pdf"
        assert after.keys.retire() == 1
        rotated = after.keys.rotate("北部")
        assert [one[1] for one in after.keys.status().data_keys][-1] == rotated
        assert after.picture("c1", 1) == b"picture of paper.pdf"
    with opened(url, tmp_path, SOURCE) as late, pytest.raises(KeyMissing, match="another one"):
        late.keys.check()


def test_a_copy_stays_sealed_and_is_restored_with_the_key_alone(
    sealed: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    make.read_file(sealed, tmp_path, "paper.pdf")
    sealed.save_case(make.record("c1"), [("p1.x", None, "秘密の言葉")], who="甲", why="読取")
    assert sealed.copies.backup(tmp_path / "copy").damaged == ()
    assert all(b"picture of" not in one.read_bytes() for one in (tmp_path / "copy").rglob("*") if one.is_file())
    assert "秘密の言葉".encode() not in (tmp_path / "copy" / "archive.db").read_bytes()
    fresh = f"sqlite:///{tmp_path / 'new' / 'archive.db'}"
    with Archive(fresh, str(tmp_path / "new" / "files")) as without:
        without.migrate()
        with pytest.raises(KeyMissing):
            without.copies.restore(tmp_path / "copy")
    with Archive(fresh, str(tmp_path / "new" / "files")).unlock(SOURCE) as target:
        assert target.copies.restore(tmp_path / "copy").damaged == ()
        assert target.case("c1") == make.record("c1")
        assert target.picture("c1", 1) == b"picture of paper.pdf"
        assert target.verify_history().is_whole
        assert target.keys.status().opens


def test_an_original_that_looks_like_a_sealed_file_is_itself(
    sealed: Archive, tmp_path: Path, make: SimpleNamespace
) -> None:
    odd = "TSUZURI-KEPT-1\nand more than a head needs, by far"
    made = make.take_in(sealed, tmp_path, odd.replace("\n", "_"))
    store = sealed._store
    name = store.put_bytes(odd.encode())
    assert store.get(name) == odd.encode() and store.is_whole(name) and store.local(name).read_bytes() == odd.encode()
    raw = next((tmp_path / "files").rglob(made.sha256)).read_bytes()
    copied = store.put_bytes(raw)  # one of our own sealed files, handed in as a paper
    assert store.get(copied) == raw
