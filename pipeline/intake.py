"""Taking papers in: finds files, refuses twins and unsafe ones, gives each bundle its case. Changes no byte."""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from domain.batch import FileState, ScanBatch, ScanFile
from domain.errors import PaperError, StorageError
from domain.paper_box import BoxAlarm
from ingest.collation import collated
from ingest.naming import shown
from ingest.sources import Found, find, fingerprint
from pipeline.blank_sides import BlankSides
from storage.archive import Archive

AT_ONCE, HASHERS = 100, 4


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
    found = [one for one in find(paths) if one.path not in besides and not is_own(one.path, by.home)]
    return take_found(archive, found, batch_id=batch.batch_id, office=by.office, tell=tell)


def take_passes(
    archive: Archive, fronts: Path, *, backs: Path, by: Intake, tell: Callable[[Taken], None]
) -> tuple[Taken, ...]:
    """One pile scanned in two passes, turned over as a whole in between. Raises PassesDiffer before taking anything."""
    started = datetime.now(UTC)
    found = collated(find([fronts]), find([backs]))
    named = batch_id((fronts, backs), started, office=by.office)
    archive.open_batch(ScanBatch(named, by.name, by.operator, started.isoformat(timespec="seconds"), ()))
    return take_found(archive, found, batch_id=named, office=by.office, tell=tell)


def is_own(path: Path, home: Path | None) -> bool:
    """The archive's own files, when it lies inside the folder taken in."""
    return home is not None and path.resolve().is_relative_to(home.resolve())


def take_found(
    archive: Archive, found: Sequence[Found], *, batch_id: str, office: str, tell: Callable[[Taken], None]
) -> tuple[Taken, ...]:
    """Into an open batch, which is closed at the end; a hundred files are kept side by side and written at once."""
    taken: list[Taken] = []
    cases, blanks = _Cases(archive, office), BlankSides(archive, batch_id)
    for start in range(0, len(found), AT_ONCE):
        for one in _take(archive, found[start : start + AT_ONCE], cases=cases, blanks=blanks):
            taken.append(one)
            tell(one)
    refused = [BoxAlarm("refused", one.source, one.reason) for one in taken if one.state == "refused"]
    archive.boxes.alarm(batch_id, refused)
    archive.close_batch(batch_id)
    return tuple(taken)


def batch_id(paths: Sequence[Path], started: datetime, *, office: str = "") -> str:
    """The same for the same folders on the same day: an interrupted intake, run again, finishes its own batch."""
    named = "\0".join((*([office] if office else ()), *(str(path.absolute()) for path in paths)))
    return f"b{started:%Y%m%d}-{hashlib.sha256(named.encode('utf-8', 'surrogateescape')).hexdigest()[:12]}"


def _take(archive: Archive, found: Sequence[Found], *, cases: "_Cases", blanks: BlankSides) -> list[Taken]:
    """In the order found."""
    batch_id = blanks.batch_id
    with ThreadPoolExecutor(HASHERS) as hashers:
        prints = list(hashers.map(_print_of, found))
    own = blanks.among(found, [said[0] if isinstance(said, tuple) else "" for said in prints])
    sources = [one.source or shown(one.path) for one in found]  # any name becomes a text that a database keeps
    files = [
        (_file(one, source, said=said, cases=cases, own_side=batch_id if place in own else ""), one.path)
        for place, (one, source, said) in enumerate(zip(found, sources, prints, strict=True))
        if isinstance(said, tuple)
    ]
    became = iter(archive.take_in_all(files, batch_id) if files else ())
    return [
        Taken(source, "refused", str(said)) if isinstance(said, PaperError) else _taken(source, next(became))
        for source, said in zip(sources, prints, strict=True)
    ]


def _taken(source: str, became: bool | StorageError) -> Taken:
    if isinstance(became, StorageError):
        return Taken(source, "refused", str(became))
    return Taken(source, "claimed" if became else "duplicate")


def _print_of(found: Found) -> tuple[str, int] | PaperError:
    try:
        return fingerprint(found.path)
    except PaperError as error:
        return error


def _file(found: Found, source: str, *, said: tuple[str, int], cases: "_Cases", own_side: str) -> ScanFile:
    """`own_side`: the batch of a blank side that is kept beside its like, and so has an id of its own."""
    sha256, size_bytes = said
    case = cases.of(found.bundle, sha256)
    named = file_id(sha256, "\0".join((cases.office, own_side, source))) if own_side else file_id(sha256, cases.office)
    cases.named[found.path] = named
    back_of = cases.named.get(found.back_of, "") if found.back_of else ""
    return ScanFile(
        named, sha256, source, size_bytes, case, FileState.CLAIMED, own_side=bool(own_side), back_of=back_of
    )


class _Cases:
    """Gives each bundle its case, named after its first file. While the batch is open none of them is read.

    Two offices that scan the same bytes have two files and two cases; so the office is in their ids.
    """

    def __init__(self, archive: Archive, office: str) -> None:
        self.archive, self.office = archive, office
        self.first: dict[str, str] = {}
        self.is_read: dict[str, bool] = {}
        self.named: dict[Path, str] = {}  # ids of the files met

    def of(self, bundle: str, sha256: str) -> str:
        bundle = f"{self.office}\0{bundle}" if self.office else bundle
        case = case_id(bundle, self.first.setdefault(bundle, sha256))
        if case not in self.is_read:
            self.is_read[case] = self.archive.case(case) is not None
        # The case was read before this sheet came: it becomes a case of its own, which a person may join.
        return case_id(bundle, sha256) if self.is_read[case] else case


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
