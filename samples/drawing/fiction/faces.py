"""Face sheets of invented people: 相談受付票, フェイスシート, 利用者基本情報, in any layout."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from drawing import seals, sticky
from drawing.fiction import asking, household
from drawing.fiction.dates import era
from drawing.fiction.items import Intake, Item
from drawing.fiction.labels import TITLES
from drawing.fiction.layouts import Frame, place
from drawing.grid import Grid
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Style
from drawing.truth import Facts
from drawing.writing import Run

NOTES = ("要TEL", "入力済", "午前中は不在", "次回 印鑑持参", "長女さんへ先に連絡", "R6更新 忘れずに")


def draw(rng: Random, intake: Intake, *, form: str, layout: str, style: Style) -> Sheet:
    sheet = Sheet(rng)
    before, after = items(rng, intake, form=form)
    table = household.table(rng, intake) if rng.random() < 0.8 and intake.cast.relatives else None
    top = head(sheet, intake, form=form, style=style)
    left = rng.uniform(13, 18)
    frame = Frame(
        left, top, 210 - 2 * left, rng.uniform(262, 280), shade=rng.random() < 0.6, line=rng.choice((2, 2, 3, 4))
    )
    grid = Grid(sheet, style.sized(rng.choice((9.5, 10, 10, 10.5))), frame.x, frame.y, line=frame.line)
    place(rng, (before, table, after), layout=layout, grid=grid, frame=frame)
    fields = tuple(field for item in (*before, *after) for field in item.fields)
    sheet.facts = Facts(form, fields, members=table.members if table else ())
    _seals(rng, sheet, intake=intake)
    if grid.y < 250 and rng.random() < 0.15:
        words = rng.choice(NOTES)
        note = sticky.stick(sheet, words, at_mm=(rng.uniform(100, 130), grid.y + 6), style=style)
        sheet.facts = replace(sheet.facts, fields=(*fields, note))
    return sheet


def items(rng: Random, intake: Intake, *, form: str) -> tuple[list[Item], list[Item]]:
    """What this form asks, before and after the household: the core always, the rest as offices differ."""

    def maybe(share: float, make: Callable[[Random, Intake], Item]) -> list[Item]:
        return [make(rng, intake)] if rng.random() < share else []

    elderly = intake.cast.office.kind == "elderly" or form == "basic_information"
    before = [
        *maybe(0.9, asking.case_number), asking.received(rng, intake), *maybe(0.85, asking.staff),
        *maybe(0.6, asking.method), *maybe(0.6, asking.route), asking.kana(rng, intake), asking.name(rng, intake),
        asking.birth(rng, intake), asking.sex(rng, intake), asking.address(rng, intake), *maybe(0.2, asking.registered),
        *maybe(0.85, asking.phone), *maybe(0.5, asking.mobile), *maybe(0.5, asking.emergency),
    ]  # fmt: skip
    if rng.random() < 0.3:
        before[-3:] = rng.sample(before[-3:], 3)
    after = [
        *maybe(0.9 if elderly else 0.1, asking.care_level), *maybe(0.5, asking.handbook), *maybe(0.5, asking.benefit),
        *asking.extras(rng, intake), asking.complaint(rng, intake),
    ]  # fmt: skip
    return before, after


def head(sheet: Sheet, intake: Intake, *, form: str, style: Style) -> float:
    """Title, office, form number; gives the mm where the items may begin."""
    rng = sheet.rng
    title = rng.choice(TITLES[form])
    spaced = rng.choice(("", "", "　")).join(title) if len(title) <= 6 else title
    align = rng.choice(("left", "centre"))
    write(
        sheet,
        (Run(spaced, "head"),),
        box=(px(16), px(16), px(178), px(11)),
        style=style.sized(rng.choice((15, 17, 18))),
        align=f"{align} middle",
    )
    office = (Run(intake.cast.office.name),)
    write(sheet, office, box=(px(16), px(29), px(110), px(6)), style=style.sized(8.5))
    if rng.random() < 0.5:
        number = f"様式第{rng.randint(1, 9)}号" + rng.choice(("", "（第3条関係）", "（R3.4改）", "（H28.4）"))
        write(sheet, (Run(number),), box=(px(16), px(8), px(90), px(5)), style=style.sized(7.5))
    return rng.uniform(37, 46)


def _seals(rng: Random, sheet: Sheet, *, intake: Intake) -> None:
    _, _, _, year = era(intake.received)
    if rng.random() < 0.45:
        words = (
            intake.cast.office.short,
            f"{year}.{intake.received.month:>2}.{'-' if intake.received.day < 10 else ''}{intake.received.day}",
            "受付",
        )
        seals.received(
            sheet, words, centre=(px(rng.uniform(165, 180)), px(rng.uniform(20, 24))), diameter_mm=rng.uniform(25, 29)
        )
    if rng.random() < 0.12:
        seals.word(
            sheet, rng.choice(("取扱注意", "秘", "写", "FAX済")), centre=(px(rng.uniform(110, 140)), px(20)), size_mm=5
        )
    chosen = ("sex", "method", "careLevel", "handbook", "benefit", "issues")
    tags = [field.tag or field.name for field in sheet.facts.fields if field.state == "read"]
    tags = [tag for tag in tags if tag not in chosen]
    over(rng, sheet, tags=tags, names=intake.cast.staff)


def over(rng: Random, sheet: Sheet, *, tags: Sequence[str], names: Sequence[str], share: float = 0.2) -> None:
    """Sometimes somebody's seal stands on the end of a value."""
    while tags and rng.random() < share:
        x, y, width, height = sheet.seen.place(rng.choice(tags))
        if width:
            centre = (x + width - px(rng.uniform(-2, 5)), y + height // 2 + px(rng.uniform(-2, 2)))
            seals.surname(sheet, rng.choice(names), centre=centre, diameter_mm=rng.uniform(9, 12))
