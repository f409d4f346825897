"""How fine a scan is: the tag in the file is believed only where the sheet it implies could exist.

Pure geometry of ISO 216 A and JIS P 0138 B sizes; refuses nothing, and says so when it had to guess.
"""

import math
from dataclasses import dataclass

WORKING_DPI = 300
_AS_IT_IS = (255, 345)  # close enough to 300 to leave the pixels alone
_MOST_ENLARGED = 2.0
_MOST_PX = 24_000_000  # well over A3 at 300 dpi
_SHEETS_MM = {
    "A3": (297, 420),
    "B4": (257, 364),
    "A4": (210, 297),
    "B5": (182, 257),
    "A5": (148, 210),
    "A6": (105, 148),
}
_COMMON_DPI = (300, 200, 400, 600, 240, 150, 100, 1200)
_LIKELY = ("A4", "A3", "B4", "B5")
_NEAR_TAG, _NEAR_ODD_TAG, _NEAR_GUESS = 0.05, 0.02, 0.02
_SHORT_MM, _LONG_MM = (70.0, 330.0), (100.0, 1500.0)
_MM = 25.4


@dataclass(frozen=True, slots=True)
class Fineness:
    """`dpi` of the scan as judged; `guessed` when neither tag nor sheet size settles it."""

    dpi: float
    guessed: bool = False


def judge_dpi(width_px: int, height_px: int, *, tag: int | None) -> Fineness:
    """The tag if the sheet it implies is a known size; else a common resolution that gives one; else what could be."""
    short, long = sorted((width_px, height_px))
    if tag and _error(short / tag * _MM, long / tag * _MM) <= (_NEAR_TAG if tag in _COMMON_DPI else _NEAR_ODD_TAG):
        return Fineness(float(tag))
    fit = _best_fit(short, long)
    if fit:
        return Fineness(fit)
    if tag and _could_be(short / tag * _MM, long / tag * _MM):
        return Fineness(float(tag))
    a4_mm = _SHEETS_MM["A4"]
    return Fineness(min(short / a4_mm[0], long / a4_mm[1]) * _MM, guessed=True)


def _best_fit(short: int, long: int) -> float | None:
    """Of equally good fits the commoner resolution wins: A and B sheets all have one shape."""
    for dpi in _COMMON_DPI:
        errors = (_mismatch(short / dpi * _MM, long / dpi * _MM, sheet=sheet) for sheet in _LIKELY)
        if min(errors) <= _NEAR_GUESS:
            return float(dpi)
    return None


def _error(short_mm: float, long_mm: float) -> float:
    return min(_mismatch(short_mm, long_mm, sheet=sheet) for sheet in _SHEETS_MM)


def _mismatch(short_mm: float, long_mm: float, *, sheet: str) -> float:
    wanted = _SHEETS_MM[sheet]
    return max(abs(short_mm / wanted[0] - 1), abs(long_mm / wanted[1] - 1))


def _could_be(short_mm: float, long_mm: float) -> bool:
    """Slips, cut sheets and long faxes: no standard size, but a size a paper of an office has."""
    return _SHORT_MM[0] <= short_mm <= _SHORT_MM[1] and _LONG_MM[0] <= long_mm <= _LONG_MM[1]


def working_scale(dpi: float, *, width_px: int, height_px: int) -> float:
    """By what the scan is resized for reading: to 300 dpi, at most doubled, never over 24 megapixels."""
    scale = 1.0 if _AS_IT_IS[0] <= dpi <= _AS_IT_IS[1] else min(WORKING_DPI / dpi, _MOST_ENLARGED)
    room = math.sqrt(_MOST_PX / max(width_px * height_px, 1))
    return min(scale, room)
