"""Finds the written shape of a date in text: which numbers, which era word, which weekday and age stand beside it.

Says nothing about which day is meant: that is for `wareki` and `wareki_sequence`. Offsets are those of the raw text.
"""

import re
from dataclasses import dataclass, replace

from extract.values.eras import ERAS, Era, era_named
from extract.values.numerals import KANJI, mend_digits, number
from extract.values.weekday import WEEKDAYS
from extract.values.width import dated, prose


@dataclass(frozen=True, slots=True)
class Choice:
    """A printed row of era words: `offered`, gaps filled; `circled`: those marked inside the text itself.

    `ringed`: a mark was seen only as an unreadable ringed sign in the era's place.
    """

    offered: tuple[Era, ...] = ()
    circled: tuple[Era, ...] = ()
    ringed: bool = False


@dataclass(frozen=True, slots=True)
class DateText:
    """What is written. `choice`: a printed row of era words in front of the number.

    `span` covers numbers and era, `end` also weekday and age. `third`: 旬 code A1 A2 A3 (GIF 441). `stroke`: a
    vertical stroke was read as 1. `speck`: a point inside a number was left out. `several`: further days follow
    (`4/9,11,16`).
    """

    span: tuple[int, int]
    end: int
    era: Era | None = None
    choice: Choice = Choice()
    year: int | None = None
    western: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    age: int | None = None
    east_asian_age: bool = False
    fiscal: bool = False
    decade: bool = False
    about: bool = False
    third: str = ""
    stroke: bool = False
    speck: bool = False
    several: bool = False


ERA_WORD = r"(?:明治|大正|昭[和利]|平成|令[和利]|[明大昭平令]|[㍾㍽㍼㍻㋿]|(?<![A-Za-z])[MTSHRmtshr](?![A-Za-z]))"
_K = rf"[{KANJI}]{{1,4}}"
_LOOSE = rf"(?:元|\d(?:\s?\d){{0,3}}|{_K})"
_N2 = rf"(?:\d\s?\d?|{_K})"
_SEP = r"\s*(?:[./,・][\s.-]*|-)\s*"
_DOT = r"\s*[.,・][\s.-]*"
_ERA = rf"(?:(?P<era>{ERA_WORD})\s*[.・:)]?\s*)"
_YEAR_MARK = r"(?P<west>'\s*|西暦\s*)?"
_IN_YEAR = (
    rf"(?:\s*(?P<month>{_N2})\s*月(?:\s*(?P<day>{_N2})\s*日)?|"
    rf"\s*(?P<month2>\d{{1,2}}){_SEP}(?P<day2>\d{{1,2}})(?:\s*日)?(?!\d))?"
)
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_ERA}?{_YEAR_MARK}(?P<year>{_LOOSE})\s*年(?!間|前|以上|以内|ぶり|生(?!ま?れ?[\s)(]*$|月))"
        rf"(?P<fiscal>\s*度)?(?P<decade>\s*代)?{_IN_YEAR}",
        rf"{_ERA}{_YEAR_MARK}(?P<year>元|\d{{1,4}}|{_K}){_SEP}(?P<month>\d{{1,2}}|{_K})"
        rf"(?:{_SEP}(?P<day>\d{{1,2}}|{_K}))?(?:\s*日)?(?!\d)",
        # The same kind of separator twice: `4/9,11` is two days of April, not a date of year 4.
        rf"{_YEAR_MARK}(?<![\d.])(?P<year>\d{{1,4}}|{_K}){_DOT}(?P<month>\d{{1,2}}|{_K}){_DOT}(?P<day>\d{{1,2}}|{_K})(?!\d)",
        rf"{_YEAR_MARK}(?<![\d/])(?P<year>\d{{1,4}})\s*/\s*(?P<month>\d{{1,2}})\s*/\s*(?P<day>\d{{1,2}})(?!\d)",
        rf"{_YEAR_MARK}(?<![\d-])(?P<year>\d{{1,4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?![\d-])",
        r"(?<!\d)(?P<year>(?:18|19|20)\d\d)\s*[./-]\s*(?P<month>\d{1,2})(?!\d)",
        rf"{_ERA}(?P<year>\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)",
        rf"{_ERA}(?P<year>元|\d{{1,2}})\s+(?P<month>\d{{1,2}})\s+(?P<day>\d{{1,2}})(?!\d)",
        rf"(?P<month>(?<!\d){_N2})\s*月\s*(?P<day>{_N2})\s*日(?!間)",
        r"(?<![\d./-])(?P<month>\d{1,2})(?:/|[.・]\s*-?|,|-)\s*(?P<day>\d{1,2})(?!\d|/\d|\s*[点回名人円%％㎏キ:])",
        r"(?<![\d./-])(?P<month>\d{1,2})/(?P<day>(?P<speck>[12]\s*[.]\s*\d|3\s*[.]\s*[01]))(?![\d./])",
        rf"(?P<month>(?<!\d){_N2})\s*月(?![曜)])",
    )
)
# Only where nothing but a date can stand: in prose these are ages, counts and initials.
_FIELD_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"{_ERA}(?P<year>元|\d{{1,2}}|{_K})(?!\d)",
        r"(?<!\d)(?P<year>(?:18|19|20)\d\d)(?!\d)",
        rf"(?P<day>(?<![\d月])\d{{1,2}}|{_K})\s*日(?!間)",
    )
)

_SIGN = r"[(①-⑨○◯◎●⦿]"
_RING = r"[①-⑳Ⓐ-ⓩ㊀-㊿◎⦿●○◯]"
_SLOT = rf"(?:(?:{_SIGN}|\d\s*[.]?)?\s*{ERA_WORD}\s*\)?|{_RING})"
_BETWEEN = r"[・/,|.:\s]*"
_CHOICE = re.compile(rf"{_SLOT}(?:{_BETWEEN}{_SLOT})+\s*[・/,|]?|(?<![A-Za-z])[MTSHRmtshr]{{3,5}}(?![A-Za-z])")
# One slot of such a row. A letter in a ring is often read as one ringed sign: `M・T・⑤` is M・T・S with S circled.
_CHOICE_SLOT = re.compile(rf"(?:(?P<sign>{_SIGN})|\d\s*[.]?)?\s*(?P<era>{ERA_WORD})\s*\)?|(?P<ring>{_RING})")
_LETTER = re.compile(r"(?P<era>[MTSHRmtshr])(?P<sign>(?!))?(?P<ring>(?!))?")

_WEEKDAY = re.compile(
    rf"\s*(?:[(\[<〈【{{]\s*([{WEEKDAYS}])\s*(?:曜日?)?\s*[)\]>〉】}}]?|([{WEEKDAYS}])\s*(?:曜日?|[)\]>〉】])"
    rf"|\s+([月火水木金土])(?=\s|$))"
)
_BORN = re.compile(r"\s*(?:生まれ|生れ|生)")
_AGE = re.compile(
    rf"[\s(,.]*(?P<style>満|数え?年?|当時)?\s*(?P<age>\d\s?\d?\s?\d?|{_K})\s*[歳才]|\s*[(]\s*(?P<bare>\d\s?\d?\s?\d?)\s*[)]"
)
_ABOUT = re.compile(r"\s*(?:頃|ごろ|ころ|前後|位|くらい)")
_THIRD = re.compile(r"\s*(?:の)?(上旬|初旬|初め|はじめ|頭|中旬|半ば|下旬|末|終わり)")
_THIRDS = {"上": "A1", "初": "A1", "は": "A1", "頭": "A1", "中": "A2", "半": "A2", "下": "A3", "末": "A3", "終": "A3"}
_MORE = re.compile(r"\s*[,・と]\s*(?:\d{1,2}/)?\d{1,2}(?!\d|\s*[:時/.年月])")
_SKELETON = re.compile(
    rf"(?:{ERA_WORD}|西暦|[年月日生満約才歳頃度曜\s・./,()\[\]~_|:-]|[①-⑨1-5]\s*[.]?\s*(?={ERA_WORD}))*"
)


def is_skeleton(raw: str) -> bool:
    """True when only the printed frame of a date is there: `令和　年　月　日`, `明・大・昭・平`, or nothing."""
    return _SKELETON.fullmatch(dated(raw)) is not None


def scan(raw: str, *, start: int = 0) -> DateText | None:
    """The first date at or after `start` in a field that holds dates only; None when there is no number to go by."""
    text, stroke = mend_digits(dated(raw))
    text, choice = _lift_choice(text, start)
    found = _first(text, start, shapes=(*_SHAPES, *_FIELD_SHAPES))
    return replace(found, choice=choice, stroke=stroke) if found else None


def find(text: str) -> tuple[DateText, ...]:
    """Every date in running text, left to right, without overlaps."""
    found, place = [], 0
    mended, _ = mend_digits(prose(text))
    while (one := _first(mended, place, shapes=_SHAPES)) is not None:
        found.append(one)
        place = max(one.span[1], place + 1)
    return tuple(found)


def _first(text: str, start: int, *, shapes: tuple[re.Pattern[str], ...]) -> DateText | None:
    hits = [hit for shape in shapes if (hit := shape.search(text, start))]
    hits = [hit for hit in hits if _numbers_read(hit)]
    return _read(min(hits, key=lambda hit: (hit.start(), -(hit.end() - hit.start()))), text) if hits else None


def _lift_choice(text: str, start: int) -> tuple[str, Choice]:
    """Takes a printed row of era words out (blanks in its place) and says which were offered and which marked."""
    hit = _CHOICE.search(text, start)
    choice = _choice(hit.group(0)) if hit else None
    if hit is None or choice is None:
        return text, Choice()
    return text[: hit.start()] + " " * len(hit.group(0)) + text[hit.end() :], choice


def _choice(row: str) -> Choice | None:
    slots = list((_LETTER if row.isalpha() and row.isascii() else _CHOICE_SLOT).finditer(row))
    eras = [era_named(slot.group("era") or "") for slot in slots]
    written = [era for era in eras if era]
    rings = [era for place, slot in enumerate(slots) if slot.group("ring") and (era := _era_between(eras, place))]
    rings = [era for era in rings if era not in written]
    signed = [era for era, slot in zip(eras, slots, strict=True) if era and slot.group("sign")]
    if len({era.name for era in (*written, *rings)}) < 2:
        return None
    # Every slot with a sign of its own is a printed numbering, not a choice.
    signed = [] if len(signed) == len(written) and len(signed) > 1 and "(" not in row else signed
    places = sorted(ERAS.index(era) for era in (*written, *rings))
    last = places[-1] + (row.rstrip()[-1] in "・/,|" and not rings)
    offered = ERAS[places[0] : last + 1]
    marked = tuple(era for era in offered if era in signed or era in rings)
    return Choice(offered, marked, ringed=bool(rings))


def _era_between(eras: list[Era | None], place: int) -> Era | None:
    """The era whose slot an unreadable sign takes: the one after its left neighbour or before its right one."""
    before = eras[place - 1] if place else None
    after = eras[place + 1] if place + 1 < len(eras) else None
    number = ERAS.index(before) + 1 if before else ERAS.index(after) - 1 if after else -1
    return ERAS[number] if 0 <= number < len(ERAS) else None


def _numbers_read(hit: re.Match[str]) -> bool:
    groups = hit.groupdict()
    names = ("year", "month", "day", "month2", "day2")
    return all(number(text.replace(".", "")) is not None for name in names if (text := groups.get(name)))


def _read(hit: re.Match[str], text: str) -> DateText:
    groups = hit.groupdict()
    pick = {
        name: number(groups[name].replace(".", ""))
        for name in ("year", "month", "day", "month2", "day2")
        if groups.get(name)
    }
    digits = (groups.get("year") or "").replace(" ", "")
    found = DateText(
        span=hit.span(),
        end=hit.end(),
        era=era_named(groups.get("era") or ""),
        year=pick.get("year"),
        western=bool(groups.get("west")) or (len(digits) == 4 and not groups.get("era")),
        month=pick.get("month", pick.get("month2")),
        day=pick.get("day", pick.get("day2")),
        speck=bool(groups.get("speck")),
        fiscal=bool(groups.get("fiscal")),
        decade=bool(groups.get("decade")),
    )
    return _with_company(found, text)


def _with_company(found: DateText, text: str) -> DateText:
    """Adds what stands right behind the numbers: weekday, 生, age, 頃, 旬, further days."""
    place, weekday = found.end, None
    if hit := _WEEKDAY.match(text, place):
        place, weekday = hit.end(), WEEKDAYS.index(hit.group(1) or hit.group(2) or hit.group(3)) + 1
    third = _THIRD.match(text, place) if found.day is None else None
    place = third.end() if third else place
    about = _ABOUT.match(text, place)
    place = about.end() if about else place
    several = found.day is not None and _MORE.match(text, place) is not None
    born = _BORN.match(text, place)
    place = born.end() if born else place
    found = replace(found, end=place, weekday=weekday, about=about is not None, several=several)
    found = replace(found, third=_THIRDS[third.group(1)[0]] if third else "")
    return _with_age(found, text)


def _with_age(found: DateText, text: str) -> DateText:
    hit = _AGE.match(text, found.end)
    age = number((hit.group("age") or hit.group("bare")).strip()) if hit else None
    if hit is None or age is None:
        return found
    close = hit.end() + (text[hit.end() : hit.end() + 1] == ")")
    return replace(found, end=close, age=age, east_asian_age=(hit.group("style") or "").startswith("数"))
