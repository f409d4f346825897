"""`tsuzuri status`: do the sheets add up, where does everything stand, what comes next; `--watch` keeps looking."""

import json
import time
from typing import Any

import click

from domain.errors import StorageError
from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.report import status_lines, status_report
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(as_json: bool, watch: bool, every: float) -> None:
        if watch:
            watching(lang, as_json=as_json, every_s=every)
            return
        settings = load()
        report = status_report(open_archive(settings))
        if as_json:
            echo_json(report)
        else:
            click.echo("\n".join(status_lines(report, lang, queued=bool(settings.queue))))

    params = [
        json_option(lang),
        click.Option(["--watch"], is_flag=True, help=say("status_watch", lang)),
        click.Option(["--every"], type=click.FloatRange(0.1, 3600), default=2.0, help=say("every", lang)),
    ]
    return shaped("status", run, lang=lang, example="tsuzuri status --watch", params=params)


def watching(lang: Language, *, as_json: bool, every_s: float) -> None:
    """Until Ctrl+C. An archive that is away for a while is said and asked again. With JSON: one object a line."""
    settings = load()
    archive, first = open_archive(settings), (0.0, -1)
    try:
        while True:
            try:
                report = status_report(archive)
            except StorageError as error:
                click.echo(say("failed", lang, error=error), err=True)
                time.sleep(every_s)
                continue
            now, ended = time.monotonic(), _ended(report)
            first = (now, ended) if first[1] < 0 else first
            speed = (ended - first[1]) / max(now - first[0], 1e-6) * 60
            if as_json:
                click.echo(json.dumps({**report, "pages_a_minute": round(speed, 1)}, ensure_ascii=False))
            else:
                click.clear()  # does nothing where there is no screen
                lines = status_lines(report, lang, queued=bool(settings.queue))
                click.echo("\n".join([*lines, pace(report, speed, lang=lang)]))
            time.sleep(every_s)
    except KeyboardInterrupt:
        return


def _ended(report: dict[str, Any]) -> int:
    return sum(count for state, count in report["pages"].items() if state != "waiting")


def pace(report: dict[str, Any], speed: float, *, lang: Language) -> str:
    """Pages a minute since the watching began, and how long the waiting pages take at that."""
    waiting = report["pages"].get("waiting", 0)
    left = f"{waiting / speed:.0f}" if speed > 0 else "–"
    return say("watch_pace", lang, speed=f"{speed:.0f}", minutes=left if waiting else "0")
