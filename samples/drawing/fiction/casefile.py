"""A whole invented case file from a seed and a number: who, which papers, how written, how aged, in which container."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from drawing import containers, fonts, style
from drawing.ageing import AGEINGS, Folder
from drawing.export import Drawn, save_truth
from drawing.fiction import contacts, faces, papers, people, records
from drawing.fiction.calling import OFFICES, Cast, cast
from drawing.fiction.items import Intake
from drawing.fiction.layouts import LAYOUTS
from drawing.paper import Sheet
from drawing.scan import at_dpi, turned
from drawing.style import Ink, Style

AGES = {"elderly": (66, 95), "hardship": (19, 72), "children": (22, 52), "disability": (18, 64)}
FORMS = {
    "elderly": ("basic_information", "basic_information", "face_sheet", "intake_sheet"),
    "hardship": ("intake_sheet", "intake_sheet", "face_sheet"),
    "children": ("intake_sheet", "face_sheet"),
    "disability": ("face_sheet", "intake_sheet"),
}
DIRECTIONS = ("upright", "turned", "vertical")
# Hands that miss no common character and look written rather than drawn.
HANDS = ("klee", "klee-bold", "yusei", "kiloji", "yoz", "seto")


@dataclass(frozen=True, slots=True)
class Wish:
    """What to restrict; an empty string leaves it to chance."""

    ageing: str = ""
    direction: str = ""
    layout: str = ""


@dataclass(frozen=True, slots=True)
class CaseFile:
    """One drawn file. `traits` names how it was made, for figures by ageing, hand and layout."""

    name: str
    kind: str
    pages: tuple[Drawn, ...]
    traits: dict[str, str]


@dataclass(frozen=True, slots=True)
class Drafted:
    """The sheets of a file before they age."""

    sheets: tuple[Sheet, ...]
    intake: Intake
    traits: dict[str, str]


def draft(seed: int, number: int, *, wish: Wish | None = None) -> Drafted:
    """The clean sheets of the `number`-th file of `seed`."""
    rng = Random(f"{seed}/{number}")
    traits = _traits(rng, wish or Wish())
    look, traits["hand"] = _style(rng)
    told = _case(Random(f"{seed}/{number}/case"))
    sheets = _sheets(Random(f"{seed}/{number}/papers"), told, look=look, traits=traits)
    return Drafted(tuple(sheets), told, traits)


def draw(seed: int, number: int, *, wish: Wish | None = None) -> CaseFile:
    """The `number`-th file of `seed`; it depends on these two and the wish alone."""
    made = draft(seed, number, wish=wish)
    rng = Random(f"{seed}/{number}/age")
    kind = rng.choice(("pdf", "pdf", "tiff", "jpeg"))
    pages = _aged(rng, made.sheets, traits=made.traits, office=made.intake.cast.office.short)
    return CaseFile(f"r{seed}-{number:05d}", kind, pages, made.traits)


def save(drawn: CaseFile, out: Path) -> Path:
    """Write the papers into `out/papers`, their truth into `out/truth`; gives the file or folder of papers."""
    for folder in ("papers", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    path = containers.save(
        [page.scan for page in drawn.pages], out / "papers" / drawn.name, kind=drawn.kind, quality=78
    )
    truth = out / "truth" / f"{drawn.name}.truth.json"
    save_truth(drawn.pages, truth, source=f"papers/{path.name}", traits=drawn.traits)
    return path


def _traits(rng: Random, wish: Wish) -> dict[str, str]:
    ageing = rng.choice(tuple(AGEINGS))
    direction = rng.choices(DIRECTIONS, (7, 2, 2))[0]
    layout = rng.choice(LAYOUTS)
    return {
        "ageing": wish.ageing or ageing,
        "direction": wish.direction or direction,
        "layout": wish.layout or layout,
    }


def _style(rng: Random) -> tuple[Style, str]:
    label = rng.choice((*fonts.GOTHIC, *fonts.MINCHO))
    head = label if rng.random() < 0.7 else rng.choice((*fonts.GOTHIC, *fonts.MINCHO))
    late = Ink(rng.choice(HANDS), style.PEN_BLUE, 0.8, 1.05)
    if rng.random() < 0.45:
        value = rng.choice((*fonts.MINCHO, *fonts.GOTHIC))
        return Style(Ink(label), Ink(head), Ink(value), late), "typed"
    pen = rng.choice((style.PEN_BLACK, style.PEN_BLACK, style.PEN_BLUE))
    hand = Ink(rng.choice(HANDS), pen, rng.uniform(0.6, 1.3), rng.uniform(1.0, 1.15))
    return Style(Ink(label), Ink(head), hand, late), "penned"


def _case(rng: Random) -> Intake:
    received = date(2008, 4, 1) + timedelta(days=rng.randrange(6200))
    while received.weekday() > 4:
        received += timedelta(days=1)
    office = rng.choice(OFFICES)
    person = people.person(rng, age=rng.randint(*AGES[office.kind]), on=received)
    cast_ = cast(rng, office, person=person, relatives=people.household(rng, person, on=received))
    form = rng.choice(("full", "full", "letter", "wide", "slash", "short", "western", "spaced"))
    return Intake(
        cast_,
        received,
        rng.choice((("来所", "10"), ("電話", "20"), ("訪問", "30"))),
        rng.choice(("circled", "circled", "circled", "numbered", "checkbox", "filled", "cross")),
        rng.choice(("letters", "short", "long")),
        form,
    )


def _sheets(rng: Random, told: Intake, *, look: Style, traits: dict[str, str]) -> list[Sheet]:
    form = rng.choice(FORMS[told.cast.office.kind])
    face = faces.draw(rng, told, form=form, layout=traits["layout"], style=look)
    kind = "vertical" if traits["direction"] == "vertical" else rng.choices(("ruled", "free"), (4, 1))[0]
    traits["log"] = kind
    number = next((field.raw for field in face.facts.fields if field.name == "caseNumber"), f"{rng.randint(1, 900)}")
    habit = contacts.habit(rng, vertical=kind == "vertical")
    rows = contacts.rows(rng, told.cast, first=told.received, count=rng.randint(5, 16), habit=habit)
    log = records.Log(told.cast, number, records.title(rng), rows, look, rng.uniform(13, 17))
    sheets = [face, *records.KINDS[kind](rng, log)]
    return _with_others(
        rng, sheets, cast_=told.cast, later=told.received + timedelta(days=rng.randint(0, 20)), look=look
    )


def _with_others(rng: Random, sheets: list[Sheet], *, cast_: Cast, later: date, look: Style) -> list[Sheet]:
    """Consent, letter, and now and then a blank back or somebody else's paper between."""
    if rng.random() < 0.7:
        sheets.append(papers.consent(rng, cast_, on=later, style=look))
    if rng.random() < 0.25:
        sheets.append(papers.letter(rng, cast_, on=later, style=style.typed("mincho", "mincho")))
    makers: tuple[tuple[float, Callable[[], Sheet]], ...] = (
        (0.12, lambda: papers.minutes(rng, cast_, on=later, style=look)),
        (0.12, lambda: papers.blank(rng)),
        (0.05, lambda: _stray(rng, look)),
        (0.08, lambda: papers.backside(rng, on=later, style=style.typed("mincho", "gothic"))),
    )
    for share, make in makers:
        if rng.random() < share:
            sheets.insert(rng.randint(1, len(sheets)), make())
    return sheets


def _stray(rng: Random, look: Style) -> Sheet:
    """A log sheet of another case, put into the wrong folder."""
    other = _case(rng)
    rows = contacts.rows(rng, other.cast, first=other.received, count=4, habit=contacts.habit(rng))
    log = records.Log(other.cast, f"{other.cast.office.mark}-{rng.randint(1, 400)}", records.title(rng), rows, look)
    return papers.misfiled(records.ruled(rng, log)[0], other.cast.person.name)


def _aged(rng: Random, sheets: Sequence[Sheet], *, traits: dict[str, str], office: str) -> tuple[Drawn, ...]:
    age = AGEINGS[traits["ageing"]]
    dpi = rng.choice((300, 300, 300, 300, 240, 200, 400))
    pages = []
    for number, sheet in enumerate(sheets, 1):
        header = _header(rng, office, page=f"{number:02d}/{len(sheets):02d}")
        back = sheets[number % len(sheets)] if len(sheets) > 1 else None
        scan = age(sheet, rng, folder=Folder(header, back))
        if scan.dpi == 300 and dpi != 300:
            scan = at_dpi(scan, dpi)
        if traits["direction"] == "turned":
            scan = turned(scan, rng.choice((90, 180, 270)))
        pages.append(Drawn(sheet, scan))
    return tuple(pages)


def _header(rng: Random, office: str, *, page: str) -> str:
    """The sending machine's line on top of a fax."""
    day = f"20{rng.randint(10, 24)}/{rng.randint(1, 12):02d}/{rng.randint(1, 28):02d}"
    time = f"{rng.randint(8, 18)}:{rng.randint(10, 59)}"
    return f"{day} {time}  FROM:{office}  0470-00-{rng.randint(1000, 1999)}  P.{page}"
