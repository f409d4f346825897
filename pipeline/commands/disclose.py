"""`tsuzuri disclose`: the list of what somebody has to decide about, and the copy for the person who asked.

Refuses to show the list to whoever may not let anything out, and to make a copy that leaves a line undecided.
"""

from pathlib import Path

import click

from domain.errors import DeliveryError, StorageError
from pipeline.commands._shape import key_option, put, shaped
from pipeline.disclosing import copied, listed
from pipeline.disclosure import LONGEST_LIST
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, make_list: Path | None, decisions: Path | None, out: Path | None) -> None:
        if (make_list is None) == (decisions is None) or (decisions is not None and out is None):
            raise click.UsageError(say("disclose_which", lang))
        archive, who = open_archive(load()), operator(load().who)
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        if make_list is not None:
            data, count = listed(archive, who, record=record)
            put(make_list, data)
            click.echo(say("disclose_listed", lang, out=make_list, count=count))
        elif decisions is not None and out is not None:
            copy, kept, count = copied(archive, who, record=record, decisions=read(decisions))
            write(out, copy, kept=kept)
            click.echo(say("disclose_done", lang, out=out, count=count))

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


def write(out: Path, copy: bytes, *, kept: bytes) -> None:
    """写し and the list of what was kept back."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(f"{out}: {error.strerror or error}") from error
    put(out / "disclosed.pdf", copy)
    put(out / "kept_back.pdf", kept)
