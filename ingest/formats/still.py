"""Single pictures: JPEG, PNG, JPEG 2000, BMP, WebP. Refuses moving ones: their later frames would be lost."""

import struct
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
from PIL import Image

from domain.errors import DamagedPaper, UnknownFormat
from ingest.complaints import listening
from ingest.decoding import decoding
from ingest.formats.pixels import dots_of, from_pillow, orientation_of, page_of, righted
from ingest.formats.png_rows import missing_bytes
from ingest.limits import Limits
from ingest.naming import shown
from ingest.scan import Pixels, RawPage, Scan

_MAGIC = (
    (b"\xff\xd8\xff", "jpeg", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "png", "PNG"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "jpeg2000", "JPEG2000"),
    (b"\xff\x4f\xff\x51", "jpeg2000", "JPEG2000"),
    (b"BM", "bmp", "BMP"),
)
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, b"\xff\xd9"
_BARE_MARKERS = frozenset({0x01, *range(0xD0, 0xD9)})


def name_of(head: bytes) -> str | None:
    """The format's name if `head` (the first bytes of a file) is one of these pictures."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((name for magic, name, _ in _MAGIC if head.startswith(magic)), None)


def open_still(path: Path, limits: Limits) -> Scan:
    """Checks the header now, decodes when the page is asked for."""
    paper = shown(path)
    with decoding(paper):
        data = path.read_bytes()
        name = name_of(data[:16]) or ""
        with _header(data, name) as image:
            limits.check_pixels(*image.size, paper=paper)
            if name == "jpeg":
                _check_whole(data, paper)
            frames = int(getattr(image, "n_frames", 1))
            if name != "jpeg" and frames > 1:
                raise UnknownFormat(f"{paper}: a moving picture of {frames} frames, wanted a scan")

    def read(page_no: int) -> RawPage:
        with decoding(paper), _header(data, name) as picture:
            return _decode(data, picture, paper=paper)

    return Scan(name, 1, read, lambda: None)


def _header(data: bytes, name: str) -> Image.Image:
    formats = [pillow for _, known, pillow in _MAGIC if known == name] or ["WEBP"]
    return Image.open(BytesIO(data), formats=[*formats, *(["MPO"] if name == "jpeg" else [])])


def _decode(data: bytes, picture: Image.Image, *, paper: str) -> RawPage:
    if picture.format in ("JPEG", "MPO"):
        channels = {"L": 1, "RGB": 3}.get(picture.mode, 0)
        pixels = (
            decode_jpeg(data, channels=channels, paper=paper) if channels else _slow_jpeg(data, picture, paper=paper)
        )
        if pixels is None or pixels.shape[:2] != picture.size[::-1]:
            raise DamagedPaper(f"{paper}: the JPEG cannot be decoded")
    else:
        if picture.format == "PNG" and (lost := missing_bytes(data)):
            raise DamagedPaper(f"{paper}: the PNG lacks {lost:,} bytes of its rows")
        pixels = from_pillow(picture)
    return page_of(righted(pixels, orientation_of(picture)), dots_of(picture))


def decode_jpeg(data: bytes, *, channels: int, paper: str) -> Pixels | None:
    """OpenCV decodes straight into grey (1) or BGR (3), about twice as fast as by way of Pillow; None if it cannot.

    Orientation is left as it is. Raises DamagedPaper for a stream that ends in the middle or falls out of step.
    """
    _check_whole(data, paper)
    colour = cv2.IMREAD_GRAYSCALE if channels == 1 else cv2.IMREAD_COLOR
    with listening() as heard:
        found = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), colour | cv2.IMREAD_IGNORE_ORIENTATION)
    if found is None:
        return None
    if ruin := heard.ruin(height_px=found.shape[0], encoded=data):
        raise DamagedPaper(f"{paper}: parts of the JPEG are lost ({ruin})")
    return np.ascontiguousarray(found, dtype=np.uint8)


def _slow_jpeg(data: bytes, picture: Image.Image, *, paper: str) -> Pixels:
    """CMYK and the like, whose inversion and conversion Pillow knows; OpenCV only says whether it is whole."""
    decode_jpeg(data, channels=3, paper=paper)
    return from_pillow(picture)


def _check_whole(data: bytes, paper: str) -> None:
    """Decoders fill what a cut JPEG lacks with grey and say nothing."""
    if not _is_whole_jpeg(data):
        raise DamagedPaper(f"{paper}: a JPEG ends in the middle, wanted its end-of-image mark")


def _is_whole_jpeg(data: bytes) -> bool:
    """Walks the segments (ITU-T T.81 annex B) to the first scan and looks for the end mark after it."""
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            return False
        marker = data[place + 1]
        if marker == _START_OF_SCAN:
            return data.rfind(_END_OF_IMAGE) > place
        if marker == 0xFF:  # fill byte
            place += 1
        elif marker in _BARE_MARKERS:
            place += 2
        else:
            place += 2 + struct.unpack_from(">H", data, place + 2)[0]
    return False
