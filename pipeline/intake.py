"""Taking papers in: finds files, refuses twins and unsafe ones, gives each bundle its case. Changes no byte."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.batch import FileState, ScanBatch, ScanFile
from domain.errors import PaperError
from domain.paper_box import BoxAlarm
from ingest.naming import shown
from ingest.sources import Found, find, fingerprint
from storage.archive import Archive


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one path: `state` is claimed, duplicate or refused; `reason` for the last two."""

    source: str
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """Name of the box, who takes it in and for which office, and the archive's folder, never taken in itself."""

    name: str
    operator: str
    home: Path | None = None
    office: str = ""


def take_in(
    archive: Archive,
    paths: Sequence[Path],
    *,
    by: Intake,
    tell: Callable[[Taken], None],
    besides: Sequence[Path] = (),
) -> tuple[Taken, ...]:
    """Copies every scan below `paths` into the archive. Safe to repeat: the same bytes are taken in once.

    `besides`: what lies among them and is no paper, such as the manifest of the box.
    """
    started = datetime.now(UTC)
    batch = ScanBatch(
        batch_id(paths, started, office=by.office), by.name, by.operator, started.isoformat(timespec="seconds"), ()
    )
    archive.open_batch(batch)
    taken = []
    first: dict[str, str] = {}
    for found in find(paths):
        if by.home and found.path.resolve().is_relative_to(by.home.resolve()):
            continue  # the archive's own files, when it lies inside the folder taken in
        if found.path in besides:
            continue
        taken.append(_take(archive, found, batch_id=batch.batch_id, first=first, office=by.office))
        tell(taken[-1])
    refused = [BoxAlarm("refused", one.source, one.reason) for one in taken if one.state == "refused"]
    archive.boxes.alarm(batch.batch_id, refused)
    archive.close_batch(batch.batch_id)
    return tuple(taken)


def batch_id(paths: Sequence[Path], started: datetime, *, office: str = "") -> str:
    """The same for the same folders on the same day: an interrupted intake, run again, finishes its own batch."""
    named = "\0".join((*([office] if office else ()), *(str(path.absolute()) for path in paths)))
    return f"b{started:%Y%m%d}-{hashlib.sha256(named.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"


def _take(archive: Archive, found: Found, *, batch_id: str, first: dict[str, str], office: str) -> Taken:
    """`first` remembers the first file of each bundle: it gives the bundle's case its id.

    Two offices that scan the same bytes have two files and two cases; so the office is in their ids.
    """
    source = shown(found.path)  # any name becomes a text that a database keeps
    try:
        sha256, size_bytes = fingerprint(found.path)
    except PaperError as error:
        return Taken(source, "refused", str(error))
    bundle = f"{office}\0{found.bundle}" if office else found.bundle
    case = case_id(bundle, first.setdefault(found.bundle, sha256))
    if archive.case(case) is not None:
        # The case was read before this sheet came: it becomes a case of its own, which a person may join.
        case = case_id(bundle, sha256)
    file = ScanFile(
        file_id=file_id(sha256, office),
        sha256=sha256,
        source=source,
        size_bytes=size_bytes,
        case_id=case,
        state=FileState.CLAIMED,
    )
    if archive.take_in(file, batch_id, path=found.path):
        return Taken(source, "claimed")
    return Taken(source, "duplicate")


def file_id(sha256: str, office: str = "") -> str:
    """Short enough to read out, long enough never to meet another: 80 bits."""
    own = hashlib.sha256(f"{office} {sha256}".encode()).hexdigest() if office else sha256
    return "f" + own[:20]


def case_id(bundle: str, first_sha256: str) -> str:
    """From the bundle's place and its first file: the same after an interruption, another for another box.

    Neither alone would do: boxes on two sticks share their folder names, and two cases may begin with the same sheet.
    """
    both = f"{first_sha256} {bundle}".encode("utf-8", "surrogateescape")
    return "c" + hashlib.sha256(both).hexdigest()[:16]
