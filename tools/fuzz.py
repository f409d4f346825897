"""Outside bytes, made by Hypothesis, against every parser that takes them; writes build/bench/fuzz.json.

A parser answers or refuses with an error of the house; anything else that comes out is a crash and is printed with the
bytes that made it. Refuses to count a parser that was not called. `--seconds` each, one after the other.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from xml.dom.minidom import parseString

sys.path.insert(0, str(Path(__file__).parents[1]))
import httpx
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from deliver.client import Silence, _judged
from deliver.filing_back import held_in
from deliver.migration import upgraded_line
from deliver.readings_xml import WRITERS, Made
from domain.contract import FIELD_RISK
from domain.errors import TsuzuriError
from domain.geometry import Affine, Box, confidence
from domain.page import Direction, OcrChar, OcrLine, OcrPage, Page, Quality, Sheet
from extract.values.typed import check_typed
from ingest.limits import Limits
from ingest.manifests import read_manifest
from ingest.separators import MARK, code_of
from ingest.unpack import open_scan
from pipeline.asking import query_of
from pipeline.disclosure import decided
from storage.archive import Archive
from storage.sealing import MAGIC, open_sealed
from storage.termdates import days_of
from tests.faults import pdfs, stills, tiffs
from tests.pipeline import sheltered

ROUND, PASS = 200, "a-passphrase-of-length"  # examples before the clock is looked at again
SMALL = Limits(max_bytes=2_000_000, max_pages=20, max_page_px=4_000_000, render_px=1_000_000, page_s=10)
KEYS = st.sampled_from(["files", "number", "label", "sheets", "source", "sha256", "cases", "key", "case_id", "schema"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
TEXTS = st.text(max_size=60) | st.text("0123456789年月日.-/〃同上元昭平令大明SHRTM〜() ", max_size=24)
DEEP = st.integers(1, 60_000).map(lambda n: b"[" * n) | st.integers(1, 60_000).map(
    lambda n: b'{"files":' * (n // 9 + 1)
)
BYTES = st.binary(max_size=400) | JSON.map(lambda one: json.dumps(one).encode()) | DEEP
TABLES = st.lists(st.lists(st.text(max_size=12), max_size=6).map(",".join), max_size=6).map("\n".join)
Parser = tuple[st.SearchStrategy[object], Callable[[object], object]]


def changed(whole: bytes) -> st.SearchStrategy[bytes]:
    """Good bytes with a few of them exchanged, taken out or cut off."""
    edits = st.lists(st.tuples(st.integers(0, max(0, len(whole) - 1)), st.binary(max_size=8)), min_size=1, max_size=6)

    def edit(wanted: list[tuple[int, bytes]]) -> bytes:
        data = bytearray(whole)
        for at, piece in wanted:
            data[at : at + len(piece)] = piece
            if not piece:
                del data[at:]
        return bytes(data)

    return edits.map(edit)


def parsers(folder: Path, archive: Archive) -> dict[str, Parser]:
    """Name, what is thrown at it, and how it is called."""
    scans = st.one_of(st.binary(max_size=300), *(changed(one) for one in good_scans()))
    heads = {"content-type": "application/json"}
    record, made_at = sheltered.record(), Made("p.jpg", datetime(2026, 4, 9, tzinfo=UTC))
    return {
        "manifest": (BYTES | TABLES.map(str.encode), lambda data: read_manifest(file(folder, data))),
        "qr": (st.text(max_size=200) | st.text(max_size=60).map(MARK.__add__), lambda words: code_of(str(words))),
        "scan": (scans, lambda data: scanned(file(folder, data))),
        "typed": (
            st.tuples(st.sampled_from(sorted(FIELD_RISK)), TEXTS),
            lambda two: check_typed(*two, record_date=date(2024, 4, 9)),  # type: ignore[misc]
        ),
        "days": (TEXTS, lambda words: days_of(str(words))),
        "search": (TEXTS | st.text(max_size=300), lambda words: archive.search(query_of(str(words), {}))),
        "filters": (st.dictionaries(st.sampled_from(FILTERS), TEXTS, max_size=4), lambda told: query_of("x", told)),  # type: ignore[arg-type]
        "package": (BYTES, lambda data: packaged(folder, data)),
        "receipts": (
            st.tuples(st.sampled_from([200, 201, 204, 301, 400, 401, 409, 422, 500]), BYTES),
            lambda two: _judged(httpx.Response(two[0], headers=heads), two[1]),  # type: ignore[index]
        ),
        "record": (BYTES, lambda data: brought_up(bytes(data))),  # type: ignore[call-overload]
        "backup": (
            st.binary(max_size=400) | st.binary(max_size=120).map(MAGIC.__add__),
            lambda data: open_sealed(file(folder, data), folder / "out", passphrase=PASS),
        ),
        "disclosure": (BYTES | TABLES.map(str.encode), lambda data: decided(bytes(data), (), record=record)),  # type: ignore[call-overload]
        "hocr": (
            st.text(min_size=1, max_size=80),
            lambda words: [
                parseString(write(sheet(str(words)), made_at))  # noqa: S318 - our own output
                for write in WRITERS.values()
            ],
        ),
    }


FILTERS = (
    "form",
    "method",
    "office",
    "box",
    "case_id",
    "kind",
    "state",
    "since",
    "until",
    "reviewed",
    "sort",
    "limit",
    "offset",
)


def good_scans() -> list[bytes]:
    """Small whole papers of each kind, as the tests draw them."""
    png = stills.png_of(8, 8, b"".join(b"\x00\xaa" for _ in range(8)))
    return [pdfs.scanned(), pdfs.grey_picture(), tiffs.pages(2), stills.jpeg(), png]


def file(folder: Path, data: object) -> Path:
    path = folder / "fuzzed"
    path.write_bytes(bytes(data))  # type: ignore[call-overload]  # the strategies give bytes
    return path


def scanned(path: Path) -> int:
    with open_scan(path, SMALL) as scan:
        return sum(scan.page(number).image.size for number in range(1, min(scan.page_count, 3) + 1))


def brought_up(line: bytes) -> bytes:
    with suppress(ValueError):  # what it says it raises
        return upgraded_line(line)
    return b""


def packaged(folder: Path, data: object) -> object:
    made = folder / "platform" / "package-0000000000000000"
    made.mkdir(parents=True, exist_ok=True)
    (made / "manifest.json").write_bytes(bytes(data))  # type: ignore[call-overload]  # the strategies give bytes
    return held_in(folder / "platform", "package", case_ids=["case-s"])


def sheet(words: str) -> Sheet:
    """One page with one line, of whatever characters a reader might give."""
    chars = tuple(OcrChar(one, Box(0, 0, 10, 10), confidence(0.5)) for one in words)
    line = OcrLine(words, Box(0, 0, 100, 10), confidence(0.5), Direction.HORIZONTAL, chars)
    page = Page(1, 1000, 1400, 300, 0, 0.0, Affine(), False, Quality(0.9, 0.9, False))
    return Sheet(page, OcrPage(1, (line,)))


def fuzzed(parser: Parser, seconds: float) -> tuple[int, str]:
    """How many calls in that time, and the first crash."""
    thrown, call = parser
    calls, crash, until, at = 0, "", time.monotonic() + seconds, 0

    def one(data: object) -> None:
        nonlocal calls, crash
        calls += 1
        try:
            call(data)
        except (TsuzuriError, Silence):
            return
        except Exception as error:
            crash = crash or f"{type(error).__name__}: {str(error)[:120]} on {str(data)[:200]!r}"
            raise

    while time.monotonic() < until and not crash:
        at += 1
        run = settings(
            max_examples=ROUND,
            deadline=None,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        )
        try:
            seed(at)(run(given(thrown)(one)))()
        except Exception as error:  # noqa: BLE001 - told below, with the bytes
            crash = crash or f"{type(error).__name__}: {str(error)[:200]}"
    return calls, crash


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", type=float, default=20.0)
    asked.add_argument("--only", action="append", default=[])
    given_ = asked.parse_args()
    out = Path("build/bench/fuzz.json")
    known = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Archive(f"sqlite:///{folder}/archive.db", f"{folder}/files") as archive,
    ):
        archive.migrate()
        sheltered.take_in(archive, Path(folder))
        (Path(folder) / "out").mkdir()
        crashes = 0
        for name, parser in parsers(Path(folder), archive).items():
            if given_.only and name not in given_.only:
                continue
            calls, crash = fuzzed(parser, given_.seconds)
            crashes += bool(crash or not calls)
            known[name] = {"seconds": given_.seconds, "calls": calls, "crash": crash}
            print(f"{name:12} {calls:9,} calls  {crash or 'no crash'}", flush=True)
            out.parent.mkdir(parents=True, exist_ok=True)
            out.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return int(crashes > 0)


if __name__ == "__main__":
    sys.exit(main())
