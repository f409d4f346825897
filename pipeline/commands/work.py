"""`tsuzuri work`: reads what was taken in, on this computer or through the queue, with a progress bar."""

import click

from pipeline.commands._shape import echo_json, json_option, shaped
from pipeline.jobs import LocalRunner
from pipeline.jobs_rq import RqRunner
from pipeline.progress import bar
from pipeline.report import status_report
from pipeline.settings import load
from pipeline.stages import Outcome
from pipeline.texts import Language, say
from pipeline.workbench import Workbench


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(workers: int | None, as_json: bool) -> None:
        bench = Workbench(load(workers=workers) if workers else load())
        before = bench.archive.counts()
        with bar(lang, total=before.pages_open) as shown:

            def tell(now: Outcome) -> None:
                counts = bench.archive.counts()  # the doubts that `status` and the desk count, whoever reads
                sure = None if bench.settings.queue else now.sure
                shown.update(now.pages, now.pages + counts.pages_open, sure=sure, doubt=counts.doubts)

            runner = RqRunner if bench.settings.queue else LocalRunner
            runner(bench, on_progress=tell).run()
        report = status_report(bench.archive)
        if as_json:
            echo_json(report)
        else:
            click.echo(say("next_review", lang, doubts=report["doubts"], tasks=report["tasks"]))

    params = [
        click.Option(["--workers"], type=click.IntRange(1, 256), help=say("workers", lang)),
        json_option(lang),
    ]
    return shaped("work", run, lang=lang, example="tsuzuri work --workers 2", params=params)
