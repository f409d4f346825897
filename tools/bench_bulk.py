"""`make bench-bulk`: the bulk line under chaos, its speed, its cost a page, a million pages; build/bench/bulk.json."""

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tools.bulk.chaos import as_row, chaos
from tools.bulk.scale import scale
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


PARTS = {"chaos": part_chaos, "watched": watched, "scale": part_scale, "scale-sqlite": part_scale_sqlite}


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
