"""Counts sheets from the announcement to their end state and names every one that does not add up.

Pure arithmetic over what others report; never looks at a disk or a database, never rounds, never forgives.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.batch import FileState, PageState, ScanFile

_CLOSED = frozenset({FileState.QUARANTINED, FileState.DUPLICATE})
PageCounts = Mapping[PageState, int]

_SENTENCES = {
    "not_claimed": (
        "{source}：届いていません（予告{wanted}、受入{found}）。",
        "{source}: announced {wanted}, taken in {found}.",
    ),
    "not_announced": (
        "{source}：予告にないファイルです（予告{wanted}、受入{found}）。",
        "{source}: taken in {found}, announced {wanted}.",
    ),
    "pages_differ": (
        "{source}：予告は{wanted}ページ、実際は{found}ページです。",
        "{source}: announced {wanted} pages, holds {found}.",
    ),
    "not_unpacked": (
        "{source}：まだ開かれていません。",
        "{source}: not opened yet.",
    ),
    "pages_lost": (
        "{source}：{wanted}ページのうち{found}ページしか記録がありません。",
        "{source}: {wanted} pages, only {found} accounted for.",
    ),
    "pages_surplus": (
        "{source}：{wanted}ページのはずが{found}ページの記録があります。",
        "{source}: {wanted} pages, but {found} accounted for.",
    ),
    "pages_waiting": (
        "{source}：読み取り待ちが{found}ページあります。",
        "{source}: {found} pages still wait to be read.",
    ),
}


@dataclass(frozen=True, slots=True)
class Announced:
    """One file that a scanner or a person said would come; `pages` None when only the file was announced."""

    source: str
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """`code`: a key of the sentences above. `open_work`: work not done yet, rather than something lost."""

    code: str
    source: str
    wanted: int
    found: int

    @property
    def open_work(self) -> bool:
        return self.code in ("not_unpacked", "pages_waiting")

    def sentence(self, *, lang: str = "ja") -> str:
        japanese, english = _SENTENCES[self.code]
        text = english if lang == "en" else japanese
        return text.format(source=self.source, wanted=self.wanted, found=self.found)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Files announced (None: nobody said), claimed, opened, set aside; pages unpacked and in an end state."""

    announced: int | None
    claimed: int
    unpacked: int
    quarantined: int
    twins: int
    pages: int
    pages_ended: int
    discrepancies: tuple[Discrepancy, ...]

    @property
    def balanced(self) -> bool:
        """Every sheet announced was claimed, every claimed file is closed or open page by page to its end."""
        return not self.discrepancies


def balance(
    files: Sequence[ScanFile], pages: Mapping[str, PageCounts], *, announced: Sequence[Announced] | None = None
) -> Ledger:
    """`pages`: per `file_id`, how many pages are in each state."""
    found = [] if announced is None else _against_announcement(files, announced)
    for file in files:
        found += _inside(file, pages.get(file.file_id, {}))
    states = [file.state for file in files]
    return Ledger(
        announced=None if announced is None else len(announced),
        claimed=len(files),
        unpacked=states.count(FileState.UNPACKED),
        quarantined=states.count(FileState.QUARANTINED),
        twins=states.count(FileState.DUPLICATE),
        pages=sum(file.page_count for file in files if file.state is FileState.UNPACKED),
        pages_ended=sum(_ended(counts) for counts in pages.values()),
        discrepancies=tuple(found),
    )


def _against_announcement(files: Sequence[ScanFile], announced: Sequence[Announced]) -> list[Discrepancy]:
    found: list[Discrepancy] = []
    sources = [file.source for file in files]
    expected = [one.source for one in announced]
    for source in sorted({*sources, *expected}):
        wanted, came = expected.count(source), sources.count(source)
        if wanted != came:
            code = "not_claimed" if came < wanted else "not_announced"
            found.append(Discrepancy(code, source, wanted, came))
    counts = {file.source: file.page_count for file in files if file.state is FileState.UNPACKED}
    for one in announced:
        if one.pages is not None and one.source in counts and counts[one.source] != one.pages:
            found.append(Discrepancy("pages_differ", one.source, one.pages, counts[one.source]))
    return found


def _inside(file: ScanFile, counts: PageCounts) -> list[Discrepancy]:
    known = sum(counts.values())
    wanted = 0 if file.state in _CLOSED else file.page_count
    if file.state is FileState.CLAIMED:
        return [Discrepancy("not_unpacked", file.source, 1, 0)]
    if known != wanted:
        return [Discrepancy("pages_lost" if known < wanted else "pages_surplus", file.source, wanted, known)]
    waiting = counts.get(PageState.WAITING, 0)
    return [Discrepancy("pages_waiting", file.source, 0, waiting)] if waiting else []


def _ended(counts: PageCounts) -> int:
    return sum(count for state, count in counts.items() if state is not PageState.WAITING)
