"""`tsuzuri chronology`: the course of a case on one printed page, numbered, for the meeting."""

from datetime import date
from pathlib import Path

import click

from deliver.chronology import chronology
from deliver.chronology_page import Print, draw
from deliver.chronology_type import font
from deliver.shield import shield_of
from domain.auditing import Action, Deed
from domain.errors import StorageError
from pipeline.commands._shape import put, shaped
from pipeline.delivery import kin_of
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

KIND = "chronology"


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, out: Path) -> None:
        settings = load()
        archive = open_archive(settings)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        course = chronology(record, shield_of(record, kin_of(archive)(case)))
        font()  # before a number is spent
        number = archive.finding.printed(case, KIND, revision=record.revision, who=settings.who)
        archive.audit.add(operator(settings.who), Deed(Action.PRINT, case, str(number), KIND))
        page = draw(course, Print(number, date.today().isoformat(), settings.who))
        put(out, page)
        click.echo(say("chronology_done", lang, out=out, number=number))

    params = [
        click.Argument(["case"]),
        click.Option(
            ["--out"], type=click.Path(dir_okay=False, path_type=Path), required=True, help=say("chronology_out", lang)
        ),
    ]
    example = "tsuzuri chronology c0123456789abcdef --out case.pdf"
    return shaped("chronology", run, lang=lang, example=example, params=params)
