"""要介護度 -> code (`01 06 12 13 21`-`25`) or a word of values.md 3.6 (申請中, 区分変更中, 未申請, 認定切れ, 不明).

要支援 and 要介護 differ by one kanji and by entitlement: refuses to settle a bare 1 or 2.
"""

import re

from domain.field import Alternative, Evidence
from extract.values.choice import MARK_NATS
from extract.values.parsed import Context, DateRole, Parsed, blank, distinct, others, unparsed
from extract.values.wareki import parse as parse_date
from extract.values.width import plain, squeeze

_SUPPORT = re.compile(r"(?:要?支(?:[援拨媛暖接])?|要[援拨媛])([12一二Ⅰ])")
_CARE = re.compile(r"(?:要?介(?:[護譲穫議獲讓謹護])?|要護)([1-5一二三四五])")
_NUMBER = re.compile(r"([1-5])")
_WORDS = (
    ("非該当", "01"), ("自立", "01"), ("事業対象", "06"), ("経過的要介護", "11"), ("区分変更", "区分変更中"),
    ("区変", "区分変更中"), ("申請中", "申請中"), ("未申請", "未申請"), ("認定切", "認定切れ"), ("不明", "不明"),
    ("なし", "未申請"), ("未認定", "未申請"),
)  # fmt: skip
_KANJI = {"一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "Ⅰ": "1"}
_PERIOD = re.compile(
    r"\(?\s*(?:認定(?:有効)?期間|有効期間|期間|認定期限)?\s*[:：]?\s*((?:[RHrh令平]|令和|平成)\s*\d.*)$"
)
_SIGNED = re.compile(r"\(([^()\d]{1,3}\s*[1-5])\)|[○◯◎●⦿☑■✓]\s*([^\s・/,()]{1,4}[1-5])")
_RINGS = "①②③④⑤"
_RINGS_OFF = str.maketrans(_RINGS, "12345")
_SEPARATOR = re.compile(r"[・/,、|\s]+")


def parse(raw: str, context: Context) -> Parsed:
    """Parts: `valid_from`, `valid_to`, and `decisive`: the kanji that tells 支 from 介. Evidence `mark`."""
    text = plain(raw)
    period = _PERIOD.search(text)
    bare = text[: period.start()] if period else text
    parts = _period(raw[period.start(1) :], context) if period else ()
    found = _level(bare, context)
    return Parsed(
        found.value,
        reasons=found.reasons,
        alternatives=found.alternatives,
        evidence=found.evidence,
        inferred=found.inferred,
        state=found.state,
        parts=(*found.parts, *parts),
    )


def level_of(text: str) -> str | None:
    """The code of one option or written level; None when it is none, or a bare number."""
    folded = squeeze(plain(text))
    if hit := _SUPPORT.search(folded):
        return {"1": "12", "2": "13"}[_KANJI.get(hit.group(1), hit.group(1))]
    if hit := _CARE.search(folded):
        return "2" + _KANJI.get(hit.group(1), hit.group(1))
    if folded in ("要支援", "要支"):
        return "11"
    return next((code for word, code in _WORDS if word in folded), None)


def _level(text: str, context: Context) -> Parsed:
    marked = distinct(code for label in context.marks if (code := level_of(label)))
    if len(marked) == 1:
        return _shown(marked[0], evidence=(Evidence("mark", True, MARK_NATS),))
    if len(marked) > 1:
        return _open(marked, "two_marks")
    if not squeeze(text):
        return blank()
    offered = distinct(code for piece in _SEPARATOR.split(text) if (code := level_of(piece)))
    if len(offered) > 1:
        return _from_row(text, offered)
    code = level_of(text)
    return _shown(code, fuzzy=_is_fuzzy(text)) if code else _bare_number(text)


def _from_row(text: str, offered: tuple[str, ...]) -> Parsed:
    """A printed row of levels: by the sign inside it, or none at all."""
    signed = distinct(code for hit in _SIGNED.finditer(text) if (code := level_of(hit.group(1) or hit.group(2))))
    weak = (Evidence("mark", True, MARK_NATS / 2),)
    if len(signed) == 1:
        return _shown(signed[0], evidence=weak)
    if not signed and (ringed := _ringed(text)):
        return _shown(ringed, evidence=weak).with_reasons("stray_mark")
    return _open(signed or offered, "two_marks" if signed else "no_mark")


def _ringed(text: str) -> str | None:
    """`要介②` in a printed row: the reader took the hand's ring for part of the number. None unless it is one only."""
    ringed = [piece for piece in _SEPARATOR.split(text) if any(sign in _RINGS for sign in piece)]
    return level_of(ringed[0].translate(_RINGS_OFF)) if len(ringed) == 1 else None


def _shown(code: str, *, evidence: tuple[Evidence, ...] = (), fuzzy: bool = False) -> Parsed:
    """The sister level with the other kanji is always offered."""
    sister = {"12": "21", "13": "22", "21": "12", "22": "13"}.get(code)
    rest = (Alternative(sister, "支と介の取り違え"),) if sister else ()
    decisive = (("decisive", "支" if code in ("12", "13") else "介"),) if sister else ()
    return Parsed(code, reasons=("lookalike",) if fuzzy else (), alternatives=rest, evidence=evidence, parts=decisive)


def _is_fuzzy(text: str) -> bool:
    """True when the second kanji of 要介護 or 要支援 was misread and the rest still says which."""
    folded = squeeze(plain(text))
    return re.search(r"介[^護0-9一二三四五]|支[^援0-9一二]|要[援拨媛護]", folded) is not None


def _bare_number(text: str) -> Parsed:
    """`3` alone can only be 要介護3; `1` and `2` may be either."""
    hit = _NUMBER.fullmatch(squeeze(plain(text)))
    if hit is None:
        return unparsed()
    number = hit.group(1)
    if number in "12":
        choices = (Alternative("2" + number, "要介護"), Alternative({"1": "12", "2": "13"}[number], "要支援"))
        return Parsed(None, reasons=("care_level_ambiguous",), alternatives=choices)
    return Parsed("2" + number, inferred=True, reasons=("care_level_ambiguous",))


def _open(codes: tuple[str, ...], reason: str) -> Parsed:
    return Parsed(
        None, reasons=(reason,), alternatives=others(None, (Alternative(one, "様式の選択肢") for one in codes))
    )


def _period(written: str, context: Context) -> tuple[tuple[str, str], ...]:
    dates = parse_date(written, context.now(role=DateRole.EXPIRY, marks=()))
    start = (("valid_from", dates.value),) if dates.value else ()
    end = dates.part("end")
    return (*start, ("valid_to", end)) if end else start
