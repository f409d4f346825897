"""ふりがな -> full-width katakana with one space, and whether it is the reading of the name beside it.

Refuses kanji: what is not kana is not a reading. `raw` stays as written.
"""

import re

import jaconv

from domain.field import Evidence
from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.readings import any_readings, readings, sound, voiced_alike
from extract.values.variants import folded
from extract.values.width import plain

# A wrong reading agrees with the dictionary by chance about once in fifty names: ln 50.
KANA_NATS = 3.9
_KANA = re.compile(r"[ァ-ヴーヷ-ヺ・゠]+")
_REPAIRS = str.maketrans("力口□二八工一夕卜千へべぺ-|", "カロロニハエータトチヘベペーー")
# Where no small kana can stand in a reading, it is a large one seen small: 「マッ」, 「カャ」.
_SMALL = re.compile(
    r"ッ(?=$|[アイウエオナ-ノマ-モヤユヨラ-ロワヲンァィゥェォャュョッー])"
    r"|(?<![キシチニヒミリギジヂビピヴテデフ])[ャュョ]|^[ァィゥェォッ]"
)
_LARGE = str.maketrans("ッャュョァィゥェォ", "ツヤユヨアイウエオ")
_MARKS = re.compile(r"[\[\](){}〈〉<>:：㊞、。,.]|ふりがな|フリガナ|よみがな|カナ(?=[:\s])")
_PLACEHOLDERS = ("不明", "同上", "〃", "なし", "無")


def parse(raw: str, context: Context) -> Parsed:
    """`ﾀｶﾊｼ ｷﾖ`, `たかはし　きよ` -> `タカハシ キヨ`. Evidence `kana` when `context.name` is there."""
    text = _MARKS.sub(" ", plain(raw))
    if not text.strip():
        return blank()
    if text.strip() in _PLACEHOLDERS:
        return unparsed()
    katakana = jaconv.hira2kata(jaconv.h2z(text, kana=True, ascii=False, digit=False))
    words = [_SMALL.sub(lambda hit: hit[0].translate(_LARGE), word) for word in katakana.translate(_REPAIRS).split()]
    if not all(_KANA.fullmatch(word) for word in words):
        return unparsed()
    value = " ".join(_joined(words))
    reasons = ("lookalike",) if words != katakana.split() else ()
    found = Parsed(value, reasons=reasons, parts=_split_parts(value))
    return _compared(found, context)


def _joined(words: list[str]) -> list[str]:
    """Signs spaced out one by one belong together."""
    return ["".join(words)] if len(words) > 2 and all(len(word) == 1 for word in words) else words


def _split_parts(value: str) -> tuple[tuple[str, str], ...]:
    family, _, given = value.partition(" ")
    return (("family_kana", family), ("given_kana", given)) if given and " " not in given else ()


def _compared(found: Parsed, context: Context) -> Parsed:
    if not context.name or found.value is None:
        return found
    agrees = kana_agrees(context.name, found.value)
    if agrees is None:
        return found
    found = found.with_evidence(Evidence("kana", agrees, KANA_NATS))
    return found if agrees else found.with_reasons("kana_contradicts")


def kana_agrees(name: str, kana: str) -> bool | None:
    """Whether katakana is a reading of a name, both with or without a space; None when the dictionary cannot say."""
    signs, heard = name.split(), kana.split()
    if len(signs) == 2 and len(heard) == 2:
        return _both(signs[0], heard[0], given=signs[1], given_kana=heard[1])
    whole, sounds = "".join(signs), "".join(heard)
    verdicts = [
        _both(whole[:cut], sounds[:split], given=whole[cut:], given_kana=sounds[split:])
        for cut in range(1, len(whole))
        for split in range(1, len(sounds))
    ]
    return True if True in verdicts else None


def _both(family: str, family_kana: str, *, given: str, given_kana: str) -> bool | None:
    surname = part_agrees(family, family_kana, kind="姓")
    first = part_agrees(given, given_kana, kind="名")
    if surname is False:
        return False
    if surname and first:
        return True
    return None


def part_agrees(part: str, kana: str, *, kind: str) -> bool | None:
    """One part of a name against its reading. False only for a family name the dictionary knows otherwise.

    A dot that may be lost or made by a fax (カエテ, カエデ) is neither agreement nor contradiction.
    """
    spelled = jaconv.hira2kata(part)
    if _KANA.fullmatch(spelled):
        return sound(spelled) == sound(kana)
    known = readings(part, kind)
    if any(sound(one) == sound(kana) for one in known):
        return True
    if any(voiced_alike(one, kana) for one in known):
        return None
    if _composed(folded(part), sound(kana), is_dotted=True):
        return True
    if _composed(folded(part), sound(kana), is_dotted=False):
        return None
    return False if known and kind == "姓" else None


def _composed(part: str, kana: str, *, is_dotted: bool) -> bool:
    """The reading put together from readings of the single characters (正彦: マサ + ヒコ). `is_dotted`: dot by dot."""
    if not part:
        return not kana
    for length in (2, 1):
        head = part[:length]
        if len(head) < length or (length == len(part) and length > 1):
            continue
        for one in map(sound, _single_readings(head)):
            said = kana[: len(one)]
            fits = one == said if is_dotted else voiced_alike(one, said)
            if one and fits and _composed(part[length:], kana[len(one) :], is_dotted=is_dotted):
                return True
    return False


def _single_readings(head: str) -> frozenset[str]:
    spelled = jaconv.hira2kata(head)
    if _KANA.fullmatch(spelled):
        return frozenset((spelled,))
    return any_readings(head) | readings(head, "名")
