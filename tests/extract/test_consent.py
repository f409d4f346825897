"""同意書: what is ticked, to whom, not to whom, until when, signed when and by whom."""

from datetime import date

from domain.geometry import Box
from domain.household import Consent
from domain.page import MarkKind
from extract.consent import consent_of
from extract.finders.anchor import find
from extract.form import FORMS
from extract.labels import book
from extract.layout import index
from extract.values.parsed import Context
from tests.extract.paper import EM, Paper

CONTEXT = Context(date(2026, 1, 1))


def form(*, exclusions: str = "(長男への相談内容の伝達)", until: str = "", proxy: str = "( )") -> Paper:
    paper = Paper()
    paper.write("個人情報の取扱いに関する同意書", x=700, y=150, em=60)
    paper.write("1 提供する情報", x=270, y=900)
    options(paper, ("氏名・生年月日・住所", "相談内容", "家計情報"), on=(0, 1), y=980)
    paper.write("2 提供先", x=270, y=1100)
    options(paper, ("市高齢福祉課", "社会福祉協議会", "警察"), on=(0, 1), y=1180)
    paper.write("3 共有しないでほしい相手・情報", x=270, y=1300)
    paper.write(exclusions, x=370, y=1380)
    paper.write("4 有効期間", x=270, y=1500)
    options(paper, ("支援終了まで", until or "令和 年 月 日まで"), on=(1,) if until else (0,), y=1580)
    paper.write("令和6年5月14日", x=390, y=1900)
    paper.write("氏名 髙橋 キヨ", x=390, y=2000)
    paper.write(f"代筆{proxy}" if proxy.startswith("(") else f"代筆　{proxy}", x=390, y=2100)
    return paper


def options(paper: Paper, words: tuple[str, ...], *, on: tuple[int, ...], y: int) -> None:
    x = 420
    for place, word in enumerate(words):
        box = paper.write(word, x=x, y=y)
        paper.mark(word, Box(x - EM - 6, y, EM, EM), on=place in on, kind=MarkKind.CHECKBOX)
        x = box.right + 3 * EM


def read(paper: Paper) -> Consent:
    layout, declared = index(paper.sheet()), FORMS.get("consent_form")
    return consent_of(find(layout, book(declared)), layout, context=CONTEXT)


def test_a_consent_form_is_read_as_ticked() -> None:
    found = read(form())
    assert found.scope == ("氏名・生年月日・住所", "相談内容")
    assert found.agencies == ("市高齢福祉課", "社会福祉協議会")
    assert found.exclusions == ("長男への相談内容の伝達",)
    assert (found.signedOn, found.validUntil, found.untilSupportEnds, found.proxy) == ("2024-05-14", None, True, False)
    assert found.reasons == ()


def test_a_limit_is_not_taken_for_the_day_of_signing() -> None:
    found = read(form(until="令和8年1月11日まで"))
    assert (found.signedOn, found.validUntil, found.untilSupportEnds) == ("2024-05-14", "2026-01-11", False)


def test_nobody_excluded_and_a_proxy() -> None:
    found = read(form(exclusions="(特になし)", proxy="田村(職員) 理由 手指振戦"))
    assert found.exclusions == ()
    assert found.proxy


def test_several_exclusions() -> None:
    assert read(form(exclusions="(夫(相手方)及びその親族。保護者会関係者。)")).exclusions == (
        "夫(相手方)及びその親族",
        "保護者会関係者",
    )


def test_no_mark_is_no_consent() -> None:
    paper = form()
    paper.marks = []
    found = read(paper)
    assert (found.scope, found.agencies) == ((), ())
    assert "no_mark" in found.reasons
