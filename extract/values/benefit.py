"""生保, 年金, 手当 -> kind, grade and amount as read; 有 and 無 for a plain yes or no.

Refuses arithmetic: an amount for two months stays an amount for two months (`per` says so).
"""

import re

from domain.field import Alternative, Evidence
from extract.values.choice import MARK_NATS
from extract.values.numerals import mend_digits
from extract.values.parsed import Context, Parsed, blank, distinct, unparsed
from extract.values.width import plain, squeeze

_KIND = re.compile(
    r"国民年金|国年|老齢基礎年金|老齢基礎|老齢厚生年金|老齢厚生|老齢年金|厚生年金|厚年|障害基礎年金?|障害厚生年金?|障害年金|遺族基礎年金|遺族厚生年金|遺族年金|"
    r"共済年金|企業年金|生活保護|生保|児童扶養手当|児扶手当?|児童手当|特別児童扶養手当|特児扶?|特別障害者手当|障害児福祉手当|住居確保給付金|年金|手当"
)
_GRADE = re.compile(r"([123])\s*級")
_AMOUNT = re.compile(r"[¥￥]?\s*(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(万円?|円|千円)|[¥￥]\s*(\d[\d,]*)")
_PER = re.compile(r"月額?|年額?|2\s*[かヶケカ]?月")
_YES = re.compile(r"受給中|受給|有|あり")
_NO = re.compile(r"無し?|なし|非該当|未受給|却下|廃止|受給していない")
_BRACKET = re.compile(r"\([^()]*\)?")
_LABEL = re.compile(r"^(?:生活保護|生保|年金|手当|公的給付)[\s:]*")


def parse(raw: str, context: Context) -> Parsed:
    """Parts: `kind`, `grade`, `amount_yen`, `per` month | two_months | year, `remark`. Evidence `mark`."""
    text, _ = mend_digits(plain(raw))
    if not squeeze(text) and not context.marks:
        return blank()
    parts = _pieces(text)
    answers = distinct(_answer(label) for label in context.marks if _answer(label))
    if len(answers) == 1:
        return Parsed(answers[0], evidence=(Evidence("mark", True, MARK_NATS),), parts=parts)
    if len(answers) > 1:
        return Parsed(
            None, reasons=("two_marks",), alternatives=(Alternative("有", "選択肢"), Alternative("無", "選択肢"))
        )
    return _written(raw, text, parts=parts)


def _written(raw: str, text: str, *, parts: tuple[tuple[str, str], ...]) -> Parsed:
    bare = _LABEL.sub("", _BRACKET.sub("", text).strip()).strip()
    if re.match(r"有\s*[・/]?\s*無", bare):
        return Parsed(
            None, reasons=("no_mark",), alternatives=(Alternative("有", "選択肢"), Alternative("無", "選択肢"))
        )
    if _NO.fullmatch(bare):
        return Parsed("無", parts=parts)
    if _YES.fullmatch(bare):
        return Parsed("有", parts=parts)
    return Parsed(raw.strip(), parts=parts) if raw.strip() else unparsed()


def _answer(label: str) -> str:
    bare = squeeze(plain(label))
    return "無" if _NO.fullmatch(bare) else "有" if _YES.fullmatch(bare) else ""


def _pieces(text: str) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    if kind := _KIND.search(text):
        found.append(("kind", kind.group(0)))
    if grade := _GRADE.search(text):
        found.append(("grade", grade.group(1)))
    if amount := _AMOUNT.search(text):
        found += [("amount_yen", _yen(amount)), *_period(text[: amount.start()])]
    found += [("remark", hit.group(0).strip("() ")) for hit in _BRACKET.finditer(text) if hit.group(0).strip("() ")]
    return tuple(found)


def _yen(hit: re.Match[str]) -> str:
    if hit.group(3):
        return hit.group(3).replace(",", "")
    scale = {"万": 10_000, "千": 1_000}.get(hit.group(2)[0], 1)
    whole, _, part = hit.group(1).replace(",", "").partition(".")
    return str(int(whole) * scale + (int(part) * scale // 10 ** len(part) if part else 0))


def _period(before: str) -> list[tuple[str, str]]:
    hits = _PER.findall(before)
    if not hits:
        return []
    last = hits[-1]
    return [("per", "two_months" if last.startswith("2") else "year" if last.startswith("年") else "month")]
