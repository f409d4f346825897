"""`make bench-bulk`: the bulk line under chaos, its speed, its cost a page, a million pages; build/bench/bulk.json."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from storage.archive import Archive
from tools.bulk.chaos import as_row, chaos
from tools.bulk.crew import CREW, SLEEP_S, crew
from tools.bulk.long_pdf import long_pdf
from tools.bulk.rivals import rivals
from tools.bulk.scale import fill, scale, settle
from tools.bulk.servers import servers
from tools.bulk.watched import watched

OUT = Path("build/bench/bulk.json")


def part_chaos() -> dict[str, object]:
    with servers() as made:
        return as_row(chaos(made, files=40, pages=50, every_s=20))


def part_scale() -> dict[str, object]:
    with servers() as made:
        return scale(made.environment["TSUZURI_ARCHIVE"])


def part_scale_sqlite() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        return scale(f"sqlite:///{folder}/archive.db")


def part_crew() -> dict[str, object]:
    """Fifty workers against one; each on servers of its own."""
    with servers() as made:
        many = crew(made, workers=CREW, pages=CREW * 20, sleep_s=SLEEP_S)
    with servers() as made:
        one = crew(made, workers=1, pages=20, sleep_s=SLEEP_S)
    return {"one": one, "many": many, "times_one": round(many["pages_a_second"] / one["pages_a_second"], 1)}


def part_line() -> dict[str, object]:
    """What a page costs outside reading, by how many are in the archive already."""
    found: dict[str, object] = {}
    for cases in (1_000, 100_000):
        with servers() as made:
            with Archive(made.environment["TSUZURI_ARCHIVE"], str(made.home / "none")) as archive:
                archive.migrate()
            fill(made.environment["TSUZURI_ARCHIVE"], cases=cases)
            settle(made.environment["TSUZURI_ARCHIVE"])
            found[f"{cases * 10} pages"] = crew(made, workers=1, pages=300, sleep_s=0.0)
    return found


PARTS = {
    "chaos": part_chaos,
    "watched": watched,
    "crew": part_crew,
    "line": part_line,
    "long-pdf": long_pdf,
    "rivals": rivals,
    "scale": part_scale,
    "scale-sqlite": part_scale_sqlite,
}


def main() -> None:
    """Names of parts on the command line run those alone; what the file holds of the others stays."""
    OUT.parent.mkdir(parents=True, exist_ok=True)
    found = json.loads(OUT.read_text()) if OUT.exists() else {}
    for name in sys.argv[1:] or PARTS:
        found[name] = PARTS[name]()
        print(name, json.dumps(found[name], ensure_ascii=False, indent=2))
        OUT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
