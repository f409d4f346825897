"""`tsuzuri export`: one case as it stands, with evidence and history, verified or not; for looking, not for import."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from domain.access import Operator, Role
from domain.auditing import Action, Deed
from domain.errors import StorageError
from pipeline.commands._shape import shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.codec import encode


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, out: Path | None) -> None:
        archive = open_archive(load())
        record = archive.case(case)
        if record is None:
            raise StorageError(say("no_case", lang, case=case))
        archive.audit.add(Operator(load().who, Role.ALONE), Deed(Action.EXPORT, case, "", "json"))
        whole = {"record": encode(record), "history": [asdict(one) for one in archive.history(case)]}
        text = json.dumps(whole, ensure_ascii=False, indent=2)
        if out is None:
            click.echo(text)
        else:
            out.write_text(text + "\n", encoding="utf-8")

    params = [
        click.Argument(["case"]),
        click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), help=say("out", lang)),
    ]
    return shaped("export", run, lang=lang, example="tsuzuri export c0123456789abcdef --out case.json", params=params)
