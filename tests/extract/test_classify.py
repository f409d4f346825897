"""Which form a page is, through reading errors, without a title, and when it is none."""

import pytest

from extract.classify import classify, guess_page
from extract.layout import index
from tests.extract.paper import EM, Paper
from tests.extract.test_entries import log_page


def titled(title: str, *, em: int = 70) -> Paper:
    paper = Paper()
    paper.write(title, x=800, y=150, em=em)
    return paper


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("相談受付・申込票", "intake_sheet"),
        ("フェイスシート", "face_sheet"),
        ("利用者基本情報", "basic_information"),
        ("支援経過記録", "support_log"),
        ("支援会議 会議録", "conference_minutes"),
        ("個人情報の取扱いに関する同意書", "consent_form"),
        ("住　民　票", "certificate"),
        ("基本チェックリスト", "checklist"),
    ],
)
def test_a_form_by_its_title(title: str, form: str) -> None:
    found = guess_page(index(titled(title).sheet()))
    assert found.form == form
    assert found.confidence > 0.7


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("利用者甚本情報", "basic_information"),
        ("相談受・付票", "intake_sheet"),
        ("個人情報の取扱いに関する同憲書", "consent_form"),
    ],
)
def test_a_misread_title(title: str, form: str) -> None:
    assert guess_page(index(titled(title).sheet())).form == form


def test_a_letter_has_no_title() -> None:
    paper = Paper()
    for y, words in (
        (200, "潮市第123号"),
        (300, "令和5年11月22日"),
        (450, "室長 様"),
        (900, "支援措置について(回答)"),
        (1400, "記"),
        (2000, "以上"),
    ):
        paper.write(words, x=300, y=y)
    assert guess_page(index(paper.sheet())).form == "letter"


def test_a_log_page_without_its_title_goes_on_from_the_page_before() -> None:
    first = index(log_page().sheet())
    second = index(log_page((("5/20(月)", "来所", "木村", "長女来所。"),), titles=(), page_no=2).sheet())
    bare = second
    assert [one.form for one in classify([first, bare])] == ["support_log", "support_log"]


def test_blank_and_unreadable_pages_are_unknown() -> None:
    blank, noise = Paper().sheet(blank=True), Paper(2)
    noise.write("口口一ー", x=500, y=900)
    guesses = classify([index(blank), index(noise.sheet())])
    assert [one.form for one in guesses] == ["unknown", "unknown"]


def test_two_forms_on_one_page_are_said() -> None:
    paper = titled("相談受付票")
    paper.write("個人情報の取扱いに関する同意書", x=600, y=2400, em=70)
    for y in range(400, 2200, 200):
        paper.write("本文の行です。", x=300, y=y, em=EM)
    assert guess_page(index(paper.sheet())).second == "consent_form"
