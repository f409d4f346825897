"""Looks into a folder again and again and takes in what has come to rest. Asks the file system nothing but to list.

Polling, because a share of another computer (SMB, NFS) sends no events. A box is taken only when all of its new files
have kept size and time of change for a while; its manifest is read first. Nothing in the folder is moved or changed.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from domain.batch import ScanBatch
from domain.errors import PaperError, UnsafePaper
from domain.paper_box import BoxAlarm
from ingest.manifests import read_manifest
from ingest.naming import natural_key, shown
from ingest.sources import found_at, is_left_out, listed
from pipeline.boxes import announce
from pipeline.intake import Intake, Taken, is_own, take_found
from storage.archive import Archive

MANIFESTS = frozenset(f"{stem}{suffix}" for stem in ("manifest", "一覧", "目録") for suffix in (".csv", ".json"))


@dataclass(frozen=True, slots=True)
class Look:
    """What one look took, and how many files are new but not at rest yet."""

    taken: tuple[Taken, ...] = ()
    moving: int = 0


@dataclass
class Watch:
    """`by.name` names the box of files that lie in the folder itself; each folder inside it is a box of that name."""

    archive: Archive
    folder: Path
    by: Intake
    quiet_s: float = 5.0
    clock: Callable[[], float] = time.monotonic
    seen: dict[str, tuple[str, float]] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.folder = self.folder.absolute()
        self.done = self.archive.boxes.arrived(shown(self.folder))

    def look(self, tell: Callable[[Taken], None]) -> Look:
        """One round. Raises UnsafePaper when the folder itself is away; a box that goes away meanwhile waits."""
        taken: list[Taken] = []
        moving = 0
        for name, place in self._boxes():
            try:
                paths = listed([place]) if place != self.folder else _loose(place)
            except (UnsafePaper, OSError):
                continue  # it went away while we looked; the next round sees what is left
            fresh = {path: stamp for path in paths if (stamp := self._stamp_if_new(path))}
            restless = sum(not self._rests(path, stamp) for path, stamp in fresh.items())
            moving += restless
            if fresh and not restless:
                taken += self._take(name, place, fresh=fresh, tell=tell)
        return Look(tuple(taken), moving)

    def _boxes(self) -> Iterator[tuple[str, Path]]:
        yield self.by.name, self.folder
        try:
            inside = sorted(self.folder.iterdir())
        except OSError as error:
            raise UnsafePaper(f"{shown(self.folder)}: this folder cannot be read ({error.strerror})") from error
        for one in inside:
            if not one.name.startswith(".") and one.is_dir() and not one.is_symlink() and not is_own(one, self.by.home):
                yield shown(one.name), one

    def _stamp_if_new(self, path: Path) -> str:
        """ "" for what was dealt with, or has gone."""
        stamp = _stamp(path)
        return "" if self.done.get(shown(path)) == stamp else stamp

    def _rests(self, path: Path, stamp: str) -> bool:
        now, key = self.clock(), shown(path)
        before = self.seen.get(key)
        if before is None or before[0] != stamp:
            self.seen[key] = before = (stamp, now)
        return now - before[1] >= self.quiet_s

    def _take(
        self, name: str, place: Path, *, fresh: dict[Path, str], tell: Callable[[Taken], None]
    ) -> tuple[Taken, ...]:
        """The manifest first. What changed while it was taken is looked at again in the next round."""
        batch_id = self._open(name, place, fresh=fresh)
        lists = [path for path in fresh if path.name.lower() in MANIFESTS]
        for path in lists:
            self._announce(name, path, batch_id=batch_id)
        papers = [found_at(path) for path in fresh if path not in lists]
        taken = take_found(self.archive, papers, batch_id=batch_id, office=self.by.office, tell=tell)
        stamps = {shown(path): stamp for path, stamp in fresh.items() if _stamp(path) in (stamp, "")}
        self.archive.boxes.note_arrivals(shown(self.folder), stamps)
        self.done |= stamps
        for key in stamps:
            self.seen.pop(key, None)
        return taken

    def _open(self, name: str, place: Path, *, fresh: dict[Path, str]) -> str:
        """The same files make the same batch: what a kill cut off is finished by the next start."""
        digest = hashlib.sha256(f"{self.by.office}\0{shown(place)}".encode())
        for path, stamp in fresh.items():
            digest.update(f"\0{shown(path)}\0{stamp}".encode())
        now = datetime.now(UTC)
        batch_id = f"w{digest.hexdigest()[:20]}"
        self.archive.open_batch(ScanBatch(batch_id, name, self.by.operator, now.isoformat(timespec="seconds"), ()))
        return batch_id

    def _announce(self, name: str, path: Path, *, batch_id: str) -> None:
        try:
            files = read_manifest(path)
        except PaperError as error:
            self.archive.boxes.alarm(batch_id, [BoxAlarm("refused", shown(path), str(error))])
            return
        known = self.archive.boxes.box(name)
        announce(self.archive, name, files=files, sides=known.sides if known else 1, who=self.by.operator)


def _loose(folder: Path) -> tuple[Path, ...]:
    """What lies in the folder itself."""
    inside = [one for one in folder.iterdir() if not is_left_out(one.name) and (one.is_symlink() or not one.is_dir())]
    return tuple(sorted(inside, key=lambda one: natural_key(one.name)))


def _stamp(path: Path) -> str:
    """Size and time of change; a share may give a file another inode at every look. "" when it has gone."""
    try:
        found = path.lstat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns}"
