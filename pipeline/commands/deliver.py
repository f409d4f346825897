"""`tsuzuri deliver`: approved cases leave with receipts; what stays is listed with its reason."""

from dataclasses import asdict
from pathlib import Path

import click

from deliver.target import TARGETS, Options, open_target
from domain.reasons import REASON_JA
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.delivery import Delivered, deliver_approved
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(target: str, to: Path | None, cp932: bool, as_json: bool) -> None:
        settings = load()
        place = to or settings.home.absolute() / "delivered"
        options = Options(place, office=settings.office, cp932=cp932)
        done = deliver_approved(open_archive(settings), open_target(target, options), who=settings.who)
        if as_json:
            echo_json(as_numbers(done))
            return
        for line in lines(done, lang):
            click.echo(line)

    params = [
        click.Option(
            ["--target"], type=click.Choice(TARGETS.names()), default="package_folder", help=say("target", lang)
        ),
        click.Option(["--to"], type=click.Path(file_okay=False, path_type=Path), help=say("to", lang)),
        click.Option(["--cp932"], is_flag=True, help=say("cp932", lang)),
        json_option(lang),
    ]
    example = "tsuzuri deliver --target package_folder --to outbox/"
    return shaped("deliver", run, lang=lang, example=example, params=params)


def as_numbers(done: Delivered) -> dict[str, object]:
    batch = done.batch
    return {
        "batch": batch.batch_id if batch else None,
        "receipts": [asdict(one) for one in batch.receipts] if batch else [],
        "held": [asdict(one) for one in done.packed.held],
    }


def lines(done: Delivered, lang: Language) -> list[str]:
    """A line a case, then what stayed; only one line a reason and case, with how many items."""
    if done.batch is None and not done.packed.held:
        return [say("nothing_approved", lang)]
    receipts = done.batch.receipts if done.batch else ()
    told = [f"{say('delivered', lang)}: {one.case_id} {one.status} {one.where}".rstrip() for one in receipts]
    reasons: dict[tuple[str, str], int] = {}
    for one in done.packed.held:
        reasons[one.case_id, one.reason] = reasons.get((one.case_id, one.reason), 0) + 1
    for (case_id, reason), count in reasons.items():
        told.append(f"{say('held', lang)}: {case_id} ×{count} {reason} {REASON_JA.get(reason, '')}".rstrip())
    return told
