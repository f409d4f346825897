"""Random case files for measuring: drawn, read once, and their sheets kept, so that `extract` runs again in seconds.

Usage: python tools/case_files.py --seed 41 --files 40 --out build/cases [--workers 2]; or with PATHS instead of a seed.
A kept reading belongs to the readers that made it: draw into another folder after a change in `ingest` or `ocr`.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import EngineError, PaperError
from domain.page import Sheet, unread_sheet
from ingest.unpack import Scan, open_scan
from ocr.reader import Reader
from pipeline.chain import Stopwatch, read_page
from pipeline.pool import make_pool
from storage.codec import pack, unpack

# Generous: a figure must not depend on what else the machine was doing.
PAGE_BUDGET_S = 600.0
DRAW = Path(__file__).resolve().parent.parent / "samples" / "draw.py"


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The pages of one file as read."""

    sheets: tuple[Sheet, ...]


class _Desk:
    reader: Reader


def prepare() -> None:
    _Desk.reader = Reader(threads=1, budget_s=PAGE_BUDGET_S)


def pages_of(path: Path) -> list[Path]:
    """A folder of loose images is one file of the truth: its images in the order of their names."""
    return sorted(one for one in path.iterdir() if one.is_file()) if path.is_dir() else [path]


def stem_of(path: Path) -> str:
    return path.name.split(".")[0]


def read_file(path: Path, reader: Reader) -> tuple[Sheet, ...]:
    """Every page, numbered through; what cannot be read stands as unread."""
    sheets: list[Sheet] = []
    for part in pages_of(path):
        with open_scan(part) as scan:
            for page_no in range(1, scan.page_count + 1):
                sheets.append(_numbered(_read(scan, page_no, reader=reader), len(sheets) + 1))
    return tuple(sheets)


def _read(scan: Scan, page_no: int, *, reader: Reader) -> Sheet:
    try:
        return read_page(reader, scan, page_no=page_no, watch=Stopwatch()).sheet
    except (PaperError, EngineError):
        return unread_sheet(page_no)


def _numbered(sheet: Sheet, page_no: int) -> Sheet:
    return replace(sheet, page=replace(sheet.page, page_no=page_no), ocr=replace(sheet.ocr, page_no=page_no))


def keep(path: Path, place: Path) -> str:
    start = time.perf_counter()
    sheets = read_file(path, _Desk.reader)
    part = place.with_suffix(".part")
    part.write_bytes(pack(ReadFile(sheets)))
    part.rename(place)
    return f"{path.name}  {len(sheets)} pages  {time.perf_counter() - start:.1f} s"


def sheets_of(folder: Path, stem: str) -> tuple[Sheet, ...]:
    """The kept reading of one file of a folder that holds `papers`, `truth` and `sheets`."""
    return unpack(ReadFile, (folder / "sheets" / f"{stem}.sheets").read_bytes()).sheets


def kept(folder: Path) -> Iterator[tuple[str, tuple[Sheet, ...]]]:
    """(stem, sheets) of every file read into `folder`, by name."""
    for place in sorted(folder.glob("*.sheets")):
        yield stem_of(place), unpack(ReadFile, place.read_bytes()).sheets


def read_all(paths: Sequence[Path], folder: Path, *, workers: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    due = [path for path in paths if not (folder / f"{stem_of(path)}.sheets").exists()]
    if not due:
        return
    with make_pool(workers, prepare) as pool:
        jobs = [pool.submit(keep, path, folder / f"{stem_of(path)}.sheets") for path in due]
        for number, job in enumerate(jobs, 1):
            print(f"{number}/{len(due)}  {job.result()}", flush=True)


def draw(seed: int, files: int, *, out: Path, first: int = 0) -> None:
    """Draws what is not there yet."""
    for number in range(first, first + files):
        if not (out / "truth" / f"r{seed}-{number:05d}.truth.json").exists():
            command = [sys.executable, str(DRAW), "--random", "1", "--first", str(number), "--seed", str(seed)]
            subprocess.run([*command, "--out", str(out)], check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--files", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args()
    paths = list(asked.paths)
    if asked.seed is not None:
        draw(asked.seed, asked.files, out=asked.out, first=asked.first)
        wanted = {f"r{asked.seed}-{n:05d}" for n in range(asked.first, asked.first + asked.files)}
        paths = sorted(one for one in (asked.out / "papers").iterdir() if stem_of(one) in wanted)
    read_all(paths, asked.out / "sheets", workers=asked.workers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
