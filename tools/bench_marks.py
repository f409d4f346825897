"""Marks alone (checkboxes, circled words) on drawn pages: what is right, what is missed, each miss as a picture.

Usage: bench_marks.py [--pages 60] [--seed 5001 …] [--marked] [--second tesseract]. Lines are read once and kept in
build/bench/marks; only finding the marks is done anew each time. Writes build/bench/marks.json and, for every miss,
a crop into build/bench/marks/missed. Tune on seeds below 7000 only.
"""

import argparse
import json
import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench.judge import MarksJudged, marks_judged
from bench.outcome import PageOutcome
from bench.own import on_sheet, way
from bench.pages import BenchPage, drawn, drawn_marked

from domain.page import OcrLine, OcrPage, Page, Sheet
from extract.stakes import needs_second_reader
from ingest.cleanup import clean
from ingest.unpack import open_scan
from ocr import marks
from ocr.layers import peel
from ocr.pixels import Image
from ocr.reader import Reader, is_in_seal

PAGES, KEPT, OUT = Path("build/bench/pages"), Path("build/bench/marks"), Path("build/bench/marks.json")
AROUND_PX = 70


@dataclass(frozen=True, slots=True)
class Kept:
    """A page once read: its values, its upright picture and its lines as they were before any mark was found."""

    page: Page
    image: Image
    lines: tuple[OcrLine, ...]


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60, help="pages a seed")
    parser.add_argument("--seed", type=int, nargs="+", default=[5001])
    parser.add_argument("--marked", action="store_true", help="draw only pages that hold marks")
    parser.add_argument("--second", default="tesseract", help='reader two; "" reads with one')
    return parser.parse_args()


def read_once(reader: Reader, page: BenchPage) -> Kept:
    """The page's reading, kept beside its picture."""
    place = KEPT / f"{page.path.stem}-{reader.second or 'alone'}.pickle"
    if place.is_file():
        held: Kept = pickle.loads(place.read_bytes())  # noqa: S301 - written by this file
        return held
    with open_scan(page.path) as scan:
        raw = scan.page(1)
    cleaned = clean(raw, page_no=1, turned_deg=reader.turn_of(raw.image).deg)
    layers = peel(cleaned.image, cleaned.page.dpi)
    lines = reader.lines(layers, time.monotonic() + reader.budget_s)
    read = Kept(cleaned.page, cleaned.image, tuple(line for line in lines if not is_in_seal(line, layers)))
    KEPT.mkdir(parents=True, exist_ok=True)
    place.write_bytes(pickle.dumps(read))
    return read


def marked(held: Kept, page: BenchPage) -> OcrPage:
    """The page with its marks, their boxes in px of the straight sheet."""
    layers = peel(held.image, held.page.dpi)
    found = marks.find(layers, held.lines, cells=layers.cells)
    return on_sheet(Sheet(held.page, OcrPage(1, held.lines, layers.cells, found)), page)


def show(held: Kept, page: BenchPage, *, places: Sequence[tuple[int, int, int, int]]) -> None:
    """A crop of the straightened page about each miss."""
    folder = KEPT / "missed"
    folder.mkdir(parents=True, exist_ok=True)
    lead = way(held.page, page)
    three = [(0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)]
    matrix = cv2.getAffineTransform(np.float32(three), np.float32([lead(*point) for point in three]))
    sheet = cv2.warpAffine(held.image, matrix, page.sheet_px, borderValue=(255, 255, 255))
    for number, (x, y, width, height) in enumerate(places):
        top, left = max(0, y - AROUND_PX), max(0, x - AROUND_PX)
        crop = sheet[top : y + height + AROUND_PX, left : x + width + 4 * AROUND_PX]
        cv2.imwrite(str(folder / f"{page.path.stem}-{number}.png"), crop)


def main() -> int:
    asked = arguments()
    draw = drawn_marked if asked.marked else drawn
    pages = [page for seed in asked.seed for page in draw(asked.pages, seed, folder=PAGES)]
    reader = Reader(second=asked.second, asks=needs_second_reader)
    total = MarksJudged()
    for page in pages:
        held = read_once(reader, page)
        judged = marks_judged(PageOutcome((), 0.0, ocr=marked(held, page)), page)
        show(held, page, places=judged.places)
        print("".join(f"  {line}\n" for line in judged.said), end="", flush=True)
        total += judged
    share = total.right / total.truth if total.truth else 1.0
    print(f"{total.right} of {total.truth} right ({share:.1%})", end=", ")
    print(f"{total.sure_wrong} wrong over 0.9, {total.invented} invented")
    OUT.write_text(
        json.dumps({"seeds": asked.seed, "pages": len(pages), **asdict(total)}, ensure_ascii=False, indent=1)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
