"""`tsuzuri audit`: the log of accesses proved whole, read by those who may, and its head for keeping elsewhere.

Refuses to show a row before the reading itself is in the log.
"""

import re
import sys
from dataclasses import asdict

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.on_duty import operator
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

HEAD = re.compile(r"(\d+):([0-9a-f]{64})")


def COMMAND(lang: Language) -> click.Group:  # noqa: N802 - the shelf's name for its part
    return click.Group(
        "audit",
        help=say("audit", lang),
        epilog=f"{say('example', lang)} tsuzuri audit verify",
        context_settings={"help_option_names": ["-h", "--help"]},
        commands={
            "verify": verify_command(lang),
            "show": show_command(lang),
            "head": head_command(lang),
            "incident": incident_command(lang),
        },
    )


def verify_command(lang: Language) -> click.Command:
    def run(head: str, as_json: bool) -> None:
        found = open_archive(load()).audit.verify(known_head(head, lang))
        if as_json:
            echo_json(asdict(found) | {"is_whole": found.is_whole})
        elif found.is_whole:
            click.echo(say("audit_whole", lang, rows=found.rows))
        else:
            click.echo(say("audit_broken", lang, seq=found.seq, fault=found.fault))
        sys.exit(0 if found.is_whole else 1)

    params = [click.Option(["--head"], default="", help=say("audit_known", lang)), json_option(lang)]
    return shaped("audit_verify", run, lang=lang, example="tsuzuri audit verify", params=params)


def known_head(given: str, lang: Language) -> tuple[int, str] | None:
    """`number:hash` as `audit head` prints it. Raises click.BadParameter for anything else."""
    if not given:
        return None
    found = HEAD.fullmatch(given.strip())
    if found is None:
        raise click.BadParameter(say("audit_known", lang))
    return int(found[1]), found[2]


def show_command(lang: Language) -> click.Command:
    def run(subject: str, limit: int, as_json: bool) -> None:
        rows = open_archive(load()).audit.rows(operator(load().who), subject=subject, limit=limit)
        if as_json:
            echo_json([asdict(one) for one in rows])
            return
        for one in rows:
            deed = one.deed
            told = (str(one.seq), one.at[:19], one.who, one.role, one.office, deed.action.value)
            click.echo("  ".join(filter(None, (*told, deed.subject, deed.target, deed.why))))

    params = [
        click.Option(["--subject"], default="", help=say("audit_subject", lang)),
        click.Option(["--limit"], type=click.IntRange(1, 100_000), default=50, help=say("audit_limit", lang)),
        json_option(lang),
    ]
    return shaped("audit_show", run, lang=lang, example="tsuzuri audit show --limit 20", params=params)


def head_command(lang: Language) -> click.Command:
    def run() -> None:
        seq, digest = open_archive(load()).audit.head()
        click.echo(f"{seq}:{digest}")

    return shaped("audit_head", run, lang=lang, example="tsuzuri audit head >> head.txt")


def incident_command(lang: Language) -> click.Command:
    """For the day something is lost: which cases and pages were in a box, and who has seen them. Identifiers only."""

    def run(box: str, seen_by: str, as_json: bool) -> None:
        if not (box or seen_by):
            raise click.UsageError(say("incident_which", lang))
        archive, pages = open_archive(load()), dict[str, list[str]]()
        for side in archive.boxes.sides(box) if box else ():
            pages.setdefault(side.case_id, []).append(f"{side.file_id}:{side.page_no}")
        looks = archive.audit.looks(operator(load().who), by=seen_by, cases=set(pages) if box else None)
        if as_json:
            echo_json({"pages": pages, "seen": [asdict(one) for one in looks]})
            return
        for case, places in sorted(pages.items()):
            click.echo(f"{case}  {say('incident_pages', lang, count=len(places))}  {' '.join(places)}")
        for one in looks:
            click.echo(f"{one.case_id}  {one.who}  ×{one.times}  {one.first[:19]} – {one.last[:19]}")

    params = [
        click.Option(["--box"], default="", help=say("incident_box", lang)),
        click.Option(["--seen-by"], default="", help=say("incident_by", lang)),
        json_option(lang),
    ]
    return shaped("audit_incident", run, lang=lang, example="tsuzuri audit incident --box 第3箱", params=params)
