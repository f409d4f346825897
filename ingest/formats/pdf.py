"""PDF: counted and judged with qpdf, page by page either its one scanned picture as it is or a rendering by poppler.

Never reads a text layer, never runs what the file carries. Refuses portfolios and forms that only exist in one viewer:
what they would show is not their contents.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pikepdf

from domain.errors import DamagedPaper, EmptyPaper, UnknownFormat
from ingest.decoding import decoding
from ingest.formats.pdf_picture import check_picture, picture_of
from ingest.formats.pdf_render import drawable_pages, render
from ingest.limits import Limits
from ingest.naming import shown
from ingest.passwords import drawable, opened
from ingest.scan import RawPage, Scan

_END_MARK, _TAIL_BYTES = b"%%EOF", 2048
_DEEPEST, _MOST_PICTURES = 8, 200


def name_of(head: bytes) -> str | None:
    return "pdf" if b"%PDF-" in head else None


def open_pdf(path: Path, limits: Limits) -> Scan:
    paper = shown(path)
    with decoding(paper):
        document = opened(path)
    try:
        with decoding(paper):
            count = _judged(document, path, limits=limits)
    except BaseException:
        document.close()
        raise

    def read(page_no: int) -> RawPage:
        here = f"{paper} page {page_no}"
        with decoding(here):
            page = document.pages[page_no - 1]
            pictures = list(islice(_pictures(page.resources), _MOST_PICTURES))
            for one in pictures:
                limits.check_pixels(int(one.get("/Width", 0)), int(one.get("/Height", 0)), paper=here)
            found = picture_of(page, paper=here)
            if found:
                return found
            for one in pictures:
                check_picture(one, paper=here)
            with drawable(document, path, page_no=page_no) as (drawn, place):
                return render(drawn, place, size_pt=_size_pt(page), limits=limits, paper=here)

    return Scan("pdf", count, read, document.close)


def _judged(document: pikepdf.Pdf, path: Path, *, limits: Limits) -> int:
    """The number of pages, once everything that would lose one in silence is ruled out."""
    paper = shown(path)
    announced = document.Root.Pages.get("/Count")
    count = len(document.pages)
    limits.check_pages(count, paper=paper)
    if document.get_warnings() and not _has_end(path):
        raise DamagedPaper(f"{paper}: the PDF ends in the middle, wanted its end mark")
    if document.get_warnings() and (drawable := drawable_pages(path)) not in (None, count):
        raise DamagedPaper(f"{paper}: a damaged PDF in which one program finds {count} pages and another {drawable}")
    if isinstance(announced, int) and announced != count:
        raise DamagedPaper(f"{paper}: the PDF announces {announced} pages and holds {count}")
    if count == 0:
        raise EmptyPaper(f"{paper}: a PDF without pages")
    if "/Collection" in document.Root:
        raise UnknownFormat(f"{paper}: a portfolio, wanted the files inside it one by one")
    if document.Root.get("/NeedsRendering", False):
        raise UnknownFormat(f"{paper}: a form drawn only by its own viewer (XFA), wanted a printed or scanned copy")
    return count


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(0, file.tell() - _TAIL_BYTES))
        return _END_MARK in file.read()


def _size_pt(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of what a viewer shows, in points (1/72 inch), before `/Rotate`."""
    left, bottom, right, top = (float(one) for one in page.cropbox)
    return abs(right - left), abs(top - bottom)


def _pictures(resources: pikepdf.Object, depth: int = 0) -> Iterator[pikepdf.Stream]:
    """Every picture that a page may draw, also those inside forms."""
    if depth > _DEEPEST or "/XObject" not in resources:
        return
    for one in resources.XObject.as_dict().values():
        if not isinstance(one, pikepdf.Stream):
            continue
        if one.get("/Subtype") == "/Image":
            yield one
        elif one.get("/Subtype") == "/Form":
            yield from _pictures(one.get("/Resources", pikepdf.Dictionary()), depth + 1)
