"""`make accuracy`: extraction and trust on random case files of seeds that nothing was built or fitted on.

Usage: python tools/accuracy.py --files 100 --seeds 201 202 [--kept-only] [--note] [--workers 2]
       python tools/accuracy.py --fit --files 120 --seeds 111            fits extract/trust/calibration.json
Case files are drawn and read into build/cases/<seed> once (`tools/case_files.py`); `--kept-only` takes what is there.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extract.trust.calibration import ENTRY, FIELDS, Model, load_model, standing, to_json
from extract.trust.crossed import PARTS, fit_crossed
from extract.trust.fitting import Row
from extract.trust.routing import Policy
from pipeline.pool import make_pool
from tools.case_files import draw, read_all, sheets_of, stem_of
from tools.measuring.figures import (
    EASY,
    SLICES,
    Share,
    by,
    calibration,
    curve,
    expected_error,
    of_group,
    row_of,
    share,
    why,
)
from tools.measuring.items import Item, Measured, measured
from tools.measuring.names import names_of
from tools.measuring.note import note
from tools.measuring.plots import drawn
from tools.measuring.worst import pictures

HOUSE = Path(__file__).resolve().parent.parent
CASES, BENCH, DOCS = HOUSE / "build" / "cases", HOUSE / "build" / "bench", HOUSE / "docs"
CALIBRATION = HOUSE / "extract" / "trust" / "calibration.json"
TARGET, WANTED_FILES, FIT_SEED = 0.001, 200, 124
GROUPS = ("S", "A", "B", "C", FIELDS, ENTRY, "all")


def truth_of(folder: Path, stem: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "truth" / f"{stem}.truth.json").read_text(encoding="utf-8"))
    return found


def folders_of(asked: argparse.Namespace) -> list[Path]:
    """One folder a seed, its papers drawn and read."""
    folders = [CASES / str(seed) for seed in asked.seeds]
    for seed, folder in zip(asked.seeds, folders, strict=True):
        if not asked.kept_only:
            draw(seed, asked.files, out=folder)
            wanted = {f"r{seed}-{number:05d}" for number in range(asked.files)}
            paths = sorted(one for one in (folder / "papers").iterdir() if stem_of(one) in wanted)
            read_all(paths, folder / "sheets", workers=asked.workers)
    return folders


def stems_of(folder: Path, most: int) -> list[str]:
    return [stem_of(place) for place in sorted((folder / "sheets").glob("*.sheets"))][:most]


def one_file(folder: Path, stem: str, *, model: Model) -> Measured:
    """Runs in a process of the pool. No blind sample: it would only hide what passes."""
    policy = Policy(model=model, sample_share=0.0)
    return measured(stem, truth_of(folder, stem), sheets=sheets_of(folder, stem), policy=policy)


def all_files(folders: Sequence[Path], *, most: int, workers: int, model: Model) -> Iterator[tuple[str, Measured]]:
    with make_pool(workers, _nothing) as pool:
        jobs = [
            (stem, pool.submit(one_file, folder, stem, model=model))
            for folder in folders
            for stem in stems_of(folder, most)
        ]
        for number, (stem, job) in enumerate(jobs, 1):
            yield stem, job.result()
            print(f"{number}/{len(jobs)}  {stem}", file=sys.stderr, flush=True)


def _nothing() -> None:
    """The pool asks for something to prepare."""


def fitted(files: Sequence[tuple[str, Measured]]) -> Model:
    """Files are dealt by turns into parts; each is counted by a model that has not seen it."""
    parts: list[list[Row]] = [[] for _ in range(PARTS)]
    for number, (_, found) in enumerate(files):
        parts[number % PARTS].extend(one.row for one in found.items if one.row is not None)
    return fit_crossed(parts)


def figures(files: Sequence[tuple[str, Measured]], *, model: Model, made: dict[str, Any]) -> dict[str, Any]:
    items = [one for _, found in files for one in found.items]
    easy = [one for one in items if one.traits.get("ageing") in EASY]
    hard = [one for one in items if one.traits.get("ageing") not in EASY]
    parts = {"easy": easy, "hard": hard, "all": items}
    bins = calibration(items)
    counts = {"fields": sum(one.group != ENTRY for one in items), "entries": sum(one.group == ENTRY for one in items)}
    counts |= {"files": len(files), "pages": sum(found.pages for _, found in files), "fitted_on": model.samples}
    return {
        "made": {**made, **counts},
        "groups": {name: {**_shares(part), **_unflagged(files, part)} for name, part in parts.items()},
        "standing": [asdict(standing(model, group, target_error=TARGET)) for group in GROUPS],
        "why": why(items),
        "curve": curve(items),
        "calibration": bins,
        "expected_calibration_error": expected_error(bins),
        "by": {name: _sliced(items, name) for name in SLICES},
        "missing": [one for _, found in files for one in found.missing],
        "idle": [one for _, found in files for one in found.idle],
        "lost_entries": [one for _, found in files for one in found.lost],
    }


def _shares(items: Sequence[Item]) -> dict[str, Any]:
    return {name: one.as_json() for name, one in of_group(items).items()}


def _unflagged(files: Sequence[tuple[str, Measured]], items: Sequence[Item]) -> dict[str, Any]:
    names = {one.file for one in items}
    missing = sum(len(found.missing) for stem, found in files if stem in names)
    wanted = sum(one.group != ENTRY and one.outcome != "spurious" for one in items)
    idle = sum(len(found.idle) for stem, found in files if stem in names)
    asked = sum(not one.auto for one in items if one.outcome != "absent")
    return {
        "neither_read_nor_flagged": Share(missing, wanted).as_json(),
        "idle_questions": Share(idle, asked + idle).as_json(),
    }


def _sliced(items: Sequence[Item], name: str) -> dict[str, Any]:
    parts = by(items, SLICES[name])
    return {
        value: {**row_of(part), "right_share": share(part, lambda one: one.is_right).as_json()}
        for value, part in parts.items()
    }


def commit_of(where: Path) -> str:
    done = subprocess.run(
        ["git", "-C", str(where), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or "unknown"


def reader_of(folders: Sequence[Path]) -> str:
    """`reader.txt` in a folder of kept readings names the commit of their reader; else they are of this house."""
    names = [(folder / "reader.txt") for folder in folders]
    found = {name.read_text(encoding="utf-8").strip() for name in names if name.exists()}
    return "`, `".join(sorted(found)) or commit_of(HOUSE)


def report(files: Sequence[tuple[str, Measured]], folders: Sequence[Path], *, asked: argparse.Namespace) -> None:
    made = {"seeds": asked.seeds, "reader": reader_of(folders), "extraction": commit_of(HOUSE)}
    made |= {"fit_seed": FIT_SEED, "wanted_files": WANTED_FILES}
    found = figures(files, model=load_model(), made=made)
    names = names_of(truth_of(folder, stem) for folder in folders for stem in stems_of(folder, asked.files))
    found["names"] = {"own": names.own.as_json(), "ginza": names.ginza.as_json(), "texts": names.texts}
    BENCH.mkdir(parents=True, exist_ok=True)
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
    (BENCH / "accuracy.json").write_text(text + "\n", encoding="utf-8")
    (BENCH / "accuracy-names.txt").write_text("\n".join(names.misses) + "\n", encoding="utf-8")
    (BENCH / "accuracy-cases.txt").write_text("\n".join(cases(files)) + "\n", encoding="utf-8")
    print(note(found))
    if asked.note:
        (DOCS / "accuracy.md").write_text(note(found), encoding="utf-8")
        (DOCS / "accuracy.svg").write_text(
            drawn(found["calibration"], found["curve"], target_error=TARGET), encoding="utf-8"
        )
    if asked.worst:
        items = [one for _, measured_ in files for one in measured_.items]
        for place in pictures(items, folders, out=HOUSE / "build" / "accuracy-worst"):
            print(place)


def cases(files: Sequence[tuple[str, Measured]]) -> Iterator[str]:
    """What went wrong, one line each, silent errors first."""
    bad = [one for _, found in files for one in found.items if not one.is_right]
    for one in sorted(bad, key=lambda item: (not item.is_silent, item.name, item.file)):
        word = "SILENT" if one.is_silent else one.outcome
        yield f"{word} {one.file} p{one.page_no} {one.name} wanted {one.wanted!r} got {one.got!r} {list(one.reasons)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=100, help="case files of each seed")
    parser.add_argument("--seeds", type=int, nargs="+", default=[201, 202])
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kept-only", action="store_true", help="only what is already read")
    parser.add_argument("--fit", action="store_true", help="fit the committed calibration instead")
    parser.add_argument("--note", action="store_true", help="write docs/accuracy.md and its picture")
    parser.add_argument("--worst", action="store_true", help="pictures of the twenty worst into build/accuracy-worst")
    asked = parser.parse_args()
    folders = folders_of(asked)
    model = Model() if asked.fit else load_model()
    files = list(all_files(folders, most=asked.files, workers=asked.workers, model=model))
    if not files:
        print("no case file was read", file=sys.stderr)
        return 1
    if asked.fit:
        CALIBRATION.write_text(to_json(fitted(files)) + "\n", encoding="utf-8")
        return 0
    report(files, folders, asked=asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
