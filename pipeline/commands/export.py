"""`tsuzuri export`: one case as it stands, for looking or keeping: JSON, PDF/A, hOCR, ALTO, PAGE XML."""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from deliver.readings_xml import WRITERS
from deliver.shield import protection_words
from domain.auditing import REASONS, Action, Deed
from domain.case import CaseRecord
from domain.errors import AccessRefused, DeliveryError, StorageError
from pipeline.commands._shape import key_option, put, receivers, shaped
from pipeline.delivery import kin_of
from pipeline.on_duty import operator
from pipeline.preserving import bound, kept_back, reading_files
from pipeline.settings import Settings, load
from pipeline.texts import Language, say
from pipeline.veil import drawn, numberless, veil_of
from pipeline.veil import rows as veiled_rows
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.codec import encode

KINDS = ("json", "pdf", *WRITERS)


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, out: Path | None, kind: str, whole: bool, reason: str | None) -> None:
        settings = load()
        archive = open_archive(settings)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        hidden = kept_back(archive, record, whole=whole)
        words = _words(archive, record)
        if words and whole and not reason:
            raise AccessRefused(say("export_needs_reason", lang, codes="、".join(REASONS)))
        if words and not whole:
            click.echo(say("export_suspected", lang, words=words), err=True)
        if words and whole and reason:
            archive.audit.add(operator(settings.who), Deed(Action.UNMASK, case, "export", reason))
        archive.audit.add(operator(settings.who), Deed(Action.EXPORT, case, "", kind))
        if kind == "json":
            if receivers() and out is None:
                raise click.UsageError(say("export_needs_out", lang))
            _json(archive, record, out=out, whole=whole)
            return
        if out is None:
            raise click.UsageError(say("export_needs_out", lang))
        count = _pdf(archive, case, out=out, settings=settings, whole=whole) if kind == "pdf" else 0
        count = count or _readings(archive, case, out=out, kind=kind, whole=whole)
        for why in dict.fromkeys(hidden[page] for page in sorted(hidden)):
            pages = listed(page for page, reason in hidden.items() if reason == why)
            click.echo(say("export_held", lang, pages=pages, why=why))
        click.echo(say("export_done", lang, out=out, count=count))

    params = [
        click.Argument(["case"]),
        click.Option(["--kind"], type=click.Choice(KINDS), default="json", help=say("export_as", lang)),
        click.Option(["--out"], type=click.Path(path_type=Path), help=say("export_out", lang)),
        click.Option(["--whole"], is_flag=True, help=say("export_whole", lang)),
        click.Option(["--reason"], type=click.Choice(list(REASONS)), help=say("export_reason", lang)),
        key_option(lang),
    ]
    example = "tsuzuri export c0123456789abcdef --kind pdf --out case.pdf"
    return shaped("export", run, lang=lang, example=example, params=params)


def listed(pages: Iterable[int]) -> str:
    """Page numbers as people write them: 1、3–5、8."""
    runs: list[list[int]] = []
    for page in sorted(pages):
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return "、".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _words(archive: Archive, record: CaseRecord) -> str:
    """The words on paper that protect the case, those of linked cases too; a suspicion until a person clears them."""
    return "、".join(filter(None, map(protection_words, (record, *kin_of(archive)(record.case_id)))))


def _json(archive: Archive, record: CaseRecord, *, out: Path | None, whole: bool) -> None:
    """`whole`: what is masked too, but for an individual number, which leaves on no way."""
    veil = replace(veil_of(archive, record), is_open=whole)
    rows = veiled_rows(archive.history(record.case_id), record, veil=veil)
    record = drawn(record, veil)
    told = {"record": encode(record), "history": [asdict(one) for one in rows]}
    text = json.dumps(numberless(told), ensure_ascii=False, indent=2)
    if out is None:
        click.echo(text)
    else:
        put(out, (text + "\n").encode())


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
