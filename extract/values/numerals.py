"""Kanji numerals in every spelling of values.md 3.1.2, and look-alikes of digits where only digits can stand.

Refuses to guess outside a numeric neighbourhood.
"""

import re

_DIGIT = {"〇": 0, "○": 0, "零": 0, "一": 1, "壱": 1, "壹": 1, "二": 2, "弐": 2, "貳": 2, "三": 3, "参": 3, "參": 3}
_DIGIT |= {"四": 4, "肆": 4, "五": 5, "伍": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_UNIT = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_TENS = {"廿": 20, "卅": 30, "丗": 30}
KANJI = "〇○零一壱壹二弐貳三参參四肆五伍六七八九十拾百千廿卅丗"
_ZERO_LIKE, _ONE_LIKE = "OoQ〇○◯", "lI|丨｜"
_LETTERS = "OoQlI|"
_RUN = re.compile(r"[0-9OoQ〇○◯lI|丨｜]+")


def from_kanji(text: str) -> int | None:
    """Positional (二〇二四), multiplicative (二十三), 大字 (弐拾参), 廿三, 卅; None for anything else."""
    if not text or any(sign not in KANJI for sign in text):
        return None
    if all(sign in _DIGIT for sign in text):
        return int("".join(str(_DIGIT[sign]) for sign in text))
    return _multiplied(text)


def _multiplied(text: str) -> int | None:
    total, pending, last_unit = 0, None, 10_000
    for sign in text:
        if sign in _DIGIT:
            if pending is not None:
                return None
            pending = _DIGIT[sign]
            continue
        worth, unit = (_TENS[sign], 10) if sign in _TENS else ((pending or 1) * _UNIT[sign], _UNIT[sign])
        if unit >= last_unit or (sign in _TENS and pending is not None):
            return None
        total, pending, last_unit = total + worth, None, unit
    return total + (pending or 0)


def number(text: str) -> int | None:
    """A written number: 元 is 1, ASCII digits, or kanji numerals; None otherwise."""
    bare = text.replace(" ", "")
    if bare == "元":
        return 1
    return int(bare) if bare.isascii() and bare.isdigit() else from_kanji(bare)


def mend_digits(text: str) -> tuple[str, bool]:
    """Letters that look like digits and touch digits, or 年月日, become them; length kept.

    Second answer: True when a vertical stroke was taken for 1 (it may as well be a rule or a 7).
    """
    signs, stroke = list(text), False
    for run in _RUN.finditer(text):
        if not _is_number(text, run):
            continue
        for place in range(*run.span()):
            stroke = stroke or signs[place] in _ONE_LIKE
            signs[place] = "0" if signs[place] in _ZERO_LIKE else "1" if signs[place] in _ONE_LIKE else signs[place]
    return "".join(signs), stroke


def _is_number(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()] if run.start() else "", text[run.end() : run.end() + 1]
    if before.isascii() and before.isalpha() and before not in "MTSHRmtshr":
        return False
    # 〇 beside kanji numerals is a kanji numeral itself (二〇二四年), and a lone ○ before 月 is a mark or a blank.
    if (before and before in KANJI) or (after and after in KANJI):
        return False
    return any(sign.isdigit() for sign in run.group(0)) or (
        all(sign in _LETTERS for sign in run.group(0)) and before in tuple("年月") and after in tuple("月日")
    )
