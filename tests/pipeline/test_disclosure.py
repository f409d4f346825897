"""開示: nothing leaves undecided, reporters and numbers never, and what is black is black in the pixels."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageStat

from domain.access import Operator, Role
from domain.case import ImportStatus
from domain.errors import AccessRefused, BadQuestion, TsuzuriError
from pipeline import disclosing
from pipeline.cli import build
from pipeline.desk import Desk
from pipeline.disclosure import BLACK, HEADING, OPEN, decided, items
from pipeline.preserving import kept_back
from pipeline.settings import load
from pipeline.workbench import open_archive, scoped_archive
from storage.access import Scope
from tests.pipeline import sheltered

Rows = list[list[str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    with open_archive(load()) as archive:
        sheltered.take_in(archive, tmp_path)
    return tmp_path


def typed(line: str) -> Result:
    done = CliRunner().invoke(build("ja"), line.split())
    if isinstance(done.exception, TsuzuriError):
        raise done.exception
    return done


def listed(home: Path) -> Rows:
    assert typed("disclose case-s --list list.csv").exit_code == 0
    assert (home / "list.csv").stat().st_mode & 0o077 == 0
    return list(csv.reader(io.StringIO((home / "list.csv").read_text(encoding="utf-8-sig"))))


def filled(home: Path, rows: Rows) -> None:
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    (home / "list.csv").write_text(held.getvalue(), encoding="utf-8-sig")


def row(rows: Rows, words: str) -> list[str]:
    return next(one for one in rows if words in one[2])


def copy_made() -> Result:
    return typed("disclose case-s --decisions list.csv --out out")


def pictures(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [
            bytes(pikepdf.PdfImage(one).as_pil_image().tobytes())
            for page in pdf.pages
            for one in page.get_images().values()
        ]


def test_every_line_is_decided_before_anything_leaves(home: Path) -> None:
    rows = listed(home)
    assert tuple(rows[1]) == HEADING
    asked = [one for one in rows[2:] if not one[4]]
    assert {one[0] for one in asked} >= {"p1"}
    assert any(sheltered.STREET in one[2] for one in asked)
    with pytest.raises(BadQuestion, match="undecided"):
        copy_made()
    for one in asked:
        one[4] = OPEN
    filled(home, rows)
    assert copy_made().exit_code == 0
    assert not [one for one in (home / "out").iterdir() if one.stat().st_mode & 0o077]


def test_black_is_black_and_the_list_has_no_words(home: Path) -> None:
    rows = listed(home)
    for one in rows[2:]:
        one[4] = one[4] or OPEN
    place = row(rows, sheltered.PHONE)
    place[4], place[5] = BLACK, "第三者の連絡先"
    for one in rows[2:]:
        if sheltered.NUMBER in one[2] or one[4] == "必ず不開示":
            one[4] = OPEN  # somebody tries: it stays out
    filled(home, rows)
    copy_made()
    with pikepdf.open(home / "out" / "disclosed.pdf") as pdf:
        (image,) = pdf.pages[0].get_images().values()
        seen = pikepdf.PdfImage(image).as_pil_image().convert("L")
        text = b"".join(bytes(one.read_bytes()) for one in [pdf.pages[0].Contents])
    for y, is_out in ((320, True), (440, True), (100, False), (200, False), (560, False)):
        band = seen.crop((110, y + 5, 790, y + 35))
        mean = ImageStat.Stat(band).mean[0]
        assert (mean < 8) == is_out, (y, mean)
    whole = text + (home / "out" / "kept_back.pdf").read_bytes()
    assert not [one for one in sheltered.SECRETS if one.encode() in whole]
    with open_archive(load()) as archive:
        picture = archive.picture("case-s", 1)
    assert sheltered.is_seen(picture, 320)  # the stored page is as it was


def test_a_line_with_the_reporters_name_is_always_out(home: Path) -> None:
    with open_archive(load()) as archive:
        record = archive.case("case-s")
        assert record is not None
        found = {one.text: one for one in items(archive, record)}
    assert not found["氏名　南 早苗"].is_fixed
    assert found[f"個人番号　{sheltered.NUMBER}"].is_fixed
    listed(home)
    assert sheltered.NUMBER not in (home / "list.csv").read_text(encoding="utf-8-sig")


def test_a_page_kept_back_needs_a_reason_and_shows_nothing(home: Path) -> None:
    rows = listed(home)
    for one in rows[2:]:
        one[4] = one[4] or OPEN
    page = next(one for one in rows if one[0] == "p1")
    page[4] = BLACK
    filled(home, rows)
    with pytest.raises(BadQuestion, match="without a reason"):
        copy_made()
    page[5] = "別の人の書類"
    filled(home, rows)
    copy_made()
    assert pictures(home / "out" / "disclosed.pdf") == []


def test_a_list_of_an_older_case_is_refused(home: Path) -> None:
    listed(home)
    with open_archive(load()) as archive:
        record = archive.case("case-s")
        assert record is not None
        archive.save_case(record.next(title="箱1/新"), [("title", "a", "b")], who="木村", why="x")
    with pytest.raises(BadQuestion, match="changed since"):
        copy_made()


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda one: one.encode("utf-8", "replace"))))
def test_any_other_file_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(BadQuestion):
        decided(data, (), record=sheltered.record())


def test_a_case_that_is_only_lent_is_disclosed_by_its_own_office_alone(home: Path) -> None:
    borrower, own = (
        Operator(name, Role.SUPERVISOR, office) for name, office in (("minami", "南部"), ("sato", "office"))
    )
    until = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    with open_archive(load()) as archive:
        archive.sharing.share(own, "case-s", office="南部", basis="consent", until=until)
    with scoped_archive(load(), Scope("南部")) as archive:
        record = archive.case("case-s")
        assert record is not None  # it may be looked at
        for run in (
            lambda: disclosing.listed(archive, borrower, record=record),
            lambda: disclosing.copied(archive, borrower, record=record, decisions=b""),
        ):
            with pytest.raises(AccessRefused, match="another office"):
                run()
    with scoped_archive(load(), Scope("office")) as archive:
        disclosing.listed(archive, own, record=record)
        looks = archive.audit.looks(Operator("kansa", Role.AUDITOR))
    assert [(one.who, one.case_id) for one in looks if one.who in ("minami", "sato")] == [("sato", "case-s")]


def test_the_veil_of_a_lent_case_is_taken_off_by_its_own_office_alone(home: Path) -> None:
    borrower, own = (
        Operator(name, Role.SUPERVISOR, office) for name, office in (("minami", "南部"), ("sato", "office"))
    )
    until = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
    with open_archive(load()) as archive:
        archive.sharing.share(own, "case-s", office="南部", basis="consent", until=until)
    with scoped_archive(load(), Scope("南部")) as archive:
        with pytest.raises(AccessRefused, match="another office"):
            Desk(archive, borrower).guard.unmask("case-s", "safety")
        assert not archive.audit.has_unmasked(borrower, "case-s")
        record = archive.case("case-s")
        assert record is not None
        with pytest.raises(AccessRefused, match="another office"):
            kept_back(archive, replace(record, import_status=ImportStatus.APPROVED), whole=True)
    with scoped_archive(load(), Scope("office")) as archive:
        Desk(archive, own).guard.unmask("case-s", "safety")
        assert archive.audit.has_unmasked(own, "case-s")
