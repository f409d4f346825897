"""Pages for tests that hold real letters, set with an installed face at 300 dpi."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 300
FOLDER = "/usr/share/fonts/"
GOTHIC = "opentype/ipaexfont-gothic/ipaexg.ttf"
MINCHO = "opentype/ipaexfont-mincho/ipaexm.ttf"


def paper(width: int = 1200, height: int = 800) -> np.ndarray:
    return np.full((height, width, 3), 255, np.uint8)


def write(page: np.ndarray, text: str, at: tuple[int, int], *, size: int = 48, face: str = GOTHIC) -> np.ndarray:
    """The page with a row of letters, `at` the top left corner in px."""
    return _set(page, [(text, at)], size=size, face=face)


def write_down(page: np.ndarray, text: str, at: tuple[int, int], *, size: int = 48, face: str = GOTHIC) -> np.ndarray:
    """The page with a column of letters."""
    pitch = round(1.06 * size)
    letters = [(letter, (at[0], at[1] + pitch * n)) for n, letter in enumerate(text)]
    return _set(page, letters, size=size, face=face)


def _set(page: np.ndarray, words: list[tuple[str, tuple[int, int]]], *, size: int, face: str) -> np.ndarray:
    sheet = Image.fromarray(page)
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.truetype(FOLDER + face, size)
    for text, at in words:
        pen.text(at, text, font=font, fill=(20, 20, 20), anchor="lt")
    return np.array(sheet)


def circled(page: np.ndarray, centre: tuple[int, int], axes: tuple[int, int]) -> np.ndarray:
    """The page with a loop drawn by hand: half `axes` wide, a little aslant."""
    out = page.copy()
    cv2.ellipse(out, centre, axes, 4, 0, 360, (40, 40, 40), 5, cv2.LINE_AA)
    return out


def swollen(page: np.ndarray, by: int = 2) -> np.ndarray:
    """As a faded page looks once its contrast is raised: every stroke thicker, small gaps closed."""
    return np.asarray(cv2.erode(page, np.ones((1 + by, 1 + by), np.uint8)), dtype=np.uint8)
