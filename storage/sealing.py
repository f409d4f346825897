"""A folder as one sealed file: packed, encrypted in pieces (`storage.pieces`), the key made from a passphrase (scrypt).

Refuses a wrong passphrase, a damaged file, and any path in it that leads out of the folder.
"""

import io
import os
import tarfile
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from domain.errors import StorageError
from storage.pieces import PIECE_BYTES, Opened, Sealer, opened

MAGIC = b"TSUZURI-SEALED-1\n"
SALT_BYTES = 16
COST = {"n": 1 << 15, "r": 8, "p": 1}  # about 32 MiB and a tenth of a second a guess
SHORTEST = 16


def seal_folder(folder: Path, out: Path, *, passphrase: str) -> int:
    """Bytes written. The file is whole or not there, and for its owner's eyes."""
    part = out.with_name(f".{out.name}.part")
    salt = os.urandom(SALT_BYTES)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as sink:
        sink.write(MAGIC + salt)
        sealed = Sealer(sink, AESGCM(key_of(passphrase, salt)))
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
            key = AESGCM(key_of(passphrase, source.read(SALT_BYTES)))
            unsealed = io.BufferedReader(Opened(opened(source, key)), PIECE_BYTES)
            with tarfile.open(fileobj=unsealed, mode="r|") as packed:
                packed.extractall(folder, filter="data")
            while unsealed.read(PIECE_BYTES):
                pass  # to the last piece, so that a missing end is noticed
    except InvalidTag as error:
        raise StorageError(f"{path.name}: wrong passphrase, or the file was changed or cut") from error
    except (tarfile.TarError, OSError) as error:
        raise StorageError(f"{path.name} cannot be unpacked: {error}") from error


def key_of(passphrase: str, salt: bytes) -> bytes:
    """Slow on purpose. Raises StorageError for a passphrase that is too short."""
    if len(passphrase) < SHORTEST:
        raise StorageError(f"a passphrase has {SHORTEST} signs or more")
    return Scrypt(salt=salt, length=32, **COST).derive(passphrase.encode())
