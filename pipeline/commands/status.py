"""`tsuzuri status`: do the sheets add up, where does everything stand, what comes next."""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.report import status_lines, status_report
from pipeline.settings import load
from pipeline.texts import Language
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(as_json: bool) -> None:
        report = status_report(open_archive(load()))
        if as_json:
            echo_json(report)
        else:
            click.echo("\n".join(status_lines(report, lang)))

    return shaped("status", run, lang=lang, example="tsuzuri status --json", params=[json_option(lang)])
