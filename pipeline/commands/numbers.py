"""`tsuzuri numbers`: pages on which an individual number was found, and what was decided of each."""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.desk import Desk
from pipeline.desk.numbers import VERDICTS, Numbers
from pipeline.desk.views import REFUSAL
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    return click.Group(
        "numbers",
        help=say("numbers", lang),
        epilog=f"{say('example', lang)} tsuzuri numbers list",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={"list": list_command(lang), "decide": decide_command(lang)},
    )


def numbers() -> Numbers:
    return Numbers(Desk(open_archive(load()), operator(load().who)))


def list_command(lang: Language) -> click.Command:
    def run(every: bool, as_json: bool) -> None:
        queue = numbers()
        found = (*queue.waiting(), *(queue.decided() if every else ()))
        word = {code: verdict for verdict, code in VERDICTS.items()}
        if as_json:
            echo_json([{"case_id": one.case_id, "page_no": one.page_no, "verdict": word[one.code]} for one in found])
            return
        for one in found:
            click.echo(f"{one.case_id}  p.{one.page_no}  {word[one.code]}")
        if not found:
            click.echo(say("guard_none", lang))

    params = [click.Option(["--all", "every"], is_flag=True, help=say("numbers_all", lang)), json_option(lang)]
    return shaped("numbers_list", run, lang=lang, example="tsuzuri numbers list --all", params=params)


def decide_command(lang: Language) -> click.Command:
    def run(case: str, page: int, verdict: str) -> None:
        view = numbers().decide(case, page, verdict=verdict)
        if view.trouble:
            raise click.ClickException(REFUSAL[view.trouble][lang == "en"])
        click.echo(say("guard_done", lang))

    params = [
        click.Argument(["case"]),
        click.Argument(["page"], type=click.IntRange(min=1)),
        click.Argument(["verdict"], type=click.Choice(list(VERDICTS))),
    ]
    example = "tsuzuri numbers decide c0123456789abcdef 2 keep"
    return shaped("numbers_decide", run, lang=lang, example=example, params=params)
