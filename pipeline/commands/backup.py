"""`tsuzuri backup`: a consistent copy while everything runs; every file is hashed afterwards. `--sealed`: encrypted.

Refuses to leave the open copy of a sealed backup behind.
"""

import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.secret_files import secret_in
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.backup import folder_named
from storage.sealing import seal_folder


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(folder: Path, sealed: Path | None, as_json: bool) -> None:
        settings = load()
        archive = open_archive(settings)
        copies = archive.copies
        with folder_named(folder):
            if sealed is None:
                copied = copies.backup(folder)
                place = folder
            else:
                folder.mkdir(parents=True, exist_ok=True)
                for left in folder.glob(".open-*"):  # of a run that was killed
                    shutil.rmtree(left)
                place = folder / sealed_name()
                with TemporaryDirectory(dir=folder, prefix=".open-") as opened:  # 0700, and gone afterwards
                    copied = copies.backup(Path(opened) / "copy")
                    seal_folder(Path(opened) / "copy", place, passphrase=secret_in(sealed))
        archive.retention.note_copy(str(place.absolute()), is_sealed=sealed is not None)
        if as_json:
            echo_json({"rows": copied.rows, "files": copied.files, "damaged": list(copied.damaged)})
        else:
            click.echo(say("copied", lang, rows=copied.rows, files=copied.files))
            for name in copied.damaged:
                click.echo(say("copy_damaged", lang, name=name))
        sys.exit(1 if copied.damaged else 0)

    key = click.Path(dir_okay=False, exists=True, path_type=Path)
    params = [
        click.Argument(["folder"], type=click.Path(file_okay=False, path_type=Path)),
        click.Option(["--sealed"], type=key, help=say("sealed", lang)),
        json_option(lang),
    ]
    return shaped("backup", run, lang=lang, example="tsuzuri backup /mnt/backup/tsuzuri", params=params)


def sealed_name() -> str:
    return f"tsuzuri-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.sealed"
