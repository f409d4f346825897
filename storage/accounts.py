"""People who may sign in. Secrets are kept as argon2id hashes; the first is made here, shown once, and must be changed.

Refuses after five wrong tries for a quarter of an hour, after the account's last day, and a one-time code used twice.
An unknown name costs the same time as a wrong secret.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from domain.access import ACCOUNT_ROLES, Operator, Right, Role
from domain.auditing import Action, Deed
from domain.errors import AccessRefused, LoginFailed
from storage.audit import append
from storage.database import Database
from storage.schema import accounts, sessions

MOST_FAILURES, LOCK_S = 5, 900.0
SHORTEST_SECRET = 12
NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.\-]{1,39}")
OFFICE = re.compile(r"[\w（）() ・ー\-]{0,60}")
_WRONG = "name or secret is wrong, or the account is locked"
# No 0 O 1 l I: the secret is read off paper once.
_SIGNS = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    role: Role
    office: str
    must_change: bool
    is_locked: bool
    expires_on: str
    disabled: bool
    has_totp: bool
    subject: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What a person brings to sign in; `code` the six digits where the account asks for them."""

    name: str
    secret: str
    code: str = ""


class Accounts:
    def __init__(self, database: Database) -> None:
        self.database = database

    def exist(self) -> bool:
        with self.database.read() as connection:
            return connection.execute(select(accounts.c.name).limit(1)).first() is not None

    def list(self) -> tuple[Account, ...]:
        with self.database.read() as connection:
            rows = connection.execute(select(accounts).order_by(accounts.c.name)).all()
        return tuple(self._account(row) for row in rows)

    def add(self, by: Operator, name: str, *, role: Role, office: str = "", expires_on: str = "") -> str:
        """The one-time secret. The first account of an archive is an administrator's, and anybody may make it."""
        _check(name, role=role, office=office, expires_on=expires_on)
        secret = one_time_secret()
        row = {"name": name, "role": role.value, "office": office, "secret": hasher().hash(secret)}
        with self.database.write() as connection:
            is_first = connection.execute(select(func.count()).select_from(accounts)).scalar() == 0
            if is_first and role is not Role.ADMINISTRATOR:
                raise AccessRefused("the first account is an administrator's; it makes the others")
            if not is_first:
                by.need(Right.ACCOUNTS, what="user add")
            if connection.execute(select(accounts.c.name).where(accounts.c.name == name)).first():
                raise AccessRefused(f"there is an account {name}")
            blank = {"must_change": True, "failures": 0, "locked_until": 0.0, "disabled": False, "totp": ""}
            dated = {"expires_on": expires_on, "totp_step": 0, "subject": "", "made_at": self.database.now()}
            connection.execute(insert(accounts).values(**row, **blank, **dated))
            self._log(connection, by, deed=Deed(Action.ACCOUNT, name, "", f"add:{role.value}"))
        return secret

    def reset(self, by: Operator, name: str) -> str:
        """A new one-time secret; unlocks, forgets the one-time-code device and ends every session."""
        by.need(Right.ACCOUNTS, what="user reset")
        secret = one_time_secret()
        fresh = {"secret": hasher().hash(secret), "must_change": True, "failures": 0, "locked_until": 0.0, "totp": ""}
        self._change(by, name, change=fresh, deed=Deed(Action.ACCOUNT, name, "", "reset"))
        return secret

    def disable(self, by: Operator, name: str, *, on: bool = True) -> None:
        by.need(Right.ACCOUNTS, what="user disable")
        if on and name == by.name:
            raise AccessRefused("nobody disables their own account")
        deed = Deed(Action.ACCOUNT, name, "", "disable" if on else "enable")
        self._change(by, name, change={"disabled": on}, deed=deed)

    def set_role(self, by: Operator, name: str, *, role: Role, office: str) -> None:
        by.need(Right.ACCOUNTS, what="user role")
        _check(name, role=role, office=office, expires_on="")
        if name == by.name:
            raise AccessRefused("nobody changes their own role")
        change = {"role": role.value, "office": office}
        self._change(by, name, change=change, deed=Deed(Action.ROLE, name, "", role.value))

    def link(self, by: Operator, name: str, *, subject: str) -> None:
        """`issuer|subject` of the identity provider that may sign this person in; "" takes it away."""
        by.need(Right.ACCOUNTS, what="user link")
        with self.database.read() as connection:
            taken = select(accounts.c.name).where(accounts.c.subject == subject, accounts.c.name != name)
            if subject and connection.execute(taken).first() is not None:
                raise AccessRefused("this person is linked to another account")
            fresh = connection.execute(select(accounts.c.must_change).where(accounts.c.name == name)).scalar()
        # Whoever never chose a secret has none from now on: the first one would otherwise stay open for good.
        change = {"secret": "", "must_change": False} if subject and fresh else {}
        self._change(by, name, change={**change, "subject": subject}, deed=Deed(Action.ACCOUNT, name, "", "link"))

    def change_secret(self, proof: Proof, new: str) -> None:
        """Raises LoginFailed for a wrong old secret, AccessRefused for a new one that is too weak."""
        if len(new) < SHORTEST_SECRET or new == proof.secret or proof.name.lower() in new.lower():
            raise AccessRefused(f"a secret has {SHORTEST_SECRET} signs or more, is new, and does not hold the name")
        who = self.prove(proof)
        change = {"secret": hasher().hash(new), "must_change": False}
        self._change(who, proof.name, change=change, deed=Deed(Action.ACCOUNT, proof.name, "", "secret"))

    def start_totp(self, proof: Proof) -> str:
        """The address for an authenticator app; from now on signing in asks for its digits."""
        who, secret = self.prove(proof), pyotp.random_base32()
        change = {"totp": secret, "totp_step": 0}
        self._change(who, proof.name, change=change, deed=Deed(Action.ACCOUNT, proof.name, "", "totp"))
        return pyotp.TOTP(secret).provisioning_uri(name=proof.name, issuer_name="Tsuzuri")

    def prove(self, proof: Proof) -> Operator:
        """Raises LoginFailed. Counts wrong tries, and forgets them after a right one."""
        now = self.database.seconds()
        with self.database.write() as connection:
            query = select(accounts).where(accounts.c.name == proof.name).with_for_update()
            row = connection.execute(query).one_or_none()
            good = self._is_right(row, proof) and row is not None and row.locked_until <= now
            if row is not None and good:
                step = self._step() if row.totp else 0
                done = {"failures": 0, "locked_until": 0.0, "totp_step": step}
                connection.execute(update(accounts).where(accounts.c.name == row.name).values(done))
                return operator_of(row)
            self._count_failure(connection, row, now=now)
        raise LoginFailed(_WRONG)

    def by_subject(self, subject: str) -> Operator:
        """For a person whom the identity provider has signed in. Raises LoginFailed for one without an account here."""
        with self.database.read() as connection:
            row = connection.execute(select(accounts).where(accounts.c.subject == subject)).one_or_none()
        if not subject or row is None or not self._is_open(row):
            with self.database.write() as connection:
                nobody = Operator("unknown", Role.CLERK)
                self._log(connection, nobody, deed=Deed(Action.LOGIN_FAILED, "", "", "oidc"))
            raise LoginFailed("no open account is linked to this person")
        return operator_of(row)

    def _is_right(self, row: Row[Any] | None, proof: Proof) -> bool:
        known = row.secret if row is not None else _nobodys_hash()
        fits = _fits(known, proof.secret)
        if row is None or not fits or not self._is_open(row):
            return False
        return not row.totp or self._code_is_right(row, proof.code)

    def _code_is_right(self, row: Row[Any], code: str) -> bool:
        """The code of this half minute or the one before, and no code twice."""
        now = int(self.database.seconds())
        fits = any(pyotp.TOTP(row.totp).verify(code.strip(), for_time=now - back) for back in (0, 30))
        return fits and row.totp_step < self._step()

    def _step(self) -> int:
        return int(self.database.seconds()) // 30

    def _is_open(self, row: Row[Any]) -> bool:
        return not row.disabled and (not row.expires_on or self.database.today() <= row.expires_on)

    def _count_failure(self, connection: Connection, row: Row[Any] | None, *, now: float) -> None:
        if row is None:
            self._log(connection, Operator("unknown", Role.CLERK), deed=Deed(Action.LOGIN_FAILED))
            return
        failures = row.failures + 1
        until = now + LOCK_S if failures >= MOST_FAILURES else row.locked_until
        failed = {"failures": 0 if failures >= MOST_FAILURES else failures, "locked_until": until}
        connection.execute(update(accounts).where(accounts.c.name == row.name).values(failed))
        self._log(connection, operator_of(row), deed=Deed(Action.LOGIN_FAILED, row.name))

    def _change(self, by: Operator, name: str, *, change: Mapping[str, object], deed: Deed) -> None:
        """Whatever changes about an account ends its sessions."""
        with self.database.write() as connection:
            if connection.execute(update(accounts).where(accounts.c.name == name).values(change)).rowcount == 0:
                raise AccessRefused(f"there is no account {name}")
            connection.execute(delete(sessions).where(sessions.c.name == name))
            self._log(connection, by, deed=deed)

    def _log(self, connection: Connection, by: Operator, *, deed: Deed) -> None:
        append(connection, by, deeds=[deed], at=self.database.now())

    def _account(self, row: Row[Any]) -> Account:
        return Account(
            name=row.name,
            role=Role(row.role),
            office=row.office,
            must_change=row.must_change,
            is_locked=row.locked_until > self.database.seconds(),
            expires_on=row.expires_on,
            disabled=row.disabled,
            has_totp=bool(row.totp),
            subject=row.subject,
        )


def operator_of(row: Row[Any]) -> Operator:
    return Operator(row.name, Role(row.role), row.office, row.must_change)


def one_time_secret() -> str:
    """Four groups of five, about 116 bits."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(5)) for _ in range(4))


@cache
def hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the library's current costs (RFC 9106, low-memory profile)


@cache
def _nobodys_hash() -> str:
    return hasher().hash(one_time_secret())


def _fits(known: str, secret: str) -> bool:
    try:
        return bool(hasher().verify(known, secret))
    except (VerificationError, InvalidHashError):
        return False


def _check(name: str, *, role: Role, office: str, expires_on: str) -> None:
    if not NAME.fullmatch(name):
        raise AccessRefused("an account name has 2 to 40 letters, digits, dots, dashes (ASCII)")
    if role not in ACCOUNT_ROLES:
        raise AccessRefused(f"no account has the role {role.value}")
    if not OFFICE.fullmatch(office):
        raise AccessRefused("this is not the name of an office")
    if not office and role in (Role.SCAN, Role.CLERK, Role.COUNSELLOR, Role.SUPERVISOR):
        raise AccessRefused(f"the role {role.value} belongs to one office: name it")
    try:
        date.fromisoformat(expires_on or "2000-01-01")
    except ValueError as error:
        raise AccessRefused("the last day of an account is YYYY-MM-DD") from error
