"""A protected person's refuge is in nothing that desk, search, pictures, commands, index or log give."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.access import Operator, Role
from domain.auditing import Action as Audited
from domain.errors import AccessRefused
from domain.review import Action, Decision
from pipeline.cli import build
from pipeline.desk import Desk
from pipeline.settings import load
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.asked import Query
from storage.codec import encode
from tests.pipeline import sheltered

CASE, BOSS, CLERK = "case-s", Operator("matsuda", Role.SUPERVISOR, "office"), Operator("kimura", Role.CLERK, "office")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Archive]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TSUZURI_OPERATOR", "木村")
    with open_archive(load()) as opened:
        sheltered.take_in(opened, tmp_path)
        yield opened


def told(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, default=str)


def leaks(text: str) -> list[str]:
    return [one for one in sheltered.SECRETS if one in text]


def decision(target: str, action: Action, *, revision: int = 1, **more: str) -> Decision:
    return Decision(CASE, revision, target, action, "x", "2026-01-01T00:00:00+00:00", **more)


@pytest.mark.parametrize("who", [BOSS, CLERK, Operator("木村", Role.ALONE)], ids=["supervisor", "clerk", "alone"])
def test_the_desk_shows_the_case_but_not_the_refuge(archive: Archive, who: Operator) -> None:
    desk = Desk(archive, who)
    view = desk.open_case(CASE)
    assert leaks(told(encode(view.record))) == []
    assert "南 早苗" in told(encode(view.record))
    assert "落ち着いている" in told(encode(view.record))
    assert leaks(told([asdict(one) for one in desk.history(CASE)])) == []
    assert len(view.record.fields) == len(sheltered.record().fields)


def test_the_picture_is_black_where_the_refuge_stands_and_nowhere_else(archive: Archive) -> None:
    picture = Desk(archive, CLERK).page_picture(CASE, 1)
    hidden = {200, 260, 320, 380, 440}
    for _, y in sheltered.LINES:
        assert sheltered.is_black(picture, y) == (y in hidden), y
        assert sheltered.is_seen(picture, y) == (y not in hidden), y
    assert archive.picture(CASE, 1) == sheltered.page()[2]  # the stored one stays as it is


@pytest.mark.parametrize("words", sheltered.SECRETS)
def test_no_search_finds_anybody_by_where_they_hide(archive: Archive, words: str) -> None:
    found = Desk(archive, CLERK).search(Query(words))
    assert (found.total, found.hits) == (0, ())
    assert archive.search(Query(words)).total == 0


def test_the_search_index_holds_none_of_it(archive: Archive, tmp_path: Path) -> None:
    assert Desk(archive, CLERK).search(Query("南 早苗")).total > 0
    with sqlite3.connect(tmp_path / "data" / "archive.db") as connection:
        texts = told(connection.execute("SELECT text FROM texts").fetchall())
        log = told(connection.execute("SELECT * FROM audit").fetchall())
    connection.close()
    assert leaks(texts) == []
    assert leaks(log) == []


@pytest.mark.parametrize(
    "line", ["export case-s", "search 南 --json", "search 落ち着いている", "identity case-s --json"]
)
def test_no_command_prints_it(archive: Archive, line: str) -> None:
    done = CliRunner().invoke(build("ja"), line.split())
    assert done.exit_code == 0, done.output
    assert leaks(done.output) == []


def test_the_whole_leaves_only_once_two_people_approved(archive: Archive) -> None:
    done = CliRunner().invoke(build("ja"), ["export", CASE, "--whole"])
    assert isinstance(done.exception, AccessRefused)
    assert leaks(done.output) == []


def test_taking_the_veil_off_needs_right_and_reason_is_logged_and_ends(archive: Archive) -> None:
    desk = Desk(archive, BOSS)
    with pytest.raises(AccessRefused):
        Desk(archive, CLERK).guard.unmask(CASE, "safety")
    with pytest.raises(AccessRefused):
        desk.guard.unmask(CASE, "because")
    desk.guard.unmask(CASE, "safety")
    shown = told(encode(desk.open_case(CASE).record))
    assert sheltered.STREET in shown
    assert sheltered.NUMBER not in shown  # an individual number is shown to nobody
    assert leaks(told(encode(Desk(archive, CLERK).open_case(CASE).record))) == []
    rows = archive.audit.rows(Operator("kansa", Role.AUDITOR))
    assert [(one.who, one.deed.why) for one in rows if one.deed.action is Audited.UNMASK] == [("matsuda", "safety")]


def test_nobody_vouches_for_what_they_have_not_seen(archive: Archive) -> None:
    desk = Desk(archive, CLERK)
    before = archive.case(CASE)
    for target in ("p1.address.0", "p1.entry.1"):
        assert desk.decide(decision(target, Action.ACCEPT)).trouble == "masked"
    assert desk.decide(decision("p1.entry.3", Action.CORRECT, value="〔秘匿〕", part="text")).trouble == "masked"
    assert archive.case(CASE) == before
    assert desk.decide(decision("p1.fullName.0", Action.ACCEPT)).trouble == ""
    stored = archive.case(CASE)
    assert stored is not None
    assert sheltered.STREET in told(encode(stored))  # masking never reaches what is kept


def test_only_whoever_may_clears_the_suspicion(archive: Archive) -> None:
    clear = {"value": "protection_word", "part": "clear"}
    assert Desk(archive, CLERK).decide(decision("p1.page.0", Action.CORRECT, **clear)).trouble == "protect_right"
    boss = Desk(archive, BOSS)
    boss.archive.release(CASE, "kimura")
    assert boss.decide(decision("p1.page.0", Action.CORRECT, **clear)).trouble == ""
    assert sheltered.STREET in told(encode(Desk(archive, CLERK).open_case(CASE).record))


def test_the_household_at_the_same_address_is_protected_too(archive: Archive) -> None:
    child = replace(sheltered.record("case-t"), warnings=(), entries=(), members=())
    fields = tuple(one for one in child.fields if one.name in ("fullName", "address", "phone"))
    name = replace(fields[0], raw="南 結衣", value="南 結衣")
    archive.save_case(replace(child, fields=(name, *fields[1:])), (), who="tsuzuri", why="first reading")
    assert leaks(told(encode(Desk(archive, CLERK).open_case("case-t").record))) == []
