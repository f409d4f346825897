"""名寄せ as the command tells it: reasons, objections, a refused namesake, and a link that can be taken back."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from domain.access import Operator, Role
from domain.auditing import Action
from domain.case import CaseRecord
from domain.errors import LinkRefused, StorageError
from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.reading import PageForm
from pipeline.commands.identity import COMMAND
from pipeline.people import judge, people
from storage.archive import Archive
from storage.identity import Decision
from storage.likeness import REASON_JA

Ask = Callable[..., Result]

# Case C and the namesake, as read from their face sheets.
MASARU = {"fullName": "齋藤 勝", "fullNameKana": "サイトウ マサル", "dateOfBirth": "1962-08-21", "sex": "1"}
CASE_C = {**MASARU, "address": "潮見ケ丘市浜野辺3-1みぎわ荘102", "mobilePhone": "090-0000-8120"}
NAMESAKE = {
    **MASARU,
    "fullName": "斎藤 勝",
    "dateOfBirth": "1962-08-12",
    "address": "潮見ケ丘市浜野辺3-14みぎわ荘202",
    "mobilePhone": "090-0000-8121",
}
ELSEWHERE = {**CASE_C, "fullName": "斉藤 勝"}


def keep(archive: Archive, case_id: str, values: dict[str, str]) -> None:
    sure, box = confidence(0.9), Box(1, 2, 3, 4)
    fields = tuple(
        FieldReading(name, value, value, sure, Route.REVIEW, FieldState.READ, 1, box) for name, value in values.items()
    )
    forms = (PageForm(1, "face_sheet", sure),)
    record = CaseRecord(case_id, "北部", 1, case_id, 1, forms, fields)
    archive.save_case(record, (), who="x", why="x")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    archive = Archive(f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files"))
    archive.migrate()
    for case_id, values in (("c1", CASE_C), ("c2", NAMESAKE), ("c3", ELSEWHERE)):
        keep(archive, case_id, values)
    keep(archive, "c4", {"fullName": "髙橋 キヨ", "fullNameKana": "タカハシ キヨ", "dateOfBirth": "1938-03-09"})
    return archive


@pytest.fixture
def ask(archive: Archive) -> Ask:
    return lambda *words: CliRunner().invoke(COMMAND("ja"), list(words))


def test_the_namesake_is_told_apart_and_the_link_refused(archive: Archive, ask: Ask) -> None:
    text = ask("c1").output
    may, apart = text.split("似ている別人")
    assert "c3 斉藤 勝" in may and "c2" not in may
    assert "c2 斎藤 勝" in apart and "c3" not in apart
    for reason in ("name_variant", "same_kana", "birth_one_digit", "near_address"):
        assert REASON_JA[reason] in apart
    assert f"× {REASON_JA['birth_differs']}" in apart
    refused = ask("c1", "link", "c2", "--why", "同じ人だと思う")
    assert isinstance(refused.exception, LinkRefused)
    assert people(archive, "c1").decisions == ()


def test_a_link_is_kept_shown_and_taken_back_without_loss(archive: Archive, ask: Ask) -> None:
    before = archive.case("c1"), archive.case("c3")
    assert "同じ人" in ask("c1", "link", "c3", "--why", "本人に確かめた").output
    assert "同じ人とされたケース：c3" in ask("c1").output
    assert people(archive, "c3").linked == ("c1",)
    ask("c3", "unlink", "c1", "--why", "まちがい")
    assert people(archive, "c1").linked == ()
    assert [one.decision for one in people(archive, "c1").decisions] == [Decision.SAME, Decision.UNLINKED]
    assert (archive.case("c1"), archive.case("c3")) == before


def test_not_known_yet_is_an_answer(ask: Ask) -> None:
    ask("c1", "unknown", "c2", "--why", "兄弟に聞いてから")
    assert "→ まだ分からない" in ask("c1").output and "兄弟に聞いてから" in ask("c1").output


@pytest.mark.parametrize("words", [("link",), ("link", "c3"), ("link", "c3", "--why", " ")])
def test_a_decision_names_the_other_case_and_a_reason(archive: Archive, ask: Ask, words: tuple[str, ...]) -> None:
    assert isinstance(ask("c1", *words).exception, SystemExit)
    assert people(archive, "c1").decisions == ()


def test_a_reason_is_asked_of_every_caller(archive: Archive) -> None:
    with pytest.raises(LinkRefused, match="reason"):
        judge(archive, ("c1", "c3"), verb="link", who="大森", why="")


def test_nobody_alike_is_said(ask: Ask) -> None:
    assert "似ている人は見つかりません" in ask("c4").output


def test_json_carries_reasons_and_objections(ask: Ask) -> None:
    assert '"birth_differs"' in ask("c1", "--json").output


def test_the_command_offers_every_decision() -> None:
    choice = COMMAND("ja").params[1].type
    assert isinstance(choice, click.Choice)
    assert set(choice.choices) == {"show", "link", "unlink", "different", "unknown"}


def test_everybody_shown_is_in_the_log_and_nobody_who_was_not(archive: Archive, ask: Ask) -> None:
    ask("c1")
    assert isinstance(ask("of-another-office").exception, StorageError)
    rows = archive.audit.rows(Operator("x", Role.ALONE))
    assert sorted(one.deed.subject for one in rows if one.deed.action is Action.VIEW) == ["c1", "c2", "c3"]
