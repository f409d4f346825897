"""Where writing stands: cells, rows, gaps, vertical pages, corrections between the lines."""

from domain.geometry import Box
from extract.layout import index
from tests.extract.paper import EM, Paper, merged


def test_a_line_across_two_cells_is_cut_at_the_rule() -> None:
    paper = Paper()
    paper.row(300, (300, 600), texts=("", ""))
    left, right = paper.write("氏名", x=200, y=330), paper.write("髙橋キヨ", x=520, y=330)
    paper.lines = [merged(paper.lines)]
    cells = index(paper.sheet()).cells
    assert [area.compact for area in cells] == ["氏名", "髙橋キヨ"]
    assert left.right < right.x


def test_writing_outside_cells_is_open_ground() -> None:
    paper = Paper()
    paper.row(300, (300,), texts=("氏名",))
    paper.write("様式第1号", x=160, y=100)
    layout = index(paper.sheet())
    assert layout.ground.compact == "様式第1号"
    assert not layout.ground.ruled


def test_gaps_become_spaces_and_wrapped_lines_join() -> None:
    paper = Paper()
    paper.cell(Box(160, 300, 30 + 10 * EM, 200), "あいうえおかきくけこさしす")
    paper.write("氏名", x=160, y=700)
    paper.write("髙橋", x=160 + 4 * EM, y=700)
    layout = index(paper.sheet())
    assert str(layout.cells[0].text) == "あいうえおかきくけこさしす"
    assert str(layout.ground.rows[0]) == "氏名 髙橋"


def test_a_vertical_page_reads_from_the_right() -> None:
    paper = Paper()
    paper.write_down("四月九日", x=2000, y=300)
    paper.write_down("本人来所", x=1900, y=300)
    layout = index(paper.sheet())
    assert layout.frame.vertical
    assert [str(row) for row in layout.ground.rows] == ["四月九日", "本人来所"]
    box = layout.frame.out(layout.ground.rows[0].box)
    assert box == Box(2000, 300, EM, 4 * EM)


def test_a_date_squeezed_in_above_another_replaces_it() -> None:
    paper = Paper()
    paper.write("5/14(火)", x=200, y=300)
    paper.write("5/13", x=200, y=320)
    rows = index(paper.sheet()).ground.rows
    assert rows[0].struck_parts() == ()
    assert rows[1].struck_parts() == ("5/13",)


def test_lines_of_ordinary_pitch_replace_nothing() -> None:
    paper = Paper()
    paper.write("5/14(火)", x=200, y=300)
    paper.write("10:00", x=200, y=300 + EM + 10)
    assert all(row.struck_parts() == () for row in index(paper.sheet()).ground.rows)


def test_a_frame_around_the_page_is_no_cell() -> None:
    paper = Paper()
    paper.cell(Box(50, 50, 2380, 3400))
    paper.write("相談票", x=200, y=200)
    layout = index(paper.sheet())
    assert layout.cells == ()
    assert layout.ground.compact == "相談票"


def test_an_empty_page_has_an_empty_ground() -> None:
    layout = index(Paper().sheet(blank=True))
    assert layout.ground.rows == ()
