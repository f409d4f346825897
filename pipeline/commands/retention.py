"""`tsuzuri retention`: how long cases are kept, which are due, who lets them go, and the certificate of what went.

Shows identifiers and days, never a word of a case. Refuses to dispose of anything that one person alone decided.
"""

from collections.abc import Collection
from pathlib import Path

import click

from domain.errors import DeliveryError
from domain.retention import OFFERED, Rule, Start
from pipeline.commands._shape import echo_json, json_option, put, shaped
from pipeline.disposal import certificate_pdf, certified
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.archive import Archive
from storage.retention import HOLDS, Keeping

STARTS = [one.value for one in Start]


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    made = (
        *(rules_command, offer_command, rule_command, close_command, hold_command, due_command, propose_command),
        *(queue_command, approve_command, reject_command, finish_command, certificate_command, copies_command),
    )
    found = [one(lang) for one in made]
    return click.Group(
        "retention",
        help=say("retention", lang),
        epilog=f"{say('example', lang)} tsuzuri retention due",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={str(one.name).removeprefix("retention_"): one for one in found},
    )


def opened() -> Archive:
    return open_archive(load())


def rules_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        tell_rules(opened().retention.rules(), as_json=as_json, lang=lang)

    return shaped(
        "retention_rules", run, lang=lang, example="tsuzuri retention rules --json", params=[json_option(lang)]
    )


def offer_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        tell_rules(OFFERED, as_json=as_json, lang=lang)

    return shaped("retention_offer", run, lang=lang, example="tsuzuri retention offer", params=[json_option(lang)])


def tell_rules(found: tuple[Rule, ...], *, as_json: bool, lang: Language) -> None:
    if as_json:
        names = ("office", "series", "form", "years", "start", "basis", "who", "made_at")
        echo_json([{name: getattr(one, name) for name in names} for one in found])
        return
    if not found:
        click.echo(say("keep_no_rules", lang))
    for one in found:
        scope = {name: getattr(one, name) or say("keep_any", lang) for name in ("office", "series", "form")}
        start = say(f"keep_start_{one.start.value}", lang)
        click.echo(say("keep_rule_line", lang, **scope, start=start, years=one.years, basis=one.basis))


def rule_command(lang: Language) -> click.Command:
    def run(years: int, start: str, basis: str, drop: bool, **scope: str) -> None:
        retention, who = opened().retention, operator(load().who)
        rule = Rule(**scope, years=years, start=Start(start), basis=basis or ("—" if drop else ""))
        if drop:
            click.echo(say("keep_done" if retention.drop_rule(who, rule) else "keep_none", lang))
            return
        retention.set_rule(who, rule)
        click.echo(say("keep_done", lang))

    params = [
        *(
            click.Option([f"--{one}"], default="", help=say(f"keep_{one}", lang))
            for one in ("office", "series", "form")
        ),
        click.Option(["--years"], type=click.IntRange(1, 100), default=5, help=say("keep_years", lang)),
        click.Option(["--start"], type=click.Choice(STARTS), default="fiscal", help=say("keep_start", lang)),
        click.Option(["--basis"], default="", help=say("keep_basis", lang)),
        click.Option(["--drop"], is_flag=True, help=say("keep_drop", lang)),
    ]
    example = "tsuzuri retention rule --office 北部 --years 5 --basis 文書管理規程別表第2"
    return shaped("retention_rule", run, lang=lang, example=example, params=params)


def close_command(lang: Language) -> click.Command:
    def run(case: str, on: str) -> None:
        opened().retention.close(operator(load().who), case, on=on)
        click.echo(say("keep_done", lang))

    params = [click.Argument(["case"]), click.Option(["--on"], required=True, help=say("keep_on", lang))]
    example = "tsuzuri retention close c0123456789abcdef --on 2021-03-31"
    return shaped("retention_close", run, lang=lang, example=example, params=params)


def hold_command(lang: Language) -> click.Command:
    def run(case: str, reason: str | None, lift: bool) -> None:
        if bool(reason) == lift:
            raise click.UsageError(say("keep_why", lang) + f": {', '.join(HOLDS)}")
        opened().retention.hold(operator(load().who), case, reason=reason or "")
        click.echo(say("keep_done", lang))

    params = [
        click.Argument(["case"]),
        click.Option(["--reason"], type=click.Choice(list(HOLDS)), help=say("keep_why", lang)),
        click.Option(["--lift"], is_flag=True, help=say("keep_lift", lang)),
    ]
    example = "tsuzuri retention hold c0123456789abcdef --reason litigation"
    return shaped("retention_hold", run, lang=lang, example=example, params=params)


def due_command(lang: Language) -> click.Command:
    def run(every: bool, as_json: bool) -> None:
        retention = opened().retention
        found = retention.keeping(due_by="" if every else retention.database.today())
        if as_json:
            names = ("case_id", "office", "pages", "closed_on", "last_day", "hold", "disposal")
            echo_json([{name: getattr(one, name) for name in names} for one in found])
            return
        for one in found:
            click.echo(keep_line(one, lang))
        if not found:
            click.echo(say("keep_none", lang))

    params = [click.Option(["--all", "every"], is_flag=True, help=say("keep_all", lang)), json_option(lang)]
    return shaped("retention_due", run, lang=lang, example="tsuzuri retention due --all", params=params)


def keep_line(one: Keeping, lang: Language) -> str:
    held = HOLDS[one.hold] if one.hold else ""
    return say(
        "keep_line",
        lang,
        case=one.case_id,
        office=one.office,
        closed=one.closed_on,
        last=one.last_day or say("keep_unknown", lang),
        pages=one.pages,
        note=" ".join(filter(None, (held, one.disposal))),
    ).rstrip()


def propose_command(lang: Language) -> click.Command:
    def run(cases: tuple[str, ...]) -> None:
        retention, who = opened().retention, operator(load().who)
        for case in cases:
            click.echo(say("keep_proposed", lang, case=case, number=retention.propose(who, case)))

    params = [click.Argument(["cases"], nargs=-1, required=True)]
    example = "tsuzuri retention propose c0123456789abcdef"
    return shaped("retention_propose", run, lang=lang, example=example, params=params)


def queue_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        found = opened().retention.disposals()
        if as_json:
            names = ("disposal_id", "case_id", "office", "state", "last_day", "proposed_by", "decided_by", "done_at")
            echo_json([{name: getattr(one, name) for name in names} for one in found])
            return
        for one in found:
            told = (one.disposal_id, one.state, one.case_id, one.office, one.last_day, one.proposed_by, one.decided_by)
            click.echo("  ".join(filter(None, told)))

    return shaped("retention_queue", run, lang=lang, example="tsuzuri retention queue", params=[json_option(lang)])


def approve_command(lang: Language) -> click.Command:
    def run(numbers: tuple[str, ...], yes: bool) -> None:
        if not yes:
            click.confirm(say("keep_sure", lang, count=len(numbers)), abort=True, err=True)
        for one in opened().erasing.carry_out(operator(load().who), numbers):
            click.echo(say("keep_erased", lang, case=one.case_id, number=one.disposal_id))

    params = [
        click.Argument(["numbers"], nargs=-1, required=True),
        click.Option(["--yes"], is_flag=True, help=say("keep_yes", lang)),
    ]
    example = "tsuzuri retention approve D20260401-0a1b2c3d"
    return shaped("retention_approve", run, lang=lang, example=example, params=params)


def reject_command(lang: Language) -> click.Command:
    def run(number: str) -> None:
        opened().retention.reject(operator(load().who), number)
        click.echo(say("keep_done", lang))

    example = "tsuzuri retention reject D20260401-0a1b2c3d"
    return shaped("retention_reject", run, lang=lang, example=example, params=[click.Argument(["number"])])


def finish_command(lang: Language) -> click.Command:
    def run() -> None:
        for one in opened().erasing.finish(operator(load().who)):
            click.echo(say("keep_erased", lang, case=one.case_id, number=one.disposal_id))

    return shaped("retention_finish", run, lang=lang, example="tsuzuri retention finish")


def certificate_command(lang: Language) -> click.Command:
    def run(numbers: tuple[str, ...], out: str) -> None:
        count = written(opened(), numbers, out=out)
        click.echo(say("keep_written", lang, out=out, count=count))

    params = [
        click.Argument(["numbers"], nargs=-1),
        click.Option(["--out"], type=click.Path(file_okay=False), required=True, help=say("keep_out", lang)),
    ]
    example = "tsuzuri retention certificate D20260401-0a1b2c3d --out certificates"
    return shaped("retention_certificate", run, lang=lang, example=example, params=params)


def written(archive: Archive, numbers: Collection[str], *, out: str) -> int:
    """One JSON a case, byte for byte as sealed, and one PDF of them all; how many. Raises DeliveryError."""
    found = certified(archive, numbers)
    folder = Path(out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeliveryError(f"{out}: {error.strerror or error}") from error
    for one in found:
        put(folder / f"{one.disposal_id}.json", one.certificate.encode())
    if found:
        put(folder / "certificates.pdf", certificate_pdf(found))
    return len(found)


def copies_command(lang: Language) -> click.Command:
    def run(gone: int | None) -> None:
        retention = opened().retention
        if gone is not None:
            click.echo(say("keep_done" if retention.copy_gone(operator(load().who), gone) else "keep_none", lang))
            return
        for one in retention.copies():
            click.echo(f"{one.seq}  {one.made_at[:16]}  {one.place}{'  sealed' if one.is_sealed else ''}")

    params = [click.Option(["--gone"], type=int, help=say("keep_gone", lang))]
    return shaped("retention_copies", run, lang=lang, example="tsuzuri retention copies --gone 3", params=params)
