"""Sample file B (DV, 支援措置) with a refuge written into it: every command and every screen, and the refuge nowhere.

Everything that a command prints or writes is looked through, PDF as its text. A command that is neither walked here nor
said to show nothing of a case fails.
"""

import csv
import io
import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, expect

from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading, Origin, Route
from domain.review import Action
from pipeline.cli import build
from pipeline.disclosure import BLACK, OPEN
from pipeline.permits import NEEDS
from pipeline.settings import load
from pipeline.workbench import scoped_archive
from review_ui.bar import IN_A_CASE
from review_ui.screens import SHOW
from storage.access import EVERYTHING
from tests.journeys import seed
from tests.journeys.conftest import ROOT, Office, free_port
from tests.journeys.test_leaks import ALL_TEXT, Wire

PLACE, HOUSE, PHONE = "千葉県潮見ケ丘市あかね野9-4-21", "ハイツあかね野305", "0470-00-6655"
SCHOOL = "あかね野東小学校"
SECRETS = (PLACE, "あかね野9-4-21", "あかね野", HOUSE, PHONE, "0470006655", SCHOOL)
NAME = "﨑山 美咲"

WALK = {
    "search": [f"search {word} --json" for word in ("﨑山", "あかね野", SCHOOL)],
    "export": [f"export case-b --kind {kind} --out {{out}}/{kind}" for kind in ("json", "pdf", "hocr", "alto", "page")],
    "chronology": ["chronology case-b --out {out}/chronology.pdf"],
    "handover": ["handover case-b --out {out}/handover.pdf"],
    "household": ["household case-b --out {out}/household.pdf"],
    "identity": ["identity case-b", "identity case-b --json"],
    "deliver": ["deliver --target package_folder --to {out}/box", "deliver --target csv_only --to {out}/csv"],
    "deliver_status": ["deliver status --json"],
    "deliver_verify": ["deliver verify --to {out}/box"],
    "case_rules": ["case rules --json"],
    "rescans": ["rescans --out {out}/rescans.pdf", "rescans --json"],
    "ledger": ["ledger 箱1 --csv {out}/ledger.csv"],
    "verify": ["verify", "verify --ledger {out}/fixity.csv"],
    "status": ["status", "status --json"],
    "queue": ["queue show"],
    "cost": ["cost", "cost --html {out}/cost.html --csv {out}/cost.csv"],
    "filebook": ["filebook --out {out}/filebook.pdf"],
    "retention_due": ["retention due --all --json"],
    "retention_queue": ["retention queue --json"],
    "request_list": ["request list --all --json"],
    "audit_show": ["audit show --limit 1000", "audit show --json"],
    "audit_incident": ["audit incident --box 箱1 --json"],
    "audit_verify": ["audit verify --json"],
    "rules": ["rules --json"],
    "protect_list": ["protect list", "protect list --json"],
    "numbers_list": ["numbers list --all", "numbers list --json"],
    "share_list": ["share list case-b", "share list case-b --json"],
    "disclose": [],  # below: the list shows all to whoever decides, the copy nothing that was kept back
}
SILENT = {
    "ingest announce watch work worker read separators": "take papers in or read what the caller holds",
    "case case_mark case_exclude case_include case_basis identity": "change a status, print identifiers",
    "deliver_recall": "prints identifiers and the caller's own reason",
    "backup restore": "the archive itself, sealed or open: docs/security.md",
    "retention_rules retention_offer retention_rule retention_hold retention_close retention_propose": "rules and days",
    "protect_confirm protect_ask protect_withdraw protect_lift numbers_decide share_add share_end": "codes, days",
    "retention_approve retention_reject retention_finish retention_certificate retention_copies": "identifiers, hashes",
    "request_note request_settle": "take in what the caller says",
    "calibrate audit_head metrics doctor": "numbers",
    "keys_status keys_init keys_rotate keys_rewrap keys_retire": "keys of offices",
    "user_add user_list user_role user_disable user_reset user_link user_secret user_totp user_login": "accounts",
    "serve review": "services, walked by their own tests",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("TSUZURI_OPERATOR", "taoka")
    papers = ROOT / "samples" / "papers"
    truth = json.loads((papers / "truth" / "case-b-L2.truth.json").read_text(encoding="utf-8"))
    pictures = sorted((papers / "levels" / "case-b-L2").glob("*.jpg"))
    with scoped_archive(load(), EVERYTHING) as archive:
        archive.migrate()
        record = with_refuge(seed.machine_record("case-b", truth))
        seed.add_case(archive, "case-b", pictures, record=record, sheets=truth["pages"])
    return tmp_path / "data"


def with_refuge(record: CaseRecord) -> CaseRecord:
    """Somebody wrote at the desk what the paper keeps in another envelope."""
    fields = tuple(
        replace(one, raw=f"{PLACE} {HOUSE}", value=f"{PLACE} {HOUSE}") if one.name == "address" else one
        for one in record.fields
    )
    phone = next(one for one in record.fields if one.name == "mobilePhone")
    fields = tuple(replace(one, raw=PHONE, value=PHONE) if one is phone else one for one in fields)
    first, *rest = record.entries
    told = replace(first, text=f"{first.text}避難先は{PLACE}、{HOUSE}。{SCHOOL}へ転校の手続き。連絡は{PHONE}。")
    child, *others = record.members
    return replace(
        record, fields=fields, entries=(told, *rest), members=(replace(child, note=f"{SCHOOL}に通う"), *others)
    )


def approve() -> None:
    """People confirmed it all and two of them approved it."""
    with scoped_archive(load(), EVERYTHING) as archive:
        record = archive.case("case-b")
        assert record is not None
        after = replace(confirmed(record), import_status=ImportStatus.APPROVED, revision=record.revision + 1)
        change = ("p1.address.0", f"{PLACE} {HOUSE}", f"{PLACE}　{HOUSE}")
        archive.save_case(after, [change], who="hayashi", why=f"{Action.CORRECT}", task=None)


def confirmed(record: CaseRecord) -> CaseRecord:
    human = {"origin": Origin.HUMAN, "route": Route.AUTO}
    return replace(
        record,
        fields=tuple(settled(one) for one in record.fields),
        entries=tuple(replace(one, **human) for one in record.entries),
        members=tuple(replace(one, **human) for one in record.members),
        forms=tuple(replace(one, origin=Origin.HUMAN) for one in record.forms),
        consent=replace(record.consent, **human) if record.consent else None,
    )


def settled(one: FieldReading) -> FieldReading:
    return replace(one, origin=Origin.HUMAN, route=Route.AUTO, reasons=(), alternatives=())


def typed(line: str) -> str:
    done = CliRunner().invoke(build("ja"), line.split())
    assert done.exit_code == 0, (line, done.output, done.exception)
    return f"{done.output}\n{done.exception or ''}"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file that was written, as what can be read in it."""
    for path in (one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        if data.startswith(b"%PDF"):
            read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
            data += read.stdout
        if is_zipfile(path):
            with ZipFile(path) as packed:
                data += b"".join(packed.read(name) for name in packed.namelist())
        yield path.name, "\n".join(data.decode(code, "replace") for code in ("utf-8", "cp932"))


def told(words: str) -> list[str]:
    return [one for one in SECRETS if one in words]


def test_every_command_is_walked_or_shows_nothing() -> None:
    silent = {name for names in SILENT for name in names.split()}
    assert set(NEEDS) == set(WALK) | silent, "new command: walk it here, or say that it shows nothing of a case"


def test_no_command_prints_or_writes_the_refuge(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    approve()
    for name, lines in WALK.items():
        for line in lines:
            assert told(typed(line.format(out=out))) == [], (name, line)
    written = list(texts(out))
    assert {name for name, words in written if told(words)} == set()
    assert len(written) >= 15, [name for name, _ in written]
    assert any(NAME in words for _, words in written)  # the case did leave, without where she is
    for path in home.rglob("*.log"):
        assert told(path.read_text(errors="replace")) == []


def test_the_copy_for_disclosure_shows_only_what_was_decided(home: Path, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    typed(f"disclose case-b --list {listed}")
    rows = list(csv.reader(io.StringIO(listed.read_text(encoding="utf-8-sig"), newline="")))
    for row in rows[2:]:
        if not row[4]:
            row[4:] = (OPEN, "") if row[0] == "p1" else (BLACK, "本人確認が済むまで")
    held = io.StringIO()
    csv.writer(held).writerows(rows)
    listed.write_text(held.getvalue(), encoding="utf-8-sig", newline="")
    out = tmp_path / "copy"
    typed(f"disclose case-b --decisions {listed} --out {out}")
    assert {name for name, words in texts(out) if told(words)} == set()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_no_screen_sends_the_refuge(home: Path, browser: Browser) -> None:
    wire, desk = Wire(), Office(home, free_port(), operator="田岡")  # who has not asked to see what is hidden
    desk.start()
    try:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
        page = context.new_page()
        page.on("websocket", wire.on_socket)
        for screen in SHOW:
            page.goto(
                f"{desk.url}/?screen={screen}&case=case-b" if screen in IN_A_CASE else f"{desk.url}/?screen={screen}"
            )
            expect(page.locator(".bar")).to_be_visible()
            page.wait_for_timeout(2000)
            assert told(page.evaluate(ALL_TEXT) + page.content()) == [], screen
        context.close()
    finally:
        desk.kill()
    whole = b"\0".join(wire.sent)
    assert [one for one in SECRETS if one.encode() in whole] == []
    assert "こ-R5-0147".encode() in whole  # the case was there, without where she is
