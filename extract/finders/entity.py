"""People, agencies, places and dates of running text: GiNZA joined with the office's own calling words and lists.

Everything found is a span of the untouched text. Refuses to expand an abbreviation that has two meanings.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.entry import DateMention, Mention
from extract.finders.dates_in_text import find_dates
from extract.finders.language import Analysis, analyse
from extract.finders.organisations import find_places
from extract.finders.people import find_people


@dataclass(frozen=True, slots=True)
class Entities:
    """What one text names, each in reading order."""

    people: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    places: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()


def find_entities(
    texts: Sequence[str], dates: Sequence[date | None], *, today: date, known: Sequence[str] = ()
) -> tuple[Entities, ...]:
    """One answer a text. `dates`: the day of each entry (None unknown); `known`: names of the file's own people.

    Give all entries of a case at once: the model works twice as fast in batches.
    """
    seen = analyse(texts, _is_settled)
    return tuple(
        _of_text(text, one, day=day, today=today, known=known)
        for text, one, day in zip(texts, seen, dates, strict=True)
    )


def _of_text(text: str, seen: Analysis, *, day: date | None, today: date, known: Sequence[str]) -> Entities:
    where = find_places(text, seen)
    people = find_people(text, seen, where=where, known=known)
    return Entities(people, where.agencies, where.places, find_dates(text, entry_date=day, today=today))


def _is_settled(seen: Analysis) -> bool:
    """True when every proper noun stands in an agency of the office's list or in a name that a calling word marks."""
    where = find_places(seen.text, seen)
    people = find_people(seen.text, seen, where=where, known=())
    spans = [*where.closed, *(one.span for one in people)]
    return all(
        any(start <= token.start and token.end <= end for start, end in spans)
        for token in seen.tokens
        if token.tag.startswith("名詞-固有名詞") and not token.text.isascii()
    )
