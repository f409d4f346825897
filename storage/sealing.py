"""A folder as one sealed file: packed, encrypted in pieces with AES-256-GCM, the key made from a passphrase (scrypt).

Every piece says its place and whether it is the last, so nothing can be cut off, put in order otherwise or changed.
Refuses a wrong passphrase, a damaged file, and any path in it that leads out of the folder.
"""

import io
import os
import struct
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from domain.errors import StorageError

MAGIC = b"TSUZURI-SEALED-1\n"
SALT_BYTES, PIECE_BYTES, TAG_BYTES = 16, 1 << 20, 16
COST = {"n": 1 << 15, "r": 8, "p": 1}  # about 32 MiB and a tenth of a second a guess
SHORTEST = 16
_PLACE = struct.Struct(">Q?")


def seal_folder(folder: Path, out: Path, *, passphrase: str) -> int:
    """Bytes written. The file is whole or not there, and for its owner's eyes."""
    part = out.with_name(f".{out.name}.part")
    salt = os.urandom(SALT_BYTES)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as sink:
        sink.write(MAGIC + salt)
        sealed = _Sealer(sink, AESGCM(_key(passphrase, salt)))
        with tarfile.open(fileobj=sealed, mode="w|") as packed:
            packed.add(folder, arcname=".")
        sealed.finish()
        sink.flush()
        os.fsync(sink.fileno())
    part.replace(out)
    return out.stat().st_size


def open_sealed(path: Path, folder: Path, *, passphrase: str) -> None:
    """Into an empty folder. Raises StorageError; what was unpacked before a fault was found is not to be used."""
    try:
        with path.open("rb") as source:
            if source.read(len(MAGIC)) != MAGIC:
                raise StorageError(f"{path.name} is not a sealed backup")
            key = AESGCM(_key(passphrase, source.read(SALT_BYTES)))
            opened = io.BufferedReader(_Opened(_pieces(source, key)), PIECE_BYTES)
            with tarfile.open(fileobj=opened, mode="r|") as packed:
                packed.extractall(folder, filter="data")
            while opened.read(PIECE_BYTES):
                pass  # to the last piece, so that a missing end is noticed
    except InvalidTag as error:
        raise StorageError(f"{path.name}: wrong passphrase, or the file was changed or cut") from error
    except (tarfile.TarError, OSError) as error:
        raise StorageError(f"{path.name} cannot be unpacked: {error}") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    if len(passphrase) < SHORTEST:
        raise StorageError(f"a passphrase for a sealed backup has {SHORTEST} signs or more")
    return Scrypt(salt=salt, length=32, **COST).derive(passphrase.encode())


def _pieces(source: IO[bytes], key: AESGCM) -> Iterator[bytes]:
    number, piece = 0, source.read(PIECE_BYTES + TAG_BYTES)
    while True:
        following = source.read(PIECE_BYTES + TAG_BYTES)
        place = _PLACE.pack(number, not following)
        yield key.decrypt(number.to_bytes(12, "big"), piece, place)
        if not following:
            return
        number, piece = number + 1, following


class _Sealer(io.RawIOBase):
    """Takes bytes, writes sealed pieces. The key is new for every file, so a counter is nonce enough."""

    def __init__(self, sink: IO[bytes], key: AESGCM) -> None:
        self._sink, self._key, self._held, self._number = sink, key, bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # tarfile gives bytes
        self._held += data
        while len(self._held) > PIECE_BYTES:
            self._put(bytes(self._held[:PIECE_BYTES]), is_last=False)
            del self._held[:PIECE_BYTES]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._held), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        place = _PLACE.pack(self._number, is_last)
        self._sink.write(self._key.encrypt(self._number.to_bytes(12, "big"), piece, place))
        self._number += 1


class _Opened(io.RawIOBase):
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
