"""The keys an archive is sealed with: data keys, one or more an office, each wrapped by a master key kept elsewhere.

The master key comes from a key file, the environment or a passphrase; only wrapped data keys are in the database. A
sealed value names its data key, so old ones stay readable whatever key is in force. Refuses, never guesses: without
the master key nothing sealed is read, and nothing new is written in the clear into a sealed archive.
"""

import base64
import hmac
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.errors import KeyMissing, StorageError
from storage.pieces import Sealer, opened
from storage.sealing import key_of

VALUE = b"TZ1"
FILE = b"TSUZURI-KEPT-1\n"
KEY_BYTES, ID_BYTES, SALT_BYTES = 32, 8, 16
FRESH_S = 20.0  # how long a process goes on before it looks whether another one made a new data key
_ONCE = bytes(12)  # every sealed value has a key of its own, used once

_writing_for: ContextVar[str] = ContextVar("tsuzuri_writing_for", default="")


@dataclass(frozen=True, slots=True)
class KeySource:
    """What was given: the text of a key file, or a passphrase; nothing for an archive in the clear."""

    text: str = field(default="", repr=False)
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A data key as it lies in the database. `salt`: of the passphrase, b"" for a key file."""

    key_id: bytes
    office: str
    made_at: str
    master_id: str
    salt: bytes
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Master:
    """The key over the keys. `name` tells it from others and tells nothing of it."""

    key: bytes = field(repr=False)
    salt: bytes = b""

    @property
    def name(self) -> str:
        return hmac.digest(self.key, b"tsuzuri master", "sha256")[:ID_BYTES].hex()

    def wrap(self, key_id: bytes, data_key: bytes) -> bytes:
        nonce = os.urandom(12)
        return nonce + AESGCM(self.key).encrypt(nonce, data_key, b"tsuzuri data key" + key_id)

    def unwrap(self, one: Wrapped) -> bytes:
        try:
            nonce, kept = one.wrapped[:12], one.wrapped[12:]
            return AESGCM(self.key).decrypt(nonce, kept, b"tsuzuri data key" + one.key_id)
        except InvalidTag as error:
            raise StorageError(f"the data key {one.key_id.hex()} was changed in the database") from error


def new_key_text() -> str:
    return f"tsuzuri-key-1 {base64.b64encode(os.urandom(KEY_BYTES)).decode()}\n"


def master_of(source: KeySource, *, salt: bytes = b"") -> Master | None:
    """None when nothing was given. Raises KeyMissing for text that is no key."""
    if source.passphrase:
        return Master(key_of(source.passphrase, salt), salt)
    if not source.text.strip():
        return None
    try:
        key = base64.b64decode(source.text.split()[-1], validate=True)
    except ValueError as error:
        raise KeyMissing("the key given is not a key that `tsuzuri keys` made") from error
    if len(key) != KEY_BYTES:
        raise KeyMissing("the key given is not a key that `tsuzuri keys` made")
    return Master(key)


@contextmanager
def writing_for(office: str) -> Iterator[None]:
    """What is sealed within takes the key of this office, where it has one."""
    before = _writing_for.set(office)
    try:
        yield
    finally:
        _writing_for.reset(before)


class Ring:
    """The keys as one process holds them. `rows` reads the wrapped ones; `office`: whose key is taken by default."""

    def __init__(self, source: KeySource, rows: Callable[[], Sequence[Wrapped]], *, office: str = "") -> None:
        self.source, self.office, self.reads = source, office, rows
        self._keys: dict[bytes, bytes] = {}
        self._current: dict[str, bytes] = {}
        self._masters: dict[bytes, Master | None] = {}
        self._known, self._ever, self._looked = False, False, -FRESH_S
        self._lock = threading.Lock()

    @property
    def is_on(self) -> bool:
        """Whether the archive is sealed, with or without its key at hand."""
        self._look()
        return self._known

    def check(self) -> None:
        """Raises KeyMissing when the archive is sealed and what was given does not open it."""
        if self.is_on and not self._keys:
            given = bool(self.source.text.strip() or self.source.passphrase)
            why = "the key given is another one" if given else "no key was given"
            raise KeyMissing(f"the archive is sealed and {why}: set key_file, TSUZURI_KEY or passphrase_file")

    def forget(self) -> None:
        """Looks again at the next need, and whoever else needs it waits."""
        self._looked, self._ever = -FRESH_S, False

    def master(self, salt: bytes = b"") -> Master | None:
        if salt not in self._masters:
            self._masters[salt] = master_of(self.source, salt=salt)
        return self._masters[salt]

    def opener(self) -> Master:
        """The master key that opens this archive. Raises KeyMissing."""
        names = {one.master_id for one in self.reads()}
        for master in self._masters.values():
            if master is not None and master.name in names:
                return master
        raise KeyMissing("no key was given that opens this archive")

    def data_key(self, key_id: bytes) -> bytes:
        if key_id not in self._keys:
            self.forget()
            self.check()
        if key_id not in self._keys:
            raise KeyMissing(f"the data key {key_id.hex()} is not one that the key given opens")
        return self._keys[key_id]

    def current(self) -> bytes:
        """The id of the data key in force. Raises KeyMissing."""
        self.check()
        for office in (_writing_for.get(), self.office, ""):
            if office in self._current:
                return self._current[office]
        return max(self._current.items())[1]

    def seal(self, data: bytes, name: str) -> bytes:
        """`name` is bound to the value: what was sealed as one column is not read as another."""
        if not self.is_on:
            return data
        key_id, salt = self.current(), os.urandom(SALT_BYTES)
        return VALUE + key_id + salt + self._once(key_id, salt, name=name).encrypt(_ONCE, data, name.encode())

    def open(self, data: bytes, name: str) -> bytes:
        """What was written in the clear is given as it is."""
        if not data.startswith(VALUE):
            return data
        at, end = len(VALUE) + ID_BYTES, len(VALUE) + ID_BYTES + SALT_BYTES
        try:
            return self._once(data[len(VALUE) : at], data[at:end], name=name).decrypt(_ONCE, data[end:], name.encode())
        except InvalidTag as error:
            raise StorageError(f"a sealed value of {name} was changed or cut") from error

    def sealer(self, sink: IO[bytes], name: str) -> Sealer:
        """Writes a file's head and gives what takes its bytes."""
        key_id, salt = self.current(), os.urandom(SALT_BYTES)
        sink.write(FILE + key_id + salt)
        return Sealer(sink, self._once(key_id, salt, name=name))

    def pieces(self, source: IO[bytes], name: str) -> Iterator[bytes]:
        """The bytes of a sealed file whose mark (`FILE`) was read already. Raises StorageError where it was changed."""
        key_id, salt = source.read(ID_BYTES), source.read(SALT_BYTES)
        key = self._once(key_id, salt, name=name)
        try:
            yield from opened(source, key)
        except InvalidTag as error:
            raise StorageError(f"the kept file {name} is damaged") from error

    def _once(self, key_id: bytes, salt: bytes, *, name: str) -> AESGCM:
        return AESGCM(hmac.digest(self.data_key(key_id), salt + name.encode(), "sha256"))

    def _look(self) -> None:
        """The first look is waited for by all; later ones are one thread's while the others go on."""
        if time.monotonic() - self._looked < FRESH_S or not self._lock.acquire(blocking=not self._ever):
            return
        try:
            if time.monotonic() - self._looked >= FRESH_S:
                self._take()
                self._looked, self._ever = time.monotonic(), True
        finally:
            self._lock.release()

    def _take(self) -> None:
        keys: dict[bytes, bytes] = {}
        current: dict[str, bytes] = {}
        rows = sorted(self.reads(), key=lambda one: (one.made_at, one.key_id))
        for one in rows:
            master = self.master(one.salt)
            if master is not None and master.name == one.master_id:
                keys[one.key_id] = self._keys.get(one.key_id) or master.unwrap(one)
                current[one.office] = one.key_id
        self._known = bool(rows)
        self._keys, self._current = self._keys | keys, current or self._current
