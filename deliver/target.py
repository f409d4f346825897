"""What a target is: a place that files parcels exactly once and says so."""

from collections.abc import Callable
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
    """`place` is the folder (or address) that receives. `cp932` also writes the CSV files for old programs."""

    place: Path
    office: str = ""
    municipality_code: str = ""
    cp932: bool = False
    clock: Callable[[], datetime] = field(default=utc_now)


class ImportTarget(Protocol):
    """`send` files every parcel once: a parcel that arrived before, in whatever batch, is `already_filed`.

    Raises DeliveryError when the target does not answer (nothing was filed then, or all of it), RecordRefused when it
    said no.
    """

    @property
    def name(self) -> str: ...

    def send(self, batch_key: str, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]: ...


OpenTarget = Callable[[Options], ImportTarget]
TARGETS: Shelf[OpenTarget] = Shelf("deliver.targets", "TARGET")


def open_target(name: str, options: Options) -> ImportTarget:
    """Raises ConfigError naming the targets there are."""
    return TARGETS.get(name)(options)
