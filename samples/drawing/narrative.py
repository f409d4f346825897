"""Narratives with their own truth: ‹p:民生委員|小田› a person, ‹o|社協› an organisation,
‹d:deadline:2024-04-11|4/11› a date with its role and value.

‹x:火|木› is a slip: 火 is struck out, 木 stands above it. The marks never reach the paper; spans point into the text
as it is valid, without what was struck.
"""

import re
from dataclasses import dataclass

from drawing.truth import DateMention, Mention
from drawing.writing import Run, Struck, Writing

MARK = re.compile(r"‹(?P<kind>[podx])(?::(?P<role>[^:|›]*))?(?::(?P<value>[^|›]*))?\|(?P<words>[^›]*)›")


@dataclass(frozen=True, slots=True)
class Narrative:
    """`slips`: (place in `text`, struck words, words above)."""

    text: str
    people: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    slips: tuple[tuple[int, str, str], ...] = ()

    def writing(self, *, ink: str, tag: str) -> Writing:
        """What to set: the text, its slips struck."""
        pieces: list[Run | Struck] = []
        at = 0
        for place, struck, above in self.slips:
            pieces += [Run(self.text[at:place], ink, tag), Struck(struck, above, ink=ink, tag=tag)]
            at = place + len(above)
        pieces.append(Run(self.text[at:], ink, tag))
        return tuple(piece for piece in pieces if piece.text)


def read(marked: str) -> Narrative:
    """Plain text and the spans of what was marked in it. Raises ValueError for a mark left open."""
    text, at = "", 0
    people: list[Mention] = []
    organisations: list[Mention] = []
    dates: list[DateMention] = []
    slips: list[tuple[int, str, str]] = []
    for found in MARK.finditer(marked):
        text += marked[at : found.start()]
        words, role = found["words"], found["role"] or ""
        span = (len(text), len(text) + len(words))
        text += words
        at = found.end()
        if found["kind"] == "p":
            people.append(Mention(words, role, span))
        elif found["kind"] == "o":
            organisations.append(Mention(words, role, span))
        elif found["kind"] == "x":
            slips.append((span[0], role, words))
        else:
            dates.append(DateMention(words, found["value"] or None, role or "other", span))
    text += marked[at:]
    if "‹" in text or "›" in text:
        raise ValueError(f"a mark was left open in {marked!r}")
    return Narrative(text, tuple(people), tuple(organisations), tuple(dates), tuple(slips))
