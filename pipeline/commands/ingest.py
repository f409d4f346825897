"""`tsuzuri ingest`: takes scans in. The originals are copied byte for byte and never changed."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from domain.errors import EmptyPaper, PassesDiffer
from ingest.manifests import read_manifest
from pipeline.boxes import announce, ledger_of
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.intake import Intake, Taken, take_in, take_passes
from pipeline.on_duty import office_on_duty
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive

WORDS = {"claimed": "taken", "duplicate": "twin", "refused": "refused"}


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(paths: tuple[Path, ...], name: str | None, as_json: bool, collate: bool, **about_box: Any) -> None:
        settings, archive = load(), open_archive()

        def tell(taken: Taken) -> None:
            if not as_json:
                click.echo(f"{say(WORDS[taken.state], lang)}: {taken.source} {taken.reason}".rstrip())

        by = Intake(name or paths[0].absolute().name, settings.who, settings.home, office_on_duty())
        if collate:
            taken = passes(archive, paths, by=by, tell=tell)
            announced_first(archive, by, lang=lang, quiet=as_json, **{**about_box, "sides": "2"})
        else:
            expected = announced_first(archive, by, lang=lang, quiet=as_json, **about_box)
            taken = take_in(archive, paths, by=by, tell=tell, besides=expected)
        if not taken:
            raise EmptyPaper(say("nothing_found", lang))
        if as_json:
            echo_json([asdict(one) for one in taken])
            return
        tell_sums(archive, taken, name=by.name, lang=lang, queued=bool(settings.queue))

    params = [
        click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.Option(["--name"], help=say("batch_name", lang)),
        click.Option(["--manifest"], type=click.Path(path_type=Path), help=say("manifest_in", lang)),
        click.Option(["--sides"], type=click.Choice(["1", "2"]), help=say("box_sides", lang)),
        click.Option(["--collate"], is_flag=True, help=say("collate", lang)),
        json_option(lang),
    ]
    example = "tsuzuri ingest box3/ --name R8-3 --manifest box3/list.csv --sides 2"
    return shaped("ingest", run, lang=lang, example=example, params=params)


def passes(archive: Archive, paths: Sequence[Path], *, by: Intake, tell: Callable[[Taken], None]) -> tuple[Taken, ...]:
    """Fronts and backs, a folder or a file each."""
    if len(paths) != 2:
        raise PassesDiffer(f"fronts and backs are two folders or two files, found {len(paths)}")
    return take_passes(archive, paths[0], backs=paths[1], by=by, tell=tell)


def announced_first(archive: Archive, by: Intake, *, lang: Language, quiet: bool, **about_box: Any) -> tuple[Path, ...]:
    """Notes manifest and sides of the box before anything is taken in; paths that are no papers."""
    manifest, sides = about_box["manifest"], about_box["sides"]
    known = archive.boxes.box(by.name)
    files = read_manifest(manifest) if manifest else ()
    if manifest or sides:
        sides = int(sides) if sides else known.sides if known else 1
        announce(archive, by.name, files=files, sides=sides, who=by.operator)
    if manifest and not quiet:
        click.echo(say("manifest_taken", lang, path=manifest, count=len(files)))
    return (manifest.absolute(),) if manifest else ()


def tell_sums(archive: Archive, taken: Sequence[Taken], *, name: str, lang: Language, queued: bool) -> None:
    count = {state: sum(one.state == state for one in taken) for state in WORDS}
    click.echo(say("ingest_sum", lang, taken=count["claimed"], twins=count["duplicate"], refused=count["refused"]))
    for one in ledger_of(archive, name).differences:
        if one.code == "hash_differs":
            click.echo(one.sentence(lang))
    click.echo(say("next_workers" if queued else "next_work", lang))
