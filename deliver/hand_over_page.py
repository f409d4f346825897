"""引き継ぎ資料 and 世帯票 drawn: A4 upright, as many pages as it takes, a watermark and a copy number on each.

Every line ends with the page it comes from. Refuses to cut: a text that is long goes on over the next page.
"""

from dataclasses import dataclass, field
from io import BytesIO

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from deliver.chronology_layout import LEADING, MM
from deliver.chronology_pen import AXIS, INK, QUIET, RULE, TINT, Print, watermark, write, write_within
from deliver.chronology_type import broken, drawable, fitting, font, readable, width, without_glyph
from deliver.hand_over import Line, Pack, Section

WIDTH, HEIGHT = A4
MARGIN, SOURCE, FOOT = 14 * MM, 15 * MM, 20 * MM
RIGHT = WIDTH - MARGIN
ROOM = RIGHT - MARGIN - SOURCE
SIZE, GUTTER, PAD = 9.0, 3 * MM, 1.3 * MM
STEP = SIZE * LEADING
HEADS = 11 * MM + PAD


@dataclass
class _Paper:
    """The page being written, `y` from below: where the next line begins."""

    canvas: Canvas
    pack: Pack
    copy: Print
    page_no: int = 0
    y: float = 0.0
    seen: set[str] = field(default_factory=set)

    def turn(self) -> None:
        if self.page_no:
            self.canvas.showPage()
        self.page_no += 1
        watermark(self.canvas, self.copy, size=(WIDTH, HEIGHT))
        _head(self)
        _foot(self)

    def need(self, height: float) -> bool:
        """Whether a new page had to begin."""
        if self.y - height >= FOOT:
            return False
        self.turn()
        return True


def draw(pack: Pack, copy: Print) -> bytes:
    """The pages as PDF. Raises ConfigError without the font."""
    held = BytesIO()
    canvas = Canvas(held, pagesize=A4, initialFontName=font(), lang="ja")
    canvas.setTitle(f"{pack.title} {pack.heading.case_number or pack.case_id}")
    canvas.setAuthor("綴り")
    paper = _Paper(canvas, pack, copy)
    paper.turn()
    for section in pack.sections:
        _section(paper, section)
    missing = without_glyph("".join(paper.seen))
    if missing:
        paper.need(STEP)
        said = "〓は印刷できない字：" + " ".join(f"U+{ord(one):04X}" for one in sorted(missing))
        write(canvas, said, at=(MARGIN, paper.y - SIZE), size=7)
    canvas.showPage()
    canvas.save()
    return readable(held.getvalue())


def _head(paper: _Paper) -> None:
    canvas, head, top = paper.canvas, paper.pack.heading, HEIGHT - 18 * MM
    write(canvas, paper.pack.title, at=(MARGIN, top), size=16)
    x = MARGIN + width(paper.pack.title, 16) + 6 * MM
    write_within(canvas, head.name, at=(x, top), sizes=(13, 11, 9), room=60 * MM)
    number = f"写し番号 {paper.copy.copy_no}"
    write(canvas, number, at=(RIGHT - width(number, 10), top), size=10)
    about = "　".join(part for part in (head.kana, head.born and f"{head.born} 生", head.sex) if part)
    case = "　".join(part for part in (head.office, head.case_number) if part)
    write_within(canvas, about, at=(MARGIN, top - 6 * MM), sizes=(9, 8, 7), room=85 * MM)
    write(canvas, case, at=(RIGHT - width(drawable(case), 8), top - 6 * MM), size=8, ink=QUIET)
    canvas.setStrokeColor(AXIS)
    canvas.setLineWidth(1.2)
    canvas.line(MARGIN, top - 8.5 * MM, RIGHT, top - 8.5 * MM)
    paper.y = top - 11 * MM
    paper.seen.add(head.name)
    for caution in head.cautions:
        canvas.setFillColor(INK)
        canvas.roundRect(MARGIN, paper.y - 5 * MM, RIGHT - MARGIN, 5 * MM, 1.2 * MM, stroke=0, fill=1)
        shown, size = fitting(caution, sizes=iter((8, 7, 6)), room=RIGHT - MARGIN - 4 * MM)
        write(canvas, shown, at=(MARGIN + 2 * MM, paper.y - 3.6 * MM), size=size, ink=white)
        paper.y -= 6.5 * MM
    paper.y -= 2 * MM


def _foot(paper: _Paper) -> None:
    copy, pack, y = paper.copy, paper.pack, 11 * MM
    said = f"{copy.made_on} 作成　{copy.who}　第{pack.revision}版　{pack.case_id}"
    write(paper.canvas, said, at=(MARGIN, y), size=7, ink=QUIET)
    legend = f"● 人が確かめた　○ まだ確かめていない　p. は出典のページ　　{paper.page_no} ページ"
    write(paper.canvas, legend, at=(RIGHT - width(legend, 7), y), size=7, ink=QUIET)


def _section(paper: _Paper, section: Section) -> None:
    """Its heads stand on the page of its first line."""
    first = max(len(lines) for lines in _cells(section, section.lines[0])) if section.lines else 1
    tall = first * STEP + PAD
    paper.need(HEADS + (tall if tall < HEIGHT / 3 else 6 * STEP))
    _title(paper, section)
    if not section.lines:
        write(paper.canvas, section.empty, at=(MARGIN + 2 * MM, paper.y - SIZE), size=SIZE, ink=QUIET)
        paper.y -= STEP + PAD
    for line in section.lines:
        _line(paper, section, line=line)
    paper.y -= 3 * MM


def _title(paper: _Paper, section: Section) -> None:
    canvas = paper.canvas
    write(canvas, section.title, at=(MARGIN, paper.y - 4 * MM), size=10.5, ink=AXIS)
    paper.y -= 6 * MM
    canvas.setFillColor(TINT)
    canvas.rect(MARGIN, paper.y - 5 * MM, RIGHT - MARGIN, 5 * MM, stroke=0, fill=1)
    x = MARGIN
    for name, share in section.columns:
        write(canvas, name, at=(x + 2 * MM, paper.y - 3.6 * MM), size=7.5, ink=QUIET)
        x += share * ROOM
    write(canvas, "出典", at=(RIGHT - SOURCE + 4 * MM, paper.y - 3.6 * MM), size=7.5, ink=QUIET)
    paper.y -= 5 * MM + PAD


def _cells(section: Section, line: Line) -> list[list[str]]:
    shares = (share for _, share in section.columns)
    return [broken(text, SIZE, room=share * ROOM - GUTTER) for text, share in zip(line.cells, shares, strict=True)]


def _line(paper: _Paper, section: Section, *, line: Line) -> None:
    """A line taller than what is left goes on over the page, below the section's heads again."""
    cells = _cells(section, line)
    tall = max(1, *map(len, cells))
    paper.seen.update(line.cells)
    if tall * STEP + PAD < HEIGHT / 3 and paper.need(tall * STEP + PAD):
        _title(paper, section)
    _source(paper, line)
    for at in range(tall):
        if paper.need(STEP):
            _title(paper, section)
            _source(paper, line)
        x = MARGIN
        for lines, (_, share) in zip(cells, section.columns, strict=True):
            if at < len(lines):
                write(paper.canvas, lines[at], at=(x + 2 * MM, paper.y - SIZE), size=SIZE)
            x += share * ROOM
        paper.y -= STEP
    paper.y -= PAD
    paper.canvas.setStrokeColor(RULE)
    paper.canvas.setLineWidth(0.4)
    paper.canvas.line(MARGIN, paper.y, RIGHT, paper.y)
    paper.y -= PAD * 0.6


def _source(paper: _Paper, line: Line) -> None:
    told = f"p.{line.page_no}" if line.page_no else ""
    canvas = paper.canvas
    write(canvas, told, at=(RIGHT - 1 * MM - width(told, SIZE), paper.y - SIZE), size=SIZE, ink=AXIS)
    canvas.setStrokeColor(AXIS)
    canvas.setLineWidth(0.8)
    canvas.setFillColor(AXIS if line.vouched else white)
    canvas.circle(RIGHT - SOURCE + 3 * MM, paper.y - SIZE * 0.64, 1.9, stroke=1, fill=1)
