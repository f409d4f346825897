"""`tsuzuri restore`: a backup into an empty archive; every file is hashed afterwards."""

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.secret_files import secret_in
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.backup import folder_named
from storage.sealing import open_sealed


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(folder: Path, sealed: Path | None, as_json: bool) -> None:
        settings = load()
        copies = open_archive(settings).copies
        with folder_named(folder):
            if sealed is None:
                copied = copies.restore(folder)
            else:
                settings.home.mkdir(parents=True, exist_ok=True)
                for left in settings.home.glob(".open-*"):  # of a run that was killed
                    shutil.rmtree(left)
                with TemporaryDirectory(dir=settings.home, prefix=".open-") as place:  # 0700, and gone afterwards
                    open_sealed(folder, Path(place), passphrase=secret_in(sealed))
                    copied = copies.restore(Path(place))
        if as_json:
            echo_json({"rows": copied.rows, "files": copied.files, "damaged": list(copied.damaged)})
        else:
            click.echo(say("copied", lang, rows=copied.rows, files=copied.files))
            for name in copied.damaged:
                click.echo(say("copy_damaged", lang, name=name))
        sys.exit(1 if copied.damaged else 0)

    key = click.Path(dir_okay=False, exists=True, path_type=Path)
    params = [
        click.Argument(["folder"], type=click.Path(exists=True, path_type=Path)),
        click.Option(["--sealed"], type=key, help=say("sealed", lang)),
        json_option(lang),
    ]
    return shaped("restore", run, lang=lang, example="tsuzuri restore /mnt/backup/tsuzuri", params=params)
