"""The picture of one page exactly as it was scanned, for a document that keeps it: the JPEG itself, or its pixels.

Never encodes anew what is JPEG already and never loses a pixel: everything else goes without loss. The sides are those
of `RawPage`, so `Page.to_scan` leads from the upright page onto it.
"""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from ingest.decoding import decoding
from ingest.formats.pdf_picture import picture_of, plain_jpeg
from ingest.limits import Limits
from ingest.naming import shown
from ingest.passwords import opened
from ingest.scan import Pixels
from ingest.unpack import open_scan

_DEFAULT = Limits()
_ORIENTATION, _AS_STORED = 0x0112, 1
_CHANNELS = {"L": 1, "RGB": 3}


@dataclass(frozen=True, slots=True)
class PageImage:
    """`jpeg`: the bytes of the scan; else `rows`: the pixels, top row first, `bits` (1 or 8) a channel, rows padded.

    `channels`: 1 grey, 3 RGB.
    """

    width: int
    height: int
    channels: int
    bits: int
    jpeg: bytes = b""
    rows: bytes = b""


def page_image(path: Path, page_no: int, *, limits: Limits = _DEFAULT) -> PageImage:
    """`page_no` in its file, from 1. Raises PaperError like reading does."""
    with open_scan(path, limits) as scan:
        data = _jpeg_of(path, page_no, kind=scan.format)
        if data:
            with Image.open(BytesIO(data)) as image:
                return PageImage(*image.size, _CHANNELS[image.mode], 8, jpeg=data)
        return _lossless(scan.page(page_no).image)


def _jpeg_of(path: Path, page_no: int, *, kind: str) -> bytes:
    """The scan's own JPEG where it stands upright and in grey or RGB as it is; else nothing."""
    data = b""
    with decoding(shown(path)):
        if kind == "jpeg":
            data = path.read_bytes()
        elif kind == "pdf":
            with opened(path) as document:
                page = document.pages[page_no - 1]
                data = plain_jpeg(page) if picture_of(page, paper=shown(path)) else b""
        if not data:
            return b""
        with Image.open(BytesIO(data)) as image:
            is_plain = image.format == "JPEG" and image.mode in _CHANNELS
            return data if is_plain and image.getexif().get(_ORIENTATION, _AS_STORED) == _AS_STORED else b""


def _lossless(pixels: Pixels) -> PageImage:
    height, width = pixels.shape[:2]
    if pixels.ndim == 2 and not np.any((pixels != 0) & (pixels != 255)):
        return PageImage(width, height, 1, 1, rows=np.packbits(pixels > 0, axis=1).tobytes())
    if pixels.ndim == 2:
        return PageImage(width, height, 1, 8, rows=pixels.tobytes())
    return PageImage(width, height, 3, 8, rows=np.ascontiguousarray(pixels[:, :, ::-1]).tobytes())
