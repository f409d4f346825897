"""Typesetting: puts writing into a box on a sheet, line by line, and notes every line, mark and value place.

Breaks lines as Japanese offices do (no comma at a line's start); shrinks what does not fit rather than lose it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from PIL import Image

from drawing import fonts, seals, strokes
from drawing.paper import Sheet, px
from drawing.style import Ink, Style
from drawing.truth import Box, Line, Mark, surround
from drawing.writing import Break, Choice, Gap, Piece, Run, Seal, Struck

NOT_FIRST = set("、。，．・：；）)」』】〕々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ～")
NOT_LAST = set("（(「『【〔〒")
SIGNS = {"checkbox": "☑", "filled": "■", "cross": "☒"}


@dataclass(slots=True)
class Token:
    """What a line break never divides. `width` px; `piece` keeps the decoration."""

    text: str
    ink: Ink
    size: int
    width: float
    piece: Piece
    tag: str = ""


@dataclass(slots=True)
class Row:
    tokens: list[Token] = field(default_factory=list)

    @property
    def width(self) -> float:
        return sum(token.width for token in self.tokens)


def text_width(text: str, ink: Ink, *, size: int) -> float:
    return sum(fonts.glyph(ink.face, char, size_px=size).advance for char in text)


def _words(text: str) -> Iterator[str]:
    """Characters one by one, but numbers and Latin words whole."""
    word = ""
    for char in text:
        if char.isascii() and (char.isalnum() or char in "./:-,~") and len(word) < 14:
            word += char
            continue
        if word:
            yield word
        word = ""
        if char.isascii() and char.isalnum():
            word = char
        else:
            yield char
    if word:
        yield word


def _tokens(pieces: Sequence[Piece], style: Style) -> Iterator[Token]:
    for piece in pieces:
        if isinstance(piece, Run):
            ink = style.of(piece.ink)
            size = round(style.size * ink.grow * piece.scale)
            for word in [piece.text] if piece.keep else _words(piece.text):
                yield Token(word, ink, size, text_width(word, ink, size=size), piece, piece.tag)
        elif isinstance(piece, Choice):
            yield _choice(piece, style)
        elif isinstance(piece, Struck):
            ink = style.of(piece.ink)
            size = round(style.size * ink.grow)
            wide = max(text_width(piece.text, ink, size=size), text_width(piece.above, ink, size=round(size * 0.82)))
            yield Token(piece.text, ink, size, wide + size * (1.35 if piece.seal else 0.2), piece, piece.tag)
        elif isinstance(piece, Gap):
            yield Token("", style.print, style.size, piece.ems * style.size, piece, piece.tag)
        elif isinstance(piece, Seal):
            yield Token("", style.print, style.size, px(8.5), piece, piece.tag)
        else:
            yield Token("\n", style.print, style.size, 0, piece)


def _choice(piece: Choice, style: Style) -> Token:
    ink, size = style.print, style.size
    width = text_width(piece.text, ink, size=size)
    room = size * 0.16 if piece.style == "circled" else size * 1.08
    return Token(piece.text, ink, size, width + room, piece, piece.tag)


def rows_of(pieces: Sequence[Piece], style: Style, *, width: int) -> list[Row]:
    rows = [Row()]
    for token in _tokens(pieces, style):
        if isinstance(token.piece, Break):
            rows.append(Row())
            continue
        row = rows[-1]
        hangs = token.text[:1] in NOT_FIRST and row.width + token.width <= width + token.size * 0.7
        if row.tokens and row.width + token.width > width and not hangs:
            carried: list[Token] = []
            while len(row.tokens) > 1 and _stays_with(row.tokens[-1], carried[0] if carried else token):
                carried.insert(0, row.tokens.pop())
            rows.append(Row([*carried]))
        if rows[-1].tokens or not (isinstance(token.piece, Gap) and len(rows) > 1):
            rows[-1].tokens.append(token)
    return rows


def _stays_with(before: Token, after: Token) -> bool:
    """No line may end in an opening bracket or begin with a comma, a small kana and the like."""
    return before.text[-1:] in NOT_LAST or after.text[:1] in NOT_FIRST


def _tall(rows: Sequence[Row], style: Style) -> float:
    extra = sum(
        0.75 * style.size for row in rows if any(isinstance(t.piece, Struck) and t.piece.above for t in row.tokens)
    )
    return len(rows) * style.size * style.pitch + extra


def fit(pieces: Sequence[Piece], style: Style, *, box: Box) -> tuple[list[Row], Style]:
    """Rows that fit the box, in the style's size or a smaller one (down to half)."""
    smaller = style
    for step in range(12):
        smaller = replace(style, size=round(style.size * (1 - 0.045 * step)))
        rows = rows_of(pieces, smaller, width=box[2])
        widest = max((token.width for row in rows for token in row.tokens), default=0)
        if _tall(rows, smaller) <= box[3] + smaller.size * 0.25 and widest <= box[2] + 2:
            return rows, smaller
    return rows_of(pieces, smaller, width=box[2]), smaller


def height_of(pieces: Sequence[Piece], style: Style, *, width: int) -> int:
    """Px needed at the style's own size."""
    return round(_tall(rows_of(pieces, style, width=width), style))


def write(sheet: Sheet, pieces: Sequence[Piece], *, box: Box, style: Style, align: str = "left middle") -> Box:
    """Set `pieces` into `box`; `align` is left|centre|right and top|middle. Gives the box of the ink."""
    rows, style = fit(pieces, style, box=box)
    across, down = align.split()
    y = box[1] + (max(0.0, (box[3] - _tall(rows, style)) / 2) if down == "middle" else 0.0)
    done: list[Box] = []
    for row in rows:
        spare = box[2] - row.width
        x = box[0] + {"left": 0.0, "centre": spare / 2, "right": spare}[across]
        if any(isinstance(token.piece, Struck) and token.piece.above for token in row.tokens):
            y += 0.75 * style.size
        top = y + style.size * (style.pitch - 1) / 2
        done += _Setter(sheet, style, top=top).set(row, x)
        y += style.size * style.pitch
    return surround(done)


class _Setter:
    """Draws one row and notes it: a wide gap ends a line of text, struck words are a line of their own."""

    def __init__(self, sheet: Sheet, style: Style, *, top: float) -> None:
        self.sheet, self.style, self.top = sheet, style, top
        self.text, self.hands = "", 0
        self.boxes: list[Box] = []
        self.done: list[Box] = []

    def set(self, row: Row, x: float) -> list[Box]:
        for token in row.tokens:
            self._token(token, x)
            x += token.width
        self._end_line()
        return self.done

    def _token(self, token: Token, x: float) -> None:
        piece = token.piece
        if isinstance(piece, Gap):
            if piece.ems >= 1.5:
                self._end_line()
            elif self.text:
                self.text += " " if piece.ems >= 0.45 else ""
            if piece.tag:
                self.sheet.place(piece.tag, (round(x), round(self.top), round(token.width), self.style.size))
        elif isinstance(piece, Seal):
            at = (round(x + token.width / 2), round(self.top + self.style.size / 2))
            seals.surname(self.sheet, piece.name, centre=at, diameter_mm=9)
        elif isinstance(piece, Struck):
            self._end_line()
            self._struck(token, x)
        elif isinstance(piece, Choice):
            self._choice(token, x)
        else:
            self._add(token.text, self._glyphs(token, x), token=token)

    def _add(self, text: str, box: Box, *, token: Token) -> None:
        self.text += text
        self.boxes.append(box)
        self.hands += len(text) if token.ink != self.style.print else 0
        if token.tag:
            self.sheet.place(token.tag, box)

    def _glyphs(self, token: Token, x: float, *, size: int = 0, top: float | None = None) -> Box:
        size = size or token.size
        start = x
        top = self.top if top is None else top
        top += (self.style.size - size) * 0.5 if size <= self.style.size else (self.style.size - size) * 0.7
        for char in token.text:
            x += draw_char(self.sheet, char, at=(x, top), size=size, ink=token.ink)
        return round(start), round(top), round(x - start), size

    def _choice(self, token: Token, x: float) -> None:
        piece = token.piece
        assert isinstance(piece, Choice)
        pen = self.style.fill.colour if self.style.fill.wobble else self.style.late.colour
        if piece.style == "circled":
            box = self._glyphs(token, x + token.size * 0.08)
            self._add(piece.text, box, token=token)
            mark = strokes.circle(self.sheet, box, colour=pen) if piece.on else box
            if piece.double and piece.on:
                strokes.circle(self.sheet, mark, colour=pen)
            self.sheet.note(Mark("circled", piece.label or piece.text, piece.on, mark))
            return
        side = round(token.size * 0.78)
        frame = (round(x + token.size * 0.06), round(self.top + token.size * 0.13), side, side)
        self.sheet.frame(frame, width=3)
        if piece.on:
            strokes.tick(self.sheet, frame, colour=pen, style=piece.style)
        words = self._glyphs(token, x + token.size)
        sign = SIGNS[piece.style] if piece.on else "□"
        self._add(sign + piece.text, surround([frame, words]), token=token)
        self.sheet.note(Mark("checkbox", piece.label or piece.text, piece.on, frame))

    def _struck(self, token: Token, x: float) -> None:
        piece = token.piece
        assert isinstance(piece, Struck)
        box = self._glyphs(token, x)
        pen = self.style.late.colour if not self.style.fill.wobble else self.style.fill.colour
        strokes.strike(self.sheet, box, colour=pen)
        self.sheet.note(Line(piece.text, box, struck=True, hand=piece.ink != "print"))
        self.done.append(box)
        if piece.above:
            size = round(token.size * 0.82)
            ink = self.style.late if not self.style.fill.wobble else self.style.fill
            over = self._glyphs(replace(token, text=piece.above, ink=ink), x, size=size, top=self.top - size * 0.92)
            self.sheet.note(Line(piece.above, over, hand=True))
            self.done.append(over)
            if piece.tag:
                self.sheet.place(piece.tag, over)
        if piece.seal:
            at = (round(x + token.width - token.size * 0.55), round(box[1] + token.size * 0.35))
            seals.surname(self.sheet, piece.seal, centre=at, diameter_mm=6)

    def _end_line(self) -> None:
        text = self.text.strip()
        if text:
            box = surround(self.boxes)
            self.sheet.note(Line(text, box, hand=self.hands * 2 > len(text)))
            self.done.append(box)
        self.text, self.boxes, self.hands = "", [], 0


def draw_char(sheet: Sheet, char: str, *, at: tuple[float, float], size: int, ink: Ink) -> float:
    """One character with its top left at `at`; gives its advance. An unsteady hand shifts, turns and resizes it."""
    rng, wobble = sheet.rng, ink.wobble
    advance = fonts.glyph(ink.face, char, size_px=size).advance
    if char.isspace():
        return advance
    if not wobble:
        shape = fonts.glyph(ink.face, char, size_px=size)
        sheet.ink(shape.mask, (round(at[0] + shape.left), round(at[1] + shape.top)), colour=ink.colour)
        return advance
    shape = fonts.glyph(ink.face, char, size_px=size + rng.choice((-2, -1, 0, 0, 1)))
    mask = shape.mask
    turn = rng.gauss(0, 1.6) * wobble
    mask = mask.rotate(turn, resample=Image.Resampling.BILINEAR, expand=True) if abs(turn) > 0.4 else mask
    dx = shape.left + (shape.mask.width - mask.width) / 2 + rng.gauss(0, size * 0.012) * wobble
    dy = shape.top + (shape.mask.height - mask.height) / 2 + rng.gauss(0, size * 0.02) * wobble
    sheet.ink(mask, (round(at[0] + dx), round(at[1] + dy)), colour=ink.colour)
    return advance + rng.gauss(0, size * 0.015) * wobble
