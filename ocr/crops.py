"""Pictures for the desk: a piece of a page, or the page with places lit up. Refuses bytes that are no picture."""

from collections.abc import Sequence

import cv2
import numpy as np

from domain.geometry import Box
from ocr.pixels import Image, as_bgr

LIT = (0, 140, 255)  # BGR: orange frame
DIMMED = 0.72  # of the tone outside the lit places
JPEG_QUALITY = 82


def crop_png(image_bytes: bytes, box: Box, *, pad_px: int = 0) -> bytes:
    """The part of a page inside `box`, grown by `pad_px` and cut to the page, as PNG.

    Raises ValueError for bytes that are no picture and for a box that lies outside it.
    """
    image = _opened(image_bytes)
    cut = box.padded(pad_px, within=_frame(image))
    if cut.area == 0:
        raise ValueError(f"nothing of the page lies in {box}")
    return _encoded(image[cut.y : cut.bottom, cut.x : cut.right], ".png")


def light_up(image_bytes: bytes, boxes: Sequence[Box], *, longest_px: int = 0) -> bytes:
    """The whole page as JPEG with `boxes` framed and the rest dimmed; shrunk to `longest_px` unless that is 0.

    Boxes are px of the page as given. Raises ValueError for bytes that are no picture.
    """
    image = as_bgr(_opened(image_bytes))
    scale = _scale(image, longest_px)
    if scale < 1:
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    return _encoded(_lit(image, boxes, scale=scale) if boxes else image, ".jpg")


def shrunk(image_bytes: bytes, longest_px: int) -> bytes:
    """The whole page as JPEG, its longer side at most `longest_px`. Raises ValueError for bytes that are no picture."""
    return light_up(image_bytes, (), longest_px=longest_px)


def _lit(image: Image, boxes: Sequence[Box], *, scale: float) -> Image:
    out = np.asarray(cv2.convertScaleAbs(image, alpha=DIMMED), dtype=np.uint8)
    width = max(2, round(max(image.shape) / 600))
    for box in boxes:
        scaled = Box(*(round(v * scale) for v in box.as_tuple())).padded(2 * width, within=_frame(image))
        here = slice(scaled.y, scaled.bottom), slice(scaled.x, scaled.right)
        out[here] = image[here]
        cv2.rectangle(out, (scaled.x, scaled.y), (scaled.right, scaled.bottom), LIT, width)
    return out


def _scale(image: Image, longest_px: int) -> float:
    return min(1.0, longest_px / max(image.shape[:2])) if longest_px else 1.0


def _frame(image: Image) -> Box:
    return Box(0, 0, image.shape[1], image.shape[0])


def _opened(image_bytes: bytes) -> Image:
    raw = np.frombuffer(image_bytes, dtype=np.uint8)
    image = cv2.imdecode(raw, cv2.IMREAD_COLOR) if raw.size else None
    if image is None:
        raise ValueError(f"{len(image_bytes)} bytes are not a picture")
    return np.asarray(image, dtype=np.uint8)


def _encoded(image: Image, suffix: str) -> bytes:
    quality = [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY] if suffix == ".jpg" else [cv2.IMWRITE_PNG_COMPRESSION, 4]
    done, out = cv2.imencode(suffix, image, quality)
    if not done:
        raise ValueError(f"a picture of {image.shape} cannot be written as {suffix}")
    return out.tobytes()
