"""`tsuzuri identity`: who may be the same person, with every reason and objection; link, take back, or leave open."""

from dataclasses import asdict

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.people import VERBS, People, judge, people, told
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive
from storage.identity import Candidate
from storage.identity_keys import Person


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(case: str, verb: str, other: str | None, why: str, as_json: bool) -> None:
        settings = load()
        archive = open_archive(settings)
        if verb != "show":
            if other is None or not why.strip():
                raise click.UsageError(say("identity_usage", lang))
            kept = judge(archive, (case, other), verb=verb, who=settings.who, why=why)
            if not as_json:
                click.echo(say("identity_kept", lang, one=case, other=other, decision=_decision(kept.decision, lang)))
                return
        found = people(archive, case, who=settings.who)
        if as_json:
            echo_json(asdict(found))
            return
        for line in lines(found, lang):
            click.echo(line)

    params = [
        click.Argument(["case"]),
        click.Argument(["verb"], type=click.Choice(["show", *VERBS]), default="show"),
        click.Argument(["other"], required=False),
        click.Option(["--why"], default="", help=say("identity_why", lang)),
        json_option(lang),
    ]
    return shaped("identity", run, lang=lang, example="tsuzuri identity c0123456789abcdef", params=params)


def lines(found: People, lang: Language) -> list[str]:
    """The person asked about, then the alike; whom an objection tells apart stand apart at the end."""
    told_apart = [one for one in found.candidates if one.likeness.is_blocked]
    open_ones = [one for one in found.candidates if not one.likeness.is_blocked]
    shown = [_person(found.person)]
    if found.linked:
        shown.append(say("identity_linked", lang, cases="、".join(found.linked)))
    if not found.candidates:
        shown.append(say("identity_none", lang))
    for heading, some in (("identity_may", open_ones), ("identity_apart", told_apart)):
        if some:
            shown += ["", say(heading, lang, count=len(some))]
            shown += [line for one in some for line in _candidate(one, lang)]
    return shown


def _candidate(one: Candidate, lang: Language) -> list[str]:
    reasons, objections = told(one)
    shown = [f"  {_person(one.person)}", f"    ○ {reasons}"]
    if objections:
        shown.append(f"    × {objections}")
    if one.decided:
        said = one.decided
        shown.append(f"    → {_decision(said.decision, lang)}（{said.who} {said.made_at[:10]}：{said.why}）")
    return shown


def _person(one: Person) -> str:
    parts = (one.case_id, f"{one.name}（{one.kana}）", one.birth, one.address, one.office)
    return " ".join(" ".join(part.split()) for part in parts if part)


def _decision(decision: str, lang: Language) -> str:
    return say(f"identity_{decision}", lang)
