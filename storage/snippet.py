"""The part of an untouched text that is shown for a hit, and where in it the words are. Pure; changes no character."""

from collections.abc import Iterable

from storage.keys import Key, fold

Span = tuple[int, int]

WINDOW_CHARS, LEAD_CHARS = 120, 30


def snippet(text: str, keys: Iterable[str]) -> tuple[str, tuple[Span, ...]]:
    """At most `WINDOW_CHARS` of `text` around the first word found, with the words' [start, end) in that part."""
    found = _spans(fold(text), keys)
    if len(text) <= WINDOW_CHARS:
        return text, found
    start = max(0, min(found[0][0] - LEAD_CHARS, len(text) - WINDOW_CHARS)) if found else 0
    end = start + WINDOW_CHARS
    inside = tuple((max(first, start) - start, min(last, end) - start) for first, last in found)
    return text[start:end], tuple((first, last) for first, last in inside if first < last)


def _spans(folded: Key, keys: Iterable[str]) -> tuple[Span, ...]:
    found: list[Span] = []
    for key in keys:
        at = folded.text.find(key)
        while at >= 0:
            found.append(folded.span(at, at + len(key)))
            at = folded.text.find(key, at + len(key))
    return _merged(sorted(found))


def _merged(found: list[Span]) -> tuple[Span, ...]:
    whole: list[Span] = []
    for start, end in found:
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return tuple(whole)
