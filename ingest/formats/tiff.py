"""TIFF of any number of pages. Pages are counted by walking the directory chain ourselves; Pillow and libtiff decode.

Refuses chains that run in a loop or out of the file: how many pages there were could then not be proven.
"""

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from PIL import Image

from domain.errors import DamagedPaper, EmptyPaper
from ingest.complaints import listening
from ingest.decoding import decoding
from ingest.formats.pixels import dots_of, from_pillow, page_of
from ingest.limits import Limits
from ingest.naming import shown
from ingest.scan import RawPage, Scan

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_BIG_ENDIAN = b"MM"
_BIG_TIFF = 43
_BITS, _PACKING, _STRIP_BYTES, _TILE_BYTES = 258, 259, 279, 325
MAGIC = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")


def name_of(head: bytes) -> str | None:
    return "tiff" if head.startswith(MAGIC) else None


def open_tiff(path: Path, limits: Limits) -> Scan:
    paper = shown(path)
    with decoding(paper):
        file = path.open("rb")
    try:
        with decoding(paper):
            places = page_places(file, paper=paper, limits=limits)
            _opened(file, places[0])
    except BaseException:
        file.close()
        raise

    def read(page_no: int) -> RawPage:
        here = f"{paper} page {page_no}"
        with decoding(here):
            picture = _opened(file, places[page_no - 1])
            limits.check_pixels(*picture.size, paper=here)
            _check_filled(picture, paper=here)
            with listening() as heard:
                picture.load()
            if ruin := heard.ruin(height_px=picture.height):
                raise DamagedPaper(f"{here}: parts of the page are lost ({ruin})")
            return page_of(from_pillow(picture), dots_of(picture))

    return Scan("tiff", len(places), read, file.close)


def _check_filled(picture: Image.Image, *, paper: str) -> None:
    """Unpacked pixels that are fewer than the page's size are filled from elsewhere in the file without a word."""
    tags = getattr(picture, "tag_v2", {})
    counts = tags.get(_STRIP_BYTES) or tags.get(_TILE_BYTES)
    if tags.get(_PACKING, 1) != 1 or not isinstance(counts, tuple):
        return
    bits = sum(tags.get(_BITS, (1,)))
    wanted = (picture.width * bits + 7) // 8 * picture.height
    if sum(counts) < wanted:
        raise DamagedPaper(f"{paper}: holds {sum(counts):,} bytes of pixels, wanted {wanted:,}")


def holds_one_page(file: BinaryIO) -> bool:
    """True for a TIFF whose first directory is its last. False also for what cannot be followed."""
    try:
        layout = _Layout(file)
        return layout.first != 0 and layout.next_after(layout.first) == 0
    except struct.error:
        return False


def page_places(file: BinaryIO, *, paper: str, limits: Limits) -> tuple[int, ...]:
    """Where each page's directory lies. Raises EmptyPaper, OversizePaper; DamagedPaper for a broken chain."""
    layout = _Layout(file)
    if layout.first == 0:
        raise EmptyPaper(f"{paper}: a TIFF without pages")
    seen: dict[int, None] = {}
    place = layout.first
    while place:
        if place in seen:
            raise DamagedPaper(f"{paper}: its chain of pages runs in a loop after page {len(seen)}")
        seen[place] = None
        limits.check_pages(len(seen), paper=paper)
        try:
            place = layout.next_after(place)
        except struct.error as error:
            raise DamagedPaper(f"{paper}: its chain of pages leaves the file at page {len(seen)}") from error
    return tuple(seen)


class _Layout:
    """Byte order and widths of one TIFF (6.0 section 2; BigTIFF has 8-byte offsets). Raises struct.error when cut."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        head = self._at(0, 16)
        order = ">" if head[:2] == _BIG_ENDIAN else "<"
        self.big = struct.unpack_from(f"{order}H", head, 2)[0] == _BIG_TIFF
        self.counts, self.entry_bytes = (f"{order}Q", 20) if self.big else (f"{order}H", 12)
        self.offsets = f"{order}Q" if self.big else f"{order}I"
        self.first: int = struct.unpack_from(self.offsets, head, 8 if self.big else 4)[0]

    def next_after(self, place: int) -> int:
        """Offset of the directory after the one at `place`; 0 at the end of the chain."""
        width = struct.calcsize(self.counts)
        entries = struct.unpack(self.counts, self._at(place, width))[0]
        after = place + width + entries * self.entry_bytes
        following: int = struct.unpack(self.offsets, self._at(after, struct.calcsize(self.offsets)))[0]
        return following

    def _at(self, place: int, length: int) -> bytes:
        if place >= 1 << 62:
            raise struct.error("outside any file")
        self.file.seek(place)
        return self.file.read(length)


def _opened(file: BinaryIO, place: int) -> Image.Image:
    return Image.open(io.BufferedReader(_From(file, place)), formats=["TIFF"])


class _From(io.RawIOBase):
    """The same file, its header pointing at one page: Pillow would else walk all pages before it, every time."""

    def __init__(self, file: BinaryIO, place: int) -> None:
        super().__init__()
        self.file = file
        layout = _Layout(file)
        self.start = 8 if layout.big else 4
        self.pointer = struct.pack(layout.offsets, place)
        file.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer).cast("B")
        at = self.file.tell()
        data = self.file.read(len(view))
        view[: len(data)] = data
        for index, byte in enumerate(self.pointer, self.start - at):
            if 0 <= index < len(data):
                view[index] = byte
        return len(data)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        return self.file.tell()

    def fileno(self) -> int:
        return self.file.fileno()
