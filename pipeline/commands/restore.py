"""`tsuzuri restore`: a backup into an empty archive; every file is hashed afterwards."""

import sys
from pathlib import Path

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(folder: Path, as_json: bool) -> None:
        copied = open_archive(load()).copies.restore(folder)
        if as_json:
            echo_json({"rows": copied.rows, "files": copied.files, "damaged": list(copied.damaged)})
        else:
            click.echo(say("copied", lang, rows=copied.rows, files=copied.files))
            for name in copied.damaged:
                click.echo(say("copy_damaged", lang, name=name))
        sys.exit(1 if copied.damaged else 0)

    params = [click.Argument(["folder"], type=click.Path(file_okay=False, path_type=Path)), json_option(lang)]
    return shaped("restore", run, lang=lang, example="tsuzuri restore /mnt/backup/tsuzuri", params=params)
