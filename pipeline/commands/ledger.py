"""`tsuzuri ledger`: the sheets of a box against what was announced; exit status 1 while they do not agree."""

import sys
from pathlib import Path
from typing import Any

import click

from domain.access import Operator
from ingest.box_ledger import BoxLedger
from pipeline.boxes import ledger_csv, ledger_lines, ledger_of, settle, take_back
from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(box: str | None, out: Path | None, as_json: bool, **asked: Any) -> None:
        settings = load()
        archive = open_archive(settings)
        _settled(archive, box, asked=asked, by=operator(settings.who), lang=lang)
        names = (box,) if box else archive.boxes.names()
        found = [ledger_of(archive, name) for name in names]
        if out is not None:
            heads = [ledger_csv(one, lang) for one in found] or [b""]
            put(out, heads[0] + b"".join(one.split(b"\r\n", 1)[1] for one in heads[1:]))
            click.echo(say("ledger_written", lang, path=out), err=as_json)
        if as_json:
            echo_json([plain(one) for one in found])
        else:
            shown = [line for one in found for line in (*ledger_lines(one, lang), "")]
            click.echo("\n".join(shown[:-1]) if shown else say("ledger_none", lang))
        sys.exit(0 if all(one.balanced for one in found) else 1)

    params: list[click.Parameter] = [
        click.Argument(["box"], required=False),
        click.Option(["--csv", "out"], type=click.Path(dir_okay=False, path_type=Path), help=say("ledger_csv", lang)),
        click.Option(["--settle", "settle_no"], type=click.IntRange(1), help=say("ledger_settle", lang)),
        click.Option(["--reopen", "reopen_no"], type=click.IntRange(1), help=say("ledger_reopen", lang)),
        click.Option(["--why"], default="", help=say("ledger_why", lang)),
        json_option(lang),
    ]
    return shaped("ledger", run, lang=lang, example="tsuzuri ledger R8-3 --csv ledger.csv", params=params)


def _settled(archive: Archive, box: str | None, *, asked: dict[str, Any], by: Operator, lang: Language) -> None:
    to_settle, to_reopen, why = asked["settle_no"], asked["reopen_no"], str(asked["why"]).strip()
    if to_settle is None and to_reopen is None:
        return
    if box is None or (to_settle is not None and not why):
        raise click.UsageError(say("ledger_needs_box", lang))
    ledger = ledger_of(archive, box)  # both numbers are those that were shown
    if to_settle is not None:
        settle(archive, ledger, place=to_settle, why=why, by=by)
    if to_reopen is not None:
        take_back(archive, ledger, place=to_reopen, by=by)


def plain(ledger: BoxLedger) -> dict[str, Any]:
    return {
        "box": ledger.box.name,
        "balanced": ledger.balanced,
        "announced_files": ledger.announced_files,
        "announced_sheets": ledger.announced_sheets,
        "sheets": ledger.sheets,
        "files": [
            {
                "number": one.number,
                "label": one.label,
                "announced_sheets": one.announced.sheets if one.announced else None,
                "sheets": one.sheets,
                "sides": one.sides,
                "blank": one.blank,
                "separators": one.separators,
                "ended": one.ended,
                "not_read": one.troubled,
                "cases": list(one.case_ids),
            }
            for one in ledger.lines
        ],
        "differences": [
            {
                "code": one.code,
                "number": one.number,
                "text": one.sentence("en"),
                "settled": {"who": one.settled.who, "at": one.settled.at, "why": one.settled.why}
                if one.settled
                else None,
            }
            for one in ledger.differences
        ],
    }
