"""People in running text: names beside a calling word, names the dictionary and the model agree on, known names.

Spans hold the name alone, without 氏, さん or the post. Refuses names inside the names of agencies and places.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from domain.entry import Mention
from extract.finders.calling import Cue, cues, is_post
from extract.finders.language import Analysis, Token
from extract.finders.organisations import Places
from extract.lexicon.tables import rows
from extract.values.readings import any_readings, readings

_NAME_SIGN = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA_NAME = re.compile(r"[ぁ-ん]{2,5}|[ァ-ヴー]{2,6}")
_STOP_AFTER = re.compile(r"$|[\s、。,.・「」『』()（）:：;；→⇒/／=＝～~-]|[ぁ-ん]")
_GLUE = re.compile(r"[ \u3000]?の?[ \u3000]?|[:：][ \u3000]?")
_RUN = re.compile(
    r"(?:[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,4}?|[ぁ-ん]{2,4}?|[ァ-ヴー]{2,5})"
    r"(?=氏|さん|様|ちゃん|くん|より|から|まで|へ|が|と|に|は|も|を|の(?!み))"
)
_PARTICLE = re.compile(r"より|から|へ|に|が|と|は|も|の")
_PARTICLES = frozenset(
    ("より", "から", "まで", "など", "とも", "とは", "には", "へは", "では", "もの", "こと", "ため", "ほか")
)
_NOT_A_PERSON = frozenset(row["word"] for row in rows("not_a_person"))
# Particles, verbs and the like never stand inside a name that nobody calls 氏 or さん.
_GRAMMAR = ("助詞", "助動詞", "動詞", "形容詞", "副詞", "接続詞", "連体詞")
_FAMILY_TAG, _GIVEN_TAG, _ANY_TAG = "名詞-固有名詞-人名-姓", "名詞-固有名詞-人名-名", "名詞-固有名詞-人名-一般"


@dataclass(frozen=True, slots=True)
class Name:
    """`sure`: how it was found: 3 called, 2 dictionary and model, 1 dictionary alone."""

    start: int
    end: int
    role: str
    sure: int


def find_people(raw: str, seen: Analysis, *, where: Places, known: Iterable[str]) -> tuple[Mention, ...]:
    """Mentions in reading order. `where`: agencies and places of the text; `known`: names from the rest of the file."""
    closed, doubtful = where.closed, where.doubtful
    found = [*_called(seen), *_uncalled(seen), *_known(raw, tuple(known))]
    kept: list[Name] = []
    for name in sorted(found, key=lambda one: (-one.sure, one.start - one.end)):
        clashes = any(name.start < other.end and other.start < name.end for other in kept)
        inside = any(start <= name.start and name.end <= end for start, end in closed)
        if not clashes and not inside and not (name.sure < 3 and _overlaps(name, doubtful)):
            kept.append(name)
    kept.sort(key=lambda one: one.start)
    return tuple(Mention(raw[one.start : one.end], one.role, (one.start, one.end)) for one in kept)


@dataclass(frozen=True, slots=True)
class _Edges:
    """Where words begin and end, and which places hold particles and verbs, or nouns of doing (来所, 同行)."""

    starts: frozenset[int]
    ends: frozenset[int]
    grammar: frozenset[int]
    verbal: frozenset[int]


def _overlaps(name: Name, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start < name.end and name.start < end for start, end in spans)


def _called(seen: Analysis) -> list[Name]:
    """Names before or behind a calling word."""
    found: list[Name] = []
    words = cues(seen.text)
    edges = _Edges(
        frozenset(token.start for token in seen.tokens),
        frozenset(token.end for token in seen.tokens),
        frozenset(place for one in seen.tokens if one.tag.startswith(_GRAMMAR) for place in range(one.start, one.end)),
        frozenset(
            place
            for one in seen.tokens
            if "サ変" in one.tag and len(one.text) > 1
            for place in range(one.start, one.end)
        ),
    )
    for cue in words:
        before = _name_before(seen.text, cue, edges=edges) if cue.after else None
        if before:
            found.append(Name(before.start, before.end, _role(cue, words, name=before), 3))
        elif cue.before and (name := _name_behind(seen.text, cue, edges=edges)):
            found.append(name)
    return found


def _role(cue: Cue, words: tuple[Cue, ...], *, name: Name) -> str:
    """An honorific has no role of its own: the post in front of the name does."""
    if cue.role not in ("", "home"):
        return cue.role
    front = [one for one in words if one.before and one.end <= name.start <= one.end + 2 and one.role]
    return front[-1].role if front else "本人" if cue.role == "home" else ""


def _name_behind(text: str, cue: Cue, *, edges: _Edges) -> Name | None:
    """`民生委員 小田`, `保健師の早川`, `長男 健一`: the longest name of the dictionary that ends at a word's end.

    Behind an agency (`高齢福祉課 野口`) it is one of its staff.
    """
    glue = _GLUE.match(text, cue.end)
    start = glue.end() if glue else cue.end
    spaced = start > cue.end
    gap = text[cue.end : start]
    # Letters part the post from the name as well as a space does: `MSW祇園の`.
    parted = spaced or text[cue.start : cue.end].isascii()
    if parted and (run := _run_behind(text, start, edges=edges)) and ("の" not in gap or _is_honoured(text, run)):
        return Name(start, run, cue.role or "職員", 3)
    for length in range(min(7, len(text) - start), 0, -1):
        end = start + length
        piece = text[start:end]
        if not _is_name(piece, kin=True) or _is_no_person(piece) or _wears_honorific(piece):
            continue
        if edges.grammar.intersection(range(start, end)) and not _is_honoured(text, end):
            continue
        alone = len(piece) > 1 or parted or _is_honoured(text, end) or _is_given(piece, text, end=end)
        if alone and _ends_well(text, end, edges=edges):
            return Name(start, end, cue.role or "職員", 3)
    return None


def _is_given(piece: str, text: str, *, end: int) -> bool:
    """`父清より`, `長男陸の`: one sign that is a given name, and a particle behind it."""
    return bool(readings(piece, "名")) and _PARTICLE.match(text, end) is not None


def _run_behind(text: str, start: int, *, edges: _Edges) -> int | None:
    """End of a whole word of kanji or kana that a particle or 氏 follows: `長女 心春より`, `Cm 祇園と`."""
    hit = _RUN.match(text, start)
    if hit is None or _is_no_person(hit.group(0)) or hit.group(0) in _PARTICLES:
        return None
    places = range(start, hit.end())
    honoured = _is_honoured(text, hit.end())
    return hit.end() if honoured or not edges.verbal.intersection(places) else None


def _is_no_person(piece: str) -> bool:
    """Everyday words, posts, and a name with its post still on (`宮崎医師`)."""
    return piece in _NOT_A_PERSON or is_post(piece) or any(is_post(piece[cut:]) for cut in range(len(piece) - 1))


def _wears_honorific(piece: str) -> bool:
    """`辻氏` is in the dictionary, but here it is 辻 with 氏."""
    return len(piece) > 1 and piece.endswith(("氏", "さん", "様", "君"))


def _ends_well(text: str, end: int, *, edges: _Edges) -> bool:
    return _is_honoured(text, end) or end in edges.ends or _STOP_AFTER.match(text, end) is not None


def _is_honoured(text: str, end: int) -> bool:
    return text.startswith(("氏", "さん", "様", "ちゃん", "くん", "Dr", "Cm", "CM"), end)


def _name_before(text: str, cue: Cue, *, edges: _Edges) -> Name | None:
    """`佐々木MSW`, `石原Cm`, `小田氏`, `髙橋宅`: the longest name of the dictionary that begins at a word's start."""
    end = cue.start
    if end and text[end - 1] in " \u3000" and cue.role not in ("", "home"):
        return None
    for length in range(min(7, end), 0, -1):
        start = end - length
        piece = text[start:end]
        begins = start == 0 or start in edges.starts or not _NAME_SIGN.match(text[start - 1])
        plain = not edges.grammar.intersection(range(start, end)) or cue.role == ""
        if begins and plain and _is_name(piece, kin=cue.role == "") and not _is_no_person(piece):
            return Name(start, end, "", 3)
    return None


def _is_name(piece: str, *, kin: bool) -> bool:
    """A family name, a given name where `kin` allows it, or both with at most one space between."""
    words = piece.replace("\u3000", " ").split(" ")
    if len(words) == 2 and all(words):
        return bool(_NAME_SIGN.match(words[0]) and readings(words[0], "姓") and readings(words[1], "名"))
    if len(words) != 1 or not piece or not (_NAME_SIGN.match(piece) or _KANA_NAME.fullmatch(piece)):
        return False
    if readings(piece, "姓") and _NAME_SIGN.match(piece):
        return True
    if kin and readings(piece, "名") and (len(piece) > 1 or _NAME_SIGN.match(piece)):
        return True
    return any(readings(piece[:cut], "姓") and readings(piece[cut:], "名") for cut in range(1, len(piece)))


def _uncalled(seen: Analysis) -> list[Name]:
    """Family names, with the given name behind them, that stand in the text without a calling word."""
    persons = [(one.start, one.end) for one in seen.named if one.label == "Person"]
    found = []
    for place, token in enumerate(seen.tokens):
        if token.tag != _FAMILY_TAG or token.text in _NOT_A_PERSON:
            continue
        end = _with_given(seen, place)
        modelled = any(start <= token.start and token.end <= stop for start, stop in persons)
        full = end > token.end
        if full or (modelled and len(token.text) > 1):
            found.append(Name(token.start, end, "", 2 if modelled else 1))
        elif not _is_common(token) and _stands_alone(seen, place):
            found.append(Name(token.start, end, "", 1))
    return found


def _with_given(seen: Analysis, place: int) -> int:
    token = seen.tokens[place]
    if place + 1 < len(seen.tokens):
        following = seen.tokens[place + 1]
        gap = seen.text[token.end : following.start]
        if following.tag in (_GIVEN_TAG, _ANY_TAG) and gap.strip() == "" and len(gap) <= 1:
            return following.end
    return token.end


def _is_common(token: Token) -> bool:
    """浜, 林, 西: also an everyday word or short enough to be a slip of the tokenizer."""
    return len(token.text) == 1 or bool(any_readings(token.text) - readings(token.text, "姓"))


def _stands_alone(seen: Analysis, place: int) -> bool:
    """Between points, arrows and spaces, as names stand in a list."""
    token = seen.tokens[place]
    before = seen.text[token.start - 1 : token.start]
    after = seen.text[token.end : token.end + 1]
    return before in ("", *"・、。→⇒ \u3000(（:：,/") and after in ("", *"・、。→⇒ \u3000)）,/へとがはにのよを")


def _known(raw: str, names: tuple[str, ...]) -> list[Name]:
    """Names that stand elsewhere in the file, whole or their family name with at least two characters."""
    found = []
    for name in names:
        words = dict.fromkeys((name, name.replace(" ", ""), name.split(" ")[0]))
        for word in words:
            if len(word) < 2 or word in _NOT_A_PERSON:
                continue
            found += [Name(hit.start(), hit.end(), "", 2) for hit in re.finditer(re.escape(word), raw)]
    return found
