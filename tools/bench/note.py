"""Writes the figures for people: the table in docs/benchmarks.md between two markers, and a small plot beside it."""

from html import escape
from pathlib import Path
from typing import Any

from noting import put

from bench.pages import AGEINGS, DIRECTIONS

PLOT = Path("docs/pictures/bench-reading.svg")
NAMES = {
    "tsuzuri": "Tsuzuri",
    "rapidocr": "RapidOCR, defaults",
    "ocrmypdf": "OCRmyPDF, rotate + deskew",
    "tesseract": "Tesseract, whole page",
}
COLOURS = {"tsuzuri": "#1f6f54", "rapidocr": "#7a8fb3", "ocrmypdf": "#c9a15b", "tesseract": "#b7b7b7"}

Figures = dict[str, Any]


def section(figures: Figures) -> str:
    programs = {name: figures["programs"][name] for name in NAMES if name in figures["programs"]}
    parts = [
        "## Reading (`make bench`)",
        _about(figures),
        "![F1 by ageing and direction](pictures/bench-reading.svg)",
        _programs(programs),
        "F1 (ordered character error rate) by direction and ageing:",
        _kinds(programs),
        _targets(figures),
        _time(figures),
    ]
    return "\n\n".join(parts)


def _about(figures: Figures) -> str:
    seeds, machine = ", ".join(str(seed) for seed in figures["seeds"]), figures["machine"]
    return (
        f"{figures['pages']} random pages, drawn and aged (seeds {seeds}, never used for tuning), read side by side in "
        f"one run on {machine['cores']} cores; load average at the start {machine['load'][0]} (other programs were "
        "running: ratios count more than seconds). The papers' hands are fonts: these are no figures about real "
        "handwriting. Tesseract and OCRmyPDF are told which pages are vertical, Tsuzuri and RapidOCR are not."
    )


def _programs(programs: Figures) -> str:
    rows = ["| program | recall | precision | F1 | ordered CER | s a page | peak MB |", "|---|---|---|---|---|---|---|"]
    for name, one in programs.items():
        rows.append(
            f"| {NAMES[name]} | {one['recall']:.3f} | {one['precision']:.3f} | {one['f1']:.3f} | {one['cer']:.1%} "
            f"| {one['seconds_a_page']:.2f} | {one['peak_mb']} |"
        )
    note = (
        "Seconds: Tsuzuri on one thread, the others as they spread over the cores themselves (OCRmyPDF with two jobs)."
    )
    return "\n".join(rows) + "\n\n" + note


def _kinds(programs: Figures) -> str:
    rows = ["| pages | " + " | ".join(NAMES[name] for name in programs) + " |", "|---" * (len(programs) + 1) + "|"]
    for kind in (*DIRECTIONS, *AGEINGS):
        held = [one["by"].get(kind) for one in programs.values()]
        if all(held):
            rows.append(
                f"| {kind} | " + " | ".join(f"{one['f1']:.3f} ({one['cer']:.1%})" for one in held if one) + " |"
            )
    return "\n".join(rows)


def _targets(figures: Figures) -> str:
    rows = ["| what | wanted | measured |", "|---|---|---|"]
    rows += [f"| {one['what']} | {one['wanted']} | {one['measured']}{'' if one['met'] else ' **(not met)**'} |"
             for one in figures["targets"]]  # fmt: skip
    return "\n".join(rows)


def _time(figures: Figures) -> str:
    parts = figures["time"]["seconds_a_page"]
    ranked = sorted(parts.items(), key=lambda pair: -pair[1])
    told = ", ".join(f"{name} {seconds:.2f}" for name, seconds in ranked)
    return f"Core-seconds a page: {told}. Outside the engines' own inference: {figures['time']['outside_engines']:.0%}."


def write(figures: Figures) -> None:
    put("reading", section(figures))
    PLOT.parent.mkdir(parents=True, exist_ok=True)
    PLOT.write_text(plot(figures), encoding="utf-8")


def plot(figures: Figures) -> str:
    """Bars of F1, one group a kind of page, from 0 to 1."""
    programs = [name for name in NAMES if name in figures["programs"]]
    kinds = [kind for kind in (*DIRECTIONS, *AGEINGS) if kind in figures["programs"][programs[0]]["by"]]
    wide, high, left, top = 92, 220, 44, 40
    out = [_text(left + wide * n + (wide - 12) / 2, top + high + 20, words=kind) for n, kind in enumerate(kinds)]
    for tenth in range(0, 11, 2):
        y = top + high * (1 - tenth / 10)
        out.append(f'<line x1="{left - 6}" x2="{left + wide * len(kinds)}" y1="{y}" y2="{y}" stroke="#ddd"/>')
        out.append(_text(left - 24, y + 4, words=f"{tenth / 10:.1f}"))
    for n, kind in enumerate(kinds):
        for place, name in enumerate(programs):
            f1 = figures["programs"][name]["by"][kind]["f1"]
            x, y = left + wide * n + place * 20, top + high * (1 - f1)
            out.append(f'<rect x="{x}" y="{y:.1f}" width="17" height="{high * f1:.1f}" fill="{COLOURS[name]}"/>')
    for place, name in enumerate(programs):
        out.append(f'<rect x="{left + 190 * place}" y="10" width="12" height="12" fill="{COLOURS[name]}"/>')
        out.append(_text(left + 190 * place + 18, 20, words=NAMES[name], anchor="start"))
    width = left + max(wide * len(kinds), 190 * len(programs)) + 10
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{top + high + 34}" font-family="sans-serif"'
    )
    return (
        "\n".join([f'{head} font-size="12">', '<rect width="100%" height="100%" fill="#fff"/>', *out, "</svg>"]) + "\n"
    )


def _text(x: float, y: float, *, words: str, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}" fill="#333">{escape(words)}</text>'
