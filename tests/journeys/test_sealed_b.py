"""Sample file B with a notice of her refuge behind it, really read into a sealed archive: not one byte of it anywhere.

Looked through are every file of the archive's folder, temporary folders, the word index, all that commands print and
write, and all that the screens send.
"""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageSequence
from playwright.sync_api import Browser, expect

from domain.case import CaseRecord, ImportStatus
from domain.geometry import Box
from domain.page import OcrLine
from domain.review import Action
from pipeline.settings import load
from pipeline.workbench import scoped_archive
from review_ui.bar import IN_A_CASE
from review_ui.screens import SHOW
from storage.access import EVERYTHING
from storage.asked import Query
from storage.keyring import VALUE
from storage.keys import fold, pairs, token
from storage.schema import metadata
from storage.sealed_columns import CODE, MARK, Sealed, SealedText
from tests.journeys import bytewise
from tests.journeys.conftest import ROOT, Office, free_port
from tests.journeys.test_leaks import ALL_TEXT, Wire
from tests.journeys.test_sample_b import WALK, confirmed, typed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("browser")]

NOTICE = (
    "転居の連絡",
    "住所 千葉県潮見ケ丘市緑風台9-4-21",
    "ハイツ緑風台305",
    "電話 0470-00-6655",
    "学校 緑風台東小学校",
    "勤務先 緑風食品株式会社",
)
WRITTEN = ("緑風台9-4-21", "緑風台", "0470-00-6655", "緑風台東小学校", "緑風食品")
PRINTED = ("090-0000-5577", "南台1-4-203")  # on the sample itself: her telephone, the address she left
SECRETS = (*WRITTEN, *PRINTED)
IN_INDEX = ("緑風", "風台", "風食")  # pairs of signs that stand nowhere else on these papers
NAME = "美咲"


@dataclass(frozen=True, slots=True)
class Read:
    folder: Path
    home: Path
    case_id: str
    said: bytes


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """Keys first, then the paper: taken in and read by the readers themselves."""
    folder = tmp_path_factory.mktemp("sealed")
    home, temp = folder / "data", folder / "temp"
    temp.mkdir()
    papers(folder / "箱1").mkdir(exist_ok=True)
    given = {"TSUZURI_HOME": str(home), "TSUZURI_OPERATOR": "taoka", "TMPDIR": str(temp), "TSUZURI_WORKERS": "1"}
    said = b""
    for words in (("keys", "init"), ("ingest", str(folder / "箱1")), ("work",), ("status",), ("status", "--json")):
        argv = [str(Path(sys.executable).with_name("tsuzuri")), *words]
        done = subprocess.run(argv, env=os.environ | given, cwd=ROOT, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        said += done.stdout + done.stderr
    with scoped_archive(load(home=home), EVERYTHING) as archive:
        (line,) = archive.cases()
    return Read(folder, home, line.case_id, said)


def papers(folder: Path) -> Path:
    """Case B as it was scanned, and a sheet behind it that tells where she went."""
    folder.mkdir()
    sheet = Image.new("L", (2480, 3508), 255)
    pen, letters = ImageDraw.Draw(sheet), ImageFont.truetype("ipaexg.ttf", 62)
    for at, words in enumerate(NOTICE):
        pen.text((260, 400 + 190 * at), words, font=letters, fill=0)
    with Image.open(ROOT / "samples" / "papers" / "demo" / "case-b.tif") as scan:
        pages = [one.copy() for one in ImageSequence.Iterator(scan)]
    pages[0].save(folder / "case-b.tif", save_all=True, append_images=[*pages[1:], sheet], dpi=(300, 300))
    return folder


@pytest.fixture
def at_home(place: Read, monkeypatch: pytest.MonkeyPatch) -> Read:
    monkeypatch.chdir(place.folder)
    monkeypatch.setenv("TSUZURI_HOME", str(place.home))
    monkeypatch.setenv("TSUZURI_OPERATOR", "taoka")
    return place


def told(data: bytes) -> list[str]:
    return bytewise.found(data, SECRETS)


def lines(place: Read) -> Iterator[tuple[int, OcrLine]]:
    with scoped_archive(load(home=place.home), EVERYTHING) as archive:
        for sheet in archive.sheets(place.case_id):
            yield from ((sheet.page.page_no, one) for one in sheet.ocr.lines)


def in_files(folder: Path) -> dict[str, list[str]]:
    return {str(one): hits for one in bytewise.files(folder) if (hits := told(bytewise.layers(one)))}


def test_the_search_sees_every_spelling() -> None:
    for written in ("緑風台９－４－２１", "緑風台9‐4‐21", "緑風台9421"):
        for code in ("utf-8", "cp932", "utf-16-le"):
            data = b"\x00\x81" + written.encode(code, "ignore") + b"\x00"
            assert "緑風台" in told(data), (written, code)
    assert told("０４７０００６６５５".encode("cp932")) == ["0470-00-6655"]
    assert told(rb'{"a": "\u7dd1\u98a8\u53f0"}') == ["緑風台"]
    assert told("緑の風".encode()) == []


def test_the_paper_was_read_and_the_case_is_guarded(place: Read) -> None:
    read = "\n".join(one.text for _, one in lines(place))
    assert bytewise.found(read.encode(), WRITTEN) == list(WRITTEN)
    with scoped_archive(load(home=place.home), EVERYTHING) as archive:
        record = archive.case(place.case_id)
    assert record is not None
    assert record.page_count == 5
    assert "protection_word" in {one.code for one in record.warnings}


def test_no_file_of_the_archive_and_no_temporary_file_holds_it(place: Read) -> None:
    looked = list(bytewise.files(place.home))
    assert len(looked) > 5
    assert in_files(place.home) == {}
    assert in_files(place.folder / "temp") == {}
    assert told(place.said) == []
    assert bytewise.found((place.home / "archive.db").read_bytes(), (NAME,)) == [NAME]  # open, as docs/security.md says


def test_every_column_with_words_is_sealed(place: Read) -> None:
    base = sqlite3.connect(place.home / "archive.db")
    held = 0
    for table in metadata.tables.values():
        for column in (one for one in table.columns if isinstance(one.type, Sealed | SealedText)):
            for (kept,) in base.execute(f'SELECT "{column.name}" FROM "{table.name}"'):
                held += 1
                is_text = isinstance(kept, str) and (kept.startswith(MARK) or not kept or CODE.fullmatch(kept))
                assert kept is None or is_text or bytes(kept).startswith(VALUE), (table.name, column.name)
    base.close()
    assert held > 10


def test_the_word_index_never_held_it(place: Read) -> None:
    with scoped_archive(load(home=place.home), EVERYTHING) as archive:
        assert archive.search(Query("﨑山")).total
        assert [one for one in SECRETS if archive.search(Query(one)).total] == []
    base = sqlite3.connect(place.home / "archive.db")
    base.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, text_index, 'row')")
    terms = {term for (term,) in base.execute("SELECT term FROM temp.terms")}
    kept = b"".join(block for (block,) in base.execute("SELECT block FROM text_index_data"))
    base.close()
    assert f"{ord('緑'):05x}".lstrip("0").encode() not in kept  # forgotten terms stay in the index until it is merged
    assert token(pairs(fold(NAME).text)[0]) in terms
    assert {one for one in IN_INDEX if token(fold(one).text) in terms} == set()


def test_no_command_prints_or_writes_it(at_home: Read) -> None:
    out = at_home.folder / "out"
    out.mkdir()
    approve(at_home.case_id)
    for name, commands in WALK.items():
        for line in commands:
            said = typed(line.replace("case-b", at_home.case_id).format(out=out))
            assert told(said.encode()) == [], (name, line)
    assert in_files(out) == {}
    assert len(list(bytewise.files(out))) >= 15
    assert in_files(at_home.home) == {}


def approve(case_id: str) -> None:
    with scoped_archive(load(), EVERYTHING) as archive:
        record = archive.case(case_id)
        assert record is not None
        after = replace(agreed(record), import_status=ImportStatus.APPROVED, revision=record.revision + 1)
        archive.save_case(after, [], who="hayashi", why=f"{Action.CORRECT}", task=None)


def agreed(record: CaseRecord) -> CaseRecord:
    found = confirmed(record)
    return replace(found, consent=replace(found.consent, scope=("支援",)) if found.consent else None)


@pytest.mark.browser
def test_no_screen_sends_it(place: Read, browser: Browser) -> None:
    places = [one.box for page_no, one in lines(place) if page_no == 5 and told(one.text.encode())]
    assert len(places) >= 4
    with scoped_archive(load(home=place.home), EVERYTHING) as archive:
        paper = archive.sheets(place.case_id)[4].page
    wire, desk = Wire(), Office(place.home, free_port(), operator="田岡")
    desk.start()
    try:
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
        page = context.new_page()
        page.on("websocket", wire.on_socket)
        for screen in SHOW:
            page.goto(f"{desk.url}/?screen={screen}" + (f"&case={place.case_id}" if screen in IN_A_CASE else ""))
            expect(page.locator(".bar")).to_be_visible()
            page.wait_for_timeout(1500)
            assert told((page.evaluate(ALL_TEXT) + page.content()).encode()) == [], screen
        notice = context.new_page()  # nothing is navigated away from while its pictures are fetched
        notice.on("response", wire.on_response)
        notice.goto(f"{desk.url}/?screen=pages&case={place.case_id}&page=5")
        expect(notice.locator(".bar")).to_be_visible()
        notice.wait_for_timeout(3000)
        context.close()
    finally:
        desk.kill()
    assert told(b"\0".join(wire.sent)) == []
    assert NAME.encode() in b"\0".join(wire.sent)  # the case was there, without where she is
    assert in_files(place.home) == {}
    shown = [one for one in map(grey, wire.pictures) if one.shape == (paper.height_px, paper.width_px)]
    assert shown
    black = [[part(one, box).mean() < 8 for box in places] for one in shown]
    assert [True] * len(places) in black  # the notice was shown
    assert all(part(one, box).mean() < 8 or not is_notice(one) for one in shown for box in places)


def part(picture: np.ndarray, box: Box) -> np.ndarray:
    return picture[box.y + 6 : box.y + box.height - 6, box.x + 6 : box.x + box.width - 6]


def is_notice(picture: np.ndarray) -> bool:
    """The sheet behind the others is empty in its lower half."""
    return bool(picture[2000:3300, 200:2200].mean() > 250)


def grey(picture: bytes) -> np.ndarray:
    seen = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.zeros((0, 0), np.uint8) if seen is None else seen
