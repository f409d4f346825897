"""Reads strips with the CTC recogniser and keeps, for every character, what else it might have been.

Gives raw probabilities of the model; refuses to turn them into confidences.
"""

import itertools
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from domain.errors import ConfigError, EngineTimeout
from domain.page import CharChoice
from ocr import onnx_file
from ocr.alphabet import MODERN, OLD_WEIGHT, weights
from ocr.confusables import partners
from ocr.engine import RawChar, RawLine
from ocr.gaps import missed
from ocr.pixels import Floats, Image
from ocr.strips import STRIP_HEIGHT_PX

BATCH_MOST = 2  # on one thread larger batches are slower: they leave the processor's cache
WIDE_PX = 400  # wider strips are read one by one
NARROWEST_PX = 48
SQUEEZE = 0.8  # measured on 613 lines: 208 wrong letters against 213 at full width; at 0.7 there are 234
STEP_PX = 8  # the recogniser gives one distribution for every 8 px of width
RUNNER_FLOOR = 1e-4
RUNNERS_MOST = 5
PARTNER_FLOOR = 1e-6  # look-alikes and variants are kept far below the floor: their ratio is what tells them apart


@dataclass(frozen=True)
class Recogniser:
    """`alphabet`: class number -> character; class 0 is CTC's blank (given here as "")."""

    session: ort.InferenceSession
    alphabet: tuple[str, ...]

    @cached_property
    def places(self) -> dict[str, int]:
        return {character: place for place, character in enumerate(self.alphabet)}

    def read(self, strips: Sequence[Image], *, timeout_s: float) -> tuple[RawLine, ...]:
        """One line a strip (BGR, 48 px high), same order. Raises EngineTimeout."""
        deadline = time.monotonic() + timeout_s
        strips = [squeezed(image) for image in strips]
        lines = [RawLine()] * len(strips)
        for batch in batches([image.shape[1] for image in strips]):
            if time.monotonic() > deadline:
                raise EngineTimeout(f"reading {len(strips)} lines took longer than {timeout_s:.0f} s")
            posteriors, width = self._run([strips[number] for number in batch])
            for number, posterior in zip(batch, posteriors, strict=True):
                steps = math.ceil(len(posterior) * strips[number].shape[1] / width)
                lines[number] = self.decode(posterior[:steps], strips[number])
        return tuple(lines)

    def _run(self, strips: Sequence[Image]) -> tuple[Floats, int]:
        """Posteriors (strip, step, class) and the width in px that the steps span."""
        width = max(NARROWEST_PX, *(image.shape[1] for image in strips))
        feed = np.zeros((len(strips), 3, STRIP_HEIGHT_PX, width), np.float32)
        for place, image in enumerate(strips):
            feed[place, :, :, : image.shape[1]] = image.transpose(2, 0, 1) * np.float32(2 / 255) - np.float32(1)
        result: Floats = self.session.run(None, {self.session.get_inputs()[0].name: feed})[0]
        return result, width

    @cached_property
    def weights(self) -> Floats:
        """How much each class is preferred where the posterior hesitates."""
        return weights(self.alphabet)

    def decode(self, posterior: Floats, strip: Image) -> RawLine:
        """Best path: runs of one class become one character, taken at the run's most probable step; then the gaps."""
        peaks = list(_peaks(posterior, posterior.argmax(axis=1)))
        fallen = {one.step: one for one in missed(strip, posterior, peaks=peaks, places=self.places)}
        steps = sorted({*peaks, *fallen})
        ends = _bounds([step + 0.5 for step in steps], len(posterior))
        return RawLine(
            tuple(
                RawChar(fallen[step].text, fallen[step].probability, *span)
                if step in fallen
                else self._char(posterior[step], span)
                for step, span in zip(steps, ends, strict=True)
            )
        )

    def _char(self, row: Floats, span: tuple[float, float]) -> RawChar:
        winner = self._winner(row)
        return RawChar(self.alphabet[winner], float(row[winner]), *span, self._runners(row, winner))

    def _winner(self, row: Floats) -> int:
        """The likeliest character that an office writes; an old form only when it is far likelier than the modern."""
        weighed = row * self.weights
        weighed[0] = 0.0
        winner = int(weighed.argmax())
        modern = self.places.get(MODERN.get(self.alphabet[winner], ""), 0)
        return modern if modern and row[modern] > OLD_WEIGHT * row[winner] else winner

    def _runners(self, row: Floats, winner: int) -> tuple[CharChoice, ...]:
        """The other candidates at this step: the likeliest few, and every known look-alike of the winner."""
        likely = [int(number) for number in np.flatnonzero(row >= RUNNER_FLOOR) if number not in (0, winner)]
        likely = sorted(likely, key=lambda number: -row[number])[:RUNNERS_MOST]
        alike = (self.places.get(character, 0) for character in partners(self.alphabet[winner]))
        wanted = dict.fromkeys([*likely, *(number for number in alike if number and row[number] >= PARTNER_FLOOR)])
        ranked = sorted(wanted, key=lambda number: -row[number])
        return tuple(CharChoice(self.alphabet[number], float(row[number])) for number in ranked)


def squeezed(strip: Image) -> Image:
    """The strip narrowed: the network's work goes by width, and full characters lose nothing."""
    width = round(strip.shape[1] * SQUEEZE)
    if width < NARROWEST_PX:
        return strip
    return np.asarray(cv2.resize(strip, (width, strip.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.uint8)


def alphabet_of(model: bytes) -> tuple[str, ...]:
    """Class number -> character, from the metadata of the model file: the blank first, the space last."""
    listed = onnx_file.metadata(model).get("character")
    if not listed:
        raise ConfigError("the recogniser's model file lists no characters")
    return ("", *listed.rstrip("\n").split("\n"), " ")


def batches(widths: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Numbers of strips to read together: neighbours in width, so that little is padded."""
    order = sorted(range(len(widths)), key=lambda number: widths[number])
    batch: list[int] = []
    for number in order:
        if batch and (
            len(batch) >= BATCH_MOST or widths[number] > WIDE_PX or widths[number] > 1.25 * widths[batch[0]] + 16
        ):
            yield tuple(batch)
            batch = []
        batch.append(number)
    if batch:
        yield tuple(batch)


def _peaks(posterior: Floats, winners: NDArray[np.int64]) -> Iterator[int]:
    """The most probable step of every run of one class that is not the blank."""
    start = 0
    for step in range(1, len(winners) + 1):
        if step == len(winners) or winners[step] != winners[start]:
            if winners[start]:
                yield start + int(posterior[start:step, winners[start]].argmax())
            start = step


def _bounds(middles: Sequence[float], steps: int) -> list[tuple[float, float]]:
    """Start and end of each character as shares of the line: half-way between neighbours, at most one em wide."""
    em = STRIP_HEIGHT_PX / STEP_PX
    inner = [(left + right) / 2 for left, right in itertools.pairwise(middles)]
    cuts = [0.0, *inner, float(steps)]
    return [
        (max(cuts[n], middle - em / 2) / steps, min(cuts[n + 1], middle + em / 2) / steps)
        for n, middle in enumerate(middles)
    ]
