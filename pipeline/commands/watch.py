"""`tsuzuri watch`: takes in what a scanner lays into a folder, again and again, until it is stopped."""

import time
from pathlib import Path

import click

from domain.errors import StorageError, UnsafePaper
from pipeline.commands._shape import shaped
from pipeline.intake import Intake, Taken
from pipeline.on_duty import office_on_duty
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.watching import Watch
from pipeline.workbench import open_archive

WORDS = {"claimed": "taken", "duplicate": "twin", "refused": "refused"}


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(folder: Path, every: float, quiet: float, once: bool) -> None:
        settings = load()
        by = Intake(folder.absolute().name, settings.who, settings.home, office_on_duty())
        watch = Watch(open_archive(settings), folder, by, quiet_s=quiet)

        def tell(taken: Taken) -> None:
            click.echo(f"{say(WORDS[taken.state], lang)}: {taken.source} {taken.reason}".rstrip())

        try:
            while True:
                try:
                    look = watch.look(tell)
                except (UnsafePaper, StorageError) as error:  # a share or an archive that is away comes back
                    if once:
                        raise
                    click.echo(say("failed", lang, error=error), err=True)
                else:
                    if once and not look.moving and not look.taken:
                        return
                time.sleep(every)
        except KeyboardInterrupt:
            return

    params: list[click.Parameter] = [
        click.Argument(["folder"], type=click.Path(file_okay=False, path_type=Path)),
        click.Option(["--every"], type=click.FloatRange(0.1, 3600), default=5.0, help=say("watch_every", lang)),
        click.Option(["--quiet"], type=click.FloatRange(0, 3600), default=5.0, help=say("watch_quiet", lang)),
        click.Option(["--once"], is_flag=True, help=say("watch_once", lang)),
    ]
    return shaped("watch", run, lang=lang, example="tsuzuri watch /mnt/scanner", params=params)
