"""手帳 -> kind and grade: `身体4級 第2種`, `療育 Bの1`, `精神2級`, `無` (values.md 3.6).

「手帳2級」 alone names no kind: refuses to pick one.
"""

import re

from domain.field import Alternative
from extract.values.parsed import Context, DateRole, Parsed, blank, distinct, unparsed
from extract.values.wareki import parse as parse_date
from extract.values.width import plain, squeeze

_KINDS = (
    ("身体", r"身(?:体)?(?:障(?:害|がい|碍)?(?:者)?)?(?:手帳)?"),
    ("精神", r"精神?(?:障(?:害|がい)者?)?(?:保健福祉)?(?:手帳)?"),
)
_BODY = re.compile(
    rf"{_KINDS[0][1]}[\s:(]*(?:第?\s*(?P<class1>[12一二])\s*種)?[\s・]*(?P<grade>[1-6一二三四五六])\s*級(?:[\s・]*第?\s*(?P<class2>[12一二])\s*種)?"
)
_MIND = re.compile(rf"{_KINDS[1][1]}[\s:(]*(?P<grade>[1-3一二三])\s*級")
_CARE = re.compile(
    r"(?:療育|愛の)(?:手帳)?[\s:(]*(?P<grade>(?:[ⒶⒷ]|Ⓐ|A|B|C|○A|[(]A[)]|[1-4](?=\s*度))(?:\s*の?\s*[12])?(?:\s*度)?)"
)
_BARE = re.compile(r"(?:手帳)?[\s:]*(?P<grade>[1-6])\s*級")
_NONE = re.compile(r"(?:手帳)?[\s:]*(?:無し?|なし|未取得|非該当|持っていない)")
_UNTIL = re.compile(r"\(?\s*((?:[MTSHR明大昭平令]|明治|大正|昭和|平成|令和)\s*[\d元].*?)\s*(?:迄|まで|期限|有効)")
_NUMERALS = str.maketrans("一二三四五六", "123456")
_EMPTY = re.compile(r"(?:身体?障?|療育|精神|難病|その他|手帳|[\s・()/:,])*")


def parse(raw: str, context: Context) -> Parsed:
    """Several are joined by ` / `. Parts: `expires`. A mark on 無 gives `無`, a mark on 有 alone gives nothing."""
    text = plain(raw)
    if any(squeeze(plain(label)) in ("無", "無し", "なし") for label in context.marks):
        contradicted = bool(_grades(text)) or any("有" in label for label in context.marks)
        return Parsed("無", reasons=("two_marks",) if contradicted else ())
    found = _grades(text)
    parts = _expiry(raw, text, context=context)
    if found:
        return Parsed(" / ".join(found), parts=parts)
    return _without_grade(text, context, parts=parts)


def _without_grade(text: str, context: Context, *, parts: tuple[tuple[str, str], ...]) -> Parsed:
    if not squeeze(text):
        return blank()
    if _NONE.fullmatch(squeeze(text)) or ("有" not in text and _NONE.match(squeeze(text))):
        return Parsed("無", parts=parts)
    if hit := _BARE.search(text):
        grade = hit.group("grade")
        kinds = ("精神", "身体") if grade in "123" else ("身体",)
        choices = tuple(Alternative(f"{kind}{grade}級", "種別が書かれていない") for kind in kinds)
        return Parsed(None, reasons=("handbook_ambiguous",), alternatives=choices, parts=parts)
    if "有" in text:
        # A row of 有・無 without a mark, or one that lost its circled 無 to the reader.
        return Parsed(None, reasons=("no_mark",), alternatives=(Alternative("無", "様式の選択肢"),))
    return blank() if _EMPTY.fullmatch(squeeze(text)) and not context.marks else unparsed(parts=parts)


def _grades(text: str) -> tuple[str, ...]:
    found = [f"身体{_grade(hit)}級{_class(hit)}" for hit in _BODY.finditer(text)]
    found += [f"療育 {_care_grade(hit.group('grade'))}" for hit in _CARE.finditer(text)]
    found += [f"精神{_grade(hit)}級" for hit in _MIND.finditer(text)]
    return distinct(found)


def _grade(hit: re.Match[str]) -> str:
    return hit.group("grade").translate(_NUMERALS)


def _class(hit: re.Match[str]) -> str:
    written = hit.group("class1") or hit.group("class2")
    return f" 第{written.translate(_NUMERALS)}種" if written else ""


def _care_grade(written: str) -> str:
    """`Bの1`, `B1`, `Ⓐの2` keep their own spelling; only spaces go, and ○A is Ⓐ."""
    return squeeze(written).replace("○A", "Ⓐ").replace("(A)", "Ⓐ")


def _expiry(raw: str, text: str, *, context: Context) -> tuple[tuple[str, str], ...]:
    hit = _UNTIL.search(text)
    if hit is None:
        return ()
    until = parse_date(raw[hit.start(1) : hit.end(1)], context.now(role=DateRole.EXPIRY, marks=()))
    return (("expires", until.value),) if until.value else ()
