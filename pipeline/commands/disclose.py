"""`tsuzuri disclose`: the list of what somebody has to decide about, and the copy for the person who asked.

Refuses to show the list to whoever may not let anything out, and to make a copy that leaves a line undecided.
"""

from datetime import date
from pathlib import Path

import click

from deliver.disclosed_page import copy_of, list_of
from domain.auditing import Action, Deed
from domain.case import CaseRecord
from domain.errors import DeliveryError, StorageError
from ingest.veil import veiled
from pipeline.commands._shape import key_option, put, shaped
from pipeline.disclosure import LONGEST_LIST, Decided, decided, items, merged, worklist
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, make_list: Path | None, decisions: Path | None, out: Path | None) -> None:
        if (make_list is None) == (decisions is None) or (decisions is not None and out is None):
            raise click.UsageError(say("disclose_which", lang))
        archive, who = open_archive(load()), operator(load().who)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        found = items(archive, record)
        if make_list is not None:
            archive.audit.add(who, Deed(Action.DISCLOSE, case, "", "list"))
            put(make_list, worklist(found, record))
            count = sum(one.asks for one in found)
            click.echo(say("disclose_listed", lang, out=make_list, count=count))
        elif decisions is not None and out is not None:
            known = merged(decided(read(decisions), found, record=record))
            archive.audit.add(who, Deed(Action.DISCLOSE, case, "", "copy"))
            write(archive, record, known=known, out=out)
            click.echo(say("disclose_done", lang, out=out, count=len(known.told)))

    file, folder = click.Path(dir_okay=False, path_type=Path), click.Path(file_okay=False, path_type=Path)
    params = [
        click.Argument(["case"]),
        click.Option(["--list", "make_list"], type=file, help=say("disclose_list", lang)),
        click.Option(["--decisions"], type=file, help=say("disclose_decisions", lang)),
        click.Option(["--out"], type=folder, help=say("keep_out", lang)),
        key_option(lang),
    ]
    example = "tsuzuri disclose c0123456789abcdef --list decide.csv"
    return shaped("disclose", run, lang=lang, example=example, params=params)


def read(path: Path) -> bytes:
    try:
        with path.open("rb") as source:
            return source.read(LONGEST_LIST + 1)
    except OSError as error:
        raise DeliveryError(f"{path}: {error.strerror or error}") from error


def write(archive: Archive, record: CaseRecord, *, known: Decided, out: Path) -> None:
    """写し and the list of what was kept back. Black is in the pixels; nothing lies under it."""
    pages = [
        (number, b"" if number in known.pages else _picture(archive, record, known=known, number=number))
        for number in record.page_order
    ]
    told = {"number": record.value("caseNumber") or record.case_id, "made_on": date.today().isoformat()}
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(f"{out}: {error.strerror or error}") from error
    put(out / "disclosed.pdf", copy_of(pages, **told))
    put(out / "kept_back.pdf", list_of(known.told, **told))


def _picture(archive: Archive, record: CaseRecord, *, known: Decided, number: int) -> bytes:
    picture = archive.picture(record.case_id, number)
    return veiled(picture, known.boxes.get(number, ()))
