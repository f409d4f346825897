"""`tsuzuri user` and `tsuzuri audit` as they are typed, on a real archive."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.errors import AccessRefused, LoginFailed, SessionOver, TsuzuriError
from pipeline.cli import build
from pipeline.settings import load
from pipeline.workbench import open_archive
from storage.accounts import Proof

NEW = "harbour-lantern-42"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TSUZURI_OPERATOR", "admin")
    return tmp_path / "data"


def typed(line: str, *, answers: str = "") -> Result:
    done = CliRunner().invoke(build("en"), line.split(), input=answers)
    if isinstance(done.exception, TsuzuriError):
        raise done.exception
    return done


def secret_of(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return done.stdout.strip().splitlines()[-1]


def settled(name: str, first: str) -> None:
    done = typed(f"user secret {name}", answers=f"{first}\n{NEW}\n{NEW}\n")
    assert done.exit_code == 0, done.output


@pytest.fixture
def office() -> None:
    """An administrator and an auditor who have changed their first secrets."""
    settled("admin", secret_of(typed("user add admin --role administrator")))
    settled("kansa", secret_of(typed("user add kansa --role auditor", answers=f"{NEW}\n")))


def test_the_first_account_is_an_administrators() -> None:
    with pytest.raises(AccessRefused):
        typed("user add kimura --role supervisor --office north")


def test_a_first_secret_opens_nothing_until_it_is_changed() -> None:
    first = secret_of(typed("user add admin --role administrator"))
    with pytest.raises(AccessRefused):
        typed("user list", answers=f"{first}\n")
    with pytest.raises(LoginFailed):
        typed("user list", answers="guessed-by-chance\n")
    settled("admin", first)
    with pytest.raises(LoginFailed):
        typed("user list", answers=f"{first}\n")
    assert "admin" in typed("user list", answers=f"{NEW}\n").stdout


@pytest.mark.usefixtures("office")
def test_accounts_are_listed_disabled_and_reset() -> None:
    first = secret_of(typed("user add hayakawa --role clerk --office 北部", answers=f"{NEW}\n"))
    assert typed("user disable hayakawa", answers=f"{NEW}\n").exit_code == 0
    listed = typed("user list --json", answers=f"{NEW}\n").stdout
    assert first not in listed
    found = {one["name"]: one for one in json.loads(listed)}
    assert found["hayakawa"]["disabled"]
    assert typed("user disable hayakawa --undo", answers=f"{NEW}\n").exit_code == 0
    assert secret_of(typed("user reset hayakawa", answers=f"{NEW}\n")) != first


@pytest.mark.usefixtures("office")
def test_only_the_auditor_reads_the_log_and_only_the_administrator_makes_accounts() -> None:
    with pytest.raises(AccessRefused):
        typed("audit show", answers=f"{NEW}\n")
    with pytest.raises(AccessRefused):
        typed("user add x1 --role auditor --as kansa", answers=f"{NEW}\n")
    shown = typed("audit show --as kansa", answers=f"{NEW}\n").stdout
    assert "add:auditor" in shown
    assert "audit_read" in shown.splitlines()[0]
    assert NEW not in shown


@pytest.mark.usefixtures("office")
def test_the_log_is_verified_against_itself_and_a_kept_head(home: Path) -> None:
    head = typed("audit head").stdout.strip()
    assert typed("audit verify").exit_code == 0
    assert typed(f"audit verify --head {head}").exit_code == 0
    assert typed("audit verify --head nonsense").exit_code == 2
    number = head.partition(":")[0]
    assert typed(f"audit verify --head {number}:{'0' * 64}").exit_code == 1
    with sqlite3.connect(home / "archive.db") as connection:
        connection.executescript("DROP TRIGGER audit_no_update; UPDATE audit SET who = 'x' WHERE seq = 2")
    connection.close()
    done = typed("audit verify --json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["seq"] == 2


@pytest.mark.usefixtures("office")
def test_whoever_changes_office_is_let_go_at_once_and_the_log_says_so() -> None:
    settled("hayakawa", secret_of(typed("user add hayakawa --role clerk --office 北部", answers=f"{NEW}\n")))
    with open_archive(load()) as archive:
        token = archive.sessions.open(Proof("hayakawa", NEW))
    assert typed("user role hayakawa --role counsellor --office 南部", answers=f"{NEW}\n").exit_code == 0
    found = {one["name"]: one for one in json.loads(typed("user list --json", answers=f"{NEW}\n").stdout)}
    assert (found["hayakawa"]["role"], found["hayakawa"]["office"]) == ("counsellor", "南部")
    with open_archive(load()) as archive, pytest.raises(SessionOver):
        archive.sessions.who(token)
    shown = typed("audit show --as kansa", answers=f"{NEW}\n").stdout
    assert [line for line in shown.splitlines() if "  role  hayakawa  counsellor" in line]
    for line in (
        "user role admin --role auditor",
        "user role nobody --role auditor",
        "user role hayakawa --role clerk",
    ):
        with pytest.raises(AccessRefused):
            typed(line, answers=f"{NEW}\n")
