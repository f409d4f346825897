"""`tsuzuri export`: one case as it stands, for looking or keeping: JSON, PDF/A, hOCR, ALTO, PAGE XML."""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from deliver.readings_xml import WRITERS
from domain.auditing import Action, Deed
from domain.errors import DeliveryError, StorageError
from pipeline.commands._shape import put, shaped
from pipeline.on_duty import operator
from pipeline.preserving import bound, kept_back, reading_files
from pipeline.settings import Settings, load
from pipeline.texts import Language, say
from pipeline.veil import drawn, veil_of
from pipeline.veil import rows as veiled_rows
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.codec import encode

KINDS = ("json", "pdf", *WRITERS)


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, out: Path | None, kind: str, whole: bool) -> None:
        settings = load()
        archive = open_archive(settings)
        if archive.case(case) is None:
            raise StorageError(say("no_case", lang, case=case))
        archive.audit.add(operator(settings.who), Deed(Action.EXPORT, case, "", kind))
        if kind == "json":
            _json(archive, case, out=out, whole=whole)
            return
        if out is None:
            raise click.UsageError(say("export_needs_out", lang))
        count = _pdf(archive, case, out=out, settings=settings, whole=whole) if kind == "pdf" else 0
        count = count or _readings(archive, case, out=out, kind=kind, whole=whole)
        record = archive.case(case)
        for page, why in sorted(kept_back(archive, record, whole=whole).items()) if record else ():
            click.echo(say("export_held", lang, page=page, why=why))
        click.echo(say("export_done", lang, out=out, count=count))

    params = [
        click.Argument(["case"]),
        click.Option(["--kind"], type=click.Choice(KINDS), default="json", help=say("export_as", lang)),
        click.Option(["--out"], type=click.Path(path_type=Path), help=say("export_out", lang)),
        click.Option(["--whole"], is_flag=True, help=say("export_whole", lang)),
    ]
    example = "tsuzuri export c0123456789abcdef --kind pdf --out case.pdf"
    return shaped("export", run, lang=lang, example=example, params=params)


def _json(archive: Archive, case: str, *, out: Path | None, whole: bool) -> None:
    """`whole`: what is masked too; refused as for a PDF unless two people approved the case."""
    record, rows = archive.case(case), archive.history(case)
    if record is not None and not whole:
        veil = veil_of(archive, record)
        record, rows = drawn(record, veil), veiled_rows(rows, record, veil=veil)
    elif record is not None:
        kept_back(archive, record, whole=True)
    text = json.dumps(
        {"record": encode(record), "history": [asdict(one) for one in rows]}, ensure_ascii=False, indent=2
    )
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")


def _pdf(archive: Archive, case: str, *, out: Path, settings: Settings, whole: bool) -> int:
    put(out, bound(archive, case, author=settings.who, made_at=datetime.now(UTC), whole=whole))
    return len(archive.case_pages(case))


def _readings(archive: Archive, case: str, *, out: Path, kind: str, whole: bool) -> int:
    made = reading_files(archive, case, kind=kind, made_at=datetime.now(UTC), whole=whole)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(f"{out}: {error.strerror or error}") from error
    for name, data in made.items():
        put(out / name, data)
    return len(made)
