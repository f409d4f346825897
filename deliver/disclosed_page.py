"""開示する写し: page pictures with black over what stays, one a page, and the list of what was kept back and why.

Pictures alone, no text under them: what is black cannot be copied out. Refuses a page without its picture: it says so.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, UnidentifiedImageError
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology_layout import MM
from deliver.chronology_pen import QUIET, write
from deliver.chronology_type import font, readable
from deliver.sheet_page import Sheet
from deliver.sheet_page import draw as drawn

WIDTH, HEIGHT = A4
EDGE = 8 * MM


def copy_of(pages: Sequence[tuple[int, bytes]], *, number: str, made_on: str) -> bytes:
    """`pages`: number and JPEG, b"" for a page kept back as a whole."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, initialFontName=font(), lang="ja", invariant=True)
    canvas.setTitle(f"開示する写し {number}")
    canvas.setAuthor("綴り")
    for page_no, picture in pages:
        _page(canvas, picture)
        write(canvas, f"{number}　{page_no} 頁　{made_on}", at=(EDGE, 4 * MM), size=7, ink=QUIET)
        canvas.showPage()
    canvas.save()
    return readable(held.getvalue())


def _page(canvas: Canvas, picture: bytes) -> None:
    try:
        image = Image.open(BytesIO(picture))
        image.load()
    except (UnidentifiedImageError, OSError):
        write(canvas, "この頁は開示しません。", at=(WIDTH / 2 - 32 * MM, HEIGHT / 2), size=14)
        return
    room = (WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE)
    scale = min(room[0] / image.width, room[1] / image.height)
    size = (image.width * scale, image.height * scale)
    at = ((WIDTH - size[0]) / 2, (HEIGHT - size[1]) / 2)
    canvas.drawImage(ImageReader(image), *at, width=size[0], height=size[1])


def list_of(told: Sequence[tuple[str, int, str]], *, number: str, made_on: str) -> bytes:
    """不開示部分の一覧: places and reasons, none of the words."""
    by_page: dict[int, list[str]] = {}
    for key, page_no, why in told:
        by_page.setdefault(page_no, []).append(f"{'頁全体' if '.' not in key else key.partition('.')[2]}　{why}")
    rows = [(f"{page_no} 頁", list(dict.fromkeys(lines))) for page_no, lines in sorted(by_page.items())]
    intro = f"{number}　{made_on}　黒塗り {len(told)} か所"
    return drawn([Sheet("不開示部分の一覧", intro, rows or [("なし", ["すべて開示します。"])])])
