"""Signed-in sessions: a random token of which only the hash is kept. Refuses one that idled or lasted too long."""

import hashlib
import secrets
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update

from domain.access import Operator
from domain.auditing import Action, Deed
from domain.errors import SessionOver
from storage.accounts import Accounts, Proof, operator_of
from storage.audit import append
from storage.database import Database
from storage.schema import accounts, sessions

TOUCH_S = 20.0  # a session that was seen this lately is not written again


class Times(NamedTuple):
    """After how many seconds without a sign of life, and after how many at all, a session is over."""

    idle_s: float = 900.0
    whole_s: float = 36_000.0


class Sessions:
    def __init__(self, database: Database, people: Accounts) -> None:
        self.database, self.people = database, people

    def open(self, proof: Proof) -> str:
        """A token for a person who proved who they are. Raises LoginFailed."""
        return self._open(self.people.prove(proof), why="secret")

    def open_for(self, subject: str) -> str:
        """A token for a person whom the identity provider vouches for. Raises LoginFailed."""
        return self._open(self.people.by_subject(subject), why="oidc")

    def _open(self, who: Operator, *, why: str) -> str:
        token, now = secrets.token_urlsafe(32), self.database.seconds()
        row = {"digest": digest_of(token), "name": who.name, "started": now, "seen": now}
        with self.database.write() as connection:
            connection.execute(insert(sessions).values(row))
            append(connection, who, deeds=[Deed(Action.LOGIN, who.name, "", why)], at=self.database.now())
        return token

    def who(self, token: str, *, times: Times = Times(), is_sign: bool = True) -> Operator:  # noqa: B008 - immutable
        """Whose session it is. `is_sign` of life, unless a screen only refreshes itself. Raises SessionOver."""
        now, key = self.database.seconds(), digest_of(token)
        query = select(accounts, sessions.c.started, sessions.c.seen).join(sessions, sessions.c.name == accounts.c.name)
        with self.database.read() as connection:
            row = connection.execute(query.where(sessions.c.digest == key)).one_or_none()
        if row is None or not _is_alive(row.started, row.seen, now=now, times=times):
            self._forget(key)
            raise SessionOver("the session is over: sign in again")
        if row.disabled or (row.expires_on and self.database.today() > row.expires_on):
            self._forget(key)
            raise SessionOver("the account is closed")
        if is_sign and now - row.seen > TOUCH_S:
            with self.database.write() as connection:
                connection.execute(update(sessions).where(sessions.c.digest == key).values(seen=now))
        return operator_of(row)

    def close(self, token: str) -> None:
        who = self.who(token)
        with self.database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest_of(token)))
            append(connection, who, deeds=[Deed(Action.LOGOUT, who.name)], at=self.database.now())

    def _forget(self, key: str) -> None:
        with self.database.write() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == key))


def _is_alive(started: float, seen: float, *, now: float, times: Times) -> bool:
    """A clock that was set back does not make a session younger than it was when last seen."""
    return seen - TOUCH_S <= now <= min(seen + times.idle_s, started + times.whole_s)


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
