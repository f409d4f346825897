"""The one rule for every faulty paper: accepted with n pages, or set aside with a reason; nothing else, ever."""

import hashlib
import subprocess
import tempfile
import time
from pathlib import Path

import cv2
import pytest

from domain.errors import PaperError
from ingest.cleanup import clean
from ingest.limits import Limits
from ingest.unpack import open_scan
from tests.faults.case import EITHER, Case
from tests.faults.papers import corpus, put

LIMITS = Limits(page_s=3.0)
LONGEST_S = 30.0  # generous: the machine may be busy; the renderer itself is stopped after 3 s
SLOW = ("pdf-growing", "pdf-content-bomb", "pdf-sheet-of-5-m", "5001", "pdf-jbig2-bomb", "pdf-flate-bomb")


def outcome(path: Path) -> tuple[int | str, tuple[int, ...]]:
    """Pages accepted and which of them failed alone, or the name of the error that set the file aside."""
    damaged = []
    try:
        with open_scan(path, LIMITS) as scan:
            for page_no in range(1, scan.page_count + 1):
                try:
                    raw = scan.page(page_no)
                except PaperError as error:
                    assert path.name.split(".")[0] in str(error), "the message must name the paper"
                    damaged.append(page_no)
                    continue
                cleaned = clean(raw, page_no=page_no, turned_deg=0)
                assert cleaned.image.shape[:2] == (cleaned.page.height_px, cleaned.page.width_px)
            return scan.page_count, tuple(damaged)
    except PaperError as error:
        assert path.name.split(".")[0] in str(error), "the message must name the paper"
        return type(error).__name__, ()


def counted_elsewhere(path: Path) -> int | None:
    """Pages as poppler and OpenCV count them, neither of which counts for the house; None where they cannot say."""
    head = path.read_bytes()[:1024]
    if b"%PDF-" in head:
        found = subprocess.run(["pdfinfo", str(path)], capture_output=True, timeout=LONGEST_S, check=False)
        return next((int(line.split()[1]) for line in found.stdout.splitlines() if line.startswith(b"Pages:")), None)
    if head.startswith((b"II*", b"MM\0", b"II+")):
        try:
            return cv2.imcount(str(path)) or None
        except cv2.error:
            return None
    return None


def check(case: Case, folder: Path) -> None:
    path = put(case, folder)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    start = time.monotonic()
    found, damaged = outcome(path)
    assert time.monotonic() - start < LONGEST_S
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert [one.name for one in folder.iterdir()] == [path.name]
    if isinstance(found, int) and (elsewhere := counted_elsewhere(path)) is not None:
        assert found == elsewhere
    if case.expect != EITHER:
        assert (found, damaged) == (case.expect, case.damaged)


@pytest.mark.parametrize("case", [one for one in corpus() if not one.name.startswith(SLOW)], ids=lambda one: one.name)
def test_every_faulty_paper_ends_in_exactly_one_way(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("case", [one for one in corpus() if one.name.startswith(SLOW)], ids=lambda one: one.name)
def test_papers_made_to_take_for_ever_do_not(case: Case, tmp_path: Path) -> None:
    check(case, tmp_path)


def test_the_corpus_is_large_and_its_names_are_unique() -> None:
    names = [one.name for one in corpus()]
    assert len(names) == len(set(names)) >= 300


def test_nothing_is_left_behind_outside_the_papers_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    papers, elsewhere = tmp_path / "papers", tmp_path / "elsewhere"
    papers.mkdir()
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    for case in corpus():
        if case.name in ("pdf-typed", "pdf-attachment", "pdf-javascript", "tiff-1-group4", "jpeg-rgb", "pdf-cut-0.5"):
            outcome(put(case, papers))
    assert list(elsewhere.iterdir()) == []


def test_the_next_paper_does_not_notice(tmp_path: Path) -> None:
    cases = {one.name: one for one in corpus()}
    for bad in ("png-bomb", "pdf-head-only", "tiff-loop-to-first", "jpeg-cut-0.5"):
        outcome(put(cases[bad], tmp_path))
        assert outcome(put(cases["pdf-3-pages"], tmp_path)) == (3, ())
