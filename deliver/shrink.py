"""縮退: characters that CP932 does not hold, replaced by ones it does, every single one reported. For CSV only.

Uses the MJ shrink map, never the JNTA one, which destroys 髙 and 𠮷. A character without a counterpart becomes 〓.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

ENCODING, GETA = "cp932", "〓"
# Same sign, two code points: Windows took the other one.
_SIGNS = {"\u301c": "\uff5e", "\u2212": "\uff0d", "\u2016": "\u2225", "\u2014": "\u2015", "\u00a6": "\uffe4"}


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replaced character: in which text of which case, what by what."""

    case_id: str
    column: str
    text: str
    before: str
    after: str


def shrunk(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The text as CP932 can hold it, and what was replaced by what, in order."""
    if _fits(text):
        return text, ()
    found, changes = [], []
    for one in _with_selectors(text):
        other = one if _fits(one) else _counterpart(one)
        found.append(other)
        if other != one:
            changes.append((one, other))
    return "".join(found), tuple(changes)


def _with_selectors(text: str) -> list[str]:
    """A character and the variation selector behind it are one."""
    found: list[str] = []
    for one in text:
        if found and ("\ufe00" <= one <= "\ufe0f" or "\U000e0100" <= one <= "\U000e01ef"):
            found[-1] += one
        else:
            found.append(one)
    return found


def _fits(text: str) -> bool:
    """It comes back as it went in: Python's codec also takes signs that come back as others."""
    try:
        return text.encode(ENCODING).decode(ENCODING) == text
    except UnicodeError:
        return False


@cache
def _counterpart(one: str) -> str:
    if one in _SIGNS:
        return _SIGNS[one]
    if _fits(one[0]):
        return one[0]  # the selector alone did not fit
    compatible = unicodedata.normalize("NFKC", one[0])  # signs such as ㊞, never what the map knows
    return next((other for other in (*_mapped(one[0]), compatible) if _fits(other)), GETA)


def _mapped(one: str) -> list[str]:
    """Candidates, the best founded scheme first."""
    find, schemes = _shrink_map()
    return [other for scheme in schemes for other in find(one, scheme)]


@cache
def _shrink_map() -> tuple[Callable[[str, int], list[str]], tuple[int, ...]]:
    import jntajis  # noqa: PLC0415 - its table takes 70 MB: only an office that wants CP932 pays for it

    kinds = jntajis.MJShrinkSchemeCombo
    names = (
        "JIS_INCORPORATION_UCS_UNIFICATION_RULE",
        "MOJ_NOTICE_582",
        "MOJ_FAMILY_REGISTER_ACT_RELATED_NOTICE",
        "INFERENCE_BY_READING_AND_GLYPH",
    )
    return jntajis.mj_shrink_candidates, tuple(getattr(kinds, name) for name in names)
