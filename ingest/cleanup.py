"""From a scan to the page that is read: upright, straight, its surroundings cut off, paper white, ink kept.

The scan itself is never touched; `Page.to_scan` leads every place back to it. Turning by 90, 180 or 270 degrees is
done here but decided elsewhere: it needs reading.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from domain.geometry import Affine
from domain.page import Page
from ingest.quality import is_blank, quality
from ingest.scan import Pixels, RawPage
from ingest.sizing import Fineness, judge_dpi, working_scale
from ingest.spread import shows_two_pages
from ingest.steps.colour import has_colour, to_grey
from ingest.steps.holes import cover, hole_boxes
from ingest.steps.ink import find_ink
from ingest.steps.paper_white import whiten
from ingest.steps.scale import halve, rescale, turn
from ingest.steps.skew import measure_lean
from ingest.steps.straighten import Straight, straighten
from ingest.steps.surround import dark_surround

_PICTURE_QUALITY = 80
_QUARTER = 4


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """`image` has exactly the size that `page` states; grey where the page has no coloured ink, else BGR."""

    page: Page
    image: Pixels


def clean(raw: RawPage, *, page_no: int, turned_deg: int) -> Cleaned:
    """`turned_deg`: the clockwise turn (0, 90, 180, 270) that makes the scan upright."""
    turned, to_raw = turn(raw.image, turned_deg)
    height, width = turned.shape[:2]
    fineness = judge_dpi(width, height, tag=raw.dpi)
    inked = turned if has_colour(turned) else to_grey(turned)
    sized, to_turned = rescale(inked, working_scale(fineness.dpi, width_px=width, height_px=height))
    straight = _straightened(sized)
    white = _whitened(straight)
    to_scan = straight.back.then(to_turned).then(to_raw)
    page = _described(straight, white, to_scan=to_scan, fineness=fineness, place=(page_no, turned_deg))
    return Cleaned(page, white)


def picture(image: Pixels) -> bytes:
    """JPEG of an upright page for the desk; grey stays grey."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _PICTURE_QUALITY])
    if not done:
        raise ValueError(f"no JPEG can be made of {image.shape}")
    return data.tobytes()


def _straightened(sized: Pixels) -> Straight:
    thumb = halve(to_grey(sized))
    surround = dark_surround(halve(thumb))
    ignored = None if surround is None else _grown(surround, thumb.shape)
    return straighten(sized, measure_lean(thumb, ignored=ignored).deg, surround=surround)


def _grown(mask: Pixels, shape: tuple[int, ...]) -> Pixels:
    wide = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.resize(wide, shape[1::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _whitened(straight: Straight) -> Pixels:
    image = straight.image
    if straight.outside is not None and straight.outside.any():
        image = image.copy()
        image[straight.outside > 0] = np.median(image[::16, ::16].reshape(-1, *image.shape[2:]), axis=0)
    white = whiten(image)
    holes = hole_boxes(halve(to_grey(white), 2))
    if holes:
        white = white.copy()
        cover(white, holes, factor=_QUARTER)
    return np.ascontiguousarray(white)


def _described(
    straight: Straight, white: Pixels, *, to_scan: Affine, fineness: Fineness, place: tuple[int, int]
) -> Page:
    grey = to_grey(straight.image)
    ink = find_ink(halve(to_grey(white)))
    dpi = fineness.dpi / _stretch(to_scan)
    measured = quality(grey, ink, raw_thumb=halve(grey), scan_dpi=fineness.dpi)
    two = shows_two_pages(ink.mask, dpi=dpi / 2, dpi_guessed=fineness.guessed)
    return Page(
        page_no=place[0],
        width_px=white.shape[1],
        height_px=white.shape[0],
        dpi=max(1, round(dpi)),
        turned_deg=place[1],
        skew_deg=round(straight.lean_deg, 2),
        to_scan=to_scan,
        blank=is_blank(ink),
        quality=measured,
        remarks=("two_pages_on_scan",) if two else (),
    )


def _stretch(to_scan: Affine) -> float:
    """How many pixels of the scan one pixel of the page covers, along its upper edge."""
    return float(np.hypot(to_scan.a, to_scan.d))
