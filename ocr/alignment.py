"""Lays two readings of one line side by side, character by character. Says what differs, decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocr.engine import RawChar, RawLine
from ocr.scripts import folded


@dataclass(frozen=True, slots=True)
class Pair:
    """One place of the line: what each reader put there (None: nothing)."""

    first: RawChar | None
    second: RawChar | None

    @property
    def agrees(self) -> bool:
        """The same character when width and look-alikes are set aside."""
        return (
            self.first is not None and self.second is not None and folded(self.first.text) == folded(self.second.text)
        )


def side_by_side(first: RawLine, second: RawLine) -> tuple[Pair, ...]:
    """Every character of both readings exactly once, in order; spaces are left out of the second reading only."""
    left = list(first.chars)
    right = [char for char in second.chars if not char.text.isspace()]
    return tuple(_pairs(left, right))


def _pairs(left: list[RawChar], right: list[RawChar]) -> Iterator[Pair]:
    printed = [number for number, char in enumerate(left) if not char.text.isspace()]
    names = [folded(left[number].text) for number in printed]
    wanted = [folded(char.text) for char in right]
    done = 0
    for code in Levenshtein.opcodes(names, wanted):
        ours = [left[number] for number in printed[code.src_start : code.src_end]]
        theirs = right[code.dest_start : code.dest_end]
        stop = printed[code.src_end - 1] + 1 if code.src_end > code.src_start else done
        yield from _spaces(left, start=done, stop=printed[code.src_start] if ours else done)
        yield from _matched(left[printed[code.src_start] : stop] if ours else [], theirs)
        done = stop
    yield from _spaces(left, start=done, stop=len(left))


def _spaces(left: list[RawChar], *, start: int, stop: int) -> Iterator[Pair]:
    for char in left[start:stop]:
        yield Pair(char, None)


def _matched(ours: list[RawChar], theirs: list[RawChar]) -> Iterator[Pair]:
    """Blocks of equal numbers of printed characters go pairwise; what is over stands alone."""
    waiting = iter(theirs)
    for char in ours:
        yield Pair(char, None if char.text.isspace() else next(waiting, None))
    for char in waiting:
        yield Pair(None, char)
