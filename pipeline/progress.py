"""The progress bar, on standard error: pages done and total, pages a minute, time left, fields sure and in doubt."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from pipeline.texts import Language, say


class Bar:
    """One running bar; `update` may be called from anywhere in this process."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress, self.task, self.start = progress, task, time.monotonic()

    def update(self, done: int, total: int, *, sure: int | None, doubt: int) -> None:
        """`sure` None: other processes read, and nobody here has counted."""
        minutes = max(time.monotonic() - self.start, 1e-6) / 60
        self.progress.update(
            self.task,
            completed=done,
            total=max(total, done),
            speed=f"{done / minutes:.0f}",
            sure="–" if sure is None else sure,
            doubt=doubt,
        )


@contextmanager
def bar(lang: Language, *, total: int) -> Iterator[Bar]:
    progress = Progress(
        TextColumn(say("reading", lang)),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]} " + say("per_minute", lang)),
        TextColumn(say("left", lang)),
        TimeRemainingColumn(),
        TextColumn(say("sure", lang) + " {task.fields[sure]}  " + say("doubt", lang) + " {task.fields[doubt]}"),
        console=Console(stderr=True),
    )
    with progress:
        task = progress.add_task("read", total=total, speed="–", sure=0, doubt=0)
        yield Bar(progress, task)
