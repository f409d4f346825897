"""What goes wrong at a desk every day, in a real Chromium: a lost lease, markup on paper, a busy archive, a server that
dies. Nothing is lost, nothing runs, and a sentence says what happened.
"""

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from domain.case import CaseRecord
from domain.field import Alternative, Origin
from domain.reading import Note, Notice
from tests.journeys.office import Office, calm, look_for

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

CASE = "case-a"
HOSTILE = "<script>document.title='broken'</script><b>髙橋</b>"
EVERYWHERE = "<img class=hostile src=x onerror=document.title='broken'><i class=hostile>\"'&amp;{{1}}**太字**</i>"
# What stands on a screen when it is there; the case is on all of them.
SCREENS = {
    "work": ".rows tbody tr",
    f"case&case={CASE}&target=p1.fullName.0": ".keying .choices",
    f"case&case={CASE}&target=p1.page.0": ".keying .said",
    f"log&case={CASE}": ".log tr",
    f"course&case={CASE}": ".course tbody tr",
    f"household&case={CASE}": ".keying .head",
    f"pages&case={CASE}&page=1": ".paper .notes li",
    f"end&case={CASE}": ".tz-h1",
    f"history&case={CASE}": ".tz-history",
    "grid": ".stApp .bar",
    "second": ".stApp .bar",
    "boxes": ".stApp .bar",
    "rescans": ".tz-plain tbody tr",
    "supervisor": ".tz-persons",
}


def open_at(page: Page, office: Office, target: str) -> None:
    page.goto(f"{office.url}/?screen=case&case={CASE}&target={target}")
    expect(page.locator(".keying")).to_have_attribute("data-target", target)


def test_a_lease_that_ran_out_and_went_to_another(page: Page, office: Office) -> None:
    open_at(page, office, "p1.fullName.0")
    with closing(sqlite3.connect(office.home / "archive.db", timeout=30)) as database:
        database.execute("UPDATE tasks SET lease_until = 0")
        database.commit()
    other = office.desk("早川")
    assert other.open_case(CASE).is_mine
    page.keyboard.press("1")
    expect(page.locator(".told")).to_contain_text("ほかの人が開いています")
    with office.archive() as archive:
        assert "髙橋 キヨ" in archive.drafts(CASE, "木村").values()
        kept = archive.case(CASE)
        assert kept is not None and kept.revision == 1
    other.release(CASE)
    open_at(page, office, "p1.fullName.0")
    expect(page.locator(".line")).to_have_value("髙橋 キヨ")
    page.keyboard.press("Enter")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")
    with office.archive() as archive:
        found = archive.case(CASE)
        assert found is not None
        assert [one.value for one in found.fields if one.name == "fullName" and one.origin is Origin.HUMAN]


def test_markup_on_the_paper_is_text(page: Page, office: Office) -> None:
    with office.archive() as archive:
        record = archive.case(CASE)
        assert record is not None
        fields = tuple(
            replace(one, raw=HOSTILE, value=HOSTILE) if one.key == "p1.fullName.0" else one for one in record.fields
        )
        archive.save_case(record.next(fields=fields, title=HOSTILE), (), who="tsuzuri", why="first reading")
    page.goto(office.url)
    expect(page.locator(".rows tbody tr").first).to_contain_text(HOSTILE)
    open_at(page, office, "p1.fullName.0")
    expect(page.locator(".raw")).to_have_text(HOSTILE)
    expect(page.locator(".tz-name")).to_contain_text(HOSTILE)
    assert page.title() == "綴り"


def hostile(record: CaseRecord) -> CaseRecord:
    """Markup wherever a word of the paper or of a person may stand."""
    fields = (
        replace(
            one, raw=EVERYWHERE, value=EVERYWHERE, label=EVERYWHERE, alternatives=(Alternative("髙橋", EVERYWHERE),)
        )
        if one.name in ("fullName", "localItem", "chiefComplaint")
        else one
        for one in record.fields
    )
    entries = (replace(one, text=EVERYWHERE, staff=(EVERYWHERE,), date_raw=EVERYWHERE) for one in record.entries)
    members = (
        replace(one, name=EVERYWHERE, relationship_raw=EVERYWHERE, note=EVERYWHERE, living=None)
        for one in record.members
    )
    note = Note(EVERYWHERE, EVERYWHERE, "2026-01-05T09:00:00+00:00")
    forms = (replace(one, form="unknown", name=EVERYWHERE, notes=(note,)) for one in record.forms)
    told = Notice("rescan_wanted", 1, f"{EVERYWHERE}。")
    return record.next(
        title=EVERYWHERE,
        fields=tuple(fields),
        entries=tuple(entries),
        members=tuple(members),
        forms=tuple(forms),
        warnings=(*record.warnings, told),
    )


def test_markup_is_text_on_every_screen(page: Page, office: Office) -> None:
    with office.archive() as archive:
        record = archive.case(CASE)
        assert record is not None
        change = ("p1.fullName.0", EVERYWHERE, EVERYWHERE)
        archive.save_case(hostile(record), (change,), who="木村", why=f"hold: {EVERYWHERE}")
    for name, there in SCREENS.items():
        page.goto(f"{office.url}/?screen={name}")
        expect(page.locator(there).first).to_be_visible()
        page.wait_for_timeout(300)
        assert page.locator(".hostile").count() == 0, name
        assert page.title() == "綴り", name
    page.goto(f"{office.url}/?screen=search")
    look_for(page, "太字")
    expect(page.locator(".stApp")).to_contain_text("<i class=hostile>")
    assert page.locator(".hostile").count() == 0 and page.title() == "綴り"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("あ" * 10_000, "長すぎます。この項目に入る分だけにしてください。（200 文字まで。いま 10,000 文字）"),
        ("髙橋\u0007 キヨ", "目に見えない制御文字が入っています"),
        ("髙橋\u202e キヨ", "目に見えない制御文字が入っています"),
    ],
)
def test_a_paste_that_cannot_be_kept_is_told_and_stays(page: Page, office: Office, words: str, said: str) -> None:
    open_at(page, office, "p1.fullName.0")
    page.keyboard.press("e")
    page.locator(".line").fill(words)
    page.keyboard.press("Enter")
    expect(page.locator(".note.wrong")).to_contain_text(said)
    expect(page.locator(".line")).to_have_value(words)
    page.reload()
    expect(page.locator(".line")).to_have_value(words)
    page.locator(".line").fill("髙橋 キヨ")
    page.keyboard.press("Enter")
    expect(page.locator(".keying")).to_have_attribute("data-target", "p1.dateOfBirth.0")


def test_a_slip_is_written_while_the_archive_is_busy_and_the_server_dies(page: Page, office: Office) -> None:
    words = "原本は金庫にあります😀ﾃｽﾄ"
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=2")
    paper = page.locator(".paper")
    expect(paper).to_have_attribute("data-page", "2")
    page.keyboard.press("p")
    expect(page.locator(".line")).to_be_focused()
    with closing(sqlite3.connect(office.home / "archive.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        page.keyboard.type(words)
        expect(page.locator(".told")).to_contain_text("保存先が応答しません")
        expect(page.locator(".line")).to_have_value(words)
        page.keyboard.press("Escape")
        page.keyboard.press("2")
        expect(page.locator(".told")).to_contain_text("もう一度押してください")
        other.execute("ROLLBACK")
    calm(page)
    page.keyboard.press("p")
    expect(page.locator(".line")).to_have_value(words)
    expect(page.locator(".line")).to_be_focused()
    page.keyboard.type("。")
    page.wait_for_timeout(2000)  # the words rest in the archive a moment after the last of them
    office.kill()
    office.start()
    page.goto(f"{office.url}/?screen=pages&case={CASE}&page=2")
    expect(paper).to_have_attribute("data-page", "2")
    page.keyboard.press("p")
    expect(page.locator(".line")).to_have_value(f"{words}。")
    page.keyboard.press("Enter")
    expect(page.locator(".notes li")).to_contain_text(f"{words}。")
