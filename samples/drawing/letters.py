"""照会・回答: typed letters with number, date, addressee, sender with office seal, subject, 記, 以上, contact."""

from collections.abc import Sequence
from dataclasses import dataclass

from drawing import seals
from drawing.flow import Flow
from drawing.paper import Sheet, px
from drawing.style import Style
from drawing.writing import Run, Writing, filled


@dataclass(frozen=True, slots=True)
class Letter:
    """`items` stand under 記, each a (number and label, writing) pair."""

    number: str
    date: str
    to: str
    sender: Sequence[str]
    subject: str
    body: str
    items: Sequence[tuple[str, Writing]]
    contact: Sequence[str]
    seal: str = ""


def draw(sheet: Sheet, letter: Letter, *, style: Style) -> None:
    flow = Flow(sheet, style.sized(11, pitch=1.6), 26, 28, 158)
    flow.para((Run(letter.number, tag="number"),), align="right", gap=0.5)
    flow.para((Run(letter.date, tag="date"),), align="right", gap=6)
    flow.para((Run(letter.to, tag="to"),), indent=2, gap=8)
    signed = [flow.para((Run(line, tag="sender"),), indent=86, gap=0.5) for line in letter.sender]
    if letter.seal:
        x, y, width, height = signed[0]
        centre = (min(x + width + px(5), sheet.width - px(16)), y + height // 2)
        seals.office(sheet, letter.seal, centre=centre, size_mm=19)
    flow.skip(10)
    flow.para((Run(letter.subject, tag="subject"),), indent=10, gap=8)
    flow.para((Run("　" + letter.body, tag="body"),), gap=8)
    flow.para((Run("記"),), align="centre", gap=6)
    for label, writing in letter.items:
        flow.para((Run(label + "　"), *writing), indent=6, gap=3)
    flow.para((Run("以上"),), align="right", gap=14)
    for line in letter.contact:
        flow.para((Run(line, tag="contact"),), indent=88, points=9.5, gap=0.5)


def value(text: str, tag: str = "") -> Writing:
    return (filled(text, tag),)
