"""`tsuzuri retention` as typed by the people of an office, on a real archive of a protected person."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from domain.access import Operator, Role
from domain.errors import RetentionRefused, TsuzuriError
from pipeline.cli import build
from pipeline.settings import load
from pipeline.workbench import open_archive
from storage.accounts import Proof
from tests.pipeline import sheltered

NEW = "harbour-lantern-42"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Sessions of a clerk, a supervisor and the administrator; one protected case of long ago."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "data"))
    boss = Operator("admin", Role.ADMINISTRATOR)
    wanted = (("kimura", Role.CLERK, "office"), ("sato", Role.SUPERVISOR, "office"))
    with open_archive(load()) as archive:
        sheltered.take_in(archive, tmp_path)
        secrets = {"admin": archive.accounts.add(Operator("x", Role.ALONE), "admin", role=Role.ADMINISTRATOR)}
        secrets |= {name: archive.accounts.add(boss, name, role=role, office=place) for name, role, place in wanted}
        for name, first in secrets.items():
            archive.accounts.change_secret(Proof(name, first), NEW)
        return {name: archive.sessions.open(Proof(name, NEW)) for name in secrets}


def typed(line: str, *, token: str) -> Result:
    done = CliRunner().invoke(build("ja"), line.split(), env={"TSUZURI_SESSION": token}, input="y\n")
    if isinstance(done.exception, TsuzuriError):
        raise done.exception
    assert done.exit_code == 0, (line, done.output, done.exception)
    return done


def test_from_closing_to_the_certificate(office: dict[str, str], tmp_path: Path) -> None:
    for line in ("export case-s --out case.json", "search 早苗 --csv hits.csv", "disclose case-s --list list.csv"):
        typed(line, token=office["sato"])
    typed("retention close case-s --on 2015-05-20", token=office["kimura"])
    typed("retention rule --years 5 --basis 文書管理規程別表第2", token=office["admin"])
    listed = typed("retention due", token=office["admin"]).output
    assert "case-s" in listed
    assert "2021-03-31" in listed
    assert "南" not in listed
    proposed = typed("retention propose case-s", token=office["admin"]).output
    number = next(word for word in proposed.replace("。", " ").split() if word.startswith("D2"))
    with pytest.raises(RetentionRefused):
        typed(f"retention approve {number}", token=office["admin"])
    typed("backup copy", token=office["admin"])
    assert "copy" in typed("retention copies", token=office["admin"]).output
    typed(f"retention approve {number}", token=office["sato"])
    typed(f"retention certificate {number} --out out", token=office["sato"])
    text = (tmp_path / "out" / f"{number}.json").read_text()
    told = json.loads(text)
    assert (told["proposed"]["by"], told["approved"]["by"]) == ("admin", "sato")
    assert [one["kind"] for one in told["exported"]] == ["export:json", "export:", "disclose:list"]
    book = tmp_path / "out" / "certificates.pdf"
    said = subprocess.run(["pdftotext", str(book), "-"], capture_output=True, check=True).stdout.decode()
    assert "export:json" in said
    assert (tmp_path / "out" / f"{number}.json").stat().st_mode & 0o077 == 0
    data = tmp_path / "data"
    whole = b"\0".join(one.read_bytes() for one in data.rglob("*") if one.is_file())
    assert [one for one in (*sheltered.SECRETS, "南 早苗") if one.encode() in whole] == []
    assert typed("verify", token=office["admin"]).exit_code == 0
    with open_archive(load()) as archive:
        rows = archive.audit.rows(Operator("k", Role.AUDITOR), subject="case-s")
    assert hashlib.sha256(text.encode()).hexdigest() in [one.deed.target for one in rows]


def test_a_hold_keeps_it(office: dict[str, str]) -> None:
    typed("retention close case-s --on 2015-05-20", token=office["kimura"])
    typed("retention rule --years 5 --basis 規程", token=office["admin"])
    typed("retention hold case-s --reason litigation", token=office["sato"])
    with pytest.raises(RetentionRefused, match="訴訟"):
        typed("retention propose case-s", token=office["admin"])
    typed("retention hold case-s --lift", token=office["sato"])
    assert "起案" in typed("retention propose case-s", token=office["admin"]).output
