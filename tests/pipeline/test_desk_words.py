"""What a person types or pastes is kept to the letter or refused with a sentence; either way nothing is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.case import CaseRecord
from domain.review import Action
from pipeline.desk import Desk
from pipeline.desk.pages import PageDesk
from pipeline.desk.views import REFUSAL
from storage.archive import Archive
from tests.pipeline.desk_case import CASE, Watch, filled, machine_record, say

UNSEEN = ["髙橋\u0007 キヨ", "髙橋\x00キヨ", "abc\u202edef", "\ud800", "高橋\u200f キヨ"]
KEPT = [
    "𠮷田 﨑",
    "😀\u200d🔥",
    "ﾀｶﾊｼ ｷﾖ",
    "<script>alert(1)</script>",
    "辻󠄀 花子",
    "'; DROP TABLE cases; --",
    "%s {0} \\n",
]
ROW = "p2.entry.1"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path, Watch(), machine_record()) as opened:
        yield opened


@pytest.fixture
def desk(archive: Archive) -> Desk:
    return Desk(archive, "木村", clock=Watch())


def stored(archive: Archive) -> CaseRecord:
    record = archive.case(CASE)
    assert record is not None
    return record


def row_text(archive: Archive) -> str:
    return next(one.text for one in stored(archive).entries if one.key == ROW)


@pytest.mark.parametrize("words", UNSEEN)
def test_a_sign_that_nobody_can_see_is_told_and_the_words_stay(desk: Desk, archive: Archive, words: str) -> None:
    view = desk.open_case(CASE)
    told = desk.check_typed(view.record, "p1.fullName.0", part="", text=words)
    assert not told.ok and told.note_ja == REFUSAL["unseen_sign"][0]
    answer = desk.decide(say(view, "p1.fullName.0", Action.CORRECT, value=words))
    assert answer.trouble == "unseen_sign"
    assert stored(archive).revision == 1
    assert desk.drafts(CASE)["p1.fullName.0"] in (words, words.replace("\x00", "\ufffd").replace("\ud800", "\ufffd"))


@pytest.mark.parametrize("words", KEPT)
def test_what_can_stand_on_paper_is_kept_to_the_letter(desk: Desk, archive: Archive, words: str) -> None:
    view = desk.open_case(CASE)
    assert desk.check_typed(view.record, ROW, part="text", text=words).value == words
    answer = desk.decide(say(view, ROW, Action.CORRECT, value=words, part="text"))
    assert not answer.trouble and row_text(archive) == words
    assert [one.after for one in desk.history(CASE, ROW)][-1] == words


def test_a_name_in_half_width_kana_is_a_name(desk: Desk) -> None:
    record = desk.open_case(CASE).record
    assert desk.check_typed(record, "p1.fullName.0", part="", text="ﾀｶﾊｼ ｷﾖ").value == "ﾀｶﾊｼ ｷﾖ"


def test_ten_thousand_characters_are_a_text_but_no_name(desk: Desk, archive: Archive) -> None:
    paste = "玄関先で面接。" * 1500
    view = desk.open_case(CASE)
    told = desk.check_typed(view.record, "p1.fullName.0", part="", text=paste)
    assert not told.ok and "200 文字まで" in told.note_ja and "10,500 文字" in told.note_ja
    view = desk.decide(say(view, ROW, Action.CORRECT, value=paste, part="text"))
    assert not view.trouble and row_text(archive) == paste
    assert desk.decide(say(view, ROW, Action.CORRECT, value=paste * 3, part="text")).trouble == "too_long"
    assert row_text(archive) == paste


@pytest.mark.parametrize("name", ["address", "benefit", "dateOfBirth", "handbook", "phone"])
@pytest.mark.parametrize("words", ["1" * 10_000, "あ" * 10_000, "昭和1年" * 2_500])
def test_a_paste_is_told_before_anybody_tries_to_read_it(desk: Desk, archive: Archive, name: str, words: str) -> None:
    given = machine_record().fields[0]
    field = given.__class__(name, "", "", given.confidence, given.route, given.state, 1, given.box)
    record = machine_record(fields=(field,))
    told = desk.check_typed(record, field.key, part="", text=words)
    assert not told.ok and told.note_ja.startswith(REFUSAL["too_long"][0])


def test_notes_names_of_forms_and_reasons_are_words_too(desk: Desk, archive: Archive) -> None:
    pages, odd = PageDesk(desk), UNSEEN[1]
    desk.open_case(CASE)
    assert pages.note(CASE, 1, revision=1, text=odd).trouble == "unseen_sign"
    assert pages.note(CASE, 1, revision=1, text="あ" * 401).trouble == "too_long"
    assert pages.name(CASE, 1, revision=1, form=odd).trouble == "unseen_sign"
    assert desk.exclude(CASE, odd).trouble == "unseen_sign"
    assert desk.send_back(CASE, "あ" * 1001).trouble == "too_long"
    assert desk.hold(CASE, odd) == "unseen_sign"
    assert not desk.is_on_hold(CASE) and stored(archive).revision == 1
