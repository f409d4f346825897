"""`tsuzuri queue`: pause, resume or drain the line, and put a case before all others. Every worker obeys at once."""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.line import Mode

VERBS = {"pause": Mode.PAUSED, "resume": Mode.RUNNING, "drain": Mode.DRAINING}


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(verb: str, case: str | None, as_json: bool) -> None:
        line = open_archive(load()).line
        if verb in VERBS:
            line.set_mode(VERBS[verb])
        elif verb in ("urgent", "usual"):
            if case is None:
                raise click.UsageError(say("queue_case", lang))
            line.make_urgent(case, verb == "urgent")
        mode, left = line.mode(), line.waiting()
        if as_json:
            echo_json({"mode": mode.value, "pages_waiting": left})
        else:
            click.echo(say("queue_" + mode.value, lang, left=left))

    params = [
        click.Argument(["verb"], type=click.Choice([*VERBS, "urgent", "usual", "show"]), default="show"),
        click.Argument(["case"], required=False),
        json_option(lang),
    ]
    return shaped("queue", run, lang=lang, example="tsuzuri queue pause", params=params)
