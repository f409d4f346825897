"""`tsuzuri ingest`: takes scans in. The originals are copied byte for byte and never changed."""

from dataclasses import asdict
from pathlib import Path

import click

from domain.errors import EmptyPaper
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.intake import Intake, Taken, take_in
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

WORDS = {"claimed": "taken", "duplicate": "twin", "refused": "refused"}


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(paths: tuple[Path, ...], name: str | None, as_json: bool) -> None:
        settings = load()

        def tell(taken: Taken) -> None:
            if not as_json:
                click.echo(f"{say(WORDS[taken.state], lang)}: {taken.source} {taken.reason}".rstrip())

        by = Intake(name or paths[0].absolute().name, settings.who, settings.home)
        taken = take_in(open_archive(settings), paths, by=by, tell=tell)
        if not taken:
            raise EmptyPaper(say("nothing_found", lang))
        if as_json:
            echo_json([asdict(one) for one in taken])
            return
        count = {state: sum(one.state == state for one in taken) for state in WORDS}
        click.echo(say("ingest_sum", lang, taken=count["claimed"], twins=count["duplicate"], refused=count["refused"]))
        click.echo(say("next_work", lang))

    params = [
        click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.Option(["--name"], help=say("batch_name", lang)),
        json_option(lang),
    ]
    return shaped("ingest", run, lang=lang, example="tsuzuri ingest box3/ --name 第3箱", params=params)
