"""`tsuzuri read`: readings as JSON Lines, exactly as the reading contract says. Stores nothing."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

import click

from extract.trust.routing import Policy
from ingest.passwords import know
from ingest.sources import find
from pipeline.commands._shape import shaped
from pipeline.progress import bar
from pipeline.reading_run import Orders, Progress, ReadingRun
from pipeline.secret_files import secrets_in
from pipeline.settings import load
from pipeline.texts import Language, say


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(paths: tuple[Path, ...], out: Path | None, workers: int | None) -> None:
        settings = load()
        policy = Policy(profile=settings.profile, target_error=settings.target_error)
        orders = Orders(
            policy,
            date.today(),
            settings.page_budget_s,
            reader=settings.reader,
            second_reader=settings.second_reader,
            third_reader=settings.third_reader,
            passwords=secrets_in(settings.passwords_file),
        )
        know(orders.passwords)
        with bar(lang, total=0) as shown, opened(out) as sink:

            def tell(now: Progress) -> None:
                shown.update(now.pages_done, now.pages_total, sure=now.sure, doubt=now.doubt)

            reading_run = ReadingRun(
                tuple(files_of(paths)), orders, workers=workers or settings.worker_count, on_progress=tell
            )
            for reading in reading_run.readings():
                sink.write(reading.model_dump_json(by_alias=True) + "\n")
                sink.flush()

    params = [
        click.Argument(["paths"], nargs=-1, required=True, type=click.Path(path_type=Path)),
        click.Option(["--out"], type=click.Path(dir_okay=False, path_type=Path), help=say("out", lang)),
        click.Option(["--workers"], type=click.IntRange(1, 256), help=say("workers", lang)),
    ]
    return shaped("read", run, lang=lang, example="tsuzuri read box3/K-0013.pdf --out reading.jsonl", params=params)


def files_of(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Files as given; a folder stands for the files in it, in natural order, named as seen from where it was given."""
    for given in paths:
        if given.is_dir():
            yield from (given / os.path.relpath(found.path, os.path.abspath(given)) for found in find([given]))  # noqa: PTH100 - links are not followed
        else:
            yield given


@contextmanager
def opened(out: Path | None) -> Iterator[IO[str]]:
    """UTF-8 text, whatever the terminal's own encoding."""
    if out is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a TextIOWrapper unless redirected by a caller
        yield sys.stdout
    else:
        with out.open("w", encoding="utf-8") as sink:
            yield sink
