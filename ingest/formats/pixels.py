"""From a decoder's picture to the house's pixels: 8 bits, grey or BGR, alpha on white, square, the right way up.

Refuses nothing; what a picture means is decided by its mode, never guessed from its values except for 32-bit samples.
"""

import cv2
import numpy as np
from PIL import Image

from ingest.scan import Pixels, RawPage

_ORIENTATION_TAG = 0x0112
# EXIF orientation: (counter-clockwise quarter turns, mirrored left to right afterwards).
_ORIENTATIONS = {
    1: (0, False),
    2: (0, True),
    3: (2, False),
    4: (2, True),
    5: (3, True),
    6: (3, False),
    7: (1, True),
    8: (1, False),
}
_UNEVEN = 1.1  # a fax line is 98 or 196 lines an inch at 204 dots an inch
_DPI_RANGE = (20.0, 5000.0)


def from_pillow(image: Image.Image) -> Pixels:
    """Decodes if need be. 16-bit samples are scaled, not cut; palettes resolved; transparent becomes white paper."""
    mode = image.mode
    if mode.startswith("I;16"):
        return _from_wide(np.asarray(image), 65535)
    if mode in ("I", "F"):
        values = np.nan_to_num(np.asarray(image).astype(np.float64))
        return _from_wide(values, _full_scale(float(values.max(initial=0.0))))
    if mode in ("1", "L"):
        return np.ascontiguousarray(np.asarray(image.convert("L")))
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        image = Image.new("RGB", image.size, (255, 255, 255))
        image.paste(rgba, mask=rgba.getchannel("A"))
    if image.mode == "P" and _is_grey(image):
        return np.ascontiguousarray(np.asarray(image.convert("L")))
    rgb = np.asarray(image if image.mode == "RGB" else image.convert("RGB"))
    return np.ascontiguousarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8)


def _is_grey(image: Image.Image) -> bool:
    palette = np.asarray(image.convert("RGB").getpalette() or image.getpalette("RGB"), dtype=np.uint8).reshape(-1, 3)
    return bool((palette == palette[:, :1]).all())


def _full_scale(highest: float) -> float:
    """What white is in samples wider than 16 bits, whose range no tag states."""
    return next((scale for scale in (1.0, 255.0, 65535.0) if highest <= scale), max(highest, 1.0))


def _from_wide(values: np.ndarray, white: float) -> Pixels:
    scaled = np.clip(np.rint(values.astype(np.float32) * (255.0 / white)), 0, 255)
    return np.ascontiguousarray(scaled.astype(np.uint8))


def orientation_of(image: Image.Image) -> int:
    """The EXIF orientation 1..8; 1 where there is none or it cannot be read."""
    value = image.getexif().get(_ORIENTATION_TAG, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def righted(pixels: Pixels, orientation: int) -> Pixels:
    """As the camera or scanner meant it (EXIF 2.3, tag 0x0112)."""
    quarters, mirrored = _ORIENTATIONS[orientation]
    turned = np.rot90(pixels, quarters)
    return np.ascontiguousarray(turned[:, ::-1] if mirrored else turned)


def page_of(pixels: Pixels, dots: tuple[float, float] | None) -> RawPage:
    """A page with square pixels. `dots`: dots per inch across and down, as the file says them, or None.

    Fax lines (204 x 98, 204 x 196) are stretched to the finer of both, else letters would be read squashed.
    """
    across, down = dots or (0.0, 0.0)
    if not all(_DPI_RANGE[0] <= one <= _DPI_RANGE[1] for one in (across, down)):
        return RawPage(pixels, None)
    finest = max(across, down)
    if finest <= _UNEVEN * min(across, down):
        return RawPage(pixels, round((across + down) / 2))
    height, width = pixels.shape[:2]
    size = round(width * finest / across), round(height * finest / down)
    stretched = cv2.resize(pixels, size, interpolation=cv2.INTER_CUBIC)
    return RawPage(np.ascontiguousarray(stretched, dtype=np.uint8), round(finest))


def dots_of(image: Image.Image) -> tuple[float, float] | None:
    """Dots per inch across and down as Pillow found them; None where missing or unusable."""
    found = image.info.get("dpi")
    if not isinstance(found, tuple) or len(found) != 2:
        return None
    try:
        across, down = float(found[0]), float(found[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if np.isfinite([across, down]).all() else None
