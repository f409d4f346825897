"""`tsuzuri request`: 開示・訂正・利用停止の請求 noted, listed with the day they are due, and settled."""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.requests import KINDS, OUTCOMES


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    return click.Group(
        "request",
        help=say("request", lang),
        epilog=f"{say('example', lang)} tsuzuri request list",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={"note": note_command(lang), "list": list_command(lang), "settle": settle_command(lang)},
    )


def note_command(lang: Language) -> click.Command:
    def run(case: str, kind: str, on: str, target: str, claim: str) -> None:
        requests = open_archive(load()).requests
        number = requests.note(operator(load().who), case, kind=kind, received_on=on, about=(target, claim))
        click.echo(say("request_noted", lang, number=number))

    params = [
        click.Argument(["case"]),
        click.Option(["--kind"], type=click.Choice(list(KINDS)), required=True, help=say("request_kind", lang)),
        click.Option(["--on"], required=True, help=say("request_on", lang)),
        click.Option(["--target"], default="", help=say("request_target", lang)),
        click.Option(["--claim"], default="", help=say("request_claim", lang)),
    ]
    example = "tsuzuri request note c0123456789abcdef --kind disclosure --on 2026-04-01"
    return shaped("request_note", run, lang=lang, example=example, params=params)


def list_command(lang: Language) -> click.Command:
    def run(every: bool, as_json: bool) -> None:
        found = open_archive(load()).requests.all(is_open=not every)
        names = ("seq", "case_id", "kind", "received_on", "due_on", "target", "outcome", "revision", "settled_by")
        if as_json:
            echo_json([{name: getattr(one, name) for name in names} for one in found])
            return
        for one in found:
            told = (one.case_id, KINDS[one.kind], one.received_on, f"→ {one.due_on}", one.target)
            click.echo("  ".join(filter(None, (str(one.seq), *told, OUTCOMES.get(one.outcome, "")))))

    params = [click.Option(["--all", "every"], is_flag=True, help=say("request_all", lang)), json_option(lang)]
    return shaped("request_list", run, lang=lang, example="tsuzuri request list --all", params=params)


def settle_command(lang: Language) -> click.Command:
    def run(number: int, outcome: str, answer: str) -> None:
        open_archive(load()).requests.settle(operator(load().who), number, outcome=outcome, answer=answer)
        click.echo(say("keep_done", lang))

    params = [
        click.Argument(["number"], type=int),
        click.Option(["--outcome"], type=click.Choice(list(OUTCOMES)), required=True, help=say("request_out", lang)),
        click.Option(["--answer"], default="", help=say("request_answer", lang)),
    ]
    return shaped("request_settle", run, lang=lang, example="tsuzuri request settle 3 --outcome granted", params=params)
