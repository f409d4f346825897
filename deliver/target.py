"""What a target is: a place that files parcels exactly once, says what it holds, and gives back what is recalled."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from deliver.packing import Parcel
from domain.batch import Receipt
from domain.catalogue import Shelf


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Options:
    """`place` is the folder that receives, `url` the platform. `cp932` also writes the CSV files for old programs.

    `keys`: public keys of the receiver, for which what is filed is encrypted.
    `waits_s`: pauses before each further try; `trust`: a CA file of the office, instead of the system's.
    """

    place: Path
    office: str = ""
    municipality_code: str = ""
    cp932: bool = False
    clock: Callable[[], datetime] = field(default=utc_now)
    url: str = ""
    token: str = field(default="", repr=False)
    trust: Path | None = None
    timeout_s: float = 60.0
    keys: tuple[str, ...] = ()
    waits_s: tuple[float, ...] = (1, 2, 4, 8, 16)
    sleep: Callable[[float], None] = field(default=time.sleep)


class ImportTarget(Protocol):
    """`send` files every parcel once: a parcel that arrived before, in whatever batch, is `already_filed`.

    Raises DeliveryError when the target does not answer, NotThePlatform when something else does. A case that the
    target will not have comes back as a receipt `refused` with its reason.
    """

    @property
    def name(self) -> str: ...

    @property
    def place(self) -> str:
        """Where it is, as the archive remembers it."""
        ...

    @property
    def batch_size(self) -> int:
        """Cases that one delivery takes at most."""
        ...

    def send(self, batch_key: str, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]: ...

    def holds(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        """Case to the key of its newest revision there, made anew from the contents there; what is absent is left out.

        "" stands for contents that no longer are what was filed.
        """
        ...

    def recall(self, keys: Mapping[str, str], *, reason: str) -> tuple[Receipt, ...]:
        """Takes cases (id to key) back: receipts `recalled`, or `not_there`. Recalling twice is recalling once."""
        ...


OpenTarget = Callable[[Options], ImportTarget]
TARGETS: Shelf[OpenTarget] = Shelf("deliver.targets", "TARGET")


def open_target(name: str, options: Options) -> ImportTarget:
    """Raises ConfigError naming the targets there are."""
    return TARGETS.get(name)(options)
