"""The committed sample papers: which pages lie in which file, at which level, in which format."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from drawing import containers, style
from drawing.ageing import LEVELS, Folder
from drawing.cases import a_consent, a_face, a_log, b_consent, b_face, b_letter, b_log, c_consent, c_face, c_log, extras
from drawing.export import Drawn, save_truth
from drawing.paper import Sheet
from drawing.scan import greyed
from drawing.style import Look, Style

Draw = Callable[[Random, Look], Sheet]
CORE: dict[str, tuple[Draw, ...]] = {
    "case-a": (a_face.draw, a_log.draw, a_log.draw_next, a_consent.draw),
    "case-b": (b_face.draw, b_log.draw, b_consent.draw),
    "case-c": (c_face.draw, c_log.draw, c_consent.draw),
}
WHOLE: dict[str, tuple[Draw, ...]] = {
    "case-a": (a_face.draw, a_log.draw, extras.other_side, a_log.draw_next, extras.blank, a_consent.draw),
    "case-b": (*CORE["case-b"], b_letter.draw),
    "case-c": (*CORE["case-c"], extras.resident_record, extras.vertical_record),
    "case-c-namesake": (c_face.draw_namesake,),
}
TYPED = {
    "case-a": style.typed("gothic", "ud-mincho"),
    "case-b": style.typed("mincho", "ipa-gothic"),
    "case-c": style.typed("ud-gothic", "mincho"),
    "case-c-namesake": style.typed("ud-gothic", "mincho"),
}
PENNED = {
    "case-a": style.penned("gothic", "klee-bold"),
    "case-b": style.penned("mincho", "yoz", blue=True),
    "case-c": style.penned("ud-gothic", "kiloji", late="klee"),
}
HEADERS = {
    "case-a": "2024年 9月 5日 10時32分  潮見ケ丘市北部包括  0470-00-1000  NO.1234  P. {page}/{pages}",
    "case-b": "2024/02/13 16:08  FROM: コドモカテイソウダンシツ  0470-00-1020  P.{page:02d}",
    "case-c": "2019-06-04(火) 09:41  潮見ケ丘市社協  FAX:0470-00-1030  P{page:03d}/{pages:03d}",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One file to draw. `kind`: pdf | tiff | jpeg; `grey`: scanned without colour."""

    folder: str
    name: str
    case: str
    level: str
    kind: str
    pages: tuple[Draw, ...]
    grey: bool = False
    quality: int = 72


def _levels(level: str, kinds: Sequence[str]) -> list[Paper]:
    return [
        Paper("levels", f"{case}-{level}", case, level, kind, pages, grey=kind == "tiff")
        for (case, pages), kind in zip(CORE.items(), kinds, strict=True)
    ]


PAPERS: tuple[Paper, ...] = (
    Paper("demo", "case-a", "case-a", "L1", "pdf", WHOLE["case-a"]),
    Paper("demo", "case-b", "case-b", "L1", "tiff", WHOLE["case-b"], grey=True),
    Paper("demo", "case-c", "case-c", "L1", "jpeg", WHOLE["case-c"]),
    Paper("demo", "case-c-namesake", "case-c-namesake", "L1", "pdf", WHOLE["case-c-namesake"], grey=True),
    *_levels("L0", ("jpeg", "pdf", "tiff")),
    *_levels("L2", ("tiff", "jpeg", "pdf")),
    *_levels("L3", ("pdf", "tiff", "jpeg")),
)


def look_of(paper: Paper) -> Look:
    hand: Style = PENNED[paper.case] if paper.level == "L3" else TYPED[paper.case]
    return Look(hand, seal_over=paper.level in ("L2", "L3"), sticky=paper.level == "L3")


def draw(paper: Paper) -> list[Drawn]:
    """The pages of one file, each from its own seed."""
    look = look_of(paper)
    sheets = [page(Random(f"{paper.case} {paper.level} {number}"), look) for number, page in enumerate(paper.pages, 1)]
    drawn = []
    for number, sheet in enumerate(sheets, 1):
        header = HEADERS.get(paper.case, "").format(page=number, pages=len(sheets))
        folder = Folder(header, sheets[number % len(sheets)])
        scan = LEVELS[paper.level](sheet, Random(f"{paper.name} {number} age"), folder=folder)
        drawn.append(Drawn(sheet, greyed(scan) if paper.grey and scan.mode == "colour" else scan))
    return drawn


def save(paper: Paper, out: Path) -> Path:
    """Draw one file below `out`, its truth into `out/truth` (a folder of scans holds only scans); gives the file."""
    folder = out / paper.folder
    folder.mkdir(parents=True, exist_ok=True)
    drawn = draw(paper)
    path = containers.save([page.scan for page in drawn], folder / paper.name, kind=paper.kind, quality=paper.quality)
    truth = out / "truth"
    traits = {"ageing": paper.level, "hand": "penned" if paper.level == "L3" else "typed"}
    truth.mkdir(exist_ok=True)
    save_truth(drawn, truth / f"{paper.name}.truth.json", source=f"{paper.folder}/{path.name}", traits=traits)
    return path
