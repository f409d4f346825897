"""Names of staff as logs write them: `木村・保健師 早川`, `石原Cm`, `社協 田村`, `木村㊞` -> the names alone.

Refuses to expand or correct a name; the words for post and agency are kept in `parts`.
"""

import re
from functools import lru_cache

from domain.field import Alternative
from extract.lexicon.tables import rows
from extract.values.parsed import Context, Parsed, blank, others, unparsed
from extract.values.readings import readings
from extract.values.seal import without_seal
from extract.values.variants import shapes_of, variant_places
from extract.values.width import plain

_BETWEEN = re.compile(r"[・,、，･/／･＋+]|\s+と\s+|(?<=[一-龥])と(?=[一-龥])")
_LEAD = re.compile(r"^(?:出席者?|対応者?|担当者?|記録者?|同席者?)\s*[:：]\s*")
_SEAL = re.compile(r"[㊞印]|[(（]\s*印?\s*[)）]")
_HONORIFIC = re.compile(r"(?:様|さん|氏|殿|先生|君)$")
_NAME = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffぁ-んァ-ヴー]{1,12}")


def parse(raw: str, context: Context) -> Parsed:
    """Value: the first name. Parts: `name` for each name in order, `post` for each word of post or agency."""
    del context
    pairs = people(raw)
    if not pairs:
        return unparsed() if plain(raw).strip(" ()印㊞") else blank()
    names = [name for name, _ in pairs]
    parts = tuple(("name", name) for name in names) + tuple(("post", post) for _, post in pairs if post)
    reasons = [code for code, odd in _DOUBTS if any(map(odd, names))]
    sealed = any(without_seal(piece.strip(" ()印㊞"))[1] for piece in _BETWEEN.split(raw))
    palette = tuple(
        Alternative(names[0][:place] + shape + names[0][place + 1 :], f"異体字 {names[0][place]}→{shape}")
        for place in variant_places(names[0])
        for shape in shapes_of(names[0][place])
    )
    if not sealed:
        return Parsed(names[0], reasons=tuple(reasons), alternatives=others(names[0], palette), parts=parts)
    unsealed = others(names[0], (Alternative(" ".join(plain(raw).split()), "印影でなく名前の場合"), *palette))
    return Parsed(names[0], reasons=(*reasons, "stamp_over_text"), alternatives=unsealed, parts=parts)


def is_family_name(name: str) -> bool:
    """Known to the dictionary, alone or as the first half of a full name; names in kana count as known."""
    head = name.partition(" ")[0]
    if not re.search(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]", head):
        return True
    return bool(readings(head, "姓")) or any(
        readings(head[:cut], "姓") and readings(head[cut:], "名") for cut in range(1, len(head))
    )


_DOUBTS = (
    ("variant_name", lambda name: bool(variant_places(name))),
    ("name_unknown", lambda name: not is_family_name(name)),
)


def names(raw: str) -> tuple[str, ...]:
    """Every name in order, as written."""
    return tuple(name for name, _ in people(raw))


def people(raw: str) -> tuple[tuple[str, str], ...]:
    """(name, post) pairs; post is "" where none stands beside the name."""
    text = _LEAD.sub("", _SEAL.sub(" ", raw).strip())
    found = (_one(piece.strip()) for piece in _BETWEEN.split(text))
    return tuple(pair for pair in found if pair)


def _one(piece: str) -> tuple[str, str] | None:
    posts: list[str] = []
    name, _ = without_seal(piece)
    for word in _posts():
        if name == word:
            return None
        if name.startswith(word) and len(name) > len(word):
            posts, name = [*posts, word], name.removeprefix(word).strip()
        elif name.endswith(word) and len(name) > len(word):
            posts, name = [*posts, word], name.removesuffix(word).strip()
    head, _, tail = name.rpartition(" ")
    if head and not _is_family_and_given(head, tail):
        posts, name = [*posts, head], tail
    name = re.sub(r"[(（][^()（）]*[)）]?$", "", _HONORIFIC.sub("", name)).strip()
    return (name, " ".join(posts)) if _NAME.fullmatch(name.replace(" ", "")) else None


def _is_family_and_given(head: str, tail: str) -> bool:
    """`木村 花子` is one person, `市民課 木村` is a post and a name."""
    return bool(readings(head, "姓")) and bool(readings(tail, "名"))


@lru_cache(maxsize=1)
def _posts() -> tuple[str, ...]:
    return tuple(sorted({row["word"] for row in rows("posts")}, key=lambda word: (-len(word), word)))
