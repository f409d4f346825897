"""Agencies and places in running text: the office's own list, names that end like an agency's, and the model's word.

Refuses bare endings: 「病院へ」 names no hospital.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.entry import Mention
from extract.finders.calling import cues
from extract.finders.language import Analysis
from extract.lexicon.tables import mapping, rows
from extract.values.variants import folded

_NOUN = ("名詞-", "接頭辞", "接尾辞-名詞的")
_MODEL_AGENCIES = frozenset(
    (
        *("Company", "Corporation_Other", "Government", "Political_Organization_Other", "Organization_Other", "School"),
        *("Public_Institution", "Medical_Institution", "Nonprofit_Organization", "International_Organization"),
    )
)
_MODEL_PLACES = frozenset(
    ("City", "County", "Province", "Country", "GPE_Other", "Station", "Domestic_Region", "Address_Other")
)
_NOT_ALONE = re.compile(
    r"(?:同|当|別|他|各|本|前|次|市|町)?(?:病院|センター|学校|会社|課|市|町|駅|荘|大学|高校|施設|団地|アパート|銀行|ホーム|事務所|会議|役場)"
)
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_KATAKANA = re.compile(r"[ァ-ヴー]+")
_NEVER = frozenset(("訪看", "居宅", "訪問看護", "自宅", "要支援", "要介護"))


@dataclass(frozen=True, slots=True)
class Places:
    """`agencies` and `places` as mentions.

    `closed`: spans of the office's list and of agency endings, in which no person's name is looked for; `doubtful`:
    spans of the model alone, which only a name with a calling word breaks open.
    """

    agencies: tuple[Mention, ...]
    places: tuple[Mention, ...]
    closed: tuple[tuple[int, int], ...]
    doubtful: tuple[tuple[int, int], ...]


def find_places(raw: str, seen: Analysis) -> Places:
    """Agencies (role: what a short form stands for, "" otherwise) and places, left to right."""
    ended = _ended(seen)
    sure = _longest([*_listed(seen), *((start, end, "") for start, end, kind in ended if kind != "place")])
    towns = [(start, end, "") for start, end, kind in ended if kind == "place"]
    modelled = [(one.start, one.end, "") for one in seen.named if one.label in _MODEL_PLACES]
    agencies = _longest([*sure, *(span for span in _modelled(seen) if not any(_touch(span, other) for other in sure))])
    places = [span for span in _longest([*towns, *modelled]) if not any(_touch(span, other) for other in agencies)]
    closed = tuple((start, end) for start, end, _ in (*sure, *towns))
    doubtful = tuple((start, end) for start, end, _ in (*agencies, *places))
    return Places(_mentions(raw, agencies), _mentions(raw, places), closed, doubtful)


def _modelled(seen: Analysis) -> list[tuple[int, int, str]]:
    """The model's agencies, but none that swallowed a post (`堀MSW`) or runs over a space."""
    posts = [cue.start for cue in cues(seen.text) if cue.role]
    return [
        (one.start, one.end, "")
        for one in seen.named
        if one.label in _MODEL_AGENCIES
        and _whole(seen.text[one.start : one.end])
        and not any(one.start <= start < one.end for start in posts)
    ]


def _mentions(raw: str, spans: list[tuple[int, int, str]]) -> tuple[Mention, ...]:
    return tuple(Mention(raw[start:end], role, (start, end)) for start, end, role in spans)


@lru_cache(maxsize=1)
def _agency_pattern() -> re.Pattern[str]:
    words = sorted((folded(row["word"]) for row in rows("agencies")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))


def _listed(seen: Analysis) -> list[tuple[int, int, str]]:
    """Words of the office's list, grown to the nouns in front of them (`北部包括`, `潮見署`)."""
    full = mapping("agencies", key="word", value="full")
    starts = {token.start for token in seen.tokens}
    ends = {token.end for token in seen.tokens}
    return [
        (hit.start(), hit.end(), full.get(hit.group(0), ""))
        for hit in _agency_pattern().finditer(seen.text)
        if hit.start() in starts or hit.end() in ends or _is_whole_kana(hit, seen.text)
    ]


def _is_whole_kana(hit: re.Match[str], text: str) -> bool:
    """`ハロワ` between other signs, however the tokenizer cut it."""
    around = text[max(0, hit.start() - 1) : hit.start()] + text[hit.end() : hit.end() + 1]
    return _KATAKANA.fullmatch(hit.group(0)) is not None and _KATAKANA.search(around) is None


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str], ...]:
    return tuple(
        sorted(((row["ending"], row["kind"]) for row in rows("agency_endings")), key=lambda pair: -len(pair[0]))
    )


def _ended(seen: Analysis) -> list[tuple[int, int, str]]:
    found = []
    blocked = {place for cue in cues(seen.text) if cue.role for place in range(cue.start, cue.end)}
    for place, token in enumerate(seen.tokens):
        ending = next(((word, kind) for word, kind in _endings() if token.text.endswith(word)), None)
        if ending is None or not token.tag.startswith(_NOUN):
            continue
        start = _grown(seen, place, blocked=blocked)
        word = seen.text[start : token.end]
        bare = _NOT_ALONE.fullmatch(word) or word in _NEVER or word == ending[0]
        if not bare and len(word) > 1 and not _is_counted(word):
            found.append((start, token.end, ending[1]))
    return found


def _is_counted(word: str) -> bool:
    return word[0].isdigit()


def _grown(seen: Analysis, place: int, *, blocked: set[int]) -> int:
    """Where the run of nouns that ends at a token begins; it stops at spaces, signs and calling words."""
    start = seen.tokens[place].start
    while place > 0:
        before = seen.tokens[place - 1]
        joined = before.end == start and before.tag.startswith(_NOUN) and "副詞可能" not in before.tag
        if not joined or before.start in blocked or before.tag.startswith("名詞-数詞"):
            break
        start, place = before.start, place - 1
    return start


def _whole(word: str) -> bool:
    return (
        len(word) > 2
        and " " not in word
        and _JAPANESE.search(word) is not None
        and _NOT_ALONE.fullmatch(word) is None
        and word not in _NEVER
        and not _is_counted(word)
    )


def _longest(spans: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    kept: list[tuple[int, int, str]] = []
    for span in sorted(spans, key=lambda one: (one[0] - one[1], not one[2])):
        if not any(_touch(span, other) for other in kept):
            kept.append(span)
    return sorted(kept)


def _touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
