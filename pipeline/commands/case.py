"""`tsuzuri case`: which cases go to the platform. Marks, keeps out, takes back; approving belongs to the desk."""

import sys
from collections.abc import Sequence

import click

from domain.sharing import LEGAL_BASIS_JA
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.selection import Chosen, exclude, exclude_group, include, mark, set_basis
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.exclusions import Kind


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run() -> None:
        """Every verb has a command of its own."""

    plain = shaped("case", run, lang=lang, example="tsuzuri case mark c0123456789abcdef")
    makers = (mark_command, exclude_command, include_command, basis_command, rules_command)
    made = [maker(lang) for maker in makers]
    return click.Group(
        "case",
        help=plain.help,
        epilog=plain.epilog,
        params=plain.params,
        context_settings=plain.context_settings,
        commands={(one.name or "").removeprefix("case_"): one for one in made},
    )


def tell(chosen: Sequence[Chosen], *, lang: Language, as_json: bool) -> None:
    """A line a case; ends with 1 when something stands against one."""
    if as_json:
        echo_json([{"case": one.case_id, "status": one.status.value, "trouble": one.trouble} for one in chosen])
    else:
        for one in chosen:
            told = say(f"case_{one.trouble}", lang) if one.trouble else ""
            click.echo(f"{one.case_id} {one.status.value} {told}".rstrip())
    sys.exit(1 if any(one.trouble for one in chosen) else 0)


def group(box: str | None, series: str | None) -> tuple[Kind, str] | None:
    if box:
        return "box", box
    return ("series", series) if series else None


def where(lang: Language) -> list[click.Parameter]:
    return [
        click.Argument(["cases"], nargs=-1),
        click.Option(["--box"], help=say("case_box", lang)),
        click.Option(["--series"], help=say("case_series", lang)),
    ]


def wanted(cases: Sequence[str], found: tuple[Kind, str] | None, *, lang: Language) -> None:
    if bool(cases) == bool(found):
        raise click.UsageError(say("case_which", lang))


def mark_command(lang: Language) -> click.Command:
    def run(cases: tuple[str, ...], as_json: bool) -> None:
        archive, who = open_archive(load()), load().who
        tell([mark(archive, one, who=who) for one in cases], lang=lang, as_json=as_json)

    params = [click.Argument(["cases"], nargs=-1, required=True), json_option(lang)]
    return shaped("case_mark", run, lang=lang, example="tsuzuri case mark c0123456789abcdef", params=params)


def exclude_command(lang: Language) -> click.Command:
    def run(cases: tuple[str, ...], box: str | None, series: str | None, reason: str, as_json: bool) -> None:
        found = group(box, series)
        wanted(cases, found, lang=lang)
        archive, who = open_archive(load()), load().who
        if found is not None:
            chosen = exclude_group(archive, found[0], name=found[1], reason=reason, who=who)
        else:
            chosen = tuple(exclude(archive, one, reason=reason, who=who) for one in cases)
        tell(chosen, lang=lang, as_json=as_json)

    reason = click.Option(["--reason"], required=True, help=say("case_reason", lang))
    params = [*where(lang), reason, json_option(lang)]
    return shaped(
        "case_exclude", run, lang=lang, example="tsuzuri case exclude --box 第3箱 --reason 健診のみ", params=params
    )


def include_command(lang: Language) -> click.Command:
    def run(cases: tuple[str, ...], box: str | None, series: str | None, as_json: bool) -> None:
        found = group(box, series)
        wanted(cases, found, lang=lang)
        archive, who = open_archive(load()), load().who
        if found is None:
            tell([include(archive, one, who=who) for one in cases], lang=lang, as_json=as_json)
        elif archive.exclusions.include(*found):
            click.echo(say("case_rule_off", lang, name=found[1]))
        else:
            raise click.UsageError(say("case_no_rule", lang, name=found[1]))

    params = [*where(lang), json_option(lang)]
    return shaped("case_include", run, lang=lang, example="tsuzuri case include c0123456789abcdef", params=params)


def basis_command(lang: Language) -> click.Command:
    def run(case: str, codes: tuple[str, ...], reason: str) -> None:
        record = set_basis(open_archive(load()), case, codes=codes, reason=reason, who=load().who)
        told = "、".join(f"{code} {LEGAL_BASIS_JA[code]}" for code in record.legal_basis)
        click.echo(f"{case} {record.import_status.value} {told}".rstrip())

    codes = click.Option(["--code", "codes"], multiple=True, help=say("case_code", lang))
    reason = click.Option(["--reason"], required=True, help=say("case_reason", lang))
    example = "tsuzuri case basis c0123456789abcdef --code emergency_69_2 --reason 安否確認"
    return shaped("case_basis", run, lang=lang, example=example, params=[click.Argument(["case"]), codes, reason])


def rules_command(lang: Language) -> click.Command:
    def run(as_json: bool) -> None:
        rules = open_archive(load()).exclusions.all()
        if as_json:
            echo_json([{"kind": one.kind, "name": one.name, "reason": one.reason, "who": one.who} for one in rules])
            return
        for one in rules:
            click.echo(f"{one.kind} {one.name} {one.reason} {one.who} {one.made_at[:10]}")

    return shaped("case_rules", run, lang=lang, example="tsuzuri case rules", params=[json_option(lang)])
