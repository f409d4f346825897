"""From a scan to the page that is read: upright, straight, its surroundings cut off, paper white, ink kept.

The scan itself is never touched; `Page.to_scan` leads every place back to it. Turning by 90, 180 or 270 degrees is
done here but decided elsewhere: it needs reading.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from domain.geometry import Affine
from domain.page import Page
from ingest.quality import is_blank, quality
from ingest.scan import Pixels, RawPage
from ingest.sizing import judge_dpi, working_scale
from ingest.spread import shows_two_pages
from ingest.steps.colour import has_colour, to_grey
from ingest.steps.holes import cover_holes, hole_boxes
from ingest.steps.ink import find_ink
from ingest.steps.paper_white import Paper, measure_paper, whiten
from ingest.steps.scale import halve, rescale, turn
from ingest.steps.skew import measure_lean
from ingest.steps.staples import cover_staples, staple_outlines
from ingest.steps.straighten import Straight, straighten
from ingest.steps.surround import dark_surround

_PICTURE_QUALITY = 80
_THUMB_DPI = 150.0


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
    thumb = halve(straight.image)
    paper = measure_paper(thumb)
    image, small = _whitened(straight.image, thumb, paper=paper)
    ink = find_ink(small)
    two = shows_two_pages(ink.mask, dpi=_THUMB_DPI, dpi_guessed=fineness.guessed)
    to_scan = straight.back.then(to_turned).then(to_raw)
    page = Page(
        page_no=page_no,
        width_px=image.shape[1],
        height_px=image.shape[0],
        dpi=max(1, round(fineness.dpi / _stretch(to_scan))),
        turned_deg=turned_deg,
        skew_deg=round(straight.lean_deg, 2),
        to_scan=to_scan,
        blank=is_blank(ink),
        quality=quality(straight.image, ink, thumb=to_grey(thumb), scan_dpi=fineness.dpi),
        remarks=("two_pages_on_scan",) if two else (),
    )
    return Cleaned(page, image)


def picture(image: Pixels) -> bytes:
    """JPEG of an upright page for the desk; grey stays grey."""
    done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _PICTURE_QUALITY])
    if not done:
        raise ValueError(f"no JPEG can be made of {image.shape}")
    return data.tobytes()


def _straightened(sized: Pixels) -> Straight:
    thumb = to_grey(halve(sized))
    surround = dark_surround(halve(thumb))
    ignored = None if surround is None else _grown(surround, thumb.shape)
    straight = straighten(sized, measure_lean(thumb, ignored=ignored).deg, surround=surround)
    return _with_paper_outside(straight)


def _grown(mask: Pixels, shape: tuple[int, ...]) -> Pixels:
    wide = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    return np.asarray(cv2.resize(wide, shape[1::-1], interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def _with_paper_outside(straight: Straight) -> Straight:
    """Remains of the lid inside the frame of the page take the colour of the paper."""
    if straight.outside is None or not straight.outside.any():
        return straight
    image = straight.image.copy()
    image[straight.outside > 0] = np.median(image[::16, ::16].reshape(-1, *image.shape[2:]), axis=0)
    return replace(straight, image=image)


def _whitened(image: Pixels, thumb: Pixels, *, paper: Paper) -> tuple[Pixels, Pixels]:
    """The page white, holes and staples gone; and the same in grey at half the size."""
    white, small = whiten(image, paper), to_grey(whiten(thumb, paper))
    holes, staples = hole_boxes(halve(small)), staple_outlines(small)
    if holes or staples:
        white, small = white.copy() if white is image else white, small.copy()
        for target, factor in ((white, 2), (small, 1)):
            cover_holes(target, holes, factor=2 * factor)
            cover_staples(target, staples, factor=factor)
    return np.ascontiguousarray(white), small


def _stretch(to_scan: Affine) -> float:
    """How many pixels of the scan one pixel of the page covers, along its upper edge."""
    return float(np.hypot(to_scan.a, to_scan.d))
