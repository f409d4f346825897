"""`tsuzuri doctor`: says what is there, what is missing and how to get it."""

import sys
from dataclasses import asdict

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.health import Finding, examine
from pipeline.settings import load
from pipeline.texts import Language, say


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(as_json: bool) -> None:
        findings = examine(load())
        well = all(one.ok for one in findings)
        if as_json:
            echo_json({"ok": well, "findings": [asdict(one) for one in findings]})
        else:
            for one in findings:
                click.echo(line(one, lang))
            click.echo(say("all_well" if well else "not_well", lang))
        sys.exit(0 if well else 1)

    return shaped("doctor", run, lang=lang, example="tsuzuri doctor --json", params=[json_option(lang)])


def line(one: Finding, lang: Language) -> str:
    state = say("ok" if one.ok else "missing", lang)
    return f"[{state}] {one.name}: {one.found}" + (f"  → {one.remedy}" if one.remedy else "")
