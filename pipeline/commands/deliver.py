"""`tsuzuri deliver`: approved cases leave with receipts; `status`, `verify` and `recall` look after what left."""

import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from deliver.rules import Rules
from deliver.target import TARGETS, ImportTarget, Options, open_target
from domain.errors import ConfigError
from domain.reasons import REASON_JA
from pipeline.commands._shape import echo_json, json_option, key_option, receivers, shaped
from pipeline.delivery import Delivered, deliver_approved
from pipeline.delivery_check import recall, standing, verify
from pipeline.settings import Settings, load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(target: str, to: str | None, cp932: bool, as_json: bool) -> None:
        if click.get_current_context().invoked_subcommand:
            return
        settings = load()
        where_to = chosen(target, to, cp932=cp932)
        done = deliver_approved(open_archive(settings), where_to, who=settings.who, rules=rules_of(settings))
        if as_json:
            echo_json(as_numbers(done))
            return
        for line in lines(done, lang):
            click.echo(line)

    params = [
        *where(lang),
        click.Option(["--cp932"], is_flag=True, help=say("cp932", lang)),
        key_option(lang),
        json_option(lang),
    ]
    example = "tsuzuri deliver --target package_folder --to outbox/"
    plain = shaped("deliver", run, lang=lang, example=example, params=params)
    return click.Group(
        "deliver",
        help=plain.help,
        epilog=plain.epilog,
        params=plain.params,
        callback=plain.callback,
        invoke_without_command=True,
        context_settings=plain.context_settings,
        commands={"status": status_command(lang), "verify": verify_command(lang), "recall": recall_command(lang)},
    )


def where(lang: Language) -> list[click.Parameter]:
    names = click.Choice(TARGETS.names())
    return [
        click.Option(["--target"], type=names, default="package_folder", help=say("target", lang)),
        click.Option(["--to"], help=say("to", lang)),
    ]


def chosen(target: str, to: str | None, *, cp932: bool = False) -> ImportTarget:
    """`to`: a folder, or for the platform an address; the settings say what is not given."""
    settings = load()
    is_url = target == "http_platform"
    if receivers() and is_url:
        raise ConfigError("the platform is spoken to over TLS; --to-key is for folders")
    if is_url and not (to or settings.platform_url):
        raise ConfigError(say("no_platform", settings.language))
    options = Options(
        place=Path(to) if to and not is_url else settings.home.absolute() / "delivered",
        office=settings.office,
        municipality_code=settings.municipality_code,
        cp932=cp932,
        keys=receivers(),
        url=(to if is_url and to else settings.platform_url),
        token=settings.platform_token,
        trust=settings.platform_trust,
    )
    return open_target(target, options)


def rules_of(settings: Settings) -> Rules:
    names = tuple(one.strip() for one in settings.receiver.split("、") if one.strip())
    return Rules(today=date.today().isoformat(), receiver=names)


def status_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        found = standing(open_archive(load()))
        if as_json:
            batches = [{"batch": one.batch_id, "target": one.target, **said} for one, said in found.batches]
            echo_json({"cases": found.cases, "batches": batches})
            return
        click.echo(", ".join(f"{name} {count}" for name, count in found.cases.items()))
        for one, said in found.batches:
            told = ", ".join(f"{name} {count}" for name, count in sorted(said.items()))
            click.echo(f"{one.batch_id} {one.created_at[:19]} {one.target}: {told}")

    return shaped("deliver_status", run, lang=lang, example="tsuzuri deliver status", params=[json_option(lang)])


def verify_command(lang: Language) -> click.Command:
    def run(target: str, to: str | None, as_json: bool) -> None:
        found = verify(open_archive(load()), chosen(target, to))
        if as_json:
            echo_json(asdict(found))
        else:
            counts = {name: len(ids) for name, ids in asdict(found).items()}
            click.echo(say("verified_sum", lang, **counts))
            for case_id in found.missing:
                click.echo(f"{case_id} {say('not_there', lang)}")
            for case_id in found.different:
                click.echo(f"{case_id} held_elsewhere {REASON_JA['held_elsewhere']}")
        sys.exit(0 if found.is_whole else 1)

    params = [*where(lang), json_option(lang)]
    return shaped("deliver_verify", run, lang=lang, example="tsuzuri deliver verify --to outbox/", params=params)


def recall_command(lang: Language) -> click.Command:
    def run(batch: str, target: str, to: str | None, reason: str) -> None:
        settings = load()
        told = recall(open_archive(settings), chosen(target, to), batch_id=batch, reason=reason, who=settings.who)
        for one in told:
            click.echo(f"{say('recalled', lang)}: {one.case_id} {one.status}")

    reason = click.Option(["--reason"], required=True, help=say("recall_reason", lang))
    params = [click.Argument(["batch"]), *where(lang), reason]
    example = "tsuzuri deliver recall d20260409-0123456789ab --reason 宛先違い"
    return shaped("deliver_recall", run, lang=lang, example=example, params=params)


def as_numbers(done: Delivered) -> dict[str, object]:
    return {
        "batches": [one.batch_id for one in done.batches],
        "receipts": [asdict(one) for one in done.receipts],
        "held": [asdict(one) for one in done.held],
    }


def lines(done: Delivered, lang: Language) -> list[str]:
    """A line a case, with what became of it, then what stayed: a line a reason and case, with how many items."""
    if not done.batches and not done.held:
        return [say("nothing_approved", lang)]
    told = [
        f"{say(f'receipt_{one.status}', lang)}: {one.case_id} {one.status} {one.where} {one.reason}".rstrip()
        for one in done.receipts
    ]
    reasons: dict[tuple[str, str], int] = {}
    for one in done.held:
        reasons[one.case_id, one.reason] = reasons.get((one.case_id, one.reason), 0) + 1
    for (case_id, reason), count in reasons.items():
        told.append(f"{say('held', lang)}: {case_id} ×{count} {reason} {REASON_JA.get(reason, '')}".rstrip())
    return told
