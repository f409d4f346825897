"""Columns with words of a case: sealed on the way into the database and opened on the way out, where there is a key.

The one place where values of the database are encrypted. Refuses to be used in a condition: what is sealed cannot be
compared or sorted by the database.
"""

import base64
import re
from typing import Any, Protocol

from sqlalchemy import Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from domain.errors import StorageError

RING = "tsuzuri_ring"  # the attribute of an engine's dialect that holds the keys
MARK = "\x01tsuzuri1:"  # before a sealed text; nobody types a control sign


CODE = re.compile("[a-z_]{1,40}")


class Keys(Protocol):
    @property
    def is_on(self) -> bool: ...
    def seal(self, data: bytes, name: str) -> bytes: ...
    def open(self, data: bytes, name: str) -> bytes: ...


class Sealed(TypeDecorator[bytes]):
    """Bytes. `name`: table and column, bound to every value."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:
        ring = _ring(dialect)
        return value if value is None or ring is None else ring.seal(value, self.name)

    def process_result_value(self, value: Any, dialect: Dialect) -> bytes | None:
        ring = _ring(dialect)
        return value if value is None or ring is None else ring.open(bytes(value), self.name)


class SealedText(TypeDecorator[str]):
    """Text. Sealed it is a mark and base64; a code of one word (`undo`) stays, so that it can be asked for."""

    impl = Text
    cache_ok = True

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        ring = _ring(dialect)
        if value is None:
            return value
        if ring is None or not ring.is_on:
            if value.startswith(MARK):
                raise StorageError("a text begins like a sealed one; it was not kept")
            return value
        if not value or CODE.fullmatch(value):
            return value
        return MARK + base64.b64encode(ring.seal(value.encode("utf-8", "surrogatepass"), self.name)).decode("ascii")

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        ring = _ring(dialect)
        if value is None or ring is None or not value.startswith(MARK):
            return value
        kept = base64.b64decode(value.removeprefix(MARK))
        return ring.open(kept, self.name).decode("utf-8", "surrogatepass")


def _ring(dialect: Dialect) -> Keys | None:
    found: Keys | None = getattr(dialect, RING, None)
    return found
