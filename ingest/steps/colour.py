"""Is there coloured ink on the page? Yellowed paper is no colour; one red seal is. Decides grey or BGR for the rest."""

import cv2
import numpy as np

from ingest.scan import Pixels

_SAMPLE_PX = 600_000
_CHROMA = 34  # difference of channels, 0..255, once the paper's own tint is taken away
_SPECKS = 16  # so many coloured samples are more than noise of JPEG: about 1 mm of pen


def has_colour(image: Pixels) -> bool:
    """`image`: any resolution. Samples single pixels so that thin red strokes are not averaged away."""
    if image.ndim == 2:
        return False
    step = max(1, int((image.shape[0] * image.shape[1] / _SAMPLE_PX) ** 0.5))
    sample = np.ascontiguousarray(image[::step, ::step])
    paper = np.maximum(np.percentile(sample.reshape(-1, 3)[::16], 75, axis=0), 60)
    blue, green, red = (cv2.convertScaleAbs(sample[..., one], alpha=255.0 / paper[one]) for one in range(3))
    highest = cv2.max(cv2.max(blue, green), red)
    lowest = cv2.min(cv2.min(blue, green), red)
    return int(np.count_nonzero(cv2.subtract(highest, lowest) > _CHROMA)) >= _SPECKS


def to_grey(image: Pixels) -> Pixels:
    return image if image.ndim == 2 else np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
