"""Variant characters (異体字): which class a character belongs to and which shapes the clerk may pick from.

For matching and for the palette only. Refuses to change a name: nothing here ever rewrites one.
"""

from functools import cache, lru_cache

import jntajis

from extract.lexicon.tables import rows

# 家族・戸籍 notices, 通知582号, JIS unification and inference by reading: every scheme of the MJ shrink map.
_EVERY_SCHEME = 15


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("variants"):
        for member in row["members"]:
            kept = found.setdefault(member, [])
            kept.extend(other for other in row["members"] if other not in kept)
    return {member: tuple(other for other in kept if other != member) for member, kept in found.items()}


@lru_cache(maxsize=4096)
def shapes_of(character: str) -> tuple[str, ...]:
    """Other shapes of a character, likeliest first: the class of the lexicon, then the MJ shrink map (never JNTA)."""
    listed = _classes().get(character, ())
    mapped = _mj_shapes(character)
    return tuple(dict.fromkeys(one for one in (*listed, *mapped) if one != character))


def _mj_shapes(character: str) -> tuple[str, ...]:
    """Shapes the MJ table shrinks a rarer character to; the table speaks of kanji only."""
    if not ("\u3400" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"):
        return ()
    found: list[str] = jntajis.mj_shrink_candidates(character, _EVERY_SCHEME)
    return tuple(one for one in found if len(one) == 1)


def variant_places(name: str) -> tuple[int, ...]:
    """Indices of the characters of a name that have other shapes."""
    return tuple(place for place, sign in enumerate(name) if shapes_of(sign))


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """A key in which shapes of one character are equal; for lookups only, never stored, never shown."""
    return "".join(min((sign, *_family(sign)), key=_commonness) for sign in text)


def _family(sign: str) -> tuple[str, ...]:
    """The class and the classes of its members: 邉 and 渡辺's 辺 meet even through a third shape."""
    near = shapes_of(sign)
    return tuple(dict.fromkeys((*near, *(far for one in near for far in _classes().get(one, ())))))


def _commonness(sign: str) -> tuple[bool, int]:
    """JIS X 0208 characters first: they are the everyday shape."""
    try:
        code = sign.encode("euc_jp")
    except UnicodeEncodeError:
        return True, ord(sign)
    return len(code) != 2, int.from_bytes(code, "big")
