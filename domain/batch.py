"""Papers coming in and records going out, both counted."""

from dataclasses import dataclass
from enum import StrEnum


class FileState(StrEnum):
    CLAIMED = "claimed"
    UNPACKED = "unpacked"
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"


class PageState(StrEnum):
    """`waiting` is the only state that is not an end state of reading. `separator`: kept, and no page of any case."""

    WAITING = "waiting"
    READ = "read"
    UNREAD = "unread"
    QUARANTINED = "quarantined"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class ScanFile:
    """One file as it came. `file_id` is its key; `sha256` of the untouched bytes; `source` as given.

    `own_side`: a blank side whose bytes are those of another; a side of its own sheet all the same. `back_of`: the file
    with the fronts of its sheets; then its last page is the back of the first front.
    """

    file_id: str
    sha256: str
    source: str
    size_bytes: int
    case_id: str
    state: FileState
    page_count: int = 0
    reason: str = ""
    own_side: bool = False
    back_of: str = ""


@dataclass(frozen=True, slots=True)
class ScanBatch:
    """What one run of `ingest` took in."""

    batch_id: str
    name: str
    operator: str
    started_at: str
    file_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The target's word for one case of a batch: `status` is filed | already_filed | refused."""

    case_id: str
    key: str
    status: str
    reason: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class HoldBack:
    """A case, or one item of it, that did not leave, and why (a code of `domain.reasons`)."""

    case_id: str
    reason: str
    item: str = ""


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """One delivery. `key` is the hash of its contents: sending twice files once."""

    batch_id: str
    key: str
    target: str
    created_at: str
    receipts: tuple[Receipt, ...]
    held: tuple[HoldBack, ...] = ()
