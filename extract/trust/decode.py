"""Typed decoding: among the strings the reader thought possible, the likeliest one that is a valid value.

Gives candidates with their odds; refuses to overrule the free reading by itself: who takes another string than the
one read must say so (`lookalike`) and show the rest to the clerk.
"""

import heapq
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.field import Alternative, Evidence
from domain.page import CharChoice
from extract.values.confusions import LIKE
from extract.values.parsed import Context, Parsed, others

Parser = Callable[[str, Context], Parsed]
# A digit's look-alike that the reader did not even list is still this likely (fitted on nothing yet: a floor).
_UNLISTED_DIGIT = 1e-4
_LEAST = 1e-6
# What is a thousand times less likely than the best would only be noise before the clerk.
_SHOWN_NATS = 7.0
_CHOICES_A_PLACE = 6
_TRIES = 160


class Inked(Protocol):
    """A character as read: `confidence` that it is right, and the runners-up with their probabilities."""

    @property
    def text(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def runners(self) -> tuple[CharChoice, ...]: ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A string and its value. `nats`: log probability of the ink plus what the value's own evidence says."""

    text: str
    parsed: Parsed
    nats: float


@dataclass(frozen=True, slots=True)
class Decoded:
    """`best` None: no valid string within reach. `margin`: best against the best other value, in nats.

    `ratio`: the best valid string against the free reading, in nats of ink. 0: they are the same; the more negative,
    the less the ink supports it.
    """

    best: Candidate | None
    ratio: float
    margin: float
    candidates: tuple[Candidate, ...]

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The other values, likeliest first, for the clerk."""
        value = self.best.parsed.value if self.best else None
        near = (one for one in self.candidates if self.best and self.best.nats - one.nats <= _SHOWN_NATS)
        shown = (Alternative(one.parsed.value, f"読み「{one.text}」") for one in near if one.parsed.value)
        return others(value, shown)

    @property
    def evidence(self) -> Evidence:
        """Signal `posterior`: agrees when no other valid value comes near what was read."""
        agrees = None if self.best is None or self.ratio < 0 else self.margin >= CLEAR_NATS
        return Evidence("posterior", agrees, min(self.margin, 6.0) if agrees else 0.0)


# e^-5: the next valid value is less than one in a hundred and fifty as likely.
CLEAR_NATS = 5.0


def decode(signs: Sequence[Inked], parse: Parser, *, context: Context) -> Decoded:
    """`signs` of one value in reading order; `parse` says which strings are values and what speaks for them."""
    lattice = [_choices(sign) for sign in signs]
    free = sum(places[0][1] for places in lattice)
    found: dict[str, Candidate] = {}
    for text, nats in _likeliest(lattice):
        parsed = parse(text, context)
        known = found.get(parsed.value or "")
        if parsed.value is None or (known and known.nats >= nats + _told(parsed)):
            continue
        found[parsed.value] = Candidate(text, parsed, nats + _told(parsed))
    ranked = tuple(sorted(found.values(), key=lambda one: -one.nats))
    if not ranked:
        return Decoded(None, 0.0, 0.0, ())
    best = ranked[0]
    rest = ranked[1].nats if len(ranked) > 1 else best.nats + math.log(_LEAST)
    ratio = round(min(0.0, best.nats - _told(best.parsed) - free), 9)
    return Decoded(best, ratio, max(0.0, best.nats - rest), ranked[:9])


def _told(parsed: Parsed) -> float:
    """What weekday, age, place table and the like say for or against the value."""
    return sum(one.strength if one.agrees else -one.strength for one in parsed.evidence if one.agrees is not None)


def _choices(sign: Inked) -> list[tuple[str, float]]:
    """(character, log probability), the one read first, then others, most probable first."""
    read = max(float(sign.confidence), _LEAST)
    found = {sign.text: read}
    for one in sign.runners:
        if one.text != sign.text:
            # Whatever settled on the character read, no runner-up is likelier than it.
            found[one.text] = min(max(one.probability, _LEAST), read)
    for digit in LIKE.get(sign.text, ""):
        found.setdefault(digit, min(_UNLISTED_DIGIT, read))
    rest = sorted(((text, chance) for text, chance in found.items() if text != sign.text), key=lambda pair: -pair[1])
    kept = [(sign.text, read), *rest[: _CHOICES_A_PLACE - 1]]
    return [(text, math.log(chance)) for text, chance in kept]


def _likeliest(lattice: list[list[tuple[str, float]]]) -> Iterator[tuple[str, float]]:
    """Strings of the lattice by falling probability, at most _TRIES of them; the free reading comes first."""
    ordered = [[places[0], *sorted(places[1:], key=lambda pair: -pair[1])] for places in lattice]
    start = (0,) * len(ordered)
    top = sum(places[0][1] for places in ordered)
    heap: list[tuple[float, tuple[int, ...]]] = [(-math.inf, start)]
    seen = {start}
    for _ in range(_TRIES):
        if not heap:
            return
        cost, picks = heapq.heappop(heap)
        nats = top if cost == -math.inf else -cost
        yield "".join(places[pick][0] for places, pick in zip(ordered, picks, strict=True)), nats
        for place, pick in enumerate(picks):
            if pick + 1 < len(ordered[place]):
                following = (*picks[:place], pick + 1, *picks[place + 1 :])
                if following not in seen:
                    seen.add(following)
                    gain = ordered[place][pick + 1][1] - ordered[place][pick][1]
                    heapq.heappush(heap, (-(nats + gain), following))
