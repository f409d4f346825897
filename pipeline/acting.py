"""The gate of the command line: one person alone while there are no accounts, afterwards somebody who proves it.

Refuses a name without its secret as soon as the archive has one account, a right the role lacks, a command nobody
listed (`pipeline.permits`), and cases of another office: the archive it hands out is cut to the operator's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import click

from domain.access import Operator, Right, Role
from domain.auditing import Action, Deed
from domain.errors import AccessRefused
from pipeline.on_duty import Duty
from pipeline.opening import opened
from pipeline.permits import NEEDS
from pipeline.secret_files import secret_in
from pipeline.settings import Settings, load, login_name
from pipeline.texts import Language, say
from storage.access import NOBODY
from storage.accounts import Proof
from storage.archive import Archive

MACHINE_WIDE = frozenset((Right.RUN, Right.COUNT, Right.AUDIT, Right.DISPOSE))


@dataclass(frozen=True, slots=True)
class Caller:
    """What a command line says of who types it: the account, and the six digits where it asks for them."""

    name: str = ""
    code: str = ""


def enter(command: str, given: Mapping[str, object], *, caller: Caller, lang: Language) -> Duty | None:
    """Who may now do this, and what they see; None where the command needs nobody.

    Raises AccessRefused, LoginFailed or SessionOver. A refusal is in the log.
    """
    permit = NEEDS.get(command)
    if permit is not None and permit.right is None:
        return None
    settings = load()
    with opened(settings) as archive:
        archive.migrate()
        if not archive.accounts.exist():
            return Duty(Operator(settings.who, Role.ALONE))
        who = proved(archive, settings, caller=caller, lang=lang)
        right = permit.wanted(given) if permit else None
        if who.must_change:
            raise AccessRefused(say("change_first", lang, name=who.name))
        if right is None or not who.may(right):
            archive.audit.add(who, Deed(Action.REFUSED, command))
            raise AccessRefused(say("not_yours", lang, name=who.name, role=who.role.value, what=command))
        if right is not Right.COUNT:
            archive.audit.add(who, Deed(Action.COMMAND, command))
        return Duty(who, seen_by(who, right))


def seen_by(who: Operator, right: Right) -> str:
    """One office, every office ("") for the machine's work, numbers and the log, else nothing."""
    if who.role is Role.ALONE:
        return ""
    if who.office:
        return who.office
    return "" if right in MACHINE_WIDE else NOBODY.office


def proved(archive: Archive, settings: Settings, *, caller: Caller, lang: Language) -> Operator:
    """By a session, by a file nobody else can read, or by the secret typed unseen."""
    if settings.session:
        found = archive.sessions.who(settings.session)
        if caller.name and caller.name != found.name:
            raise AccessRefused(say("other_session", lang, name=found.name))
        return found
    name = caller.name or settings.operator or login_with_account(archive, lang=lang)
    if settings.secret_file is not None:
        return archive.accounts.prove(Proof(name, secret_in(settings.secret_file), caller.code))
    return archive.accounts.prove(proof_of(name, lang=lang, code=caller.code))


def login_with_account(archive: Archive, *, lang: Language) -> str:
    """The login name of this computer, where it is an account's; nobody is asked for a secret that cannot exist."""
    login = login_name()
    if all(one.name != login for one in archive.accounts.list()):
        raise AccessRefused(say("name_whom", lang, login=login))
    return login


def proof_of(who: str, *, lang: Language, code: str = "") -> Proof:
    secret: str = click.prompt(say("ask_secret", lang, name=who), hide_input=True, err=True)
    return Proof(who, secret, code)


def as_options(lang: Language) -> list[click.Parameter]:
    """Under which account, and the six digits where it asks for them."""
    return [
        click.Option(["--as", "as_who"], default="", help=say("acting_as", lang)),
        click.Option(["--as-code"], default="", help=say("totp_code", lang)),
    ]
