"""Who acts at the command line: one person alone while there are no accounts, afterwards somebody who proves it.

Refuses a name without its secret as soon as the archive has one account. What only the file system guards (the
archive itself) is not guarded here: docs/security.md says so.
"""

import click

from domain.access import Operator, Role
from pipeline.texts import Language, say
from storage.accounts import Proof
from storage.archive import Archive


def acting(archive: Archive, who: str, *, lang: Language, code: str = "") -> Operator:
    """Asks for the secret where accounts exist, never echoing it. Raises LoginFailed."""
    if not archive.accounts.exist():
        return Operator(who, Role.ALONE)
    return archive.accounts.prove(proof_of(who, lang=lang, code=code))


def proof_of(who: str, *, lang: Language, code: str = "") -> Proof:
    secret: str = click.prompt(say("ask_secret", lang, name=who), hide_input=True, err=True)
    return Proof(who, secret, code)


def as_options(lang: Language) -> list[click.Parameter]:
    """Under which account, and the six digits where it asks for them."""
    return [
        click.Option(["--as", "who"], help=say("acting_as", lang)),
        click.Option(["--code"], default="", help=say("totp_code", lang)),
    ]
