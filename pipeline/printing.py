"""Printing a pack of a case: shield over it, number spent, log written, file made, in this order.

Refuses to spend a number on a page that cannot be drawn for want of the font.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from deliver.chronology_page import Print
from deliver.chronology_type import font
from deliver.hand_over import Pack
from deliver.hand_over_page import draw
from deliver.shield import Shield, shield_of
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.errors import StorageError
from pipeline.commands._shape import put, shaped
from pipeline.delivery import kin_of
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def printed(kind: str, made: Callable[[CaseRecord, Shield], Pack], *, lang: Language) -> click.Command:
    """The command `kind`, which prints what `made` makes."""

    def run(case: str, out: Path) -> None:
        settings = load()
        archive = open_archive(settings)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        pack = made(record, shield_of(record, kin_of(archive)(case)))
        font()
        number = archive.finding.printed(case, kind, revision=record.revision, who=settings.who)
        archive.audit.add(operator(settings.who), Deed(Action.PRINT, case, str(number), kind))
        put(out, draw(pack, Print(number, date.today().isoformat(), settings.who)))
        click.echo(say("chronology_done", lang, out=out, number=number))

    where = click.Path(dir_okay=False, path_type=Path)
    params = [
        click.Argument(["case"]),
        click.Option(["--out"], type=where, required=True, help=say("chronology_out", lang)),
    ]
    example = f"tsuzuri {kind} c0123456789abcdef --out {kind}.pdf"
    return shaped(kind, run, lang=lang, example=example, params=params)
