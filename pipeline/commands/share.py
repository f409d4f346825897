"""`tsuzuri share`: a case lent to another office, on a ground and until a day; listed, and ended before its time.

Refuses what `storage.sharing` refuses: no ground, no end, a case of somebody else's.
"""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.sharing import BASES


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    return click.Group(
        "share",
        help=say("share", lang),
        epilog=f"{say('example', lang)} tsuzuri share list c0123456789abcdef",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={"list": list_command(lang), "add": add_command(lang), "end": end_command(lang)},
    )


def list_command(lang: Language) -> click.Command:
    def run(case: str, as_json: bool) -> None:
        archive = open_archive(load())
        archive.case_line(case)  # says so when there is no such case
        found = archive.sharing.of(case)
        if as_json:
            names = ("office", "basis", "until", "made_by", "made_at", "ended_at")
            echo_json([{name: getattr(one, name) for name in names} for one in found])
            return
        for one in found:
            over = say("share_over", lang) if one.ended_at else ""
            click.echo("  ".join(filter(None, (one.office, BASES[one.basis], f"→ {one.until}", one.made_by, over))))
        if not found:
            click.echo(say("guard_none", lang))

    params = [click.Argument(["case"]), json_option(lang)]
    return shaped("share_list", run, lang=lang, example="tsuzuri share list c0123456789abcdef", params=params)


def add_command(lang: Language) -> click.Command:
    def run(case: str, office: str, basis: str, until: str) -> None:
        sharing = open_archive(load()).sharing
        sharing.share(operator(load().who), case, office=office, basis=basis, until=until)
        click.echo(say("guard_done", lang))

    told = "、".join(f"{code}={words}" for code, words in BASES.items())
    words = f"{say('share_basis', lang)}: {told}"
    params = [
        click.Argument(["case"]),
        click.Argument(["office"]),
        click.Option(["--basis"], type=click.Choice(list(BASES)), required=True, help=words),
        click.Option(["--until"], required=True, help=say("share_until", lang)),
    ]
    example = "tsuzuri share add c0123456789abcdef 南部 --basis consent --until 2027-03-31"
    return shaped("share_add", run, lang=lang, example=example, params=params)


def end_command(lang: Language) -> click.Command:
    def run(case: str, office: str) -> None:
        count = open_archive(load()).sharing.end(operator(load().who), case, office=office)
        click.echo(say("share_ended", lang, count=count))

    params = [click.Argument(["case"]), click.Argument(["office"])]
    return shaped("share_end", run, lang=lang, example="tsuzuri share end c0123456789abcdef 南部", params=params)
