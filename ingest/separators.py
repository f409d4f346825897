"""Reads the code of a separator sheet: the house's QR code first, a Kodak patch code where only that is left.

Gives None for every other page, also one with a stranger's QR code: a letter must never cut a file in two.
"""

from urllib.parse import parse_qsl, urlencode

import cv2
import numpy as np
import zxingcpp

from domain.paper_box import SeparatorCode
from ingest.scan import Pixels
from ingest.steps.colour import to_grey

MARK = "TSUZURI:1?"
# Wide and narrow bars of the patches that separate documents (Kodak publication A-61599): 2 and T.
PATCHES = {"WNNW": "2", "NWNW": "T"}
NARROW_INCH, WIDE_INCH = 0.08, 0.20
_LOOK_PX = 1400
_WAYS = (0.12, 0.3, 0.5, 0.7, 0.88)


def words_of(code: SeparatorCode) -> str:
    """The text inside the QR code: plain, so that any telephone shows it."""
    return MARK + urlencode({"box": code.box_id, "file": code.number, "label": code.label})


def code_of(words: str) -> SeparatorCode | None:
    """None for a text that is not a separator's."""
    if not words.startswith(MARK):
        return None
    said = dict(parse_qsl(words.removeprefix(MARK), keep_blank_values=True))
    number = said.get("file", "")
    if not (number.isascii() and number.isdigit() and len(number) <= 5 and int(number)):
        return None
    return SeparatorCode(said.get("box", "")[:80], int(number), said.get("label", "")[:80])


def separator_on(image: Pixels) -> SeparatorCode | None:
    """The code of a page, whichever way round it lies; `number` 0 for a patch code alone."""
    grey = to_grey(image)
    share = _LOOK_PX / max(grey.shape)
    small = grey
    if share < 1:
        small = np.asarray(cv2.resize(grey, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), np.uint8)
    qr = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # kept in no global: it would be told as a leak at exit
    for look in (small, grey) if _may_hold_code(small) else (small,):
        for found in zxingcpp.read_barcodes(look, formats=qr):
            if code := code_of(found.text):
                return code
    return SeparatorCode("", 0, "") if has_patch(small) else None


def _may_hold_code(small: Pixels) -> bool:
    """Worth a second look at full size: a patch code says that this is a separator sheet."""
    return has_patch(small)


def has_patch(grey: Pixels) -> bool:
    """A patch for separating along at least three of five lines across the page, upright or lying on its side."""
    two = np.asarray(cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1] == 0)
    return any(sum(_patch_along(page[:, int(page.shape[1] * at)]) for at in _WAYS) >= 3 for page in (two, two.T))


def _patch_along(line: np.ndarray) -> bool:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], line, [False])).astype(np.int8)))
    runs = np.diff(edges)  # bar, space, bar, space, … between the first and the last black
    return any(_is_patch(runs[start : start + 7]) for start in range(0, len(runs) - 6, 2))


def _is_patch(runs: np.ndarray) -> bool:
    """Four bars and three even spaces; wide bars are two and a half times the narrow ones."""
    bars, spaces = runs[0::2].astype(float), runs[1::2].astype(float)
    unit = float(spaces.mean())
    if unit < 4 or spaces.max() > 1.35 * unit or spaces.min() < 0.65 * unit:
        return False
    shape = "".join("W" if 1.9 < bar / unit < 3.3 else "N" if 0.65 < bar / unit < 1.5 else "?" for bar in bars)
    return shape in PATCHES or shape[::-1] in PATCHES
