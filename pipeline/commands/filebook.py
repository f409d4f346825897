"""`tsuzuri filebook`: 個人情報ファイル簿 as a sheet to print, from what the archive itself knows."""

from datetime import date
from pathlib import Path

import click

from deliver.file_book import Known, sheet
from deliver.sheet_page import draw
from domain.contract import FIELD_LABEL_JA, FORM_LABEL_JA
from pipeline.commands._shape import put, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive

PAGE = 500


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(out: Path) -> None:
        archive = open_archive(load())
        put(out, draw([sheet(known_of(archive))]))
        click.echo(say("keep_written", lang, out=out, count=1))

    where = click.Path(dir_okay=False, path_type=Path)
    params = [click.Option(["--out"], type=where, required=True, help=say("chronology_out", lang))]
    return shaped("filebook", run, lang=lang, example="tsuzuri filebook --out filebook.pdf", params=params)


def known_of(archive: Archive) -> Known:
    """Looks through every record of this office for the names of its items; no value is taken along."""
    names: set[str] = set()
    forms: set[str] = set()
    offices: set[str] = set()
    count = pages = 0
    while lines := archive.cases(limit=PAGE, offset=count):
        for line in lines:
            count, pages = count + 1, pages + line.page_count
            offices.add(line.office)
            record = archive.case(line.case_id)
            names |= {one.name for one in record.fields} if record else set()
            forms |= {one.form for one in record.forms} if record else set()
    targets = {one.target for one in archive.batches(limit=1000)}
    return Known(
        office=archive.scope_office or "・".join(sorted(offices)),
        made_on=date.today().isoformat(),
        cases=count,
        pages=pages,
        names=tuple(one for one in FIELD_LABEL_JA if one in names),
        forms=tuple(label for name, label in FORM_LABEL_JA.items() if name in forms),
        targets=tuple(sorted(targets)),
        rules=archive.retention.rules(),
    )
