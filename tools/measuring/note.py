"""docs/accuracy.md from the figures: what holds, what does not, on what it rests. Text only; never a figure of its own.

Says first that drawn handwriting is a proxy, and of every target whether it is met.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Figures = Mapping[str, Any]
# (measure, title, target clean + scan, target worn, at least or at most)
TARGETS = (
    ("field_right", "face-sheet field value right before review", 0.98, 0.95, True),
    ("field_within", "true value is the value or among the alternatives", 0.995, 0.98, True),
    ("entries_found", "log entries found", 0.995, 0.98, True),
    ("entries_spurious", "log entries spurious", 0.005, 0.01, False),
    ("entry_date_right", "entry date right", 0.99, 0.97, True),
    ("text_errors", "entry text: character errors", 0.015, 0.04, False),
    ("silent", "silent errors among auto (profile balanced)", 0.001, 0.001, False),
    ("silent_once", "the same, each name and unsaid era asked once a file", 0.001, 0.001, False),
    ("reviewed", "share of fields and entries that need a person (balanced)", 0.25, 0.45, False),
    ("reviewed_once", "the same, each name and unsaid era asked once a file", 0.25, 0.45, False),
    ("neither_read_nor_flagged", "expected fields neither read nor flagged", 0.0, 0.0, False),
)
# What people saw and did, in their own words; the figures around it are made anew at every run.
REMARKS = Path(__file__).resolve().parent / "remarks.md"
_STATE = {
    "unfitted": "not fitted",
    "too_few_samples": "too few samples: stays strict",
    "proven": "proven",
    "refuted": "enough samples, too many wrong: never passes",
}


def note(figures: Figures) -> str:
    return "\n".join(_lines(figures)) + "\n"


def _lines(figures: Figures) -> Iterator[str]:
    yield from _head(figures)
    yield from _targets(figures["groups"])
    yield from _trust(figures)
    yield from _why(figures["why"])
    yield from _curve(figures["curve"])
    yield from _names(figures["names"])
    yield from REMARKS.read_text(encoding="utf-8").splitlines()
    yield ""
    for name, rows in figures["by"].items():
        yield from _slices(name, rows)


def _head(figures: Figures) -> Iterator[str]:
    made = figures["made"]
    yield "# Accuracy of extraction and trust"
    yield ""
    yield (
        "Drawn case files, not real ones: the hands are fonts and the ageing is computed. **Drawn handwriting is a "
        "proxy; none of these figures may be quoted as accuracy on real handwriting.** An office's own figure comes "
        "from its clerks' decisions: `tsuzuri calibrate`."
    )
    yield ""
    yield (
        f"{made['files']} random case files ({made['pages']} pages, {made['fields']} fields, {made['entries']} "
        f"contacts), seeds {', '.join(map(str, made['seeds']))}, layouts mixed. Read by the reader of commit "
        f"`{made['reader']}`, extracted by `{made['extraction']}`. Trust fitted on {made['fitted_on']} rows of "
        f"seed {made['fit_seed']}, which takes no part in these figures. Repeat: `make accuracy`."
    )
    if made["files"] < made["wanted_files"]:
        yield ""
        yield f"**Fewer files than the {made['wanted_files']} that were asked for: intervals are wide.**"
    yield ""
    yield "![calibration and curve](accuracy.svg)"
    yield ""


def _targets(groups: Figures) -> Iterator[str]:
    yield "## Targets"
    yield ""
    yield "Share, 95 % Wilson interval, hits of tried. *worn*: worn, fax, faded, copy."
    yield ""
    yield "| what | clean + scan | target | worn | target |"
    yield "|---|---|---|---|---|"
    for measure, title, easy, hard, least in TARGETS:
        cells = []
        for group, target in (("easy", easy), ("hard", hard)):
            one = groups[group][measure]
            cells += [_share(one), f"{'≥' if least else '≤'} {_percent(target)} {_verdict(one, target, least=least)}"]
        yield f"| {title} | {' | '.join(cells)} |"
    yield ""
    yield (
        "Two ways of counting: before anybody decided anything, and as the desk asks. Where a person decided how a "
        "name with a variant character is written (on the face sheet or in the first contact that names it), or "
        "confirmed a contact whose era is not written, contacts of the same file ask nobody whose only doubt was that "
        "name, spelled just so, or that era; all others still do. The clerk is taken to write as the paper does."
    )
    yield ""


def _verdict(one: Figures, target: float, *, least: bool) -> str:
    if one["share"] is None:
        return "–"
    met = one["share"] >= target if least else one["share"] <= target
    sure = one["low"] >= target if least else one["high"] <= target
    return ("met" if sure else "met, not proven") if met else "**missed**"


def _trust(figures: Figures) -> Iterator[str]:
    yield "## Trust"
    yield ""
    yield (
        "A class passes by itself only above a threshold whose upper 95 % bound of the error is within the target "
        "(0.1 %), over items against which nothing spoke, each counted by a model that has not seen its file. The "
        "bound may be the class's own, or that of all classes of fields together if the class's own errors fit the "
        "target over at least a hundred of its items (docs/decisions.md). Contacts prove it alone or stay with a "
        "person; so do S and A with too few samples. B and C then pass by rule (a second signal, no doubt at all)."
    )
    yield ""
    yield "| class | state | counted | wrong | upper bound | needed without an error |"
    yield "|---|---|---|---|---|---|"
    for one in figures["standing"]:
        yield (
            f"| {one['group']} | {_STATE[one['state']]} | {one['tried']} | {one['wrong']} | "
            f"{one['bound']:.2%} | {one['needed']} |"
        )
    yield ""
    every = figures["groups"]["all"]
    yield f"Expected calibration error over everything read: {figures['expected_calibration_error']:.3f}."
    yield (
        f"Silent errors among what passed on the evaluation files: {_share(every['silent'])}; nothing spoke against "
        f"{_share(every['unopposed'])} of all items, and of those {_share(every['unopposed_wrong'])} were wrong."
    )
    yield (
        f"Questions about fields that are not on the paper, of all questions (they stand in no other figure): "
        f"{_share(every['idle_questions'])}."
    )
    yield ""


def _why(reasons: list[Figures]) -> Iterator[str]:
    yield "## Why a person is asked"
    yield ""
    yield (
        "Share of all items, names and unsaid eras asked once a file; *alone*: nothing else sends the item to a "
        "person. What waits for samples alone would pass if enough of its kind had been counted."
    )
    yield ""
    yield "| reason | fields | alone | contacts | alone |"
    yield "|---|---|---|---|---|"
    for one in reasons:
        cells = (one["field"], one["field_alone"], one["entry"], one["entry_alone"])
        yield f"| {one['reason']} | {' | '.join(f'{share:.1%}' if share else '–' for share in cells)} |"
    yield ""


def _curve(points: list[Figures]) -> Iterator[str]:
    yield "## Share reviewed against silent error"
    yield ""
    yield "If only doubts and the threshold decided, not the number of samples behind it:"
    yield ""
    yield "| threshold | reviewed | wrong among the rest |"
    yield "|---|---|---|"
    for one in points:
        yield f"| {one['threshold']} | {one['reviewed']:.1%} | {_share(one['silent'])} |"
    yield ""


def _names(names: Figures) -> Iterator[str]:
    yield "## Names of people in narratives"
    yield ""
    yield f"{names['texts']} drawn narratives as written (no reading errors); letters and place must agree."
    yield ""
    yield "| finder | F1 | precision | recall | names |"
    yield "|---|---|---|---|---|"
    for title, one in (("the house's", names["own"]), ("GiNZA alone", names["ginza"])):
        yield f"| {title} | {one['f1']:.3f} | {one['precision']:.3f} | {one['recall']:.3f} | {one['names']} |"
    yield ""


def _slices(name: str, rows: Figures) -> Iterator[str]:
    yield f"## By {name}"
    yield ""
    yield f"| {name} | total | right | wrong | absent | spurious | auto | review | silent | right (95 %) |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for value, one in rows.items():
        counts = " | ".join(
            str(one[key]) for key in ("total", "right", "wrong", "absent", "spurious", "auto", "review", "silent")
        )
        yield f"| {value} | {counts} | {_share(one['right_share'])} |"
    yield ""


def _share(one: Figures) -> str:
    if one["share"] is None:
        return "–"
    return f"{one['share']:.1%} ({one['low']:.1%}–{one['high']:.1%}, {one['hits']}/{one['tried']})"


def _percent(share: float) -> str:
    return f"{100 * share:g} %"
