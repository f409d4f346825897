"""`tsuzuri rules`: what the supervisor orders of the desk. Refuses a share outside 0 to 1."""

from dataclasses import asdict
from typing import Any

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.desk.quality import rules_of
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

SHARE = click.FloatRange(0.0, 1.0)


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(as_json: bool, **given: str | float | int | None) -> None:
        settings = load()
        archive = open_archive(settings)
        for name, value in given.items():
            if value is not None:
                archive.quality.set_rule(name, str(value), who=settings.who)
        rules = asdict(rules_of(archive))
        if as_json:
            echo_json(rules)
            return
        for name, value in rules.items():
            shown = ("yes" if value else "no") if isinstance(value, bool) else str(value)
            click.echo(f"{say(f'rule_{name}', lang)}: {shown}")

    params: list[click.Parameter] = [
        option("double_entry", click.Choice(["yes", "no"]), lang=lang),
        option("plant_share", SHARE, lang=lang),
        option("sample_share", SHARE, lang=lang),
        json_option(lang),
    ]
    return shaped("rules", run, lang=lang, example="tsuzuri rules --double-entry yes", params=params)


def option(name: str, kind: click.ParamType[Any], *, lang: Language) -> click.Option:
    return click.Option([f"--{name.replace('_', '-')}", name], type=kind, help=say(f"rule_{name}", lang))
