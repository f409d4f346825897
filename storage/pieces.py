"""Bytes encrypted in pieces with AES-256-GCM: the one format of sealed backups and of sealed page files.

Every piece says its place and whether it is the last, so nothing can be cut off, put in order otherwise or changed.
Refuses (InvalidTag) a wrong key and every changed byte. A key is used for one stream only: a counter is nonce enough.
"""

import io
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

PIECE_BYTES, TAG_BYTES = 1 << 20, 16
_PLACE = struct.Struct(">Q?")


class Sealer(io.RawIOBase):
    """Takes bytes, writes sealed pieces to `sink`; `finish` writes the last."""

    def __init__(self, sink: IO[bytes], key: AESGCM) -> None:
        self._sink, self._key, self._held, self._number = sink, key, bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # tarfile and the page store give bytes
        self._held += data
        while len(self._held) > PIECE_BYTES:
            self._put(bytes(self._held[:PIECE_BYTES]), is_last=False)
            del self._held[:PIECE_BYTES]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._held), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        place = _PLACE.pack(self._number, is_last)
        self._sink.write(self._key.encrypt(_nonce(self._number), piece, place))
        self._number += 1


def opened(source: IO[bytes], key: AESGCM) -> Iterator[bytes]:
    """The pieces in the clear. Raises InvalidTag at the first that is not as it was written."""
    number, piece = 0, source.read(PIECE_BYTES + TAG_BYTES)
    while True:
        following = source.read(PIECE_BYTES + TAG_BYTES)
        yield key.decrypt(_nonce(number), piece, _PLACE.pack(number, not following))
        if not following:
            return
        number, piece = number + 1, following


class Opened(io.RawIOBase):
    """Pieces in the clear as a file that is read once, forwards."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""

    def readable(self) -> bool:
        return True

    def readinto(self, into: memoryview) -> int:  # type: ignore[override]  # what BufferedReader hands over
        if not self._held:
            self._held = next(self._pieces, b"")
        taken = self._held[: len(into)]
        into[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)


def _nonce(number: int) -> bytes:
    return number.to_bytes(12, "big")
