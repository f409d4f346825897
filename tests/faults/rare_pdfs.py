"""PDFs seldom met: JBIG2 and fax pictures, inherited and missing parts, damaged tables of contents, locks, bombs."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.faults.case import EITHER, Case, drawing, saved
from tests.faults.pdfs import A5, TYPED, built, changed, grey_picture, scanned, with_picture

WHITE_PAGE = b"1 1 1 rg 0 0 420 595 re f"


def fax_bytes(size: tuple[int, int] = (424, 592)) -> bytes:
    """The bare T.6 words of a small sheet."""
    data = saved(drawing("1", size), "TIFF", compression="group4", tiffinfo={278: size[1]})
    with Image.open(BytesIO(data)) as image:
        start, length = image.tag_v2[273][0], image.tag_v2[279][0]
    return data[start : start + length]


def jbig2(width: int = 424, height: int = 592, *, claimed: tuple[int, int] | None = None) -> bytes:
    """A page segment and one generic region coded in T.6 (ISO 14492, 7.4.6 with MMR), as embedded in PDF."""
    wide, high = claimed or (width, height)
    page = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", wide, high, 0, 0, 0) + b"\x01" + fax_bytes((width, height))
    head = struct.pack(">IBBBI", 0, 48, 0, 1, len(page)) + page
    return head + struct.pack(">IBBBI", 1, 38, 0, 1, len(region)) + region


def jbig2_page(data: bytes, *, width: int = 424, height: int = 592) -> bytes:
    known = {"Width": width, "Height": height, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    return with_picture(data, Filter=Name.JBIG2Decode, **known)


def fax_page(**parameters: object) -> bytes:
    known = {"Width": 424, "Height": 592, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 1}
    words = Dictionary(K=-1, Columns=424, Rows=592, **parameters)
    return with_picture(fax_bytes(), Filter=Name.CCITTFaxDecode, DecodeParms=words, **known)


def inherited(pdf: pikepdf.Pdf) -> None:
    """Box, resources and turn stand in the tree above, as the standard allows."""
    page, tree = pdf.pages[0].obj, pdf.Root.Pages
    for key in ("/MediaBox", "/Resources"):
        tree[key] = page[key]
        del page[key]
    tree.Rotate = 90


def deep_tree(depth: int) -> bytes:
    """Each node of the page tree holds only the next one."""
    pdf = pikepdf.open(BytesIO(scanned()))
    page = pdf.pages[0].obj
    node = pdf.Root.Pages
    for _ in range(depth):
        below = pdf.make_indirect(Dictionary(Type=Name.Pages, Parent=node, Count=1, Kids=Array([page])))
        node.Kids = Array([below])
        node = below
    page.Parent = node
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def same_page_twice() -> bytes:
    """Two leaves of the tree are one object: a viewer shows two pages."""
    pdf = pikepdf.open(BytesIO(scanned()))
    pdf.Root.Pages.Kids = Array([pdf.pages[0].obj, pdf.pages[0].obj])
    pdf.Root.Pages.Count = 2
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def no_box(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/MediaBox"]


def boxed(*numbers: object) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/MediaBox"] = Array(list(numbers))

    return change


def scaled(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/UserUnit"] = 75_000


def no_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/Contents"]


def flate_bomb() -> bytes:
    """A content stream of 60 kB that unpacks to 60 MB of drawing."""
    return built(b" " * 60_000_000)


def twice_packed_bomb() -> bytes:
    data = zlib.compress(zlib.compress(bytes(400_000_000), 9), 9)
    known = {"Width": 20_000, "Height": 20_000, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    return with_picture(data, Filter=Array([Name.FlateDecode, Name.FlateDecode]), **known)


def locked_with(**options: object) -> bytes:
    keys = pikepdf.Encryption(owner="owner", user="secret", **options)
    return changed(scanned(count=2), lambda pdf: None, encryption=keys)


def moved_table(by: int) -> bytes:
    """Every offset of the cross-reference table is wrong by the same amount, as after a mail program's newline."""
    data = scanned(count=3)
    place = data.rindex(b"startxref")
    end = data.index(b"%%EOF", place)
    offset = int(data[place + 9 : end].split()[0])
    return data[:place] + b"startxref\n%d\n" % (offset + by) + data[end:]


def saved_twice() -> bytes:
    """A later part of the file takes the second page out again: what counts is the last word."""
    data = scanned(count=2)
    with pikepdf.open(BytesIO(data)) as pdf:
        number, kid, root = pdf.Root.Pages.objgen[0], pdf.pages[0].obj.objgen[0], pdf.Root.objgen[0]
        size = int(pdf.trailer.Size)
    start = data.rindex(b"startxref")
    before = int(data[start + 9 :].split()[0])
    at = len(data) + 1
    body = b"\n%d 0 obj\n<< /Type /Pages /Kids [ %d 0 R ] /Count 1 >>\nendobj\n" % (number, kid)
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<< /Size %d /Root %d 0 R /Prev %d >>\n" % (
        number,
        at,
        size,
        root,
        before,
    )
    return data + body + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(body))


def inline_picture() -> bytes:
    rows = drawing("L", (84, 119)).tobytes()
    return built(b"q 420 0 0 595 0 0 cm BI /W 84 /H 119 /CS /G /BPC 8 ID " + rows + b" EI Q")


def indexed() -> bytes:
    image = drawing("RGB", (420, 595)).quantize(16)
    space = Array(
        [Name.Indexed, Name.DeviceRGB, 255, pikepdf.String(bytes((image.getpalette() or []) + [0] * 768)[:768])]
    )
    known = {"Width": 420, "Height": 595, "ColorSpace": space, "BitsPerComponent": 8}
    return with_picture(zlib.compress(image.tobytes()), Filter=Name.FlateDecode, **known)


def two_strips() -> bytes:
    """One scan in two pictures, upper and lower half, as some scanners write it."""
    pdf = pikepdf.open(BytesIO(grey_picture()))
    page = pdf.pages[0]
    page.Resources.XObject.Im1 = page.Resources.XObject.Im0
    page.Contents = pdf.make_stream(b"q 420 0 0 297 0 298 cm /Im0 Do Q q 420 0 0 298 0 0 cm /Im1 Do Q")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def layered(pdf: pikepdf.Pdf) -> None:
    """An optional layer that is switched off on paper: shown or not, the page must count."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("back")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    next(iter(pdf.pages[0].Resources.XObject.as_dict().values())).OC = group


def linked_out(pdf: pikepdf.Pdf) -> None:
    """Asks a viewer to open a program and to send the form away."""
    launch = Dictionary(
        S=Name.Launch, F=pikepdf.String("/bin/sh"), Next=Dictionary(S=Name.URI, URI=pikepdf.String("http://192.0.2.1/"))
    )
    pdf.Root.OpenAction = launch
    pdf.pages[0].obj.AA = Dictionary(O=launch)


def outside_picture() -> bytes:
    """A picture whose bytes are said to lie in another file of this computer."""
    pdf = pikepdf.open(BytesIO(grey_picture()))
    picture = pdf.pages[0].Resources.XObject.Im0
    picture.F = pikepdf.String("/etc/passwd")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def cases() -> list[Case]:
    changes: list[tuple[str, Callable[[pikepdf.Pdf], None], int | str]] = [
        ("inherited", inherited, 1),
        ("no-box", no_box, EITHER),
        ("box-of-words", boxed(Name.A, Name.B, Name.C, Name.D), EITHER),
        ("box-of-three", boxed(0, 0, 400), EITHER),
        ("box-not-finite", boxed(0, 0, 10**17, 10**17), EITHER),
        ("box-negative", boxed(-200, -300, 220, 295), 1),
        ("user-unit", scaled, EITHER),
        ("no-contents", no_contents, EITHER),
        ("layer-off", layered, EITHER),
        ("launch", linked_out, 1),
    ]
    good = scanned()
    found = [Case(f"pdf-{name}", lambda one=one: changed(good, one), expect) for name, one, expect in changes]
    found += [
        Case("pdf-jbig2", lambda: jbig2_page(jbig2()), 1),
        Case("pdf-jbig2-cut", lambda: jbig2_page(jbig2()[:200]), EITHER),
        Case("pdf-jbig2-bomb", lambda: jbig2_page(jbig2(claimed=(65_000, 65_000))), EITHER),
        Case("pdf-jbig2-page-bomb", lambda: jbig2_page(jbig2(), width=65_000, height=65_000), 1, damaged=(1,)),
        Case("pdf-fax", fax_page, 1),
        Case("pdf-fax-black-is-1", lambda: fax_page(BlackIs1=True), 1),
        Case("pdf-fax-rubbish", lambda: fax_page().replace(fax_bytes()[40:200], b"\x55" * 160), EITHER),
        Case("pdf-deep-tree-40", lambda: deep_tree(40), 1),
        Case("pdf-deep-tree-3000", lambda: deep_tree(3000), EITHER),
        Case("pdf-same-page-twice", same_page_twice, 2),
        Case("pdf-flate-bomb", flate_bomb, EITHER),
        Case("pdf-twice-packed-bomb", twice_packed_bomb, EITHER),
        Case("pdf-locked-rc4", lambda: locked_with(R=3, aes=False, metadata=False), "PasswordNeeded"),
        Case("pdf-locked-aes-128", lambda: locked_with(R=4), "PasswordNeeded"),
        Case("pdf-locked-aes-256", lambda: locked_with(R=6), "PasswordNeeded"),
        Case("pdf-moved-table", lambda: moved_table(7), 3),
        Case("pdf-table-outside", lambda: moved_table(10**8), 3),
        Case("pdf-saved-twice", saved_twice, 1),
        Case("pdf-inline-picture", inline_picture, 1),
        Case("pdf-indexed", indexed, 1),
        Case("pdf-two-strips", two_strips, 1),
        Case("pdf-picture-outside", outside_picture, EITHER),
        Case("pdf-version-9", lambda: good.replace(b"%PDF-1.4", b"%PDF-9.9"), EITHER),
        Case("pdf-1-byte-pages", lambda: built(WHITE_PAGE, box=(0, 0, 420.5, 594.75)), 1),
        Case("pdf-text-only-long", lambda: built((TYPED + b"\n") * 400), 1),
        Case("pdf-box-of-dust", lambda: built(TYPED, box=(0, 0, 0.01, 0.01)), EITHER),
        Case("pdf-strip-of-paper", lambda: built(TYPED, box=(0, 0, *(A5[0], 14_000))), 1),
        Case("pdf-10000-pages", lambda: counted(10_000), "OversizePaper"),
    ]
    return found


def counted(count: int) -> bytes:
    """`count` leaves that are one empty page."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(72, 72))
    kid = pdf.pages[0].obj
    pdf.Root.Pages.Kids = Array([kid] * count)
    pdf.Root.Pages.Count = count
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()
