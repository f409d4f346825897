"""`tsuzuri announce`: what should be in a box, typed in or from a scanner's manifest, before it is scanned."""

from pathlib import Path

import click

from domain.errors import UnknownFormat
from ingest.manifests import announced, read_manifest
from pipeline.boxes import announce
from pipeline.commands._shape import shaped
from pipeline.commands.separators import row_of
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(box: str, labels: tuple[str, ...], manifest: Path | None, sides: str) -> None:
        if manifest is None and not labels:
            raise UnknownFormat(say("separators_none", lang))
        settings = load()
        files = read_manifest(manifest) if manifest else announced([row_of(one) for one in labels], paper=box)
        announce(open_archive(settings), box, files=files, sides=int(sides), who=settings.who)
        counts = [one.sheets for one in files]
        sheets = say("sheets_unknown", lang) if None in counts else sum(one or 0 for one in counts)
        click.echo(say("announced_sum", lang, box=box, count=len(files), sheets=sheets))

    params: list[click.Parameter] = [
        click.Argument(["box"]),
        click.Argument(["labels"], nargs=-1),
        click.Option(["--manifest"], type=click.Path(path_type=Path), help=say("manifest", lang)),
        click.Option(["--sides"], type=click.Choice(["1", "2"]), default="2", help=say("box_sides", lang)),
    ]
    return shaped("announce", run, lang=lang, example="tsuzuri announce R8-3 A-001=23 A-002=40", params=params)
