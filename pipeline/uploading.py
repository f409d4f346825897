"""Scans that come through the browser: laid into a folder of their own, then taken in like any others.

Refuses what is empty, too large or no scan before anything is kept; a name is only a name, never a path.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from domain.batch import ScanBatch
from ingest.naming import shown
from ingest.sources import Found, found_at
from pipeline.intake import Taken, take_found
from storage.archive import Archive

LIMIT_MB = 500
_STARTS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PDF_WITHIN = 1024  # a PDF may begin with a few foreign bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """`name` as the browser gives it."""

    name: str
    data: bytes


def complaint(one: Upload, *, limit_mb: int = LIMIT_MB) -> str:
    """A code (`empty`, `kind`, `big`), "" for what may be taken in."""
    if not one.data:
        return "empty"
    if len(one.data) > limit_mb << 20:
        return "big"
    is_scan = one.data.startswith(_STARTS) or b"%PDF-" in one.data[:_PDF_WITHIN]
    return "" if is_scan else "kind"


def take_uploads(
    archive: Archive, found: Sequence[Upload], *, box: str, who: str, office: str = ""
) -> tuple[Taken, ...]:
    """Each in the order given; `source` of the answer is the name. Loose images given together are one case."""
    now = datetime.now(UTC)
    digest = hashlib.sha256(f"{office}\0{box}".encode())
    for one in found:
        digest.update(b"\0" + one.name.encode("utf-8", "surrogateescape") + hashlib.sha256(one.data).digest())
    batch_id = f"u{digest.hexdigest()[:20]}"
    archive.open_batch(ScanBatch(batch_id, box, who, now.isoformat(timespec="seconds"), ()))
    good = [one for one in found if not complaint(one)]
    with tempfile.TemporaryDirectory(prefix="tsuzuri-upload-") as folder:
        laid = list(_laid(Path(folder), good, box=box))
        taken = iter(take_found(archive, laid, batch_id=batch_id, office=office, tell=lambda _: None))
        told = [Taken(one.name, "refused", why) if (why := complaint(one)) else next(taken) for one in found]
    return tuple(Taken(named.name, one.state, one.reason) for named, one in zip(found, told, strict=True))


def _laid(folder: Path, found: Sequence[Upload], *, box: str) -> Iterator[Found]:
    """Files on disk with a source as the office knows it: box and name, not the folder they lay in for a moment."""
    for place, one in enumerate(found):
        path = folder / f"{place:05}"
        path.write_bytes(one.data)
        name = shown(PurePosixPath(one.name.replace("\\", "/")).name or "scan")
        there = found_at(path)
        loose = there.bundle == shown(folder)
        yield Found(path, f"upload {box}" if loose else f"upload {box}/{name}", source=f"{shown(box)}/{name}")
