"""The palette of a name: other written forms of its characters, offered beside the crop. It decides nothing."""

from domain.field import Alternative
from storage.lookalikes import VARIANTS

NAMES = frozenset({"fullName", "name", "staff"})
MOST = 9
_GROUPS = {sign: group for group in VARIANTS for sign in group}


def palette(name: str, value: str | None, *, known: tuple[Alternative, ...] = ()) -> tuple[Alternative, ...]:
    """`known` first, then the value with one character exchanged at a time; nothing for what is no name."""
    found = {one.value: one for one in known}
    if name in NAMES and value:
        for place, sign in enumerate(value):
            for other in _GROUPS.get(sign, ""):
                changed = value[:place] + other + value[place + 1 :]
                if changed != value:
                    found.setdefault(changed, Alternative(changed, f"異体字：{sign} → {other}"))
    return tuple(found.values())[:MOST]


def glyphs(value: str, other: str) -> str:
    """The characters of `other` that differ, when it is the same name in another spelling; else ""."""
    if len(value) != len(other):
        return ""
    pairs = [(a, b) for a, b in zip(value, other, strict=True) if a != b]
    return "".join(b for _, b in pairs) if pairs and all(b in _GROUPS.get(a, "") for a, b in pairs) else ""
