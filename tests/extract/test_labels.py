"""Labels are found through reading errors, and are not found in prose."""

import pytest

from domain.geometry import Box
from domain.page import CharChoice
from extract.form import FORMS, Form
from extract.labels import LabelBook, book
from extract.layout import index
from extract.signs import Sign, Text
from tests.extract.paper import EM, Paper


def face() -> LabelBook:
    return book(FORMS.get("face_sheet"))


def text(words: str) -> Text:
    paper = Paper()
    x = 200
    for part in filter(None, words.split("　")):
        box = paper.write(part, x=x, y=300)
        x = box.right + 3 * EM
    return index(paper.sheet()).ground.rows[0]


@pytest.mark.parametrize("printed", ["氏名", "氏　　名", "■氏名", "(氏名)", "１．氏名", "氏名："])
def test_a_cell_that_is_nothing_but_a_label(printed: str) -> None:
    found = face().whole(text(printed))
    assert found is not None
    assert found.field is not None
    assert found.field.name == "fullName"


@pytest.mark.parametrize("misread", ["生年月目", "ケ一ス番号", "緊急連給先"])
def test_a_misread_label_cell_is_recognised(misread: str) -> None:
    assert face().whole(text(misread)) is not None


@pytest.mark.parametrize("other", ["本人", "件名", "場所", "種別", "会話", "髙橋"])
def test_a_short_word_is_not_bent_into_a_label(other: str) -> None:
    assert face().whole(text(other)) is None


def test_several_pairs_in_a_row() -> None:
    row = text("氏名　髙橋キヨ　性別　女　電話　0470-00-1234")
    assert [hit.wording.printed for hit in face().hits(row)] == ["氏名", "性別", "電話"]


@pytest.mark.parametrize(
    "prose", ["担当者会議を開催する", "電話で相談あり", "氏名・生年月日・住所", "住所不定の期間がある"]
)
def test_prose_holds_no_label(prose: str) -> None:
    assert face().hits(text(prose)) == ()


def test_a_label_glued_to_what_only_its_value_can_begin_with() -> None:
    hits = face().hits(text("生年月日昭和13年3月9日"))
    assert [hit.wording.printed for hit in hits] == ["生年月日"]


def test_a_label_behind_a_number_needs_no_gap() -> None:
    log = book(FORMS.get("support_log"))
    found = [hit.wording.printed for hit in log.hits(text("ケース番号399氏名加藤楓No.1"))]
    assert found == ["ケース番号", "氏名", "No."]


def test_a_label_runs_on_behind_the_end_of_a_number() -> None:
    log = book(FORMS.get("support_log"))
    hits = log.hits(text("ケース番号　社協第200号氏名　市川　眞知子"))
    assert [hit.wording.printed for hit in hits] == ["ケース番号", "氏名"]
    assert [hit.wording.printed for hit in log.hits(text("ケース番号　称号氏名"))] == ["ケース番号"]


def test_a_request_to_fill_in_belongs_to_its_label() -> None:
    row = text("ご相談されたいこと、希望を具体的に書いてください。")
    (hit,) = book(FORMS.get("intake_sheet")).hits(row)
    assert row.cut(hit.end).compact == ""


def test_the_readers_second_choice_counts() -> None:
    runner = (CharChoice("名", 0.1),)
    signs = (Sign("氏", Box(0, 0, 40, 40), 0, True), Sign("各", Box(40, 0, 40, 40), 0, False, False, 0.5, runner))
    found = LabelBook(face().wordings).hits(Text(signs))
    assert [hit.wording.printed for hit in found] == ["氏名"]


def test_every_form_file_declares_known_fields_and_titles() -> None:
    for form in FORMS.all():
        assert isinstance(form, Form)
        assert form.titles
        assert all(field.labels for field in form.fields)
        assert form.name in FORMS.names()
