"""`tsuzuri worker`: one process that takes jobs from the queue until it is told to stop."""

import click

from domain.errors import ConfigError
from pipeline.commands._shape import shaped
from pipeline.jobs_rq import work_for_queue
from pipeline.settings import load
from pipeline.texts import Language, say


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(burst: bool) -> None:
        settings = load()
        if not settings.queue:
            raise ConfigError(
                "no queue is set: TSUZURI_QUEUE=redis://… names the server, e.g. redis://localhost:6379/0"
            )
        work_for_queue(settings.queue, burst=burst)

    params = [click.Option(["--burst"], is_flag=True, help=say("burst", lang))]
    return shaped(
        "worker", run, lang=lang, example="TSUZURI_QUEUE=redis://localhost:6379/0 tsuzuri worker", params=params
    )
