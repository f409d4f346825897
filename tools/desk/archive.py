"""An archive as an office has it after a while: sample tasks that come first, and many more behind them.

The machine's reading is stood in for by the truth of a drawn sample paper; fictional people only.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path

from sqlalchemy import text

from domain.batch import ScanBatch
from domain.field import Route
from storage.archive import Archive
from storage.database import Database
from tools.bulk.scale import fill

ROOT = Path(__file__).parents[2]
PAPERS = ROOT / "samples" / "papers"
sys.path.insert(0, str(ROOT / "tests" / "journeys"))

import seed  # noqa: E402 - stands beside the journeys, which are no package

# The doubts of a sample task: what clerks mostly see, each with a value, so that one key settles it.
ASKED = ("fullName", "dateOfBirth", "phone", "careLevel")


def url_of(home: Path) -> str:
    return f"sqlite:///{home / 'archive.db'}"


def build(home: Path, *, tasks: int, more: int) -> None:
    """`tasks` sample tasks of four doubts and one page each, then `more` cases of rows alone, none of them before."""
    truth = json.loads((PAPERS / "truth" / "case-a-L0.truth.json").read_text(encoding="utf-8"))
    picture = sorted((PAPERS / "levels" / "case-a-L0").glob("*.jpg"))[:1]
    with Archive(url_of(home), str(home / "files")) as archive:
        archive.migrate()
        archive.open_batch(ScanBatch("b1", "箱1", "受付", "2026-01-05T00:00:00+00:00", ()))
        for number in range(tasks):
            case_id = name_of(number)
            record = seed.first_page(seed.machine_record(case_id, truth))
            named = seed.renamed(record, f"試験 {number + 1}番", f"北-R6-{number:05d}")
            shown = tuple(one if one.name in ASKED else replace(one, route=Route.AUTO) for one in named.fields)
            asked = replace(named, fields=shown, members=())
            seed.add_case(archive, case_id, picture, record=asked, sheets=truth["pages"][:1])
        archive.close_batch("b1")
    behind(home, tasks=tasks, more=more)


def behind(home: Path, *, tasks: int, more: int) -> None:
    if not more:
        return
    fill(url_of(home), cases=more, first=1_000_000)
    database = Database(url_of(home))
    with database.write() as connection:
        connection.execute(
            text("UPDATE tasks SET created_at = '2099' || substr(created_at, 5) WHERE case_id LIKE 'c2%'")
        )
        connection.execute(text("UPDATE tasks SET urgent = false WHERE case_id LIKE 'c2%'"))
    database.close()


def name_of(number: int) -> str:
    return f"sample-{number:05d}"
