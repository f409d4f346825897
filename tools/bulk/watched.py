"""A watched folder with ten thousand files: how long until each is claimed, and that each is claimed once."""

import os
import tempfile
import time
from pathlib import Path

from pipeline.intake import Intake
from pipeline.watching import Watch
from storage.archive import Archive

HEAD = b"\x89PNG\r\n\x1a\n"


def watched(*, files: int = 10_000, boxes: int = 20, size_bytes: int = 20_000) -> dict[str, object]:
    """SQLite and a folder on this disk; the seconds hold the wait until the files have come to rest (1 s)."""
    with tempfile.TemporaryDirectory(dir="build") as place:
        folder = Path(place) / "scanner"
        _lay(folder, files=files, boxes=boxes, size_bytes=size_bytes)
        with Archive(f"sqlite:///{Path(place).absolute()}/archive.db", f"{place}/files") as archive:
            archive.migrate()
            watch = Watch(archive, folder, Intake("scanner", "bench"), quiet_s=1.0)
            load, start = os.getloadavg()[0], time.perf_counter()
            looks = _until_empty(watch)
            seconds = time.perf_counter() - start
            again = len(Watch(archive, folder, Intake("scanner", "bench"), quiet_s=0).look(lambda _: None).taken)
            claimed = dict(archive.counts().files)
            cases = sum(archive.counts().cases.values())
    figures = {"files": files, "seconds": round(seconds, 1), "ms_a_file": round(1000 * seconds / files, 2)}
    return {**figures, "looks": looks, "claimed": claimed, "cases": cases, "again": again, "load": round(load, 1)}


def _until_empty(watch: Watch) -> int:
    looks = 0
    while True:
        looks += 1
        look = watch.look(lambda _: None)
        if looks > 1 and not look.taken and not look.moving:
            return looks
        time.sleep(1.0 if look.moving else 0)


def _lay(folder: Path, *, files: int, boxes: int, size_bytes: int) -> None:
    for number in range(files):
        box = folder / f"box{number % boxes:02}"
        box.mkdir(parents=True, exist_ok=True)
        (box / f"{number:05}.png").write_bytes(HEAD + os.urandom(size_bytes))
