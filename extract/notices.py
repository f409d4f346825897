"""What a person must know about a page before anything of it is used. Says where and why, never the number itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from domain.notices import NOTICE_JA
from domain.page import OcrLine, Sheet
from domain.reading import Notice
from extract.classify import UNKNOWN, Guess
from extract.identity import Verdict
from extract.values.denial import without_denials
from extract.values.individual_number import find as find_numbers
from extract.values.parsed import distinct
from extract.values.protection import find as find_protection

_OWN_FORMS = frozenset(
    ("intake_sheet", "face_sheet", "basic_information", "support_log", "consent_form", "certificate")
)
_SURELY_READ = 0.95  # あり and なし are two letters apart: below this a denial may be its opposite


def notice(code: str, page_no: int, *, detail: str = "") -> Notice:
    """The code's own sentence, with what was found behind it."""
    text = NOTICE_JA[code]
    return Notice(code, page_no, f"{text}（{detail}）" if detail else text)


def page_notices(sheet: Sheet, guess: Guess) -> Iterator[Notice]:
    """Everything that one page says for itself."""
    page_no, lines = sheet.page.page_no, sheet.ocr.lines
    # A page with ink on it that gave no line at all was not read, whatever the reader says of itself.
    if sheet.ocr.unread or not (lines or sheet.page.blank):
        yield notice("page_unread", page_no)
        return
    if sheet.page.quality.rescan and not sheet.page.blank:
        yield notice("poor_scan", page_no)
    words = distinct(hit.word for hit in find_protection("\n".join(_undenied(lines))))
    if words:
        yield notice("protection_word", page_no, detail="・".join(words))
    if _holds_number(lines_with_neighbours([line.text for line in lines])):
        yield notice("individual_number", page_no)
    if guess.form == UNKNOWN and lines and not sheet.page.blank:
        yield notice("unknown_form", page_no)
    if guess.second:
        yield notice("two_forms_on_page", page_no, detail=guess.second)
    if "two_pages_on_scan" in (*sheet.remarks, *sheet.page.remarks):
        yield notice("two_pages_on_scan", page_no)


def _undenied(lines: Sequence[OcrLine]) -> Iterator[str]:
    """What stands on the page but its plain denials; one that is struck out or not read well denies nothing."""
    for at, line in enumerate(lines):
        if line.struck or line.confidence < _SURELY_READ or (line.second is not None and line.second != line.text):
            yield line.text
            continue
        before = lines[at - 1].text if at else ""
        yield without_denials(line.text, before=before, behind=lines[at + 1].text if at + 1 < len(lines) else "")


def lines_with_neighbours(lines: Sequence[str]) -> Iterator[str]:
    """Each line behind the one before it: the label may stand in the cell to the left."""
    before = ""
    for line in lines:
        yield f"{before} {line}"
        before = line


def _holds_number(texts: Iterable[str]) -> bool:
    return any(find_numbers(text) for text in texts)


def verdict_notices(verdicts: Iterable[Verdict], guesses: Mapping[int, Guess]) -> Iterator[Notice]:
    """Pages of somebody else: a whole form of theirs was misfiled, anything else is paper used on both sides."""
    for verdict in verdicts:
        if verdict.similar:
            yield notice("similar_person", verdict.page_no)
        if verdict.other:
            misfiled = verdict.similar or guesses[verdict.page_no].form in _OWN_FORMS
            yield notice("other_person" if misfiled else "backside_other", verdict.page_no)
