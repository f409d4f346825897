"""`tsuzuri review`: opens the review desk on this computer."""

import subprocess
import sys

import click

from pipeline.commands._shape import shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(port: int | None) -> None:
        settings = load(port=port) if port else load()
        open_archive(settings)  # a broken installation is told here, not on a web page
        click.echo(say("desk_open", lang, url=f"http://localhost:{settings.port}"))
        command = [sys.executable, "-m", "review_ui.start", str(settings.port)]
        sys.exit(subprocess.run(command, check=False).returncode)

    params = [click.Option(["--port"], type=click.IntRange(1, 65535), help=say("port", lang))]
    return shaped("review", run, lang=lang, example="tsuzuri review --port 8501", params=params)
