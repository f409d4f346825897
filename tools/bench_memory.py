"""`bench_memory.py [--pages 200]`: a worker's memory over a long run of small pages, every tenth of the way.

Quarters of drawn pages go through one process as `tsuzuri read` starts it. Writes build/bench/memory.json. Linux only.
"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bench.memory import megabytes
from bench.pages import drawn

from domain.page import Sheet
from extract.reading import extract
from extract.stakes import needs_second_reader
from extract.trust.routing import Policy
from ingest.cleanup import clean
from ingest.scan import RawPage
from ingest.unpack import open_scan
from ocr.pixels import Image
from ocr.reader import Reader

OUT = Path("build/bench/memory.json")


def quarters(seed: int) -> list[Image]:
    """The four quarters of a few pages: sizes and contents differ."""
    found = []
    for page in drawn(15, seed, folder=Path("build/bench/pages"))[:5]:
        with open_scan(page.path) as scan:
            image = scan.page(1).image
        height, width = image.shape[0] // 2, image.shape[1] // 2
        found += [image[top : top + height, left : left + width] for top in (0, height) for left in (0, width)]
    return found


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=200)
    asked.add_argument("--seed", type=int, default=5001)
    given = asked.parse_args()
    pieces, reader = quarters(given.seed), Reader(asks=needs_second_reader)
    rows = []
    for number in range(1, given.pages + 1):
        cleaned = clean(RawPage(pieces[number % len(pieces)].copy(), None), page_no=1, turned_deg=0)
        sheet = Sheet(cleaned.page, reader.read(cleaned.page, cleaned.image))
        extract((sheet,), policy=Policy(), today=date(2026, 4, 1))
        if number % max(1, given.pages // 10) == 0:
            rows.append({"pages": number, "now_mb": round(megabytes("VmRSS")), "peak_mb": round(megabytes("VmHWM"))})
            print(rows[-1], flush=True)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
