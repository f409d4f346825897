"""Two pages on one scan (a folded A3, an open book): said aloud in a remark, never cut apart in silence."""

import numpy as np

from ingest.scan import Pixels

_LEAST_WIDTH_MM = 340.0
_ASPECT = (1.25, 1.6)
_MIDDLE = (0.46, 0.54)
_GUTTER_MM = 4.0
_CROSSED = 0.004  # share of the height that ink may cross in the gutter: dust, a fold line
_WRITTEN = 0.002
_MM = 25.4


def shows_two_pages(ink_mask: Pixels, *, dpi: float, dpi_guessed: bool) -> bool:
    """True for a wide sheet with writing on both halves and an empty gutter in the middle. `ink_mask` at `dpi`."""
    height, width = ink_mask.shape
    if not _ASPECT[0] <= width / max(height, 1) <= _ASPECT[1]:
        return False
    if width / dpi * _MM < _LEAST_WIDTH_MM and not dpi_guessed:
        return False
    inked = ink_mask > 0
    middle = inked[:, int(width * _MIDDLE[0]) : int(width * _MIDDLE[1])]
    empty = middle.mean(axis=0) <= _CROSSED
    half = width // 2
    written = min(float(inked[:, :half].mean()), float(inked[:, half:].mean())) >= _WRITTEN
    return written and _longest_run(empty) >= _GUTTER_MM * dpi / _MM


def _longest_run(flags: np.ndarray) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], flags.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))
