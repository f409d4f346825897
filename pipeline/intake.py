"""Taking papers in: finds files, refuses twins and unsafe ones, gives each bundle its case. Keeps the bytes untouched."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ingest.sources import Found, find, fingerprint
from storage.archive import Archive

from domain.batch import FileState, ScanFile
from domain.errors import PaperError


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one path: `state` is claimed, duplicate or refused; `reason` for the last two."""

    source: str
    state: str
    reason: str = ""


def take_in(
    archive: Archive, paths: Sequence[Path], *, name: str, operator: str, tell: Callable[[Taken], None]
) -> tuple[Taken, ...]:
    """Copies every scan below `paths` into the archive. Safe to repeat: the same bytes are taken in once."""
    batch_id = "b" + datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    archive.start_batch(batch_id, name, operator=operator)
    taken = []
    for found in find(paths):
        taken.append(_take(archive, found, batch_id))
        tell(taken[-1])
    return tuple(taken)


def _take(archive: Archive, found: Found, batch_id: str) -> Taken:
    source = str(found.path)
    try:
        sha256, size_bytes = fingerprint(found.path)
    except PaperError as error:
        return Taken(source, "refused", str(error))
    file = ScanFile(
        file_id=file_id(sha256),
        sha256=sha256,
        source=source,
        size_bytes=size_bytes,
        case_id=case_id(found.bundle),
        state=FileState.CLAIMED,
    )
    if archive.take_in(file, batch_id, path=found.path):
        return Taken(source, "claimed")
    return Taken(source, "duplicate")


def file_id(sha256: str) -> str:
    """Short enough to read out, long enough never to meet another: 80 bits."""
    return "f" + sha256[:20]


def case_id(bundle: str) -> str:
    """Files of one bundle share a case; the bundle's name itself may be personal data, so only its hash is used."""
    return "c" + hashlib.sha256(bundle.encode("utf-8", "surrogateescape")).hexdigest()[:12]
