"""Accounts, sessions, shares and the log of accesses, on both databases."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pyotp
import pytest

from domain.access import Operator, Role
from domain.auditing import Action, Deed
from domain.errors import AccessRefused, LoginFailed, SessionOver, StorageError
from storage.access import Scope
from storage.accounts import Proof
from storage.archive import Archive
from storage.asked import Query
from storage.sessions import Times

ADMIN = Operator("admin", Role.ADMINISTRATOR)
HEAD = Operator("kimura", Role.SUPERVISOR, "北部")
AUDITOR = Operator("kansa", Role.AUDITOR)
NEW = "harbour-lantern-42"


def settled(archive: Archive, name: str = "hayakawa", *, role: Role = Role.CLERK) -> Proof:
    """An account whose owner has changed the one-time secret."""
    if not archive.accounts.exist():
        archive.accounts.add(ADMIN, "admin", role=Role.ADMINISTRATOR)
    first = archive.accounts.add(ADMIN, name, role=role, office="北部")
    archive.accounts.change_secret(Proof(name, first), NEW)
    return Proof(name, NEW)


def test_the_first_account_is_an_administrators_and_later_ones_need_the_right(archive: Archive) -> None:
    nobody = Operator("x", Role.CLERK, "北部")
    with pytest.raises(AccessRefused):
        archive.accounts.add(nobody, "hayakawa", role=Role.CLERK, office="北部")
    archive.accounts.add(nobody, "admin", role=Role.ADMINISTRATOR)
    with pytest.raises(AccessRefused):
        archive.accounts.add(nobody, "hayakawa", role=Role.CLERK, office="北部")


def test_the_one_time_secret_opens_nothing_but_its_own_change(archive: Archive) -> None:
    first = archive.accounts.add(ADMIN, "admin", role=Role.ADMINISTRATOR)
    who = archive.sessions.who(archive.sessions.open(Proof("admin", first)))
    with pytest.raises(AccessRefused):
        archive.accounts.add(who, "other", role=Role.AUDITOR)
    for weak in ("short", first, "xx-admin-xx-2026"):
        with pytest.raises(AccessRefused):
            archive.accounts.change_secret(Proof("admin", first), weak)
    archive.accounts.change_secret(Proof("admin", first), NEW)
    with pytest.raises(LoginFailed):
        archive.sessions.open(Proof("admin", first))
    archive.accounts.add(archive.sessions.who(archive.sessions.open(Proof("admin", NEW))), "other", role=Role.AUDITOR)


def test_no_secret_and_no_token_is_stored(lone_archive: Archive, sqlite_url: str) -> None:
    proof = settled(lone_archive)
    token = lone_archive.sessions.open(proof)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    kept = b"".join(one.read_bytes() for one in path.parent.glob("archive.db*"))
    assert b"$argon2id$" in kept
    assert proof.secret.encode() not in kept
    assert token.encode() not in kept


def test_five_wrong_tries_lock_and_time_unlocks(archive: Archive, clock: SimpleNamespace) -> None:
    proof = settled(archive)
    for _ in range(5):
        with pytest.raises(LoginFailed):
            archive.sessions.open(Proof(proof.name, "wrong"))
    with pytest.raises(LoginFailed):
        archive.sessions.open(proof)
    clock.wait(901)
    assert archive.sessions.open(proof)


def test_a_session_ends_by_idling_by_age_and_by_any_change(archive: Archive, clock: SimpleNamespace) -> None:
    proof, times = settled(archive), Times(idle_s=100, whole_s=250)
    token = archive.sessions.open(proof)
    for _ in range(3):
        clock.wait(80)
        assert archive.sessions.who(token, times=times).name == proof.name
    clock.wait(80)
    with pytest.raises(SessionOver):
        archive.sessions.who(token, times=times)
    token = archive.sessions.open(proof)
    clock.wait(101)
    with pytest.raises(SessionOver):
        archive.sessions.who(token, times=times)
    token = archive.sessions.open(proof)
    archive.accounts.disable(ADMIN, proof.name)
    with pytest.raises(SessionOver):
        archive.sessions.who(token)
    with pytest.raises(LoginFailed):
        archive.sessions.open(proof)


def test_a_clock_set_back_revives_no_session(archive: Archive, clock: SimpleNamespace) -> None:
    token = archive.sessions.open(settled(archive))
    clock.wait(-3600)
    with pytest.raises(SessionOver):
        archive.sessions.who(token)


def test_an_account_past_its_last_day_is_closed(archive: Archive, clock: SimpleNamespace) -> None:
    archive.accounts.add(ADMIN, "admin", role=Role.ADMINISTRATOR)
    first = archive.accounts.add(ADMIN, "temp", role=Role.SCAN, office="北部", expires_on="2026-04-10")
    token = archive.sessions.open(Proof("temp", first))
    clock.wait(3 * 86400)
    with pytest.raises(LoginFailed):
        archive.sessions.open(Proof("temp", first))
    with pytest.raises(SessionOver):
        archive.sessions.who(token, times=Times(1e9, 1e9))


def test_a_one_time_code_is_asked_for_and_works_once(archive: Archive, clock: SimpleNamespace) -> None:
    proof = settled(archive)
    uri = archive.accounts.start_totp(proof)
    with pytest.raises(LoginFailed):
        archive.sessions.open(proof)
    code = pyotp.parse_uri(uri).at(int(clock.at.timestamp()))  # type: ignore[attr-defined]  # a TOTP
    assert archive.sessions.open(Proof(proof.name, proof.secret, code))
    with pytest.raises(LoginFailed):
        archive.sessions.open(Proof(proof.name, proof.secret, code))


def test_a_share_lets_look_but_not_touch_and_ends(
    archive: Archive, url: str, tmp_path: Path, make: SimpleNamespace, clock: SimpleNamespace
) -> None:
    south = make.record("s1", make.field("fullName", "斎藤 勝"), office="南部")
    archive.save_case(south, (), who="x", why="x", task=make.task("s1"))
    owner = Operator("ono", Role.SUPERVISOR, "南部")
    for basis, until in (("", "2026-05-01"), ("consent", ""), ("consent", "2030-01-01"), ("consent", "2026-04-01")):
        with pytest.raises(AccessRefused):
            archive.sharing.share(owner, "s1", office="北部", basis=basis, until=until)
    with pytest.raises(AccessRefused):
        archive.sharing.share(
            Operator("x", Role.CLERK, "南部"), "s1", office="北部", basis="consent", until="2026-05-01"
        )
    with Archive(url, str(tmp_path / "files"), scope=Scope("北部"), clock=clock) as north:
        assert north.case("s1") is None
        archive.sharing.share(owner, "s1", office="北部", basis="law_106_6", until="2026-05-01")
        assert north.case("s1") == south
        assert north.search(Query("斎藤")).total == 1
        for touch in (
            lambda: north.claim_task("s1", "x", lease_s=1),
            lambda: north.save_case(south.next(), (), who="x", why="x"),
            lambda: north.save_task("s1", None),
            lambda: north.hold_case("s1", True, who="x", why="x"),
            lambda: north.sharing.share(HEAD, "s1", office="東部", basis="consent", until="2026-05-01"),
        ):
            with pytest.raises(StorageError):
                touch()
        assert north.cases_due() == ()
        assert archive.sharing.end(owner, "s1", office="北部") == 1
        assert north.case("s1") is None
        archive.sharing.share(owner, "s1", office="北部", basis="consent", until="2026-05-01")
        clock.at = datetime(2026, 5, 3, tzinfo=UTC)
        assert north.case("s1") is None
    told = [one.deed.action for one in archive.audit.rows(AUDITOR)]
    assert told.count(Action.SHARE) == 2
    assert told.count(Action.UNSHARE) == 1


def test_the_log_is_read_by_auditors_only_and_reading_is_logged(archive: Archive) -> None:
    archive.audit.add(HEAD, Deed(Action.VIEW, "c1", "p1"), Deed(Action.EXPORT, "c1", "", "csv"))
    with pytest.raises(AccessRefused):
        archive.audit.rows(HEAD)
    rows = archive.audit.rows(AUDITOR)
    assert [(one.who, one.deed.action) for one in rows] == [
        ("kansa", Action.AUDIT_READ),
        ("kimura", Action.EXPORT),
        ("kimura", Action.VIEW),
    ]
    assert archive.audit.verify().is_whole


@pytest.mark.parametrize("words", ["千葉県潮見ケ丘市", "a b", "x" * 200, "090-0000-5577 の件"])
def test_the_log_takes_no_words(words: str) -> None:
    for given in ({"subject": words}, {"target": words}, {"why": words}):
        with pytest.raises(AccessRefused):
            Deed(Action.VIEW, **given)


TAMPERING = {
    "edited": "UPDATE audit SET who = 'somebody' WHERE seq = 3",
    "deleted": "DELETE FROM audit WHERE seq = 3",
    "cut at the end": "DELETE FROM audit WHERE seq = 5",
    "reordered": "UPDATE audit SET seq = CASE seq WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE seq IN (3, 4);"
    "UPDATE audit SET seq = -seq WHERE seq < 0",
}


@pytest.mark.parametrize("statement", TAMPERING.values(), ids=TAMPERING)
def test_any_tampering_is_found(lone_archive: Archive, sqlite_url: str, statement: str) -> None:
    for no in range(5):
        lone_archive.audit.add(HEAD, Deed(Action.VIEW, f"c{no}"))
    assert lone_archive.audit.verify().rows == 5
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        with pytest.raises(sqlite3.DatabaseError, match="append-only"):
            connection.execute(statement.split(";", maxsplit=1)[0])
        connection.executescript("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;" + statement)
    connection.close()
    assert not lone_archive.audit.verify().is_whole


def test_a_rewritten_log_does_not_hold_the_printed_head(lone_archive: Archive) -> None:
    lone_archive.audit.add(HEAD, Deed(Action.VIEW, "c1"))
    printed = lone_archive.audit.head()
    lone_archive.audit.add(HEAD, Deed(Action.VIEW, "c2"))
    assert lone_archive.audit.verify(printed).is_whole
    assert not lone_archive.audit.verify((printed[0], "f" * 64)).is_whole
