"""`tsuzuri protect`: which cases are suspected or confirmed as protected; confirming by one person, lifting by two."""

import click

from domain.notices import PROTECTING
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.desk import Desk
from pipeline.desk.protection import WHY, WHY_LIFT, Protection
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    found = [one(lang) for one in (list_command, confirm_command, ask_command, withdraw_command, lift_command)]
    return click.Group(
        "protect",
        help=say("protect", lang),
        epilog=f"{say('example', lang)} tsuzuri protect list",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={str(one.name).removeprefix("protect_"): one for one in found},
    )


def protection() -> Protection:
    return Protection(Desk(open_archive(load()), operator(load().who)))


def list_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        desk = protection()
        cases = dict.fromkeys(one.case_id for one in desk.archive.guarded.all(PROTECTING))
        standings = {case_id: desk.standing(case_id) for case_id in cases}
        if as_json:
            names = ("is_confirmed", "pages", "lift_by", "lift_why")
            echo_json([{"case_id": one} | {name: getattr(at, name) for name in names} for one, at in standings.items()])
            return
        for case_id, at in standings.items():
            state = say("protect_confirmed" if at.is_confirmed else "protect_suspected", lang)
            pages = "・".join(f"p.{one}" for one in at.pages)
            asked = say("protect_asked", lang, who=at.lift_by) if at.lift_by else ""
            click.echo("  ".join(filter(None, (case_id, state, pages, asked))))
        if not standings:
            click.echo(say("guard_none", lang))

    return shaped("protect_list", run, lang=lang, example="tsuzuri protect list", params=[json_option(lang)])


def confirm_command(lang: Language) -> click.Command:
    def run(case: str, reason: str) -> None:
        protection().confirm(case, reason)
        click.echo(say("guard_done", lang))

    example = "tsuzuri protect confirm c0123456789abcdef --reason measure"
    return shaped("protect_confirm", run, lang=lang, example=example, params=[case(), because(WHY, lang)])


def ask_command(lang: Language) -> click.Command:
    def run(case: str, reason: str) -> None:
        protection().ask_lift(case, reason)
        click.echo(say("guard_done", lang))

    example = "tsuzuri protect ask c0123456789abcdef --reason ended"
    return shaped("protect_ask", run, lang=lang, example=example, params=[case(), because(WHY_LIFT, lang)])


def withdraw_command(lang: Language) -> click.Command:
    def run(case: str) -> None:
        protection().withdraw(case)
        click.echo(say("guard_done", lang))

    example = "tsuzuri protect withdraw c0123456789abcdef"
    return shaped("protect_withdraw", run, lang=lang, example=example, params=[case()])


def lift_command(lang: Language) -> click.Command:
    def run(case: str) -> None:
        protection().lift(case)
        click.echo(say("guard_done", lang))

    example = "tsuzuri protect lift c0123456789abcdef"
    return shaped("protect_lift", run, lang=lang, example=example, params=[case()])


def case() -> click.Argument:
    return click.Argument(["case"])


def because(reasons: dict[str, tuple[str, str]], lang: Language) -> click.Option:
    told = "、".join(f"{code}={words[lang == 'en']}" for code, words in reasons.items())
    words = f"{say('protect_reason', lang)}: {told}"
    return click.Option(["--reason"], type=click.Choice(list(reasons)), required=True, help=words)
