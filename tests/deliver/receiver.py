"""The reference receiver as a process of its own on loopback, and what a test wants to know of it."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROGRAM = Path(__file__).parents[2] / "tools" / "reference_platform.py"


@dataclass
class Receiver:
    url: str
    home: Path

    def fail(self, **told: object) -> None:
        httpx.post(f"{self.url}/control/faults", json=told, trust_env=False).raise_for_status()

    def rows(self) -> list[tuple[str, int, str]]:
        """Every revision ever filed: case, revision, state."""
        with sqlite3.connect(self.home / "platform.db") as database:
            rows = database.execute("SELECT case_id, revision, state FROM records ORDER BY seq").fetchall()
        database.close()
        return rows

    def seconds(self) -> list[dict]:
        """Records of version 2 that are held."""
        with sqlite3.connect(self.home / "platform.db") as database:
            rows = database.execute("SELECT body FROM seconds ORDER BY case_id").fetchall()
        database.close()
        return [json.loads(row[0]) for row in rows]

    def bodies(self) -> list[dict]:
        with sqlite3.connect(self.home / "platform.db") as database:
            rows = database.execute("SELECT body FROM records ORDER BY seq").fetchall()
        database.close()
        return [json.loads(row[0]) for row in rows]


@contextmanager
def receiving(home: Path, *arguments: str) -> Iterator[Receiver]:
    command = [sys.executable, str(PROGRAM), "--home", str(home), "--port", "0", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield Receiver(process.stdout.readline().strip(), home)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
