"""支援経緯年表 drawn: one A4 landscape page a case, fonts embedded, a watermark and a copy number on every print.

Black alone carries the meaning, for offices print in black; colour only groups. Refuses to let the course run over a
second page; what may follow are the pieces of paper that its rows lead to.
"""

from collections.abc import Mapping
from io import BytesIO

from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology import Chronology, Column, Heading
from deliver.chronology_crops import FIRST_PAGE, Crop, annex
from deliver.chronology_layout import HOW_SIZE, LEADING, MM, PADDING, WIDTHS, Laid, Layout, layout
from deliver.chronology_pen import (
    AXIS,
    INK,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    QUIET,
    RIGHT,
    RULE,
    TINT,
    Print,
    watermark,
    write,
    write_within,
)
from deliver.chronology_type import drawable, font, readable, width, without_glyph
from deliver.chronology_words import MARK_JA, Mark

AXIS_X = MARGIN + 28 * MM
MARKS_X = AXIS_X + 3.4 * MM
COLUMNS_X = AXIS_X + 17 * MM
SOURCE_WIDTH = RIGHT - COLUMNS_X - sum(WIDTHS.values())
TABLE_TOP = PAGE_HEIGHT - 47 * MM
TABLE_FOOT = 21 * MM
NAMES = {Column.PERSON: "本人", Column.FAMILY: "家族", Column.AGENCY: "機関・会議"}
SHAPES = {Mark.MEETING: "circle", Mark.HOSPITAL: "square", Mark.MOVE: "house", Mark.DANGER: "triangle"}


def draw(one: Chronology, copy: Print, *, crops: Mapping[str, tuple[Crop, ...]] | None = None) -> bytes:
    """The page as PDF, and behind it `crops` by the key of their row. Raises ConfigError without the font."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=(PAGE_WIDTH, PAGE_HEIGHT), initialFontName=font(), lang="ja")
    canvas.setTitle(f"支援経緯年表 {one.heading.case_number or one.case_id}")
    canvas.setAuthor("綴り")
    page = layout(one.rows, room=TABLE_TOP - TABLE_FOOT)
    watermark(canvas, copy, size=(PAGE_WIDTH, PAGE_HEIGHT))
    _heading(canvas, one.heading, copy=copy)
    _columns(canvas)
    _rows(canvas, page)
    _foot(canvas, one, page=page, copy=copy)
    canvas.bookmarkHorizontal(FIRST_PAGE, 0, PAGE_HEIGHT)
    _lead(canvas, page, leads=frozenset(crops or ()))
    annex(canvas, one, crops=crops or {}, copy=copy)
    canvas.showPage()
    canvas.save()
    return readable(held.getvalue())


def _heading(canvas: Canvas, head: Heading, *, copy: Print) -> None:
    top = PAGE_HEIGHT - 17 * MM
    write(canvas, "支援経緯年表", at=(MARGIN, top), size=17)
    name_x = MARGIN + width("支援経緯年表", 17) + 9 * MM
    write_within(canvas, head.name, at=(name_x, top), sizes=(15, 12, 9), room=70 * MM)
    name_x += width(drawable(head.name), 15) + 4 * MM
    about = "　".join(part for part in (head.kana, head.born and f"{head.born} 生", head.sex) if part)
    write_within(canvas, about, at=(name_x, top), sizes=(9.5, 8, 7), room=RIGHT - name_x - 42 * MM)
    number = f"写し番号 {copy.copy_no}"
    write(canvas, number, at=(RIGHT - width(number, 10), top + 4), size=10)
    case = "　".join(part for part in (head.office, head.case_number) if part)
    write(canvas, case, at=(RIGHT - width(drawable(case), 8), top - 8), size=8, ink=QUIET)
    canvas.setStrokeColor(AXIS)
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, top - 5 * MM, RIGHT, top - 5 * MM)
    _facts(canvas, head, at_y=top - 10 * MM)


def _facts(canvas: Canvas, head: Heading, *, at_y: float) -> None:
    facts = (("世帯", "　".join(head.family) or "記載なし"), ("同意", "　／　".join((head.consent, *head.limits))))
    for label, said in facts:
        write(canvas, label, at=(MARGIN, at_y), size=8, ink=QUIET)
        write_within(canvas, said, at=(MARGIN + 10 * MM, at_y), sizes=(8.5, 7.5, 6.5), room=RIGHT - MARGIN - 10 * MM)
        at_y -= 5 * MM
    x = MARGIN
    for caution in head.cautions:
        wide = width(caution, 8) + 5 * MM
        canvas.setFillColor(INK)
        canvas.roundRect(x, at_y - 1.4 * MM, wide, 4.6 * MM, 1.2 * MM, stroke=0, fill=1)
        write(canvas, caution, at=(x + 2.5 * MM, at_y), size=8, ink=white)
        x += wide + 2 * MM


def _columns(canvas: Canvas) -> None:
    canvas.setFillColor(TINT)
    canvas.rect(MARGIN, TABLE_TOP + 1 * MM, RIGHT - MARGIN, 6 * MM, stroke=0, fill=1)
    y = TABLE_TOP + 2.9 * MM
    write(canvas, "年月日・年齢", at=(MARGIN + 1.5 * MM, y), size=8.5)
    x = COLUMNS_X
    for column, name in NAMES.items():
        write(canvas, name, at=(x, y), size=8.5)
        x += WIDTHS[column]
    write(canvas, "方法・出典", at=(x, y), size=8.5)


def _rows(canvas: Canvas, page: Layout) -> None:
    y = TABLE_TOP
    size = page.size
    for laid in page.rows:
        if laid.gap:
            _gap(canvas, laid.gap, y=y - size * 1.2, size=size)
        top = y - (size * 1.7 if laid.gap else 0)
        _row(canvas, laid, top=top, size=size)
        y -= laid.height
        canvas.setStrokeColor(RULE)
        canvas.setLineWidth(0.4)
        canvas.line(MARGIN, y, RIGHT, y)
    if page.rows:
        canvas.setStrokeColor(AXIS)
        canvas.setLineWidth(1)
        canvas.line(AXIS_X, TABLE_TOP, AXIS_X, y)
        _dots(canvas, page)
    else:
        write(canvas, "支援経過の記録はまだありません。", at=(COLUMNS_X, TABLE_TOP - 8 * MM), size=9, ink=QUIET)


def _lead(canvas: Canvas, page: Layout, *, leads: frozenset[str]) -> None:
    """A whole row leads to its piece of paper."""
    y = TABLE_TOP
    for laid in page.rows:
        if laid.row.key in leads:
            canvas.linkRect("", laid.row.key, (MARGIN, y - laid.height, RIGHT, y), Border="[0 0 0]")
        y -= laid.height


def _dots(canvas: Canvas, page: Layout) -> None:
    y = TABLE_TOP
    for laid in page.rows:
        top = y - (page.size * 1.7 if laid.gap else 0)
        canvas.setStrokeColor(AXIS)
        canvas.setFillColor(AXIS if laid.row.vouched else white)
        canvas.circle(AXIS_X, _baseline(top, page.size) + page.size * 0.36, 1.9, stroke=1, fill=1)
        y -= laid.height


def _gap(canvas: Canvas, text: str, *, y: float, size: float) -> None:
    write(canvas, text, at=(COLUMNS_X, y), size=size * 0.9, ink=QUIET)


def _baseline(top: float, size: float) -> float:
    return top - size * (PADDING / 2 + 1.02)


def _row(canvas: Canvas, laid: Laid, *, top: float, size: float) -> None:
    row, y = laid.row, _baseline(top, size)
    write_within(canvas, row.shown_day, at=(MARGIN + 1.5 * MM, y), sizes=(size, 5.5, 4.5), room=16.5 * MM)
    if row.age is not None:
        age = f"{row.age}歳"
        write(canvas, age, at=(AXIS_X - 2.6 * MM - width(age, size * 0.9), y), size=size * 0.9, ink=QUIET)
    for index, mark in enumerate(row.marks[:3]):
        _mark(canvas, mark, at=(MARKS_X + index * 4.3 * MM, y), size=size)
    x = COLUMNS_X
    for column, wide in WIDTHS.items():
        for index, line in enumerate(laid.lines.get(column, ())):
            write(canvas, line, at=(x, y - index * size * LEADING), size=size)
        x += wide
    for index, line in enumerate(laid.how):
        write(canvas, line, at=(x, y - index * size * LEADING), size=size * HOW_SIZE)
    small = size * HOW_SIZE
    write(canvas, row.source, at=(RIGHT - 1 * MM - width(row.source, small), y), size=small, ink=AXIS)


def _mark(canvas: Canvas, mark: Mark, *, at: tuple[float, float], size: float) -> None:
    """A shape and a character: told apart in black and white, and by those who do not know the shapes."""
    half = 1.55 * MM
    x, y = at[0] + half * 1.2, at[1] + size * 0.36
    canvas.setFillColor(INK)
    shape = SHAPES.get(mark, "round")
    path = canvas.beginPath()
    if shape == "circle":
        path.circle(x, y, half)
    elif shape == "square":
        path.rect(x - half, y - half, 2 * half, 2 * half)
    elif shape == "house":
        _polygon(path, [(x - half, y - half), (x - half, y + half * 0.5), (x, y + half * 1.25)])
        path.lineTo(x + half, y + half * 0.5)
        path.lineTo(x + half, y - half)
    elif shape == "triangle":
        _polygon(path, [(x - half * 1.4, y - half * 1.05), (x, y + half * 1.6), (x + half * 1.4, y - half * 1.05)])
    else:
        path.roundRect(x - half, y - half, 2 * half, 2 * half, half * 0.6)
    canvas.setStrokeColor(INK)
    canvas.setLineWidth(0.6)
    is_full = shape != "round"
    canvas.drawPath(path, stroke=1, fill=int(is_full))
    letter = half * (1.3 if shape == "triangle" else 1.45)
    place = (x - letter / 2, y - letter * (0.58 if shape == "triangle" else 0.36))
    write(canvas, mark.value, at=place, size=letter, ink=white if is_full else INK)


def _polygon(path: "object", points: list[tuple[float, float]]) -> None:
    path.moveTo(*points[0])  # type: ignore[attr-defined]  # reportlab has no types
    for point in points[1:]:
        path.lineTo(*point)  # type: ignore[attr-defined]  # as above


def _foot(canvas: Canvas, one: Chronology, *, page: Layout, copy: Print) -> None:
    y = TABLE_FOOT - 5 * MM
    x = MARGIN
    for mark, name in MARK_JA.items():
        _mark(canvas, mark, at=(x, y), size=8)
        write(canvas, name, at=(x + 4.2 * MM, y), size=7.5, ink=QUIET)
        x += 7.6 * MM + width(name, 7.5)
    dots = "● 人が確かめた　○ まだ確かめていない"
    write(canvas, dots, at=(RIGHT - width(dots, 7.5), y), size=7.5, ink=QUIET)
    coming = f"次の予定：{one.coming}" if one.coming else "次の予定：記載なし"
    write_within(canvas, coming, at=(MARGIN, y - 5 * MM), sizes=(8.5, 7.5, 6.5), room=150 * MM)
    said = f"{copy.made_on} 作成　{copy.who}　第{one.revision}版　{one.case_id}"
    write(canvas, said, at=(RIGHT - width(drawable(said), 7), y - 5 * MM), size=7, ink=QUIET)
    remarks = [page.left_out] if page.left_out else []
    missing = without_glyph("".join(text for laid in page.rows for text in laid.row.cells.values()) + one.heading.name)
    if missing:
        remarks.append("〓は印刷できない字：" + " ".join(f"U+{ord(char):04X}" for char in sorted(missing)))
    write(canvas, "　".join(remarks), at=(MARGIN, y - 9.5 * MM), size=7, ink=INK)
