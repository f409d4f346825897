"""同意書: consent forms with ticked scope and agencies, exclusions, validity, signature.

Takes the writing of each section; the caller knows what it means.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from drawing import seals
from drawing.flow import Flow
from drawing.paper import Sheet, px
from drawing.style import Style
from drawing.writing import Run, Writing


@dataclass(frozen=True, slots=True)
class Section:
    """`number` 1… as printed; `writing` stands indented below the heading."""

    heading: str
    writing: Writing


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    title: str
    addressees: Sequence[str]
    declaration: str
    sections: Sequence[Section]
    signature: Sequence[Writing]
    stamp: str = "取扱注意"
    form_no: str = ""


def draw(sheet: Sheet, paper: ConsentPaper, *, style: Style, left: float = 24) -> None:
    flow = Flow(sheet, style.sized(11, pitch=1.55), left, 26, 210 - 2 * left)
    if paper.form_no:
        Flow(sheet, style.sized(8), left, 14, 80).para((Run(paper.form_no),))
    flow.para((Run(paper.title, scale=1.0),), align="centre", points=16, gap=7)
    if paper.stamp:
        seals.word(sheet, paper.stamp, centre=(px(210 - left - 12), px(20)), size_mm=5.5)
    for line in paper.addressees:
        flow.para((Run(line),), gap=1)
    flow.skip(5)
    flow.para((Run("　" + paper.declaration),), gap=6)
    for number, section in enumerate(paper.sections, 1):
        flow.para((Run(f"{number}　{section.heading}"),), gap=1.5)
        flow.para(section.writing, indent=8, gap=6)
    flow.skip(8)
    for signed in paper.signature:
        flow.para(signed, indent=10, gap=5)
    sheet.place("consent", (px(left), px(24), px(210 - 2 * left), px(flow.y - 24)))
