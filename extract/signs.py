"""Characters with their places, and texts made of them that can be cut and searched without losing a place.

A gap on the paper is a space in the text, so labels and values keep apart however the reader joined them. Refuses to
change a character.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from domain.geometry import Box, surround
from domain.page import CharChoice, OcrLine

# Two characters further apart than this many character heights are two words.
GAP_EM = 0.75
# Writing that the detector already parted needs less.
OTHER_LINE_EM = 0.3
# Latin signs that readers print for Japanese ones of the same look; no Japanese paper holds them.
READ_AS = {"·": "・", "•": "・"}
# A line that leaves this many character heights free at its end was ended on purpose.
EARLY_EM = 2.6


@dataclass(frozen=True, slots=True)
class Sign:
    """One character. `line` is the index of its line on the page, -1 for a space that stands for a gap.

    `starts`: first of its line, or the first behind a gap.
    """

    text: str
    box: Box
    line: int
    starts: bool = False
    struck: bool = False
    confidence: float = 1.0
    runners: tuple[CharChoice, ...] = ()

    @property
    def is_space(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Text:
    """A run of signs in reading order; cutting gives the same signs again. What it says of itself is found once."""

    signs: tuple[Sign, ...]

    @classmethod
    def of_line(cls, line: OcrLine, number: int, *, into: Callable[[Box], Box]) -> "Text":
        """The line's characters, with a space for every gap that the reader did not show."""
        signs = [
            Sign(
                READ_AS.get(char.text, char.text),
                into(char.box),
                number,
                False,
                line.struck,
                float(char.confidence),
                char.runners,
            )
            for char in line.chars
        ]
        return cls(_with_gaps(signs))

    @classmethod
    def joined(cls, texts: Iterable["Text"]) -> "Text":
        """Texts of one visual row, side by side."""
        return cls(_with_gaps([sign for text in texts for sign in text.signs]))

    def __str__(self) -> str:
        return "".join(sign.text for sign in self.signs).strip()

    def __len__(self) -> int:
        return len(self.signs)

    @cached_property
    def compact(self) -> str:
        """Without any white space."""
        return "".join([sign.text for sign in self.solid])

    @cached_property
    def solid(self) -> tuple[Sign, ...]:
        """The signs that are not spaces."""
        return tuple([sign for sign in self.signs if sign.text.strip()])

    @cached_property
    def box(self) -> Box:
        """Around the written signs; raises ValueError for an empty text."""
        return surround([sign.box for sign in self.solid] or [sign.box for sign in self.signs])

    @property
    def lines(self) -> tuple[int, ...]:
        """Indices of the page's lines these signs come from, in order, each once."""
        return tuple(dict.fromkeys(sign.line for sign in self.signs if sign.line >= 0))

    def cut(self, start: int, end: int | None = None) -> "Text":
        return Text(self.signs[start:end])

    @cached_property
    def raw(self) -> str:
        """The signs joined, nothing stripped: offsets into it are offsets for `cut_raw`."""
        return "".join(sign.text for sign in self.signs)

    def cut_raw(self, start: int, end: int | None = None) -> "Text":
        """The signs whose characters lie in `raw[start:end]`."""
        kept, place = [], 0
        for sign in self.signs:
            if place >= start and (end is None or place < end):
                kept.append(sign)
            place += len(sign.text)
        return Text(tuple(kept))

    def trimmed(self, also: str = "") -> "Text":
        """Without white space, and the characters of `also`, at both ends."""
        start, end = 0, len(self.signs)
        while start < end and (self.signs[start].is_space or self.signs[start].text in also):
            start += 1
        while end > start and (self.signs[end - 1].is_space or self.signs[end - 1].text in also):
            end -= 1
        return self.cut(start, end)

    def without_struck(self) -> "Text":
        return Text(tuple(sign for sign in self.signs if not sign.struck))

    def struck_parts(self) -> tuple[str, ...]:
        """The struck runs, in order."""
        parts: list[str] = []
        last = False
        for sign in self.signs:
            if sign.struck and last:
                parts[-1] += sign.text
            elif sign.struck:
                parts.append(sign.text)
            last = sign.struck
        return tuple(part.strip() for part in parts if part.strip())

    def crossed(self) -> "Text":
        """The same signs, struck out."""
        return Text(tuple(replace(sign, struck=True) for sign in self.signs))

    def untied(self) -> "Text":
        """The same signs, no longer tied to lines: for writing that comes from another row or page."""
        return Text(tuple(replace(sign, line=-1) for sign in self.signs))

    def __add__(self, other: "Text") -> "Text":
        return Text((*self.signs, *other.signs))


def flow(rows: Iterable[Text], *, right_px: int) -> Text:
    """Rows joined as they read: a line wrapped at the edge `right_px` without a space, one that ends early with one."""
    signs: list[Sign] = []
    for row in rows:
        if not row.compact:
            continue
        if signs and not signs[-1].is_space and _ends_early(signs[-1], right_px):
            signs.append(_space_behind(signs[-1]))
        signs += row.trimmed().signs
    return Text(tuple(signs))


def _ends_early(last: Sign, right_px: int) -> bool:
    return right_px - last.box.right > EARLY_EM * max(last.box.height, 1)


def _space_behind(last: Sign) -> Sign:
    return Sign(" ", Box(last.box.right, last.box.y, 0, last.box.height), -1)


def _with_gaps(signs: list[Sign]) -> tuple[Sign, ...]:
    """A space sign where the paper shows a gap and the reader none; `starts` set."""
    out: list[Sign] = []
    for sign in signs:
        if sign.is_space:
            out.append(sign)
            continue
        before = next((one for one in reversed(out) if not one.is_space), None)
        other_line = before is not None and before.line != sign.line
        gap = before is None or _is_gap(before, sign, least=OTHER_LINE_EM if other_line else GAP_EM)
        spaced = bool(out) and out[-1].is_space
        if gap and before is not None and not spaced:
            out.append(_space_between(before, sign))
        out.append(replace(sign, starts=gap or spaced or other_line))
    return tuple(out)


def _is_gap(before: Sign, after: Sign, *, least: float) -> bool:
    em = max(before.box.height, after.box.height)
    return after.box.x - before.box.right > least * em


def _space_between(before: Sign, after: Sign) -> Sign:
    width = max(0, after.box.x - before.box.right)
    return Sign(" ", Box(before.box.right, before.box.y, width, before.box.height), -1)
