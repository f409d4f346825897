"""Making, changing and counting keys: `tsuzuri keys`. Rows of `data_keys` and `key_wraps`, never a key in the clear.

Changing the master key wraps the same data keys once more, so whoever still runs with the old one goes on until it is
retired. Refuses a second beginning, a new data key while two master keys are in force, and to retire the only one.
"""

import os
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select

from domain.errors import ConfigError, KeyMissing
from storage.database import Database
from storage.keyring import ID_BYTES, KEY_BYTES, SALT_BYTES, KeySource, Master, Ring, master_of
from storage.schema import files, pages
from storage.schema_keys import data_keys, key_wraps


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """`opens`: whether the key given opens the archive. `masters`: names of the master keys in force."""

    sealed: bool
    opens: bool
    masters: tuple[str, ...]
    data_keys: tuple[tuple[str, str, str], ...]  # office, id, made at


class KeyCare:
    def __init__(self, database: Database) -> None:
        self.database = database

    def check(self) -> None:
        """Raises KeyMissing when the archive is sealed and the key given does not open it."""
        self.database.ring.check()

    def init(self, source: KeySource, *, office: str) -> Master:
        """The first data key; from now on everything new is sealed."""
        master = _made(source)
        with self.database.write() as connection:
            if connection.execute(select(func.count()).select_from(data_keys)).scalar_one():
                raise ConfigError("the archive is sealed already; `tsuzuri keys rotate` makes a new data key")
            self._add(connection, office, master=master)
        self.database.use(Ring(source, self.database.ring.reads, office=self.database.ring.office))
        return master

    def rotate(self, office: str) -> str:
        """A new data key for an office; what was sealed before stays readable. Its id."""
        ring = self.database.ring
        if not ring.is_on:
            raise ConfigError("the archive is not sealed; `tsuzuri keys init` begins")
        ring.check()
        status = self.status()
        if len(status.masters) > 1:
            raise ConfigError("two master keys are in force: retire the old one first (`tsuzuri keys retire`)")
        master = ring.opener()
        with self.database.write() as connection:
            made = self._add(connection, office, master=master)
        ring.forget()
        return made

    def ensure(self, office: str) -> None:
        """A data key of its own for an office of a sealed archive; nothing where it has one or nothing is sealed."""
        if office and self.database.ring.is_on and office not in {one[0] for one in self.status().data_keys}:
            self.rotate(office)

    def rewrap(self, source: KeySource) -> int:
        """Wraps every data key for a new master key, besides the present one. How many."""
        ring = self.database.ring
        if not ring.is_on:
            raise ConfigError("the archive is not sealed; `tsuzuri keys init` begins")
        ring.check()
        master = _made(source)
        with self.database.write() as connection:
            known = set(connection.execute(select(data_keys.c.key_id)).scalars())
            mine = set(
                connection.execute(select(key_wraps.c.key_id).where(key_wraps.c.master_id == master.name)).scalars()
            )
            for key_id in sorted(known - mine):
                self._wrap(connection, key_id, data_key=ring.data_key(bytes.fromhex(key_id)), master=master)
        ring.forget()
        return len(known - mine)

    def retire(self) -> int:
        """Ends every master key but the one given. How many wraps went."""
        ring = self.database.ring
        ring.check()
        master = ring.opener()
        with self.database.write() as connection:
            missing = select(data_keys.c.key_id).where(
                data_keys.c.key_id.not_in(select(key_wraps.c.key_id).where(key_wraps.c.master_id == master.name))
            )
            if connection.execute(missing.limit(1)).first() is not None:
                raise KeyMissing("the key given does not open every data key: `tsuzuri keys rewrap` first")
            return connection.execute(delete(key_wraps).where(key_wraps.c.master_id != master.name)).rowcount

    def status(self) -> KeyStatus:
        ring = self.database.ring
        with self.database.read() as connection:
            masters = connection.execute(select(key_wraps.c.master_id).distinct().order_by(key_wraps.c.master_id))
            names = tuple(masters.scalars())
            rows = connection.execute(select(data_keys).order_by(data_keys.c.made_at)).all()
        held = tuple((row.office, row.key_id, row.made_at) for row in rows)
        try:
            ring.check()
        except KeyMissing:
            return KeyStatus(bool(rows), False, names, held)
        return KeyStatus(bool(rows), True, names, held)

    def kept_names(self) -> tuple[str, ...]:
        """Every name of the page store, once."""
        with self.database.read() as connection:
            named = list(connection.execute(select(files.c.sha256).distinct()).scalars())
            named += connection.execute(select(pages.c.picture).where(pages.c.picture != "").distinct()).scalars()
        return tuple(dict.fromkeys(named))

    def _add(self, connection: Connection, office: str, *, master: Master) -> str:
        key_id = os.urandom(ID_BYTES).hex()
        connection.execute(insert(data_keys).values(key_id=key_id, office=office, made_at=self.database.now()))
        self._wrap(connection, key_id, data_key=os.urandom(KEY_BYTES), master=master)
        return key_id

    def _wrap(self, connection: Connection, key_id: str, *, data_key: bytes, master: Master) -> None:
        wrapped = master.wrap(bytes.fromhex(key_id), data_key)
        row = {"key_id": key_id, "master_id": master.name, "salt": master.salt, "wrapped": wrapped}
        connection.execute(insert(key_wraps).values(row))


def _made(source: KeySource) -> Master:
    master = master_of(source, salt=os.urandom(SALT_BYTES) if source.passphrase else b"")
    if master is None:
        raise KeyMissing("no key was given: set key_file, TSUZURI_KEY or passphrase_file")
    return master
