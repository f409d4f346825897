"""Pages that are drawn rather than scanned, through pdf2image and poppler, under limits of time, memory and pixels.

Refuses to hand on a page that poppler complained about: what it could not draw would be missing without a word.
"""

import re
from math import ceil
from pathlib import Path

import cv2
import numpy as np
import pdf2image
from pdf2image.exceptions import (
    PDFInfoNotInstalledError,
    PDFPageCountError,
    PDFPopplerTimeoutError,
    PDFSyntaxError,
    PopplerNotInstalledError,
)
from PIL import Image

from domain.errors import ConfigError, DamagedPaper, OversizePaper
from ingest.formats.pixels import from_pillow
from ingest.limits import Limits
from ingest.scan import Pixels, RawPage

RENDER_DPI = 300
_SMALLEST_DPI = 20
_COUNT_S = 20
# The folder of the two wrappers that put a ceiling on poppler's memory and processor time.
_LIMITED = Path(__file__).parent / "limited"
# Complaints about things that leave no mark on the page.
_HARMLESS = re.compile(r"destination|outline|optional content|metadata|No current point|Invalid Font Weight", re.I)


def render(path: Path, page_no: int, *, size_pt: tuple[float, float], limits: Limits, paper: str) -> RawPage:
    """One page at 300 dpi, or at what fits `limits.render_px` for a sheet larger than A3."""
    dpi = fitting_dpi(size_pt, limits.render_px)
    if dpi < _SMALLEST_DPI:
        raise OversizePaper(f"{paper}: a sheet of {size_pt[0] / 72:,.0f} x {size_pt[1] / 72:,.0f} inch")
    try:
        drawn = _poppler(path, page_no, dpi=dpi, timeout_s=ceil(limits.page_s), strict=True)
    except PDFSyntaxError as error:
        if worst := _first_harm(str(error)):
            hint = "; install poppler-data" if "language pack" in worst else ""
            raise DamagedPaper(f"{paper}: cannot be drawn in full ({worst}{hint})") from error
        drawn = _poppler(path, page_no, dpi=dpi, timeout_s=ceil(limits.page_s), strict=False)
    except PDFPageCountError as error:
        raise DamagedPaper(f"{paper}: poppler cannot open the file") from error
    except PDFPopplerTimeoutError as error:
        raise DamagedPaper(f"{paper}: not drawn within {limits.page_s:g} s") from error
    except (PDFInfoNotInstalledError, PopplerNotInstalledError) as error:
        raise ConfigError("poppler's pdftoppm and pdfinfo are missing: install poppler-utils") from error
    if len(drawn) != 1:
        raise DamagedPaper(f"{paper}: poppler drew nothing")
    return RawPage(grey_if_grey(from_pillow(drawn[0])), dpi)


def drawable_pages(path: Path) -> int | None:
    """How many pages poppler counts: the second opinion on a damaged file. None when it cannot say."""
    try:
        return int(
            pdf2image.pdfinfo_from_path(str(path.absolute()), timeout=_COUNT_S, poppler_path=str(_LIMITED))["Pages"]
        )
    except (PDFPageCountError, PDFSyntaxError, PDFPopplerTimeoutError, KeyError, ValueError):
        return None


def fitting_dpi(size_pt: tuple[float, float], render_px: int) -> int:
    """At most 300; less where the sheet would then have more than `render_px` pixels."""
    square_inches = max(size_pt[0] * size_pt[1], 1.0) / 72.0**2
    return min(RENDER_DPI, int((render_px / square_inches) ** 0.5))


def grey_if_grey(pixels: Pixels) -> Pixels:
    """One channel where all three are the same everywhere."""
    if pixels.ndim == 2:
        return pixels
    blue, green, red = cv2.split(pixels)
    same = np.array_equal(blue, green) and np.array_equal(green, red)
    return np.ascontiguousarray(blue, dtype=np.uint8) if same else pixels


def _poppler(path: Path, page_no: int, *, dpi: int, timeout_s: int, strict: bool) -> list[Image.Image]:
    found: list[Image.Image] = pdf2image.convert_from_path(
        path.absolute(),
        dpi=dpi,
        first_page=page_no,
        last_page=page_no,
        use_cropbox=True,
        timeout=timeout_s,
        strict=strict,
        thread_count=1,
        poppler_path=_LIMITED,
    )
    return found


def _first_harm(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if "Syntax Error" in line]
    return next((line[:160] for line in lines if not _HARMLESS.search(line)), "")
