"""Tells ink from paper under uneven light, fading and shading. Refuses to thin, thicken or mend what it finds."""

import cv2
import numpy as np

from ocr.pixels import Image

PAPER_STEP = 4  # the paper's tone is found on a copy this much smaller
WIDEST_STROKE_MM = 5.0  # anything dark and wider than this is tinted paper, not ink
LEAST_CONTRAST = 22
MOST_CONTRAST = 80
INK_SHARE = 0.40  # of the page's strongest ink: print showing through from the other side stays below


def paper_tone(grey: Image, dpi: int) -> Image:
    """The tone the paper would have without its ink, same size as `grey`."""
    height, width = grey.shape
    size = (max(1, width // PAPER_STEP), max(1, height // PAPER_STEP))
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    side = max(3, round(WIDEST_STROKE_MM * dpi / 25.4 / PAPER_STEP) | 1)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    small = cv2.blur(small, (side, side))
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)


def ink_mask(grey: Image, paper: Image) -> Image:
    """255 where there is ink, else 0. The limit follows the page's own strongest ink, so pale pages keep theirs."""
    depth = cv2.subtract(paper, grey)
    return np.asarray(
        cv2.threshold(depth, least_depth(np.ascontiguousarray(depth[::3, ::3])), 255, cv2.THRESH_BINARY)[1],
        dtype=np.uint8,
    )


def least_depth(depth: Image) -> int:
    """The contrast against the paper from which a pixel counts as ink."""
    counts = cv2.calcHist([depth], [0], None, [256], [0, 256]).ravel()
    counts[:LEAST_CONTRAST] = 0
    total = counts.sum()
    if total == 0:
        return MOST_CONTRAST
    strongest = int(np.searchsorted(np.cumsum(counts), total * 0.80))
    return int(np.clip(INK_SHARE * strongest, LEAST_CONTRAST, MOST_CONTRAST))


def pooled(mask: Image, step: int) -> Image:
    """A mask `step` times smaller in which a pixel is set when any of its `step`² pixels was."""
    if step == 1:
        return mask
    size = (mask.shape[1] // step, mask.shape[0] // step)
    if min(size) < 1:
        return mask
    small = cv2.resize(mask[: size[1] * step, : size[0] * step], size, interpolation=cv2.INTER_AREA)
    limit = 255 // (step * step) - 2
    return np.asarray(cv2.threshold(small, limit, 255, cv2.THRESH_BINARY)[1], dtype=np.uint8)
