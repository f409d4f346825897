"""Addresses: as written, plus its pieces and the municipality's code as witness (values.md 3.5).

Refuses to rewrite: `value` is what stands on paper without the postcode and without remarks in brackets. Withheld
addresses (非開示, 支援措置) give no value at all.
"""

import re
from dataclasses import dataclass, replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from domain.field import Alternative, Evidence
from extract.values.gazetteer import PREFECTURES, Municipality, municipalities, place_key, towns
from extract.values.parsed import Context, Parsed, blank, distinct, others, unparsed
from extract.values.postcode import parse as parse_postcode
from extract.values.postcode import postcode_agrees
from extract.values.protection import find as find_protection
from extract.values.width import plain

# A misread municipality is hardly ever another one's name (ln 200); a misread town is, more often (ln 20).
MUNICIPALITY_NATS, TOWN_NATS = 5.3, 3.0
_POSTCODE = re.compile(r"[〒〠]\s*[\dOoＯ〇０-９]{3}\s*[-－‐−–—ー]?\s*[\dOoＯ〇０-９]{4}|[〒〠]\s*[-－‐_＿]*")
_BARE_POSTCODE = re.compile(r"^\s*[0-9０-９]{3}[-－‐−–][0-9０-９]{4}(?![0-9０-９-])")
_BRACKET = re.compile(r"[(（［\[]([^()（）［］\[\]]*)[)）］\]]?")
_REMARK_WORDS = re.compile(
    r"頃|旧|期間|申出|措置|住民票|施設|入院|入所|相手方|避難|元の|以前|現在|同居|呼出|転居|※|不明|不定|所有|実家"
)
_ARROW = re.compile(r"\s*(?:[←⇐※]|～?以下).*$")
_PLACEHOLDERS = {
    "同上": "same_as_above", "〃": "same_as_above", "同じ": "same_as_above", "本人に同じ": "same_as_person",
    "本人と同じ": "same_as_person", "本人同じ": "same_as_person", "同居": "same_as_person",
    "住所不定": "no_fixed_address", "不定": "no_fixed_address", "居所不明": "unknown", "不明": "unknown",
    "なし": "none", "無": "none", "入院中": "in_hospital", "病院入院中": "in_hospital", "入所中": "in_facility",
}  # fmt: skip
_WITHHELD = re.compile(r"非\s*開\s*示|秘匿|非公開|公開不可|記載しない")
# What readers make of 目 and 市, and of kanji that look like katakana.
_CHOME = re.compile(r"(?<=[0-9０-９一二三四五六七八九十]丁)[HBE日且](?=[0-9０-９])")
_CITY = str.maketrans("巾", "市")
_AS_KANJI = str.maketrans("ニハロエカタトーチミ", "二八口工力夕卜一千三")
_KE = re.compile(r"(?<=[\u3400-\u9fff])[ヶケ](?=[\u3400-\u9fff])")
_LOT = re.compile(r"[0-9０-９一二三四五六七八九十〇]+\s*(?:丁目|番|号|[-－‐−ーの－])|[0-9０-９]+|番外地|無番地")


@dataclass(frozen=True, slots=True)
class Located:
    """Where in the address the municipality stands: `start`..`end` of its name."""

    start: int
    end: int
    place: Municipality
    unique: bool


def parse(raw: str, context: Context) -> Parsed:
    """Parts: `postcode`, `prefecture`, `city`, `municipality_code`, `town`, `lot`, `building`, `old_place`, `remark`,
    `placeholder`. Evidence: `municipality`, `town`, `postcode_address`."""
    remarks = [("remark", hit.group(1)) for hit in _BRACKET.finditer(raw) if _REMARK_WORDS.search(hit.group(1))]
    parts = [*_postcode_part(raw, context), *remarks]
    text = _as_written(raw)
    if _WITHHELD.search(raw):
        return Parsed(None, reasons=("protection_word",), parts=(("placeholder", "withheld"), *parts))
    if not text:
        return unparsed(parts=tuple(parts)) if remarks else blank()
    if placeholder := _PLACEHOLDERS.get("".join(text.split())):
        return unparsed(parts=(("placeholder", placeholder), *parts))
    found = _with_other_ke(_with_mended(_witnessed(text, context, parts=parts)))
    return found.with_reasons("protection_word") if find_protection(raw) else found


def _with_other_ke(found: Parsed) -> Parsed:
    """ヶ and ケ differ by size alone: where one stands between kanji the other is offered, and the one that was read
    is a doubt unless the tables spell the place so."""
    text = found.value or ""
    swapped = (_KE.sub(lambda hit: "ケ" if hit.group(0) == "ヶ" else "ヶ", text, count=count) for count in (1, 0))
    shown = (Alternative(one, "ケとヶ") for one in swapped if one != text)
    offered = replace(found, alternatives=others(found.value, (*found.alternatives, *shown))) if text else found
    return offered.with_reasons("lookalike") if _KE.search(text) and not _is_spelled_so(text) else offered


def _is_spelled_so(text: str) -> bool:
    located = locate(text)
    if located is None or _KE.search(text[located.end :]):
        return False
    name = text[located.start : located.end]
    return name in (located.place.city, located.place.city.partition("郡")[2], located.place.written)


def _with_mended(found: Parsed) -> Parsed:
    """The same address with a letter that readers are known to mistake set right, where the tables then know it."""
    text = found.value or ""
    shown = [Alternative(_CHOME.sub("目", text), "丁目")] if _CHOME.search(text) else []
    located = locate(text)
    city = text[:14].translate(_CITY) + text[14:]
    if located is None and city != text and locate(city) is not None:
        shown.append(Alternative(city, "地名の一覧に近い名前"))
    if located is not None and not _town_of(text[located.end :], located.place):
        rest = text[located.end :].translate(_AS_KANJI)
        if town := _town_of(rest, located.place):
            whole = text[: located.end] + town + text[located.end + len(town) :]
            shown.append(Alternative(whole, "地名の一覧にある町名"))
    return replace(found, alternatives=others(found.value, (*shown, *found.alternatives))) if shown else found


def _postcode_part(raw: str, context: Context) -> list[tuple[str, str]]:
    hit = _POSTCODE.search(raw) or _BARE_POSTCODE.search(raw)
    digits = parse_postcode(hit.group(0), context.now(address=None)).value if hit else None
    return [("postcode", digits)] if digits else []


def _as_written(raw: str) -> str:
    """Without postcode, remarks and what an arrow adds; nothing else changes."""
    text = _BARE_POSTCODE.sub("", _POSTCODE.sub("", raw))
    text = _BRACKET.sub(lambda hit: "" if _REMARK_WORDS.search(hit.group(1)) else hit.group(0), text)
    return _ARROW.sub("", text).strip()


def _witnessed(text: str, context: Context, *, parts: list[tuple[str, str]]) -> Parsed:
    located = locate(text)
    postcode = next((value for key, value in parts if key == "postcode"), None) or _digits(context)
    signals = _postcode_signals(text, postcode)
    reasons = ["postcode_contradicts"] if any(one.agrees is False for one in signals) else []
    if located is None:
        choices = _nearest(text)
        signals = (Evidence("municipality", False, MUNICIPALITY_NATS), *signals)
        return Parsed(
            text,
            None,
            False,
            distinct(("address_unknown", *reasons)),
            choices,
            signals,
            parts=(*_lot_parts(text), *parts),
        )
    place, rest = located.place, text[located.end :]
    town = _town_of(rest, place)
    signals = (Evidence("municipality", True, MUNICIPALITY_NATS), *_town_signal(rest, town), *signals)
    pieces = [("prefecture", place.prefecture), ("city", place.city), ("municipality_code", place.code)]
    pieces += [("old_place", place.written)] if place.written else []
    pieces += [("town", town)] if town else []
    pieces = [] if not located.unique else pieces
    pieces += _lot_parts(rest[len(town) :] if town else rest)
    return Parsed(text, reasons=distinct(reasons), evidence=signals, parts=(*pieces, *parts))


def _digits(context: Context) -> str | None:
    return parse_postcode(context.postcode, context.now(address=None)).value if context.postcode else None


def _postcode_signals(text: str, postcode: str | None) -> tuple[Evidence, ...]:
    agrees = postcode_agrees(postcode, text) if postcode else None
    return (Evidence("postcode_address", agrees, TOWN_NATS),) if agrees is not None else ()


def locate(text: str) -> Located | None:
    """The municipality an address begins with, its prefecture written or not; None when no table knows it."""
    start = next((len(name) for name in PREFECTURES if text.startswith(name)), 0)
    prefecture = text[:start]
    key, known = place_key(text), municipalities()
    for end in range(min(len(text), start + 14), start + 1, -1):
        if text[end - 1] not in "市区町村巿":
            continue
        name = key[start:end]
        places = known.get(name) or known.get(name.partition("郡")[2], ())
        fitting = [one for one in places if not prefecture or one.prefecture == prefecture]
        if fitting:
            current = [one for one in fitting if not one.since] or fitting
            return Located(start, end, current[0], len(current) == 1)
    return None


def _town_of(rest: str, place: Municipality) -> str:
    """The part of `rest` that is one of the municipality's towns, 大字 and 字 allowed in front."""
    lead = re.match(r"\s*(?:大字|字)?\s*", rest)
    start = lead.end() if lead else 0
    key = place_key(rest[start:])
    for town in towns(place.prefecture, place.city):
        if key.startswith(place_key(town)):
            return rest[: start + len(town)]
    return ""


def _town_signal(rest: str, town: str) -> tuple[Evidence, ...]:
    if not rest.strip():
        return ()
    return (Evidence("town", True, TOWN_NATS),) if town else (Evidence("town", False, 0.5),)


def _lot_parts(rest: str) -> list[tuple[str, str]]:
    """番地以下 and 方書: the first run of numbers, and what follows a space or stands behind the last number."""
    hit = _LOT.search(rest)
    if hit is None:
        return []
    tail = rest[hit.start() :].strip()
    numbers = re.match(r"[0-9０-９一二三四五六七八九十〇\s丁目番地号の\-－‐−–ー―]*", plain(tail))
    cut = len(numbers.group(0).rstrip()) if numbers else 0
    lot, building = tail[:cut].strip(), tail[cut:].strip()
    return [("lot", lot)] * bool(lot) + [("building", building)] * bool(building)


def _nearest(text: str) -> tuple[Alternative, ...]:
    """The same address with a municipality one character away: for the clerk to pick, never taken by itself."""
    start = next((len(name) for name in PREFECTURES if text.startswith(name)), 0)
    end = next((place + 1 for place in range(start, min(len(text), start + 10)) if text[place] in "市区町村"), 0)
    if end - start < 3:
        return ()
    word = place_key(text[start:end])
    near = process.extract(word, list(municipalities()), scorer=Levenshtein.distance, score_cutoff=1, limit=3)
    shown = (
        Alternative(text[:start] + municipalities()[name][0].city + text[end:], "地名の一覧に近い名前")
        for name, _, _ in near
    )
    return others(text, shown)
