"""`make bench-deliver`: 10,000 cases to the reference receiver, 5 % of batches failing, the sender killed three times.

Counts what the receiver holds afterwards and asks it for every record by hash; writes build/bench/deliver.json.
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from deliver.target import ImportTarget, Options, open_target
from domain.case import CaseRecord, ImportStatus
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent
from pipeline.delivery import deliver_approved
from pipeline.delivery_check import verify
from storage.archive import Archive
from storage.cases import Cases, Save
from storage.database import Database

SEEDED = 200  # cases a transaction
OUT = Path("build/bench/deliver.json")
RECEIVER = Path(__file__).parent / "reference_platform.py"
FAMILY, GIVEN = (
    ["髙橋", "﨑山", "齋藤", "佐々木", "渡邉", "𠮷田", "大森", "片山", "早川", "野口"],
    ["キヨ", "美咲", "勝", "正彦", "良枝", "蒼太", "一夫", "トメ"],
)
BOX, SURE = Box(10, 10, 100, 30), confidence(1)


@dataclass(frozen=True)
class Run:
    """`url` of the receiver, `archive` and `files` of the sender."""

    home: Path
    url: str

    @property
    def database(self) -> str:
        return f"sqlite:///{self.home / 'archive.db'}"

    def archive(self) -> Archive:
        return Archive(self.database, str(self.home / "files"))

    def target(self) -> ImportTarget:
        waits = (0.0, 0.05, 0.1, 0.2, 0.4)
        return open_target("http_platform", Options(Path("unused"), office="北部", url=self.url, waits_s=waits))


def field(name: str, value: str) -> FieldReading:
    return FieldReading(name, value, value, SURE, Route.REVIEW, FieldState.READ, 1, BOX, origin=Origin.HUMAN)


def record(number: int, chance: random.Random) -> CaseRecord:
    born = f"{chance.randrange(1930, 2010)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    entries = tuple(
        SupportEntry(
            at, 1, BOX, f"2024-{at:02}-09", f"R6.{at}.9", f"訪問その{at}。{chance.choice(GIVEN)}と面接。" * 3, SURE,
            Route.REVIEW, method="30", method_raw="訪問", origin=Origin.HUMAN,
        )
        for at in range(1, 6)
    )  # fmt: skip
    names = field("fullName", f"{chance.choice(FAMILY)} {chance.choice(GIVEN)}"), field("dateOfBirth", born)
    consent = Consent(1, BOX, SURE, Route.REVIEW, signedOn="2024-05-14", scope=("相談内容",), origin=Origin.HUMAN)
    return CaseRecord(
        f"c{number:05}", "北部", 1, f"K-{number}", 0, (), fields=(*names, field("caseNumber", f"北-R6-{number:05}")),
        entries=entries, consent=consent, import_status=ImportStatus.APPROVED,
    )  # fmt: skip


def seed(run: Run, made: list[CaseRecord]) -> None:
    """Every case as `save_case` stores it (record, history, log, index), but many in one transaction."""
    database = Database(run.database)
    for start in range(0, len(made), SEEDED):
        with database.write() as connection:
            for one in made[start : start + SEEDED]:
                Cases(database).put(connection, Save(one, (), "木村", "approved", None))
        print(f"seeded {min(start + SEEDED, len(made))} of {len(made)}", file=sys.stderr, flush=True)
    database.close()


def rows(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "platform.db", timeout=30) as database:
        found = database.execute("SELECT case_id, state FROM records").fetchall()
    database.close()
    return found


def deliver(run: Run, *, kills: int, cases: int) -> tuple[int, int]:
    """Starts the sender until it ends well; (kills that hit, starts)."""
    aims = [cases * (at + 1) // (kills + 1) for at in range(kills)]
    hit = starts = 0
    while True:
        starts += 1
        process = subprocess.Popen([sys.executable, __file__, "--send", str(run.home), run.url])
        while aims and process.poll() is None and len(rows(run.home / "platform")) < aims[0]:
            time.sleep(0.02)
        if aims and process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
            hit += 1
            aims.pop(0)
        if process.wait() == 0:
            return hit, starts


def measured(cases: int, *, share: float, kills: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        started = [sys.executable, str(RECEIVER), "--home", str(home / "platform"), "--port", "0"]
        receiver = subprocess.Popen(started, stdout=subprocess.PIPE, text=True)
        assert receiver.stdout is not None
        try:
            run = Run(home, receiver.stdout.readline().strip())
            archive, chance, begun = run.archive(), random.Random(7), time.monotonic()  # noqa: S311 - chance
            archive.migrate()
            seed(run, [record(number, chance) for number in range(cases)])
            seeded_s = time.monotonic() - begun
            told = {"share": share, "seed": 11}
            httpx.post(f"{run.url}/control/faults", json=told, trust_env=False).raise_for_status()
            begun = time.monotonic()
            hit, starts = deliver(run, kills=kills, cases=cases)
            sent_s = time.monotonic() - begun
            begun = time.monotonic()
            found = verify(archive, run.target())
            counted = Counter(case_id for case_id, state in rows(home / "platform") if state == "held")
            return {
                "cases": cases, "failing_share": share, "kills": hit, "starts": starts,
                "held": sum(counted.values()), "held_once": sum(1 for one in counted.values() if one == 1),
                "verified_by_hash": len(found.same), "missing": len(found.missing), "different": len(found.different),
                "imported": sum(1 for at in range(cases) if _is_imported(archive, f"c{at:05}")),
                "seconds_to_seed": round(seeded_s, 1), "seconds_to_deliver": round(sent_s, 1),
                "seconds_to_verify": round(time.monotonic() - begun, 1), "cases_a_second": round(cases / sent_s, 1),
            }  # fmt: skip
        finally:
            receiver.kill()
            receiver.wait()


def _is_imported(archive: Archive, case_id: str) -> bool:
    found = archive.case(case_id)
    return found is not None and found.import_status is ImportStatus.IMPORTED


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--send", nargs=2, metavar=("HOME", "URL"), help="be the sender")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--share", type=float, default=0.05)
    parser.add_argument("--kills", type=int, default=3)
    given = parser.parse_args()
    if given.send:
        run = Run(Path(given.send[0]), given.send[1])
        deliver_approved(run.archive(), run.target(), who="木村")
        return 0
    found = measured(given.cases, share=given.share, kills=given.kills)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(f"{name:>22}  {value}")
    return 0 if found["verified_by_hash"] == found["held_once"] == found["imported"] == given.cases else 1


if __name__ == "__main__":
    sys.exit(main())
