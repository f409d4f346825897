"""The commands that print something of a case: each the same but for what. Refuses a case that is not there."""

from pathlib import Path

import click

from domain.errors import StorageError
from pipeline.commands._shape import key_option, put, shaped
from pipeline.on_duty import operator
from pipeline.printing import printed
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def printing(kind: str, *, lang: Language) -> click.Command:
    def run(case: str, out: Path, one_page: bool = False) -> None:
        settings = load()
        archive = open_archive(settings)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        made = printed(archive, record, kind=kind, who=operator(settings.who), crops=not one_page)
        put(out, made.data)
        click.echo(say("chronology_done", lang, out=out, number=made.number))

    where = click.Path(dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["case"]),
        click.Option(["--out"], type=where, required=True, help=say("chronology_out", lang)),
    ]
    params.append(key_option(lang))
    if kind == "chronology":
        params.append(click.Option(["--one-page"], is_flag=True, help=say("chronology_one_page", lang)))
    example = f"tsuzuri {kind} c0123456789abcdef --out {kind}.pdf"
    return shaped(kind, run, lang=lang, example=example, params=params)
