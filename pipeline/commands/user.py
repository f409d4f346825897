"""`tsuzuri user`: accounts and their roles. A first secret is made here, shown once, and must be changed by its owner.

Refuses to show a secret twice, to take one as an argument (it would stay in the shell's history), and a default one.
"""

from dataclasses import asdict

import click

from domain.access import ACCOUNT_ROLES, Role
from pipeline.acting import proof_of
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    return click.Group(
        "user",
        help=say("user", lang),
        epilog=f"{say('example', lang)} tsuzuri user add kimura --role supervisor --office 北部福祉事務所",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={
            "add": add_command(lang),
            "list": list_command(lang),
            "role": role_command(lang),
            "disable": disable_command(lang),
            "reset": reset_command(lang),
            "secret": secret_command(lang),
            "totp": totp_command(lang),
            "login": login_command(lang),
            "link": link_command(lang),
        },
    )


def add_command(lang: Language) -> click.Command:
    def run(name: str, role: str, office: str, until: str) -> None:
        by = operator(load().who)
        archive = open_archive(load())
        secret = archive.accounts.add(by, name, role=Role(role), office=office, expires_on=until)
        archive.keys.ensure(office)
        show_once(name, secret, lang=lang)

    params = [*whose_role(lang), click.Option(["--until"], default="", help=say("user_until", lang))]
    example = "tsuzuri user add admin --role administrator"
    return shaped("user_add", run, lang=lang, example=example, params=params)


def role_command(lang: Language) -> click.Command:
    """For whoever moves to another task or office: the account and what it did stay; its sessions end."""

    def run(name: str, role: str, office: str) -> None:
        archive = open_archive(load())
        archive.accounts.set_role(operator(load().who), name, role=Role(role), office=office)
        archive.keys.ensure(office)
        click.echo(say("user_role_set", lang, name=name, role=role, office=office))

    example = "tsuzuri user role kimura --role counsellor --office 北部福祉事務所"
    return shaped("user_role", run, lang=lang, example=example, params=whose_role(lang))


def whose_role(lang: Language) -> list[click.Parameter]:
    roles = click.Choice([one.value for one in ACCOUNT_ROLES])
    return [
        click.Argument(["name"]),
        click.Option(["--role"], type=roles, required=True, help=say("role_given", lang)),
        click.Option(["--office"], default="", help=say("user_office", lang)),
    ]


def list_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        found = open_archive(load()).accounts.list()
        if as_json:
            echo_json([asdict(one) for one in found])
            return
        for one in found:
            marks = [say("user_off", lang)] if one.disabled else []
            marks += [say("user_locked", lang)] if one.is_locked else []
            marks += [say("user_first", lang)] if one.must_change else []
            until = f"〜{one.expires_on}" if one.expires_on else ""
            click.echo("  ".join(filter(None, (one.name, one.role.value, one.office, until, *marks))))

    return shaped("user_list", run, lang=lang, example="tsuzuri user list", params=[json_option(lang)])


def disable_command(lang: Language) -> click.Command:
    def run(name: str, undo: bool) -> None:
        open_archive(load()).accounts.disable(operator(load().who), name, on=not undo)
        click.echo(say("user_enabled" if undo else "user_disabled", lang, name=name))

    undo = click.Option(["--undo"], is_flag=True, help=say("user_undo", lang))
    params = [click.Argument(["name"]), undo]
    return shaped("user_disable", run, lang=lang, example="tsuzuri user disable kimura --as admin", params=params)


def reset_command(lang: Language) -> click.Command:
    def run(name: str) -> None:
        show_once(name, open_archive(load()).accounts.reset(operator(load().who), name), lang=lang)

    example = "tsuzuri user reset kimura --as admin"
    return shaped("user_reset", run, lang=lang, example=example, params=[click.Argument(["name"])])


def secret_command(lang: Language) -> click.Command:
    def run(name: str, code: str) -> None:
        archive = open_archive(load())
        proof = proof_of(name, lang=lang, code=code)
        new: str = click.prompt(say("ask_new", lang), hide_input=True, confirmation_prompt=True, err=True)
        archive.accounts.change_secret(proof, new)
        click.echo(say("secret_changed", lang, name=name))

    code = click.Option(["--code"], default="", help=say("totp_code", lang))
    params = [click.Argument(["name"]), code]
    return shaped("user_secret", run, lang=lang, example="tsuzuri user secret kimura", params=params)


def totp_command(lang: Language) -> click.Command:
    def run(name: str, code: str) -> None:
        archive = open_archive(load())
        click.echo(archive.accounts.start_totp(proof_of(name, lang=lang, code=code)))

    code = click.Option(["--code"], default="", help=say("totp_code", lang))
    params = [click.Argument(["name"]), code]
    return shaped("user_totp", run, lang=lang, example="tsuzuri user totp kimura", params=params)


def login_command(lang: Language) -> click.Command:
    """Prints the token alone, so that a shell can take it: TSUZURI_SESSION=$(tsuzuri user login kimura)."""

    def run(name: str, code: str) -> None:
        archive = open_archive(load())
        token = archive.sessions.open(proof_of(name, lang=lang, code=code))
        click.echo(say("login_done", lang, name=name), err=True)
        click.echo(token)

    code = click.Option(["--code"], default="", help=say("totp_code", lang))
    params = [click.Argument(["name"]), code]
    example = "export TSUZURI_SESSION=$(tsuzuri user login kimura)"
    return shaped("user_login", run, lang=lang, example=example, params=params)


def link_command(lang: Language) -> click.Command:
    def run(name: str, subject: str) -> None:
        open_archive(load()).accounts.link(operator(load().who), name, subject=subject)
        click.echo(say("user_linked" if subject else "user_unlinked", lang, name=name))

    params = [
        click.Argument(["name"]),
        click.Option(["--subject"], required=True, help=say("user_subject", lang)),
    ]
    example = "tsuzuri user link kimura --subject 'https://login.example.jp|00u1a2b3'"
    return shaped("user_link", run, lang=lang, example=example, params=params)


def show_once(name: str, secret: str, *, lang: Language) -> None:
    click.echo(say("secret_once", lang, name=name), err=True)
    click.echo(secret)
