"""A whole box through the line: printed separators divide it, and the ledger names what does not agree."""

import csv
import hashlib
import io
import json
import sys
from pathlib import Path
from random import Random
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from PIL import Image

from domain.access import Operator, Role
from domain.auditing import Action
from domain.paper_box import AnnouncedFile, PaperBox
from ingest.unpack import open_scan
from pipeline.boxes import announce, ledger_csv, ledger_of
from pipeline.cli import main
from pipeline.flow import due
from pipeline.separator_sheets import sheets_pdf
from pipeline.settings import load
from pipeline.tasks import obey
from pipeline.workbench import Workbench
from tests.pipeline.papers import sheet

sys.path.insert(0, str(Path(__file__).parents[2] / "samples"))
from drawing.ageing import AGEINGS, Folder

FILES = (AnnouncedFile(1, "A-001", 2), AnnouncedFile(2, "A-002 髙橋", 1), AnnouncedFile(3, "A-003", 1))
SIZE = (1240, 1754)


@pytest.fixture(scope="module")
def separators(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Image.Image]:
    """The printed sheets as they come out of the scanner: aged, and one of them upside down."""
    path = tmp_path_factory.mktemp("print") / "sheets.pdf"
    path.write_bytes(sheets_pdf(PaperBox("R8-3", "R8-3", 1), FILES))
    with open_scan(path) as scan:
        printed = {one.number: scan.page(one.number + 1).image for one in FILES}
    return {number: scanned(image, turned=number == 2) for number, image in printed.items()}


def scanned(image: np.ndarray, *, turned: bool) -> Image.Image:
    page = SimpleNamespace(image=cv2.cvtColor(image, cv2.COLOR_GRAY2RGB) if image.ndim == 2 else image[:, :, ::-1])
    page.note = lambda line: None
    pixels = AGEINGS["worn"](page, Random(5), folder=Folder(header="")).pixels
    found = Image.fromarray(np.ascontiguousarray(pixels)).convert("L").resize(SIZE)
    return found.rotate(180) if turned else found


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    chosen = {"HOME": str(tmp_path / "home"), "READER": "blank", "SECOND_READER": "", "OPERATOR": "木村"}
    for name, value in chosen.items():
        monkeypatch.setenv(f"TSUZURI_{name}", value)
    return Workbench(load())


def paper(words: str) -> Image.Image:
    return sheet(words, size=SIZE)


def blank() -> Image.Image:
    return Image.new("L", SIZE, 255)


def scan(path: Path, *pages: Image.Image) -> Path:
    first, *rest = pages
    path.parent.mkdir(exist_ok=True)
    first.save(path, save_all=True, append_images=rest, dpi=(150, 150), compression="tiff_lzw")
    return path


def worked_off(bench: Workbench) -> None:
    while jobs := due(bench.archive, 50):
        for job in jobs:
            obey(bench, job)


def called(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--lang", "en"])
    return int(ended.value.code or 0)


def test_a_box_is_divided_at_its_printed_sheets(
    bench: Workbench, separators: dict[int, Image.Image], tmp_path: Path
) -> None:
    scan(
        tmp_path / "box" / "adf.tif",
        separators[1],
        paper("one"),
        paper("two"),
        separators[2],
        paper("three"),
        separators[3],
        paper("four"),
    )
    announce(bench.archive, "R8-3", files=FILES, sides=1, who="木村")
    main_ingest(tmp_path / "box")
    worked_off(bench)
    titles = {one.title: bench.archive.case(one.case_id) for one in bench.archive.cases()}
    assert set(titles) == {"A-001", "A-002 髙橋", "A-003"}
    assert [titles[one.label].page_count for one in FILES if titles[one.label]] == [2, 1, 1]
    ledger = ledger_of(bench.archive, "R8-3")
    assert ledger.differences == ()
    assert ledger.balanced
    assert [(one.sheets, one.separators) for one in ledger.lines] == [(2, 1), (1, 1), (1, 1)]


def main_ingest(folder: Path, *more: str) -> None:
    main(["ingest", str(folder), "--name", "R8-3", "--lang", "en", *more])


def test_a_missed_separator_and_a_stranger_are_said(
    bench: Workbench, separators: dict[int, Image.Image], tmp_path: Path
) -> None:
    scan(tmp_path / "box" / "a.tif", paper("before"), separators[1], paper("1"), paper("2"), paper("3"))
    announce(bench.archive, "R8-3", files=FILES[:2], sides=1, who="木村")
    main_ingest(tmp_path / "box")
    worked_off(bench)
    found = {one.code: one for one in ledger_of(bench.archive, "R8-3").differences}
    assert set(found) == {"file_missing", "sheets_differ", "no_separator"}
    assert found["file_missing"].number == 2
    assert (found["sheets_differ"].wanted, found["sheets_differ"].found) == (2, 3)
    assert called("ledger", "R8-3") == 1


def test_blank_backs_are_counted_and_named(
    bench: Workbench, separators: dict[int, Image.Image], tmp_path: Path
) -> None:
    scan(tmp_path / "box" / "a.tif", separators[1], blank(), paper("1"), blank(), paper("2"), paper("2 back"))
    announce(bench.archive, "R8-3", files=FILES[:1], sides=2, who="木村")
    main_ingest(tmp_path / "box")
    worked_off(bench)
    ledger = ledger_of(bench.archive, "R8-3")
    assert ledger.balanced
    (line,) = ledger.lines
    assert (line.sheets, line.sides, line.blank, line.separators) == (2, 4, 1, 2)
    assert [(one.sheet_no, one.face, one.kind) for one in ledger.sides][2:4] == [
        (2, "front", "content"),
        (2, "back", "blank"),
    ]
    rows = list(csv.DictReader(io.StringIO(ledger_csv(ledger).decode("utf-8-sig"))))
    assert [row["区分"] for row in rows] == ["仕切り紙", "仕切り紙", "内容", "白紙", "内容", "内容"]
    assert [row["面"] for row in rows] == ["表", "裏"] * 3


def test_a_manifest_is_checked_by_hash_and_no_paper_itself(
    bench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    box = tmp_path / "box"
    good = scan(box / "1.tif", paper("a"), paper("b"))
    scan(box / "2.tif", paper("c"), paper("d"))
    told = [
        {"label": "A-001", "source": "1.tif", "sheets": 2, "sha256": hashlib.sha256(good.read_bytes()).hexdigest()},
        {"label": "A-002", "source": "2.tif", "sheets": 2, "sha256": "0" * 64},
        {"label": "=cmd()", "source": "3.tif", "sheets": 1},
    ]
    (box / "list.json").write_text(json.dumps(told))
    (box / "fifo.pdf").symlink_to(tmp_path / "nowhere")
    main_ingest(box, "--manifest", str(box / "list.json"))
    assert "2 A-002: the bytes that came are not those announced" in capsys.readouterr().out
    worked_off(bench)
    ledger = ledger_of(bench.archive, "R8-3")
    assert [one.code for one in ledger.differences] == ["file_missing", "hash_differs", "refused"]
    assert len(bench.archive.files()) == 2
    text = ledger_csv(ledger).decode("utf-8-sig")
    assert "'=cmd()" in text


def test_the_ledger_speaks_both_languages_and_json(
    bench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called("ledger") == 0
    scan(tmp_path / "box" / "a.tif", paper("1"), paper("2"))
    main(["announce", "R8-3", "a=2", "--sides", "1"])
    main_ingest(tmp_path / "box")
    assert called("ledger", "R8-3") == 1  # not read yet
    worked_off(bench)
    capsys.readouterr()
    assert called("ledger", "R8-3", "--json", "--csv", str(tmp_path / "out.csv")) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["announced_sheets"], told["sheets"], told["balanced"]) == (2, 2, True)
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_box_that_nobody_announced_is_not_said_to_agree(
    bench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan(tmp_path / "box" / "a.tif", paper("1"), paper("2"))
    main_ingest(tmp_path / "box")
    worked_off(bench)
    assert called("ledger", "R8-3") == 0
    assert "Nothing was announced" in capsys.readouterr().out


def test_a_difference_is_settled_with_a_reason_and_opened_again(
    bench: Workbench, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan(tmp_path / "box" / "a.tif", paper("1"), paper("2"))
    main(["announce", "R8-3", "a=3", "--sides", "1"])
    main_ingest(tmp_path / "box")
    worked_off(bench)
    assert called("ledger", "R8-3") == 1
    assert called("ledger", "R8-3", "--settle", "1") == 2  # no reason
    assert called("ledger", "R8-3", "--settle", "2", "--why", "?") == 1
    assert called("ledger", "R8-3") == 1
    capsys.readouterr()
    assert called("ledger", "R8-3", "--settle", "1", "--why", "counted 3, were 2") == 0
    shown = capsys.readouterr().out
    assert "✓ 1. " in shown
    assert "counted 3, were 2" in shown
    assert "1 differences were looked into" in shown
    text = ledger_csv(ledger_of(bench.archive, "R8-3")).decode("utf-8-sig")
    assert "counted 3, were 2" in text
    assert called("ledger", "R8-3", "--reopen", "1") == 1
    rows = bench.archive.audit.rows(Operator("x", Role.ALONE))
    assert [one.deed.why for one in rows if one.deed.action is Action.SETTLE] == ["back", ""]


def test_two_passes_are_put_together_or_refused_whole(bench: Workbench, tmp_path: Path) -> None:
    for side, words in (("fronts", ("1", "2")), ("backs", ("2 back", "1 back"))):
        (tmp_path / side).mkdir()
        for number, word in enumerate(words, 1):
            paper(word).save(tmp_path / side / f"{number}.png")
    paper("one too many").save(tmp_path / "backs" / "3.png")
    both = ["ingest", str(tmp_path / "fronts"), str(tmp_path / "backs"), "--name", "R8-3", "--collate"]
    assert called(*both) == 1
    assert bench.archive.files() == ()
    (tmp_path / "backs" / "3.png").unlink()
    main([*both, "--lang", "en"])
    worked_off(bench)
    ledger = ledger_of(bench.archive, "R8-3")
    assert [(one.sheet_no, one.face, Path(one.side.source).parent.name) for one in ledger.sides] == [
        (1, "front", "fronts"),
        (1, "back", "backs"),
        (2, "front", "fronts"),
        (2, "back", "backs"),
    ]
    assert ledger.sides[1].side.source.endswith("backs/2.png")


def test_a_file_of_backs_lies_between_the_fronts_and_is_divided_with_them(
    bench: Workbench, separators: dict[int, Image.Image], tmp_path: Path
) -> None:
    fronts = scan(tmp_path / "fronts.tif", separators[1], paper("a1"), separators[2], paper("b1"), paper("b2"))
    backs = scan(tmp_path / "backs.tif", paper("b2 back"), blank(), blank(), paper("a1 back"), blank())
    announce(bench.archive, "R8-3", files=FILES[:2], sides=2, who="木村")
    main(["ingest", str(fronts), str(backs), "--collate", "--name", "R8-3", "--lang", "en"])
    worked_off(bench)
    ledger = ledger_of(bench.archive, "R8-3")
    assert [
        (one.sheet_no, one.face, one.side.source.rsplit("/", 1)[-1][:1], one.side.page_no) for one in ledger.sides
    ] == [
        (sheet_no, face, *side)
        for sheet_no, pair in enumerate(zip("f" * 5, range(1, 6), strict=True), 1)
        for face, side in (("front", pair), ("back", ("b", 6 - pair[1])))
    ]
    assert [(one.label, one.sheets, one.separators) for one in ledger.lines] == [("A-001", 1, 2), ("A-002 髙橋", 2, 2)]
    assert {one.code for one in ledger.differences} == {"sheets_differ"}
    cases = {one.title: one.case_id for one in bench.archive.cases()}
    order = [(one.source.rsplit("/", 1)[-1], one.leaf) for one in bench.archive.case_pages(cases["A-002 髙橋"])]
    assert order == [("fronts.tif", 4), ("backs.tif", 2), ("fronts.tif", 5), ("backs.tif", 1)]
