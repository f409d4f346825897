"""`tsuzuri verify`: re-hashes every original and page picture, walks the history, and writes the 管理台帳 if asked."""

import csv
import io
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from deliver.csv_files import BOM_UTF8, harmless
from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.fixity import LedgerLine


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(ledger: Path | None, as_json: bool) -> None:
        report, lines = checked(open_archive(load()))
        if ledger is not None:
            put(ledger, ledger_csv(lines).encode(BOM_UTF8))
        if as_json:
            echo_json(report)
        else:
            click.echo(say("fixity_sum", lang, **{name: report[name] for name in ("files", "pictures", "rows")}))
            for name in report["bad"]:
                click.echo(say("fixity_bad", lang, name=name))
            if not report["bad"]:
                click.echo(say("fixity_well", lang))
        sys.exit(1 if report["bad"] else 0)

    params = [
        click.Option(["--ledger"], type=click.Path(dir_okay=False, path_type=Path), help=say("ledger_out", lang)),
        json_option(lang),
    ]
    return shaped("verify", run, lang=lang, example="tsuzuri verify --ledger ledger.csv", params=params)


def checked(archive: Archive) -> tuple[dict[str, Any], list[LedgerLine]]:
    """What was looked at, and the names of everything that is not as it was."""
    lines = list(archive.fixity.ledger())
    pictures = list(archive.fixity.pictures())
    verdict = archive.verify_history()
    bad = [f"{one.source} ({one.file_id})" for one in lines if not one.is_whole]
    bad += [f"{one.kind} {one.name}" for one in pictures if not one.is_whole]
    bad += [] if verdict.is_whole else [f"history {verdict.seq}: {verdict.fault}"]
    return {"files": len(lines), "pictures": len(pictures), "rows": verdict.rows, "bad": bad}, lines


def ledger_csv(lines: list[LedgerLine]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(LedgerLine.__dataclass_fields__)
    writer.writerows([harmless(str(cell)) for cell in asdict(one).values()] for one in lines)
    return text.getvalue()
