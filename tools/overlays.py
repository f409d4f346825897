"""`overlays.py [--pages 20] [--seed 5201]`: what was found on drawn pages, laid over the scans, to be looked at.

Boxes are led back to the scan (`Page.to_scan`), so a wrong way back is seen too. Lines are blue (vertical ones violet),
cells green, marks red with on or off and how sure, seals orange. Writes build/overlays/NAME.png, at most 1,600 px high.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.pages import BenchPage, drawn

from domain.geometry import Box
from domain.page import Direction, Sheet
from extract.stakes import needs_second_reader
from ingest.unpack import open_scan
from ocr.pixels import Image
from ocr.reader import Reader
from pipeline.chain import Stopwatch, read_page

OUT = Path("build/overlays")
HIGHEST_PX = 1600
BLUE, VIOLET, GREEN, RED, ORANGE = (200, 90, 0), (180, 0, 140), (60, 150, 0), (0, 0, 220), (0, 130, 255)


def overlay(reader: Reader, page: BenchPage) -> Image:
    with open_scan(page.path) as scan:
        sheet = read_page(reader, scan, page_no=1, watch=Stopwatch()).sheet
        image = scan.page(1).image
    if image.ndim == 2:
        image = cv2.cvtColor(image, cv2.COLOR_GRAY2BGR)
    shrink = min(1.0, HIGHEST_PX / max(image.shape[:2]))
    shown = cv2.resize(image, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    for box, colour, words in _found(sheet):
        corners = np.array([sheet.page.to_scan.apply(x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)])[
            [0, 2, 3, 1]
        ]
        places = np.round(corners * shrink).astype(np.int32)
        cv2.polylines(shown, [places], isClosed=True, color=colour, thickness=1 if colour == GREEN else 2)
        if words:
            cv2.putText(shown, words, tuple(places[0]), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv2.LINE_AA)
    return shown


def _found(sheet: Sheet) -> Iterable[tuple[Box, tuple[int, int, int], str]]:
    ocr = sheet.ocr
    yield from ((one.box, GREEN, "") for one in ocr.cells)
    yield from ((one.box, VIOLET if one.direction is Direction.VERTICAL else BLUE, "") for one in ocr.lines)
    yield from ((one.box, ORANGE, "seal") for one in ocr.stamps)
    yield from ((one.box, RED, f"{'on' if one.on else 'off'} {one.confidence:.2f}") for one in ocr.marks)


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=20)
    asked.add_argument("--seed", type=int, default=5201)
    given = asked.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    reader = Reader(asks=needs_second_reader)
    for page in drawn(given.pages, given.seed, folder=Path("build/bench/pages")):
        path = OUT / f"{page.path.stem}.png"
        cv2.imwrite(str(path), overlay(reader, page))
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
