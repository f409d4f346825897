"""The gate of the command line: every command × every role × the wrong office, and how a person proves who they are."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from domain.access import ACCOUNT_ROLES, RIGHTS, Operator, Right, Role
from domain.case import CaseRecord
from domain.errors import AccessRefused, ConfigError, LoginFailed, SessionOver, StorageError, TsuzuriError
from domain.geometry import confidence
from domain.reading import PageForm
from pipeline.acting import Caller, enter
from pipeline.cli import COMMANDS, build
from pipeline.on_duty import duty
from pipeline.permits import NEEDS
from storage.access import NOBODY
from storage.accounts import Proof
from storage.archive import Archive

NEW = "harbour-lantern-42"
OFFICE = {Role.ADMINISTRATOR: "", Role.AUDITOR: ""}


def every_command(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of each command and of each group that can be called by itself."""
    if isinstance(group, click.Group):
        names = group.list_commands(click.Context(group))
        for name in names:
            found = group.get_command(click.Context(group), name)
            assert found is not None
            yield from every_command(found, (*path, name))
        if path and group.invoke_without_command:
            yield path
    else:
        yield path


ALL = tuple(every_command(build("en")))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with an account of every role; made once, for a secret takes its time to hash."""
    home = tmp_path_factory.mktemp("gate")
    with Archive(f"sqlite:///{home / 'archive.db'}", str(home / "files")) as opened:
        opened.migrate()
        yield opened


@pytest.fixture(scope="module")
def tokens(house: Archive) -> dict[Role, str]:
    """A session for an account of every role, of the northern office where the role has one."""
    first = house.accounts.add(Operator("x", Role.ALONE), "a-administrator", role=Role.ADMINISTRATOR)
    house.accounts.change_secret(Proof("a-administrator", first), NEW)
    boss = Operator("a-administrator", Role.ADMINISTRATOR)
    for role in ACCOUNT_ROLES:
        if role is not Role.ADMINISTRATOR:
            secret = house.accounts.add(boss, f"a-{role.value}", role=role, office=OFFICE.get(role, "北部"))
            house.accounts.change_secret(Proof(f"a-{role.value}", secret), NEW)
    return {role: house.sessions.open(Proof(f"a-{role.value}", NEW)) for role in ACCOUNT_ROLES}


@pytest.fixture
def archive(house: Archive, tokens: dict[Role, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(Path(str(house.audit.database.engine.url.database)).parent))
    monkeypatch.setenv("TSUZURI_OPERATOR", "nobody")
    for name in ("SESSION", "SECRET_FILE"):
        monkeypatch.delenv(f"TSUZURI_{name}", raising=False)
    return house


def ways(name: str) -> Iterator[tuple[str, dict[str, str], Right | None]]:
    """The command as it is, and with every value that needs another right."""
    permit = NEEDS[name]
    yield name, {}, permit.right
    for one in permit.by:
        for value, wanted in permit.also.items():
            yield name, {one: value}, wanted


MATRIX = tuple(way for path in ALL if "_".join(path) in NEEDS for way in ways("_".join(path)))


def typed(line: str, *, answers: str = "") -> Result:
    done = CliRunner().invoke(build("en"), line.split(), input=answers)
    if isinstance(done.exception, TsuzuriError):
        raise done.exception
    return done


def test_every_command_is_listed_with_its_right() -> None:
    shelf = {"_".join(path) for path in ALL}
    assert shelf - set(NEEDS) == set(), "new command: say in pipeline/permits.py which right it needs"
    assert set(NEEDS) - shelf - {"case"} == set(), "listed, but there is no such command"
    assert {path[0] for path in ALL} == set(COMMANDS.names())
    for name, permit in NEEDS.items():
        assert (permit.right is None) == bool(permit.why), name


def test_a_command_refuses_every_role_without_its_right(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, given, right in MATRIX:
        for role in ACCOUNT_ROLES:
            monkeypatch.setenv("TSUZURI_SESSION", tokens[role])
            if right is None:
                assert enter(name, given, caller=Caller(), lang="en") is None
            elif right in RIGHTS[role]:
                now = enter(name, given, caller=Caller(), lang="en")
                assert now is not None
                assert now.operator.role is role
            else:
                before = archive.audit.head()[0]
                with pytest.raises(AccessRefused):
                    enter(name, given, caller=Caller(), lang="en")
                assert archive.audit.head()[0] == before + 1  # the refusal is in the log


def test_what_is_seen_is_the_own_office_or_nothing(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in ALL:
        for role in ACCOUNT_ROLES:
            name = "_".join(path)
            right = NEEDS[name].right
            if right is None or right not in RIGHTS[role]:
                continue
            monkeypatch.setenv("TSUZURI_SESSION", tokens[role])
            now = enter(name, {}, caller=Caller(), lang="en")
            assert now is not None
            if role in (Role.ADMINISTRATOR, Role.AUDITOR):
                wanted = "" if right in (Right.RUN, Right.COUNT, Right.AUDIT, Right.DISPOSE) else NOBODY.office
                assert now.sees == wanted, (name, role)
            else:
                assert now.sees == "北部", (name, role)
    assert duty() is None


def test_an_unlisted_command_is_refused_once_there_is_an_account(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSUZURI_SESSION", tokens[Role.SUPERVISOR])
    with pytest.raises(AccessRefused):
        enter("brand_new", {}, caller=Caller(), lang="en")


def test_without_an_account_one_person_works_alone(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "empty"))
    now = enter("export", {}, caller=Caller(), lang="en")
    assert now is not None
    assert (now.operator, now.sees) == (Operator("nobody", Role.ALONE), "")
    assert typed("status").exit_code == 0


def test_the_first_account_ends_working_alone(archive: Archive, tokens: dict[Role, str]) -> None:
    with pytest.raises(LoginFailed):
        typed("search 山田", answers="guess\n")
    with pytest.raises(LoginFailed):
        typed("status --as a-clerk", answers="guess\n")
    assert typed("status --as a-clerk", answers=f"{NEW}\n").exit_code == 0


def test_another_offices_case_is_not_found_by_any_command(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for case_id in ("s1", "s1b"):
        record = CaseRecord(case_id, "南部", 1, "台帳", 1, (PageForm(1, "face_sheet", confidence(0.99)),))
        archive.save_case(record, (), who="tsuzuri", why="first reading")
    monkeypatch.setenv("TSUZURI_SESSION", tokens[Role.SUPERVISOR])
    for line in LOOKS:
        done = CliRunner().invoke(build("en"), line.format(out=tmp_path / "out.pdf").split())
        assert isinstance(done.exception, StorageError), (line, done.output)
    assert '"total": 0' in typed("search 斎藤 --json").stdout
    assert not (tmp_path / "out.pdf").exists()


LOOKS = (
    "export s1",
    "chronology s1 --out {out}",
    "handover s1 --out {out}",
    "household s1 --out {out}",
    "disclose s1 --list {out}",
    "identity s1",
    "identity s1 link s1b --why same",
    "case mark s1",
    "protect confirm s1 --reason measure",
    "numbers decide s1 1 keep",
    "share list s1",
    "share add s1 北部 --basis consent --until 2026-12-31",
    "case exclude s1 --reason no",
    "case include s1",
    "case basis s1 --code statute --reason law",
)


def test_a_session_is_nobody_elses(archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_SESSION", tokens[Role.CLERK])
    with pytest.raises(AccessRefused):
        typed("status --as a-supervisor")
    monkeypatch.setenv("TSUZURI_SESSION", "forged")
    with pytest.raises(SessionOver):
        typed("status")


def test_unattended_work_proves_itself_by_a_file_of_its_own(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "secret"
    kept.write_text(f"{NEW}\n")
    kept.chmod(0o644)
    monkeypatch.setenv("TSUZURI_SECRET_FILE", str(kept))
    with pytest.raises(ConfigError, match="chmod"):
        typed("status --as a-administrator")
    kept.chmod(0o600)
    assert typed("status --as a-administrator").exit_code == 0


def test_a_login_prints_a_token_that_works(archive: Archive, tokens: dict[Role, str]) -> None:
    done = typed("user login a-clerk", answers=f"{NEW}\n")
    token = done.stdout.strip().splitlines()[-1]
    assert re.fullmatch(r"[\w-]{40,}", token)
    assert archive.sessions.who(token).name == "a-clerk"
    kept = Path(str(archive.audit.database.engine.url.database))
    files = [kept, kept.with_name(kept.name + "-wal")]
    assert not any(token.encode() in one.read_bytes() for one in files if one.exists())


def test_whoever_has_no_account_is_told_to_name_one(
    archive: Archive, tokens: dict[Role, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TSUZURI_OPERATOR")
    monkeypatch.setattr("pipeline.acting.login_name", lambda: "somebody-else")
    with pytest.raises(AccessRefused, match=r"--as NAME"):
        enter("status", {}, caller=Caller(), lang="en")
