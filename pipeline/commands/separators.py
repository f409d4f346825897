"""`tsuzuri separators`: separator sheets to print for the files of a box, as PDF. Needs no archive."""

from pathlib import Path

import click

from domain.errors import UnknownFormat
from domain.paper_box import PaperBox
from ingest.manifests import announced, read_manifest
from pipeline.commands._shape import put, shaped
from pipeline.separator_sheets import sheets_pdf
from pipeline.texts import Language, say


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(box: str, labels: tuple[str, ...], manifest: Path | None, sides: str, out: Path) -> None:
        if manifest is None and not labels:
            raise UnknownFormat(say("separators_none", lang))
        files = read_manifest(manifest) if manifest else announced([row_of(one) for one in labels], paper=box)
        put(out, sheets_pdf(PaperBox(box, box, int(sides)), files))
        click.echo(say("separators_done", lang, count=len(files), path=out))

    params: list[click.Parameter] = [
        click.Argument(["box"]),
        click.Argument(["labels"], nargs=-1),
        click.Option(["--manifest"], type=click.Path(path_type=Path), help=say("manifest", lang)),
        click.Option(["--sides"], type=click.Choice(["1", "2"]), default="2", help=say("sides", lang)),
        click.Option(
            ["--out"], type=click.Path(path_type=Path), default=Path("separators.pdf"), help=say("out_pdf", lang)
        ),
    ]
    return shaped("separators", run, lang=lang, example="tsuzuri separators R8-3 A-001=23 A-002=40", params=params)


def row_of(words: str) -> dict[str, str]:
    """`label=sheets` or `label`."""
    label, _, sheets = words.rpartition("=")
    return {"label": label, "sheets": sheets} if label and sheets.isdigit() else {"label": words}
