"""The committed papers: complete, small, image-only, and what the code draws today."""

import json
import re
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from drawing import export, folders
from drawing.fiction.dates import WEEKDAYS
from PIL import Image

from domain.notices import NOTICE_JA

PAPERS = Path(__file__).resolve().parents[2] / "samples" / "papers"
LIMIT_BYTES = 20_000_000


def truth(name: str) -> dict:
    return json.loads((PAPERS / "truth" / f"{name}.truth.json").read_text(encoding="utf-8"))


def page_count(path: Path) -> int:
    if path.is_dir():
        return len(list(path.glob("*.jpg")))
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            return len(pdf.pages)
    with Image.open(path) as image:
        return getattr(image, "n_frames", 1)


@pytest.mark.parametrize("paper", folders.PAPERS, ids=lambda paper: f"{paper.folder}/{paper.name}")
def test_every_paper_is_there_with_its_truth(paper: folders.Paper) -> None:
    told = truth(paper.name)
    path = PAPERS / told["source"]
    assert page_count(path) == len(paper.pages) == len(told["pages"])
    assert told["schema"] == "tsuzuri.reading/1"
    assert {warning["code"] for warning in told["warnings"]} <= set(NOTICE_JA)


def test_together_they_stay_small() -> None:
    assert sum(path.stat().st_size for path in PAPERS.rglob("*") if path.is_file()) < LIMIT_BYTES


def test_folders_of_scans_hold_only_scans() -> None:
    kinds = {path.suffix for folder in ("demo", "levels") for path in (PAPERS / folder).rglob("*") if path.is_file()}
    assert kinds == {".pdf", ".tif", ".jpg"}


@pytest.mark.parametrize("path", sorted(PAPERS.rglob("*.pdf")), ids=lambda path: path.name)
def test_no_pdf_carries_text(path: Path) -> None:
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            assert "/Font" not in page.Resources
            assert b"Tj" not in page.Contents.read_bytes()


def test_all_three_containers_at_every_level() -> None:
    for level in ("L0", "L1", "L2", "L3"):
        assert {paper.kind for paper in folders.PAPERS if paper.level == level} == {"pdf", "tiff", "jpeg"}


@pytest.mark.parametrize("name", ["case-a-L0", "case-b-L0", "case-c-L0"])
def test_the_truth_is_what_the_code_draws(name: str) -> None:
    paper = next(one for one in folders.PAPERS if one.name == name)
    told = export.truth_of(folders.draw(paper), source=truth(name)["source"])
    kept = truth(name)
    kept.pop("traits")
    assert json.loads(json.dumps(told)) == kept


def test_weekdays_of_the_three_cases_are_right() -> None:
    checked = 0
    for name in ("case-a", "case-b", "case-c"):
        for entry in truth(name)["entries"]:
            found = re.search(rf"[（(]([{WEEKDAYS}])[）)]", entry["date_raw"])
            if found:
                checked += 1
                assert WEEKDAYS[date.fromisoformat(entry["date"]).weekday()] == found[1]
    assert checked >= 27


DATES = {
    "case-a": ["04-09", "04-11", "04-11", "04-23", "05-14", "05-20", "06-03", "06-27", "07-10", "08-06", "09-02"],
    "case-b": ["11-13", "11-13", "11-14", "11-17", "11-28", "12-05", "12-22", "01-15", "01-16", "02-09"],
    "case-c": ["12-10", "12-17", "12-17", "01-08", "01-21", "02-19", "03-12", "04-26", "05-10", "06-03"],
}


@pytest.mark.parametrize("name", DATES)
def test_the_logs_hold_their_rows_in_order(name: str) -> None:
    assert [entry["date"][5:] for entry in truth(name)["entries"]][: len(DATES[name])] == DATES[name]


@pytest.mark.parametrize(
    ("case", "field", "value"),
    [
        ("case-a", "fullName", "髙橋 キヨ"),
        ("case-a", "dateOfBirth", "1938-03-09"),
        ("case-a", "careLevel", "22"),
        ("case-b", "fullName", "﨑山 美咲"),
        ("case-b", "dateOfBirth", "1986-07-15"),
        ("case-b", "address", None),
        ("case-c", "fullName", "齋藤 勝"),
        ("case-c", "dateOfBirth", "1962-08-21"),
        ("case-c-namesake", "fullName", "斎藤 勝"),
        ("case-c-namesake", "dateOfBirth", "1962-08-12"),
    ],
)
def test_known_values(case: str, field: str, value: str | None) -> None:
    assert next(one for one in truth(case)["fields"] if one["name"] == field)["value"] == value


def test_traps_are_told() -> None:
    told = {name: {warning["code"] for warning in truth(name)["warnings"]} for name in ("case-a", "case-b", "case-c")}
    assert {"backside_other", "protection_word", "sharing_beyond_consent"} <= told["case-a"]
    assert "protection_word" in told["case-b"]
    assert {"individual_number", "staff_contradiction"} <= told["case-c"]


def test_the_twelve_digit_number_fails_its_check() -> None:
    number = next(one for one in truth("case-c")["fields"] if one["label"] == "個人番号")["raw"].replace(" ", "")
    weights = [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]
    rest = sum(int(digit) * weight for digit, weight in zip(number[:11], weights, strict=True)) % 11
    assert (0 if rest <= 1 else 11 - rest) != int(number[11])
