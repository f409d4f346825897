"""What the figures are held against. A target that is missed says so in the note; none is lowered here."""

from typing import Any

Figures = dict[str, Any]
FRESH, AGED = ("clean", "scan"), ("worn", "fax", "faded")


def targets(figures: Figures) -> list[Figures]:
    own = figures["programs"]["tsuzuri"]
    found = [
        _least("F1, upright horizontal", 0.985, measured=_f1(own, "upright")),
        _least("F1, vertical", 0.975, measured=_f1(own, "vertical")),
        _least("F1, turned", 0.98, measured=_f1(own, "turned")),
        _most("ordered CER, clean and scan", 0.015, measured=_cer(own, FRESH)),
        _most("ordered CER, worn, fax, faded", 0.04, measured=_cer(own, AGED)),
        _most("ordered CER of five real pen lines", 0.08, measured=figures["pen"]["page_cer"]),
        _least("checkboxes and circles right", 0.98, measured=figures["trust"]["marks"]["share_right"]),
        _most("wrong marks with confidence over 0.9", 0, measured=figures["trust"]["marks"]["sure_wrong"]),
        _most("expected calibration error of lines", 0.02, measured=figures["trust"]["lines"]["calibration_error"]),
        _most("time outside the engines", 0.20, measured=figures["time"]["outside_engines"]),
        _most("peak memory of a worker, MB", 1500, measured=own["peak_mb"]),
    ]
    if "workers" in figures:
        found += _speed(figures)
    return [one for one in found if one["measured"] is not None]


def _speed(figures: Figures) -> list[Figures]:
    two = figures["workers"]["two"]["pages_a_minute"]
    found = [
        _least("pages a minute, two workers", 45, measured=two),
        _least("two workers against one", 1.8, measured=figures["workers"]["gain"]),
    ]
    peer = figures["programs"].get("ocrmypdf")
    if peer:
        found.append(_least("times as fast as OCRmyPDF", 4, measured=round(two / peer["pages_a_minute"], 1)))
    return found


def _f1(own: Figures, direction: str) -> float | None:
    """Mean over ageing levels, each counting the same."""
    held = [one["f1"] for kind, one in own["by"].items() if kind.startswith(f"{direction}/")]
    return round(sum(held) / len(held), 4) if held else None


def _cer(own: Figures, ageings: tuple[str, ...]) -> float | None:
    held = [own["by"][ageing] for ageing in ageings if ageing in own["by"]]
    letters = sum(one["characters"] for one in held)
    return round(sum(one["cer"] * one["characters"] for one in held) / letters, 4) if letters else None


def _least(what: str, wanted: float, *, measured: float | None) -> Figures:
    return {
        "what": what,
        "wanted": f"≥ {wanted}",
        "measured": measured,
        "met": measured is not None and measured >= wanted,
    }


def _most(what: str, wanted: float, *, measured: float | None) -> Figures:
    return {
        "what": what,
        "wanted": f"≤ {wanted}",
        "measured": measured,
        "met": measured is not None and measured <= wanted,
    }
