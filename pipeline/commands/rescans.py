"""`tsuzuri rescans`: the sheets that the desk wants scanned again, as a PDF by box and sheet, or as JSON."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.rescan_list import rescan_pdf, rescan_rows
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(out: Path, as_json: bool) -> None:
        with open_archive(load()) as archive:
            rows = rescan_rows(archive)
        if as_json:
            echo_json([asdict(row) for row in rows])
            return
        put(out, rescan_pdf(rows, now=datetime.now(UTC)))
        click.echo(say("rescans_done", lang, count=len(rows), path=out))

    params: list[click.Parameter] = [
        click.Option(
            ["--out"], type=click.Path(path_type=Path), default=Path("rescans.pdf"), help=say("out_pdf", lang)
        ),
        json_option(lang),
    ]
    return shaped("rescans", run, lang=lang, example="tsuzuri rescans --out rescans.pdf", params=params)
