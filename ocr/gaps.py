"""Finds characters that the recogniser saw but let fall: ink between two characters where the blank won.

Small signs and boxes (□ ☑ ■ ※ ・ ー 。) lose against the blank far more often than letters do. Gives each its own, low
probability; refuses to put anything where there is no ink or where nothing but the blank is likely.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ocr.columns import ink_of
from ocr.pixels import Floats, Image

# Printed sign: every class of the recogniser that means it, least ink in px (strip of 48 px), least probability.
SIGNS: tuple[tuple[str, str, int, float], ...] = (
    ("□", "□☐口ロ", 90, 0.03),
    ("☑", "☑✓✔✅☒", 110, 0.008),
    ("■", "■█", 200, 0.02),
    ("※", "※", 110, 0.1),
    ("・", "・·･•", 18, 0.1),
    ("。", "。", 25, 0.1),
    ("、", "、", 20, 0.1),
    ("ー", "ー一", 40, 0.2),
    ("◎", "◎", 90, 0.05),
    ("○", "○〇", 90, 0.1),
    ("(", "(（", 40, 0.1),
    (")", ")）", 40, 0.1),
    ("「", "「", 40, 0.1),
    ("」", "」", 40, 0.1),
)
LETTER_LEAST = 0.25
LETTER_INK_PX = 60
HALF_EM_STEPS = 2.6  # a character covers about this many steps on either side of its peak
STEP_PX = 8
EDGE_PX = 6  # rows at the top and bottom of a strip belong to rules and neighbours


@dataclass(frozen=True, slots=True)
class Missed:
    """`step`: where on the strip; `text`: the sign; `probability`: the model's, summed over its classes."""

    step: int
    text: str
    probability: float


def missed(strip: Image, posterior: Floats, *, peaks: Sequence[int], places: Mapping[str, int]) -> Iterator[Missed]:
    """`posterior`: (step, class), class 0 the blank; `peaks`: steps of the characters that won; `places`: class of each
    character."""
    ink = _ink_by_step(strip, len(posterior))
    free = np.ones(len(posterior), dtype=np.bool_)
    for peak in peaks:
        free[max(0, round(peak - HALF_EM_STEPS + 0.5)) : round(peak + HALF_EM_STEPS + 0.5)] = False
    for start, stop in _runs(free & (ink > 0)):
        if ink[start:stop].sum() >= min(least for _, _, least, _ in SIGNS):
            found = _sign(posterior[start:stop], float(ink[start:stop].sum()), places=places)
            if found is not None:
                yield Missed(start + found.step, found.text, found.probability)


def _ink_by_step(strip: Image, steps: int) -> Floats:
    profile = ink_of(strip)[EDGE_PX:-EDGE_PX].sum(axis=0)
    padded = np.zeros(steps * STEP_PX, dtype=np.float32)
    length = min(len(padded), len(profile))
    padded[:length] = profile[:length]
    return np.asarray(padded.reshape(steps, STEP_PX).sum(axis=1), dtype=np.float32)


def _runs(wanted: np.ndarray) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], wanted.astype(np.int8), [0]])))
    for start, stop in zip(edges[::2], edges[1::2], strict=True):
        yield int(start), int(stop)


def _sign(posterior: Floats, ink: float, *, places: Mapping[str, int]) -> Missed | None:
    """The best sign of the gap, unless a letter that is no sign is likelier."""
    found: list[Missed] = []
    taken = {0, places[" "]}
    for text, classes, least_ink, least in SIGNS:
        numbers = [places[character] for character in classes if character in places]
        taken.update(numbers)
        chances = posterior[:, numbers].sum(axis=1)
        step = int(chances.argmax())
        if ink >= least_ink and chances[step] >= least:
            found.append(Missed(step, text, float(chances[step])))
    best = max(found, key=lambda one: one.probability, default=None)
    rest = posterior.copy()
    rest[:, list(taken)] = 0.0
    place = int(rest.argmax())
    step, number = divmod(place, rest.shape[1])
    letter = float(rest[step, number])
    if letter >= LETTER_LEAST and ink >= LETTER_INK_PX and (best is None or letter > best.probability):
        text = next(character for character, own in places.items() if own == number)
        return Missed(step, text, letter)
    return best if best is not None and best.probability > letter else None
