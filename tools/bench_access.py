"""What guarding costs and keeps out: hostile tries, the log, a million rows, the veil, sealing at rest.

Writes build/bench/access.json. Also counts the matrix of commands, screens and roles that the tests walk. Refuses to
call a broken log verified.
"""

import argparse
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from sqlalchemy import insert, update

from domain.access import ACCOUNT_ROLES, RIGHTS, Operator, Role
from domain.auditing import Action, Deed
from pipeline.desk import Desk
from pipeline.permits import NEEDS
from pipeline.veil import indexed
from review_ui.screens import NEEDS as SCREENS
from storage.archive import Archive
from storage.audit import CHAIN, seal
from storage.history import START
from storage.schema import audit, heads
from tests.pipeline import sheltered
from tools.hostile import asking, holding, showing, tried
from tools.hostile.house import house
from tools.sealing_cost import sealing

WHO = Operator("kimura", Role.SUPERVISOR, "office")
CHUNK = 20_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--looks", type=int, default=200)
    asked.add_argument(
        "--only", choices=("hostile", "sealing"), help="this part alone; the other figures stay as they are"
    )
    only, rows, looks = asked.parse_args().only, asked.parse_args().rows, asked.parse_args().looks
    found = {} if only == "sealing" else hostile()
    if only != "hostile":
        found |= sealing()
    if not only:
        found |= guarding(rows, looks)
    out = Path("build/bench/access.json")
    out.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(out.read_text(encoding="utf-8")) if only and out.exists() else {}
    out.write_text(json.dumps(known | found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for name, value in found.items():
        print(f"{name:32} {value}")
    return int(found.get("hostile_not_refused", []) != [])


def hostile() -> dict[str, object]:
    """Every try of tools/hostile against an archive of two offices."""
    with tempfile.TemporaryDirectory() as folder, house(Path(folder)) as place:
        return tried((*showing.attacks(), *asking.attacks(place), *holding.attacks(place)))


def guarding(rows: int, looks: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with Archive(f"sqlite:///{home / 'archive.db'}", str(home / "files"), seen=indexed) as archive:
            archive.migrate()
            sheltered.take_in(archive, home)
            return {**matrix(), **costs(archive, looks), **verified(archive, rows)}


def matrix() -> dict[str, float]:
    """What the tests walk: every way of a command and every screen, with every role, and how many of them refuse."""
    ways = [right for one in NEEDS.values() for right in (one.right, *one.also.values())]
    pairs = [(right, role) for right in ways if right is not None for role in ACCOUNT_ROLES]
    shown = [(right, role) for right in SCREENS.values() for role in ACCOUNT_ROLES]
    refused = sum(right not in RIGHTS[role] for right, role in (*pairs, *shown))
    open_ones = sum(one.right is None for one in NEEDS.values())
    return {"commands": len(NEEDS), "commands_for_anybody": open_ones, "screens": len(SCREENS)} | {
        "matrix_cells": len(pairs) + len(shown),
        "matrix_refusals": refused,
    }


def costs(archive: Archive, looks: int) -> dict[str, float]:
    desk = Desk(archive, WHO)
    start, row = time.process_time(), Deed(Action.VIEW, "case-s")
    for _ in range(looks):
        archive.audit.add(WHO, row)
    return {
        "audit_row_cpu_ms": round((time.process_time() - start) * 1000 / looks, 3),
        "audit_row_ms": timed(lambda: archive.audit.add(WHO, Deed(Action.VIEW, "case-s")), looks),
        "open_case_ms": timed(lambda: desk.open_case("case-s"), looks),
        "picture_plain_ms": timed(lambda: archive.picture("case-s", 1), looks),
        "picture_veiled_ms": timed(lambda: desk.page_picture("case-s", 1), looks),
    }


def timed(run: Callable[[], object], times: int) -> float:
    """Median, ms."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        spent.append((time.perf_counter() - start) * 1000)
    return round(statistics.median(spent), 3)


def verified(archive: Archive, rows: int) -> dict[str, float]:
    seq, previous = archive.audit.head()
    assert seq or previous == START
    made: list[dict[str, object]] = []
    with archive.audit.database.write() as connection:
        for at in range(seq + 1, rows + 1):
            told = (at, f"2026-01-01T00:00:00.{at % 1_000_000:06d}+00:00", "kimura", "clerk", "office")
            values = (*told, "view", f"c{at % 9973:016x}", "", "", previous)
            previous = seal(values)
            named = ("seq", "at", "who", "role", "office", "action", "subject", "target", "why", "previous")
            made.append(dict(zip(named, values, strict=True)) | {"digest": previous})
            if len(made) == CHUNK:
                connection.execute(insert(audit), made)
                made.clear()
        if made:
            connection.execute(insert(audit), made)
        connection.execute(update(heads).where(heads.c.chain == CHAIN).values(seq=rows, digest=previous))
    start = time.perf_counter()
    found = archive.audit.verify()
    spent = time.perf_counter() - start
    assert found.is_whole, found
    added = timed(lambda: archive.audit.add(WHO, Deed(Action.VIEW, "case-s")), 50)
    return {"rows_verified": found.rows, "verify_s": round(spent, 2), "audit_row_ms_after": added}


if __name__ == "__main__":
    sys.exit(main())
