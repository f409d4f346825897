"""`make bench-search`: how much is found, how right, how fast, beside what a database gives by itself.

Writes build/bench/search.json. CASES (of ten contacts each; 100000) and PEOPLE (1000000) make it smaller; names of
parts on the command line run those alone: reviewed, unreviewed, sqlite, postgresql, identity. FILLED names a database
that an earlier run filled with CASES cases: then the questions alone are measured, and what filling took stays.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from storage.archive import Archive
from tools.bulk.servers import servers
from tools.finding import filling, judging, namesakes, worn
from tools.finding.peers import peers
from tools.finding.peers_postgresql import peers as peers_postgresql
from tools.finding.questions import questions

OUT = Path("build/bench/search.json")
CASES, PEOPLE = int(os.environ.get("CASES", "100000")), int(os.environ.get("PEOPLE", "1000000"))
FILES = int(os.environ.get("FILES", "40"))
WORN = Path(os.environ.get("WORN", "build/cases/search"))
FILLED = os.environ.get("FILLED", "")
SEED, ASKED, JUDGED_CASES = 8101, 500, 5000


def part_reviewed() -> dict[str, object]:
    """500 questions on five thousand cases that people have vouched for."""
    with tempfile.TemporaryDirectory() as folder, _opened(f"sqlite:///{folder}/archive.db", folder) as archive:
        filling.fill(f"sqlite:///{folder}/archive.db", JUDGED_CASES, seed=SEED)
        asked = questions(ASKED, cases=JUDGED_CASES, seed=SEED)
        return {"cases": JUDGED_CASES, **judging.recall(archive, asked), **judging.precision(archive, asked, seed=SEED)}


def part_unreviewed() -> dict[str, object]:
    """500 questions on worn, faxed and faded papers as the machine read them."""
    command = [sys.executable, "tools/case_files.py", "--seed", str(SEED), "--files", str(FILES), "--out", str(WORN)]
    if "WORN" not in os.environ:
        subprocess.run(command, check=True)
    with tempfile.TemporaryDirectory() as folder, _opened(f"sqlite:///{folder}/archive.db", folder) as archive:
        cases = worn.fill(f"sqlite:///{folder}/archive.db", WORN)
        return worn.recall(archive, cases, count=ASKED, seed=SEED)


def part_sqlite() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "archive.db"
        found = _scale(f"sqlite:///{place}", folder)
        found["peers"] = peers(place, Path(folder), questions=questions(60, cases=CASES, seed=SEED))
        return found


def part_postgresql() -> dict[str, object]:
    if FILLED:
        return _beside_postgresql(FILLED, _known("postgresql") | _asked(FILLED))
    with servers() as made:
        url = made.environment["TSUZURI_ARCHIVE"]
        return _beside_postgresql(url, _scale(url, str(made.home)))


def _beside_postgresql(url: str, found: dict[str, object]) -> dict[str, object]:
    return {**found, "peers": peers_postgresql(url, questions(60, cases=CASES, seed=SEED))}


def _known(part: str) -> dict[str, object]:
    found: dict[str, dict[str, object]] = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    return found.get(part, {})


def _asked(url: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder, _opened(url, folder) as archive:
        asked = questions(ASKED, cases=CASES, seed=SEED)
        judging.times(archive, asked[:20])
        return {"load_average": round(os.getloadavg()[0], 2), **filling.sizes(url), **judging.times(archive, asked)}


def part_identity() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/archive.db"
        with _opened(url, folder) as archive:
            built = namesakes.fill(url, PEOPLE, seed=SEED)
            asked = namesakes.asked(archive, PEOPLE, questions=300, seed=SEED)
        return {"people": PEOPLE, "build_s": round(built, 1), **asked}


def _scale(url: str, folder: str) -> dict[str, object]:
    with _opened(url, folder) as archive:
        built = filling.fill(url, CASES, seed=SEED)
        asked = questions(ASKED, cases=CASES, seed=SEED)
        judging.times(archive, asked[:20])
        size = filling.sizes(url)
        rate = round(size["texts"] / built)
        load = round(os.getloadavg()[0], 2)
        return {"entries": CASES * 10, "build_s": round(built, 1), "texts_per_s": rate, "load_average": load, **size,
                **judging.times(archive, asked)}  # fmt: skip


def _opened(url: str, folder: str) -> Archive:
    archive = Archive(url, str(Path(folder) / "files"))
    archive.migrate()
    return archive


PARTS: dict[str, Callable[[], dict[str, object]]] = {
    "reviewed": part_reviewed,
    "unreviewed": part_unreviewed,
    "sqlite": part_sqlite,
    "postgresql": part_postgresql,
    "identity": part_identity,
}


def main() -> None:
    OUT.parent.mkdir(parents=True, exist_ok=True)
    found = json.loads(OUT.read_text(encoding="utf-8")) if OUT.exists() else {}
    for name in sys.argv[1:] or PARTS:
        found[name] = PARTS[name]()
        shown = {key: value for key, value in found[name].items() if key not in ("missed", "wrong")}
        print(name, json.dumps(shown, ensure_ascii=False, indent=2), flush=True)
        OUT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
