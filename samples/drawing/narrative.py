"""Narratives with their own truth: ‹p:民生委員|小田› marks a person, ‹o|社協› an organisation, ‹d:deadline:2024-04-11|4/11› a date.

The marks never reach the paper; spans point into the plain text.
"""

import re
from dataclasses import dataclass

from drawing.truth import DateMention, Mention

MARK = re.compile(r"‹(?P<kind>[pod])(?::(?P<role>[^:|›]*))?(?::(?P<value>[^|›]*))?\|(?P<words>[^›]*)›")


@dataclass(frozen=True, slots=True)
class Narrative:
    text: str
    people: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()


def read(marked: str) -> Narrative:
    """Plain text and the spans of what was marked in it. Raises ValueError for a mark left open."""
    text, at = "", 0
    people, organisations, dates = [], [], []
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        span = (len(text), len(text) + len(found["words"]))
        text += found["words"]
        at = found.end()
        if found["kind"] == "p":
            people.append(Mention(found["words"], found["role"] or "", span))
        elif found["kind"] == "o":
            organisations.append(Mention(found["words"], found["role"] or "", span))
        else:
            dates.append(DateMention(found["words"], found["value"] or None, found["role"] or "other", span))
    text += marked[at:]
    if "‹" in text or "›" in text:
        raise ValueError(f"a mark was left open in {marked!r}")
    return Narrative(text, tuple(people), tuple(organisations), tuple(dates))
