"""PDFs as scanners, offices and attackers make them: scanned, typed, encrypted, cut, looping, oversized, empty."""

import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

from tests.faults.case import EITHER, Case, cut, drawing, flipped, saved

A5 = (420, 595)
Change = Callable[[pikepdf.Pdf], None]


def scanned(mode: str = "RGB", count: int = 1) -> bytes:
    """As Pillow writes it: one picture a page, nothing else."""
    image = drawing(mode, (583, 826))
    return saved(image, "PDF", save_all=True, append_images=[image] * (count - 1), resolution=100)


def changed(data: bytes, change: Change, **options: object) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out, **options)
    return out.getvalue()


def built(content: bytes, *, box: tuple[float, ...] = (0, 0, *A5), resources: Dictionary | None = None) -> bytes:
    """One page with `content` and Helvetica as /F1."""
    pdf = pikepdf.new()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array(list(box)),
        Resources=resources or Dictionary(Font=Dictionary(F1=font)),
        Contents=pdf.make_stream(content),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


TYPED = b"BT /F1 24 Tf 40 500 Td (typed, not scanned) Tj ET"


def with_picture(compressed: bytes, **entries: object) -> bytes:
    """One page filled by one picture with the given dictionary entries."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=A5)
    page = pdf.pages[0]
    picture = pikepdf.Stream(pdf, compressed)
    picture.update({Name.Type: Name.XObject, Name.Subtype: Name.Image})
    for key, value in entries.items():
        picture[Name("/" + key)] = value
    page.Resources = Dictionary(XObject=Dictionary(Im0=picture))
    page.Contents = pdf.make_stream(b"q 420 0 0 595 0 0 cm /Im0 Do Q")
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def grey_picture(**entries: object) -> bytes:
    image = drawing("L", (420, 595))
    known = {"Width": 420, "Height": 595, "ColorSpace": Name.DeviceGray, "BitsPerComponent": 8}
    return with_picture(zlib.compress(image.tobytes()), Filter=Name.FlateDecode, **{**known, **entries})


def masked() -> bytes:
    pdf = pikepdf.open(BytesIO(grey_picture()))
    picture = pdf.pages[0].Resources.XObject.Im0
    mask = pikepdf.Stream(pdf, bytes([255]) * (420 * 595))
    mask.update({Name.Type: Name.XObject, Name.Subtype: Name.Image, Name.Width: 420, Name.Height: 595})
    mask.update({Name.ColorSpace: Name.DeviceGray, Name.BitsPerComponent: 8})
    picture.SMask = mask
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def jpeg_picture(mode: str, space: str) -> bytes:
    data = saved(drawing(mode, (420, 595)), "JPEG")
    known = {"Width": 420, "Height": 595, "BitsPerComponent": 8}
    return with_picture(data, Filter=Name.DCTDecode, ColorSpace=Name(space), **known)


def jpx_picture() -> bytes:
    return with_picture(saved(drawing("RGB", (420, 595)), "JPEG2000"), Filter=Name.JPXDecode, Width=420, Height=595)


def calling_itself() -> bytes:
    pdf = pikepdf.open(BytesIO(built(b"/Fx Do")))
    form = pdf.make_stream(b"/Fx Do")
    form.update({Name.Type: Name.XObject, Name.Subtype: Name.Form, Name.BBox: Array([0, 0, 9, 9])})
    form.Resources = Dictionary(XObject=Dictionary(Fx=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fx=form))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def growing(depth: int = 24) -> bytes:
    """Forms that each draw the next one four times: 4 ** depth drawings."""
    pdf = pikepdf.open(BytesIO(built(b"/Fx Do")))
    inner = pdf.make_stream(b"0 0 400 500 re f")
    inner.update({Name.Type: Name.XObject, Name.Subtype: Name.Form, Name.BBox: Array([0, 0, 420, 595])})
    for _ in range(depth):
        outer = pdf.make_stream(b"/Fx Do /Fx Do /Fx Do /Fx Do")
        outer.update({Name.Type: Name.XObject, Name.Subtype: Name.Form, Name.BBox: Array([0, 0, 420, 595])})
        outer.Resources = Dictionary(XObject=Dictionary(Fx=inner))
        inner = pdf.make_indirect(outer)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Fx=inner))
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def looping_tree() -> bytes:
    data = scanned(count=2)
    place = data.index(b"/Kids")
    end = data.index(b"]", place)
    first = data[place:end].split(b"[")[1].split()
    root = data[: data.index(b"/Type /Pages")].rsplit(b" obj", 1)[0].split()[-2] if b"/Type /Pages" in data else b"1"
    swapped = b"/Kids [ " + root + b" 0 R " + b" ".join(first[3:])
    return data[:place] + swapped.ljust(end - place) + data[end:]


def many_pages(count: int) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(72, 72))
    kid = pdf.pages[0].obj
    kids = [pdf.make_indirect(Dictionary(Type=Name.Page, Parent=pdf.Root.Pages, MediaBox=kid.MediaBox))] * 1
    kids += [pdf.make_indirect(Dictionary(dict(kids[0]))) for _ in range(count - 1)]
    pdf.Root.Pages.Kids = Array(kids)
    pdf.Root.Pages.Count = count
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def no_pages() -> bytes:
    out = BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def locked(user: str) -> bytes:
    keys = pikepdf.Encryption(owner="owner", user=user)
    return changed(scanned(), lambda pdf: None, encryption=keys)


def miscounted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Count = 7


def scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.alert('x'); while(true){}"))


def attached(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["../../evil.sh"] = b"#!/bin/sh\necho no"


def portfolio(pdf: pikepdf.Pdf) -> None:
    attached(pdf)
    pdf.Root.Collection = Dictionary(Type=Name.Collection)


def dynamic_form(pdf: pikepdf.Pdf) -> None:
    pdf.Root.NeedsRendering = True
    pdf.Root.AcroForm = Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=Array([]))


def turned(deg: int) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = deg

    return change


def stamped(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    look = pdf.make_stream(b"1 0 0 rg 0 0 90 40 re f")
    look.update({Name.Type: Name.XObject, Name.Subtype: Name.Form, Name.BBox: Array([0, 0, 90, 40])})
    note = Dictionary(Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([50, 50, 140, 90]), AP=Dictionary(N=look), F=4)
    page.Annots = Array([pdf.make_indirect(note)])


def lost_picture(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Resources.XObject


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].CropBox = Array([100, 100, 300, 400])


def cases() -> list[Case]:
    good, three = scanned(), scanned(count=3)
    ccitt = saved(drawing("1", (583, 826)), "PDF", resolution=100)
    changes: list[tuple[str, Change, int | str]] = [
        ("javascript", scripted, 1),
        ("attachment", attached, 1),
        ("portfolio", portfolio, "UnknownFormat"),
        ("dynamic-form", dynamic_form, "UnknownFormat"),
        ("stamped", stamped, 1),
        ("picture-lost", lost_picture, EITHER),
        ("cropped", cropped, 1),
        *((f"turned-{deg}", turned(deg), 1) for deg in (90, 180, 270, -90, 45)),
    ]
    found = [Case(f"pdf-{name}", lambda one=one: changed(good, one), expect) for name, one, expect in changes]
    found += [
        Case("pdf-scanned-rgb", lambda: good, 1),
        Case("pdf-scanned-grey", lambda: scanned("L"), 1),
        Case("pdf-scanned-bilevel", lambda: ccitt, 1),
        Case("pdf-3-pages", lambda: three, 3),
        Case("pdf-typed", lambda: built(TYPED), 1),
        Case("pdf-object-streams", lambda: changed(three, lambda pdf: None, object_stream_mode=2), 3),
        Case("pdf-linearized", lambda: changed(three, lambda pdf: None, linearize=True), 3),
        Case("pdf-grey-flate", grey_picture, 1),
        Case("pdf-inverted", lambda: grey_picture(Decode=Array([1, 0])), 1),
        Case("pdf-masked", masked, 1),
        Case("pdf-cmyk-jpeg", lambda: jpeg_picture("CMYK", "/DeviceCMYK"), 1),
        Case("pdf-grey-jpeg", lambda: jpeg_picture("L", "/DeviceGray"), 1),
        Case("pdf-jpeg2000", jpx_picture, 1),
        Case("pdf-cut-picture", lambda: grey_picture(Height=900), EITHER),
        Case("pdf-picture-bomb", lambda: grey_picture(Width=100_000, Height=100_000), 1, damaged=(1,)),
        Case("pdf-owner-password", lambda: locked(""), 1),
        Case("pdf-user-password", lambda: locked("secret"), "PasswordNeeded"),
        Case("pdf-miscounted", lambda: good.replace(b"/Count 1", b"/Count 7"), "DamagedPaper"),
        Case("pdf-no-pages", no_pages, "EmptyPaper"),
        Case("pdf-5001-pages", lambda: many_pages(5001), "OversizePaper"),
        Case("pdf-loop-in-tree", looping_tree, EITHER),
        Case("pdf-form-calls-itself", calling_itself, EITHER),
        Case("pdf-growing-forms", growing, 1, damaged=(1,)),
        Case("pdf-sheet-of-5-m", lambda: built(TYPED, box=(0, 0, 14_400, 14_400)), 1),
        Case("pdf-sheet-of-1-km", lambda: built(TYPED, box=(0, 0, 3e6, 3e6)), 1, damaged=(1,)),
        Case("pdf-sheet-of-1-pt", lambda: built(b"", box=(0, 0, 1, 1)), 1),
        Case("pdf-box-upside-down", lambda: built(TYPED, box=(420, 595, 0, 0)), 1),
        Case("pdf-box-empty", lambda: built(TYPED, box=(0, 0, 0, 0)), EITHER),
        Case("pdf-rubbish-before", lambda: b"rubbish\n" * 20 + good, 1),
        Case("pdf-rubbish-after", lambda: good + b"\0" * 3000, EITHER),
        Case("pdf-no-end-mark", lambda: good.replace(b"%%EOF", b""), EITHER),
        Case("pdf-broken-table", lambda: good.replace(b"startxref", b"startxxxx"), 1),
        Case("pdf-head-only", lambda: b"%PDF-1.7\n", "DamagedPaper"),
        Case("pdf-broken-content", lambda: built(b"BT /F9 12 Tf (\xff) Tj q q q ] >> 1 0 0"), EITHER),
        Case("pdf-deep-nesting", lambda: built(b"[" * 60_000), EITHER),
        Case("pdf-content-bomb", lambda: built(b"q " * 4_000_000), EITHER),
    ]
    found += [Case(f"pdf-cut-{one}", lambda one=one: cut(three, one), "DamagedPaper") for one in (0.1, 0.5, 0.9)]
    found += [Case(f"pdf-flipped-{one}", lambda one=one: flipped(three, one), EITHER) for one in range(12)]
    typed = built(TYPED)
    found += [Case(f"pdf-typed-flipped-{one}", lambda one=one: flipped(typed, one), EITHER) for one in range(6)]
    faxed = ccitt
    found += [Case(f"pdf-fax-flipped-{one}", lambda one=one: flipped(faxed, one), EITHER) for one in range(6)]
    return found


def first_picture_of(data: bytes) -> Image.Image:
    """What is stored in the first page, for comparison."""
    with pikepdf.open(BytesIO(data)) as pdf:
        stored = next(iter(pdf.pages[0].Resources.XObject.as_dict().values()))
        return pikepdf.PdfImage(stored).as_pil_image().copy()
