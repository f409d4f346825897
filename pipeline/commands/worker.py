"""`tsuzuri worker`: processes that take jobs from the queue until they are told to stop, and feed it meanwhile."""

import click

from domain.errors import ConfigError
from pipeline.commands._shape import shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workforce import Foreman, work_for_queue

QUEUES = ("fast", "ocr")


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(count: int, only: str | None, burst: bool) -> None:
        settings = load()
        if not settings.queue:
            raise ConfigError(
                "no queue is set: TSUZURI_QUEUE=redis://… names the server, e.g. redis://localhost:6379/0"
            )
        queues = (only,) if only else QUEUES
        if burst:
            work_for_queue(settings.queue, queues=queues, burst=True)
        else:
            Foreman(count or settings.worker_count, queues).run()

    params = [
        click.Option(["--count"], type=click.IntRange(0, 256), default=0, help=say("worker_count", lang)),
        click.Option(["--only"], type=click.Choice(QUEUES), help=say("worker_only", lang)),
        click.Option(["--burst"], is_flag=True, help=say("burst", lang)),
    ]
    example = "TSUZURI_QUEUE=redis://localhost:6379/0 tsuzuri worker --count 2"
    return shaped("worker", run, lang=lang, example=example, params=params)
