"""The fast and exact way for most scanned PDFs: a page that is nothing but one upright picture gives that picture.

Anything else on the page (ink, masks, layers, visible annotations, odd colours, oblong pixels) is left to poppler.
"""

import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from domain.errors import DamagedPaper
from ingest.complaints import listening
from ingest.formats.pixels import from_pillow
from ingest.formats.still import decode_jpeg
from ingest.scan import Pixels, RawPage

_LONGEST_CONTENT_BYTES = 200_000
_SLACK_BYTES = 4096
_FILLS = 0.005  # the picture may miss or pass the page's edge by this share of its side
_SQUARE = 0.02
_DEEPEST_TREE = 50
_INVISIBLE = 3  # text rendering mode of a text layer under a scan
_SILENT = frozenset({"q", "Q", "gs", "BMC", "BDC", "EMC", "MP", "DP", "w", "J", "j", "M", "d", "ri", "i", "n"})
_TEXT = frozenset({"Tf", "Tm", "Td", "TD", "T*", "Tc", "Tw", "Tz", "TL", "Ts", "BT", "ET"})
_SHOW = frozenset({"Tj", "TJ", "'", '"'})
_FILTERS = frozenset({"/DCTDecode", "/FlateDecode", "/CCITTFaxDecode"})
Matrix = tuple[float, float, float, float, float, float]


def picture_of(page: pikepdf.Page, *, paper: str) -> RawPage | None:
    """The page's picture at its own resolution, turned as `/Rotate` says; None when the page is not just that."""
    placed = _only_picture(page)
    if placed is None:
        return None
    image, (across, _, _, down, left, bottom) = placed
    box = [float(one) for one in page.cropbox]
    width_pt, height_pt = box[2] - box[0], box[3] - box[1]
    off = (left - box[0], bottom - box[1], across - width_pt, down - height_pt)
    slack = _FILLS * max(width_pt, height_pt)
    if min(width_pt, height_pt) <= 0 or any(abs(one) > slack for one in off):
        return None
    dpi, dpi_down = 72 * int(image.Width) / across, 72 * int(image.Height) / down
    if abs(dpi / dpi_down - 1) > _SQUARE:
        return None
    pixels = _pixels(image, paper)
    if pixels is None:
        return None
    turned = np.rot90(pixels, -(_turn_of(page) // 90))
    return RawPage(np.ascontiguousarray(turned), round(dpi))


def plain_jpeg(page: pikepdf.Page) -> bytes:
    """The JPEG of a page that `picture_of` takes, as it lies in the file; b"" for another packing or a turned page."""
    placed = _only_picture(page)
    if placed is None or _turn_of(page) % 360 or _filter_of(placed[0]) != "/DCTDecode":
        return b""
    return bytes(placed[0].read_raw_bytes())


def _only_picture(page: pikepdf.Page) -> tuple[pikepdf.Stream, Matrix] | None:
    if _has_visible_annotations(page) or not _is_short(page):
        return None
    drawn: list[tuple[str, Matrix]] = []
    if not _follow(pikepdf.parse_content_stream(page), drawn) or len(drawn) != 1:
        return None
    name, matrix = drawn[0]
    image = page.resources.get("/XObject", pikepdf.Dictionary()).get(name)
    upright = matrix[0] > 0 and matrix[3] > 0 and abs(matrix[1]) + abs(matrix[2]) < 1e-6
    return (image, matrix) if isinstance(image, pikepdf.Stream) and upright and _is_plain(image) else None


def _turn_of(page: pikepdf.Page) -> int:
    """`/Rotate`, which a page may inherit from the tree above it (ISO 32000-1, table 30)."""
    node: pikepdf.Object = page.obj
    for _ in range(_DEEPEST_TREE):
        if "/Rotate" in node or "/Parent" not in node:
            break
        node = node.Parent
    return int(node.get("/Rotate", 0))


def _follow(content: Iterable[Any], drawn: list[tuple[str, Matrix]]) -> bool:
    """Notes each picture with its matrix; False as soon as anything else could leave a mark."""
    now: Matrix = (1, 0, 0, 1, 0, 0)
    kept: list[tuple[Matrix, int]] = []
    mode = 0
    for operands, operator in content:
        sign = str(operator)
        if sign == "q":
            kept.append((now, mode))
        elif sign == "Q":
            now, mode = kept.pop() if kept else (now, mode)
        elif sign == "cm":
            now = _times(tuple(float(one) for one in operands), now)
        elif sign == "Tr":
            mode = int(operands[0])
        elif sign == "Do":
            drawn.append((str(operands[0]), now))
        elif sign in _SHOW and mode == _INVISIBLE:
            continue
        elif sign not in _SILENT and sign not in _TEXT:
            return False
    return True


def _times(one: tuple[float, ...], other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _has_visible_annotations(page: pikepdf.Page) -> bool:
    return any(one.get("/Subtype") != "/Link" for one in page.obj.get("/Annots", []))


def _is_short(page: pikepdf.Page) -> bool:
    """Short once unpacked: a few kB may hold hours of drawing."""
    contents = page.obj.get("/Contents")
    if contents is None:
        return False
    streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents)
    left = _LONGEST_CONTENT_BYTES
    for one in streams:
        data = unpacked(one, most_bytes=left) if isinstance(one, pikepdf.Stream) else None
        if data is None:
            return False
        left -= len(data)
    return True


def _is_plain(image: pikepdf.Object) -> bool:
    if image.get("/Subtype") != "/Image" or any(key in image for key in ("/SMask", "/Mask", "/ImageMask", "/OC")):
        return False
    odd = "/Decode" in image or (_filter_of(image) == "/DCTDecode" and "/DecodeParms" in image)
    if odd or _filter_of(image) not in _FILTERS:
        return False
    return _channels(image) in (1, 3) and int(image.get("/BitsPerComponent", 8)) in (1, 8)


def _filter_of(image: pikepdf.Object) -> str:
    found = image.get("/Filter")
    if isinstance(found, pikepdf.Array):
        found = found[0] if len(found) == 1 else None
    return str(found)


def _channels(image: pikepdf.Object) -> int:
    """1 for grey, 3 for RGB, 0 for colour spaces that poppler must resolve."""
    space = image.get("/ColorSpace")
    if isinstance(space, pikepdf.Array) and len(space) == 2:
        if space[0] == "/ICCBased":
            return int(space[1].get("/N", 0))
        return {"/CalGray": 1, "/CalRGB": 3}.get(str(space[0]), 0)
    return {"/DeviceGray": 1, "/DeviceRGB": 3, "/CalGray": 1, "/CalRGB": 3}.get(str(space), 0)


def _pixels(image: pikepdf.Stream, paper: str) -> Pixels | None:
    if _filter_of(image) == "/DCTDecode":
        return decode_jpeg(image.read_raw_bytes(), channels=_channels(image), paper=paper)
    if _filter_of(image) == "/FlateDecode" and not _is_filled(image, paper):
        return None
    with listening() as heard:
        picture: Image.Image = pikepdf.PdfImage(image).as_pil_image()
        pixels = from_pillow(picture)
    if ruin := heard.ruin(height_px=pixels.shape[0]):
        raise DamagedPaper(f"{paper}: parts of the scanned picture are lost ({ruin})")
    return pixels


def _is_filled(image: pikepdf.Stream, paper: str) -> bool:
    """qpdf gives what it could unpack of a damaged stream: too little means rows are lost, far too much is a bomb."""
    height = int(image.Height)
    row_bytes = (int(image.Width) * _channels(image) * int(image.get("/BitsPerComponent", 8)) + 7) // 8
    data = unpacked(image, most_bytes=(row_bytes + 1) * height + _SLACK_BYTES)
    if data is not None and len(data) < row_bytes * height:
        raise DamagedPaper(f"{paper}: a scanned picture holds {len(data):,} bytes, wanted {row_bytes * height:,}")
    return data is not None


def check_picture(image: pikepdf.Stream, *, paper: str) -> None:
    """For pictures that poppler will draw: it fills what a broken one lacks and says nothing. Raises DamagedPaper."""
    if _filter_of(image) == "/DCTDecode":
        decode_jpeg(image.read_raw_bytes(), channels=3, paper=paper)
    elif _filter_of(image) == "/FlateDecode" and _channels(image):
        _is_filled(image, paper)


def unpacked(stream: pikepdf.Stream, *, most_bytes: int) -> bytes | None:
    """A stream without filter or with Flate, any predictor left in; None when it is larger or filtered otherwise."""
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return raw if len(raw) <= most_bytes else None
    if _filter_of(stream) != "/FlateDecode":
        return None
    packer = zlib.decompressobj()
    data = packer.decompress(raw, max(most_bytes, 0) + 1)
    return data if len(data) <= most_bytes else None
