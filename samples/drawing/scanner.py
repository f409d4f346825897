"""What a scanner, a fax machine and a copier do to a picture: softness, noise, shading, two levels, header line.

Steps take and give a `Scan`; the map from the sheet stays true.
"""

from dataclasses import replace
from random import Random

import cv2
import numpy as np

from drawing import fonts
from drawing.scan import Pixels, Scan, at_dpi


def _numbers(rng: Random) -> np.random.Generator:
    return np.random.default_rng(rng.getrandbits(64))


def softened(scan: Scan, sigma: float) -> Scan:
    return replace(scan, pixels=cv2.GaussianBlur(scan.pixels, (0, 0), sigma)) if sigma > 0 else scan


def noisy(scan: Scan, rng: Random, *, sigma: float) -> Scan:
    """Grey noise of the sensor, `sigma` in levels of 255."""
    height, width = scan.pixels.shape[:2]
    grain = (_numbers(rng).standard_normal((height // 2 + 1, width), dtype=np.float32) * sigma).astype(np.int16)
    grain = np.vstack([grain, grain[:, ::-1]])[:height]
    pixels = cv2.add(scan.pixels, cv2.merge([np.ascontiguousarray(grain)] * 3), dtype=cv2.CV_8U)
    return replace(scan, pixels=pixels)


def shaded(scan: Scan, rng: Random, *, strength: float) -> Scan:
    """Light falling off to one side, as beside a binding."""
    width = scan.pixels.shape[1]
    ramp = np.linspace(0, 1, width, dtype=np.float32)
    ramp = ramp if rng.random() < 0.5 else ramp[::-1]
    factor = 1 - strength * np.clip(ramp - 0.55, 0, 1)[None, :]
    factor = np.ascontiguousarray(np.broadcast_to(factor, scan.pixels.shape[:2]), dtype=np.float32)
    return replace(scan, pixels=cv2.multiply(scan.pixels, cv2.merge([factor] * 3), dtype=cv2.CV_8U))


def contrasted(scan: Scan, *, black: float, white: float) -> Scan:
    """Levels: `black` and below become 0, `white` and above 255."""
    table = np.clip((np.arange(256) - black) * 255 / (white - black), 0, 255).astype(np.uint8)
    return replace(scan, pixels=cv2.LUT(scan.pixels, table))


def bilevel(scan: Scan, *, threshold: int = 150) -> Scan:
    """Black and white only; vermilion counts as dark, as on office machines."""
    grey = cv2.cvtColor(scan.pixels, cv2.COLOR_RGB2GRAY)
    two = np.where(grey < threshold, 0, 255).astype(np.uint8)
    return replace(scan, pixels=cv2.cvtColor(two, cv2.COLOR_GRAY2RGB), mode="bilevel")


def faxed(scan: Scan, rng: Random, *, header: str, dpi: int = 200) -> Scan:
    """A fax: 200 dpi, two levels, ragged edges, dropped and doubled scan lines, the sender's header line on top."""
    scan = softened(at_dpi(scan, dpi), 0.5)
    scan = noisy(scan, rng, sigma=16)
    numbers = _numbers(rng)
    pixels = bilevel(scan, threshold=rng.randint(140, 168)).pixels.copy()
    height, width = pixels.shape[:2]
    specks = numbers.integers(0, [height, width], (rng.randint(150, 500), 2))
    pixels[specks[:, 0], specks[:, 1]] = 0
    for row in numbers.integers(40, height - 40, rng.randint(0, 4)):
        start = int(numbers.integers(0, width // 2))
        pixels[row, start : start + int(numbers.integers(60, width // 3))] = numbers.choice([0, 255])
    _head(pixels, header)
    return replace(scan, pixels=pixels, mode="bilevel")


def _head(pixels: Pixels, text: str) -> None:
    x, size = 60.0, 24
    pixels[6:40, :] = 255
    for char in text:
        shape = fonts.glyph("ud-gothic", char, size_px=size)
        mask = np.asarray(shape.mask)
        top, left = 10 + shape.top, round(x + shape.left)
        part = pixels[top : top + mask.shape[0], left : left + mask.shape[1]]
        part[mask[: part.shape[0], : part.shape[1]] > 110] = 0
        x += shape.advance


def copied(scan: Scan, rng: Random, *, times: int = 2) -> Scan:
    """A copy of a copy: thicker, harder, with toner specks and a dark rim."""
    for _ in range(times):
        scan = softened(scan, rng.uniform(0.8, 1.2))
        scan = noisy(scan, rng, sigma=7)
        scan = contrasted(scan, black=rng.uniform(60, 95), white=rng.uniform(222, 246))
    numbers = _numbers(rng)
    pixels = scan.pixels.copy()
    height, width = pixels.shape[:2]
    for x, y in numbers.integers(0, [width, height], (rng.randint(120, 380), 2)):
        cv2.circle(pixels, (int(x), int(y)), int(numbers.integers(1, 3)), (20, 20, 20), -1)
    rim = rng.randint(8, 34)
    side = rng.choice(("left", "right"))
    edge = pixels[:, :rim] if side == "left" else pixels[:, -rim:]
    edge[:] = np.minimum(edge, numbers.integers(0, 90, edge.shape[:2], dtype=np.uint8)[:, :, None])
    return replace(scan, pixels=pixels, mode="grey")
