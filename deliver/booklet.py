"""A case as a searchable PDF/A-2b (ISO 19005-2): each scan as it is, and under it the text that was read, unseen.

A page that must not be shown (`Leaf.withheld`) keeps its place with a notice and without its picture and text.
Refuses to encode a picture anew, and to give a document away whose text does not come back as it went in.
"""

import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from math import hypot

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import ImageCms

from deliver.blank_font import NAME, UNITS, Numbered, font_file, numbered
from deliver.booklet_notice import DPI, notice
from deliver.booklet_text import text_layer
from deliver.booklet_words import Words, packet
from deliver.scan_picture import Picture
from domain.page import OcrLine, Page

POINTS = 72.0
_EMBEDDED, _SYMBOLIC = 80, 4
_STANDARD = struct.pack(">6H", 1999, 10, 18, 0, 0, 0)
"""The day of IEC 61966-2-1, as an ICC dateTimeNumber."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with its picture and lines; `withheld`: why neither is shown (Japanese), "" where both are."""

    page: Page
    picture: Picture | None
    lines: tuple[OcrLine, ...]
    withheld: str = ""


def booklet(leaves: Iterable[Leaf], words: Words) -> bytes:
    """`words` go into the document's properties. The same case gives the same bytes."""
    found = tuple(leaves)
    shown = [leaf for leaf in found if leaf.picture and not leaf.withheld]
    letters = numbered(line.text for leaf in shown for line in leaf.lines)
    with pikepdf.new() as document:
        font = document.make_indirect(_font(document, letters))
        for leaf in found:
            _add(document, leaf, font=font, letters=letters)
        _describe(document, words)
        held = BytesIO()
        document.save(
            held,
            min_version="1.7",
            fix_metadata_version=False,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return held.getvalue()


def _add(document: pikepdf.Pdf, leaf: Leaf, *, font: pikepdf.Object, letters: Numbered) -> None:
    if leaf.picture is None or leaf.withheld:
        picture = notice(leaf.page.page_no, leaf.withheld or "このページの画像はありません。")
        dpi, turn, text = float(DPI), 0, b""
    else:
        picture, dpi, turn = leaf.picture, scan_dpi(leaf.page), leaf.page.turned_deg
        text = text_layer(leaf.lines, leaf.page, letters=letters, height_px=picture.height, scale=POINTS / dpi)
    size = picture.width * POINTS / dpi, picture.height * POINTS / dpi
    image = document.make_indirect(_image(document, picture))
    drawn = f"q {size[0]:.4f} 0 0 {size[1]:.4f} 0 0 cm /Im0 Do Q\n".encode("ascii")
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, round(size[0], 4), round(size[1], 4)]),
        Rotate=turn,
        Resources=Dictionary(XObject=Dictionary(Im0=image), Font=Dictionary(F0=font)),
        Contents=document.make_indirect(Stream(document, drawn + text)),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(page)))


def scan_dpi(page: Page) -> float:
    """Of the untouched scan, which may be finer than the page that was read."""
    return max(1.0, page.dpi * hypot(page.to_scan.a, page.to_scan.d))


def _image(document: pikepdf.Pdf, picture: Picture) -> Stream:
    stream = Stream(document, picture.jpeg or zlib.compress(picture.rows, 9))
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width, stream.Height = picture.width, picture.height
    stream.ColorSpace = Name.DeviceGray if picture.channels == 1 else Name.DeviceRGB
    stream.BitsPerComponent = picture.bits
    stream.Filter = Name.DCTDecode if picture.jpeg else Name.FlateDecode
    return stream


def _font(document: pikepdf.Pdf, letters: Numbered) -> Dictionary:
    file = Stream(document, font_file())
    file.Length1 = len(font_file())
    about = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{NAME}"),
        Flags=_SYMBOLIC,
        FontBBox=Array([0, 0, UNITS, UNITS]),
        ItalicAngle=0,
        Ascent=800,
        Descent=-200,
        CapHeight=800,
        StemV=_EMBEDDED,
        FontFile2=document.make_indirect(file),
    )
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{NAME}"),
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=document.make_indirect(about),
        DW=UNITS,
        CIDToGIDMap=document.make_indirect(Stream(document, letters.glyphs())),
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(f"/{NAME}"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array([document.make_indirect(below)]),
        ToUnicode=document.make_indirect(Stream(document, letters.to_unicode())),
    )


def _colours() -> bytes:
    """The profile of sRGB, dated as its standard and not as this run (bytes 24 to 35, ICC.1:2010, 7.2.8)."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made[:24] + _STANDARD + made[36:]


def _describe(document: pikepdf.Pdf, words: Words) -> None:
    colours = Stream(document, _colours())
    colours.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier="sRGB",
        Info="sRGB IEC61966-2.1",
        DestOutputProfile=document.make_indirect(colours),
    )
    said = Stream(document, packet(words))
    said.Type, said.Subtype = Name.Metadata, Name.XML
    document.Root.OutputIntents = Array([document.make_indirect(intent)])
    document.Root.Metadata = document.make_indirect(said)
    document.Root.Lang = "ja"
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    info = document.make_indirect(
        Dictionary(Title=words.title, Author=words.author, Producer=words.producer, CreationDate=words.pdf_day)
    )
    document.trailer.Info = info
