"""Who acts in this process and what they see: set once by the gate (`pipeline.acting`), read by settings and archive.

Refuses nothing itself. A process that the gate never entered (a worker) is the machine: it acts under the name of the
settings and works for every office.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from domain.access import Operator, Role


@dataclass(frozen=True, slots=True)
class Duty:
    """`sees`: the office whose cases are found, "" for every office; a name no office has finds nothing."""

    operator: Operator
    sees: str = ""


_NOW: ContextVar[Duty | None] = ContextVar("duty", default=None)


def duty() -> Duty | None:
    return _NOW.get()


def operator(name: str) -> Operator:
    """Who acts; `name` when nobody was asked."""
    now = _NOW.get()
    return now.operator if now else Operator(name, Role.ALONE)


def office_on_duty() -> str:
    """The office whose papers come in; "" for one person alone and for the machine."""
    now = _NOW.get()
    return now.sees if now else ""


@contextmanager
def on_duty(now: Duty | None) -> Iterator[None]:
    before = _NOW.set(now)
    try:
        yield
    finally:
        _NOW.reset(before)
