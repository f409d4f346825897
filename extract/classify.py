"""Which form a page is: by its title, by the labels only that form prints, by being the next sheet of a log.

Tolerant of reading errors. Refuses to force a page into a form: what fits none is `unknown`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from domain.geometry import Confidence, confidence
from extract.entries.pages import log_of
from extract.finders.rows import words
from extract.form import FORMS, Form
from extract.labels import book, fold
from extract.layout import Layout
from extract.signs import Text

UNKNOWN = "unknown"
# What dirt and stamps leave between the letters of a title.
_SPECKS = "・.,、。'`-"
_TWINS = str.maketrans("力ニ口ー一卜工", "カ二ロ--トエ")
# A title stands in this share of the page from the top and is at most so many characters longer than its wording.
HEAD_SHARE = 0.3
_EXTRA = 14
_LEAST = 0.45
_LETTER_SIGNS = (
    re.compile(r"第[0-9０-９〇一二三四五六七八九十]+号$"),
    re.compile(r"(?:様|殿|御中|先生)$"),
    re.compile(r"^記$"),
    re.compile(r"^以上$"),
    re.compile(r"(?:について|の件)(?:[(（].{2,6}[)）])?$"),
    re.compile(r"^(?:前略|拝啓|謹啓|日頃より|時下)"),
    re.compile(r"^担当[:：]|内線"),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """`second`: another form whose title stands on the same page well below the first; "" when none does."""

    form: str
    confidence: Confidence
    second: str = ""


def classify(layouts: Sequence[Layout]) -> tuple[Guess, ...]:
    """One guess a page, in file order; an untitled log page takes the form of the log before it."""
    guesses: list[Guess] = []
    for layout in layouts:
        guess = guess_page(layout)
        if guess.form == UNKNOWN and _carries_on(layout, guesses):
            guess = Guess("support_log", confidence(0.7))
        guesses.append(guess)
    return tuple(guesses)


def guess_page(layout: Layout) -> Guess:
    """The form of one page by itself."""
    if layout.sheet.page.blank or not layout.sheet.ocr.lines:
        return Guess(UNKNOWN, confidence(0.9 if layout.sheet.page.blank else 0.0))
    head = _head(layout)
    scores = sorted(((_score(layout, head, form=form), form.name) for form in FORMS.all()), reverse=True)
    best, name = scores[0]
    if best < _LEAST and is_letter(layout):
        return Guess("letter", confidence(0.8))
    if best < _LEAST:
        return _by_rows(layout)
    runner_up = next((score for score, other in scores[1:] if other != name), 0.0)
    sure = min(0.99, best) * (1.0 if best - runner_up > 0.15 else 0.8)
    return Guess(name, confidence(round(sure, 3)), _second_title(layout, name))


def is_letter(layout: Layout) -> bool:
    """A letter has no title: a number or date at the head, somebody addressed, 記 and 以上, a subject."""
    rows = [row.compact for row in layout.ground.rows]
    return sum(any(shape.search(row) for row in rows) for shape in _LETTER_SIGNS) >= 3


def _by_rows(layout: Layout) -> Guess:
    """A page without any known title: a log when its rows say so."""
    log = log_of(layout, is_log=True)
    if log is not None and (log.titled or len(log.rows) >= 3):
        return Guess("support_log", confidence(0.75 if log.titled else 0.6))
    return Guess(UNKNOWN, confidence(0.5))


def _carries_on(layout: Layout, before: Sequence[Guess]) -> bool:
    """True when the page before is a log and this one has rows of a log."""
    last = next((one for one in reversed(before) if one.form != UNKNOWN), None)
    if last is None or last.form != "support_log" or layout.sheet.page.blank:
        return False
    log = log_of(layout, is_log=True)
    return log is not None and len(log.rows) >= 1


def _score(layout: Layout, head: Sequence[Text], *, form: Form) -> float:
    """0..1: the best title match, and a little for the labels that belong to this form."""
    title = max((_title_score(layout, text, form=form) for text in head), default=0.0)
    tales = _tell_tales(layout, form)
    return min(1.0, 0.92 * title + 0.08 * tales) if title else 0.5 * tales


def _head(layout: Layout) -> list[Text]:
    """Rows in the upper part of the page, cells and open ground; for vertical pages the right part."""
    page = layout.frame.into(layout.sheet.page.box)
    limit = page.y + HEAD_SHARE * page.height
    # In a cell only its first row can be a title: the others are a column's writing (支援会議).
    tops = [area.rows[:1] if area.ruled else area.rows for area in layout.areas]
    rows = [row for top in tops for row in top if row.box.y <= limit]
    parts = [part for row in rows for part in words(row)]
    pairs = [left + right for left, right in pairwise(parts) if right.box.x - left.box.right < 4 * layout.em_px]
    return [*rows, *parts, *pairs]


def _title_score(layout: Layout, row: Text, *, form: Form) -> float:
    """How well a row is one of the form's titles; larger writing counts more."""
    bare = _plain(row.compact)
    best = 0.0
    for wanted in map(_plain, form.titles):
        if len(bare) > len(wanted) + _EXTRA or len(bare) < len(wanted) - 2:
            continue
        same = fuzz.ratio(bare, wanted) / 100
        inside = fuzz.partial_ratio(wanted, bare) / 100 if 4 <= len(wanted) <= len(bare) else 0.0
        # A title inside a longer row is weaker, and a short one more easily found by chance.
        best = max(
            best,
            same if same >= 0.8 else 0.0,
            (inside - 0.12) * min(1.0, len(wanted) / 6 + 0.25) if inside >= 0.85 else 0.0,
        )
    size = row.box.height / layout.em_px
    return best * (1.0 if size >= 1.25 else 0.93)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """For comparing titles: dirt taken out, kana and kanji of one shape made equal (個人力一ド)."""
    return "".join(fold(sign) for sign in text if sign not in _SPECKS).translate(_TWINS)


def _tell_tales(layout: Layout, form: Form) -> float:
    """Share of the form's own labels that stand on the page as labels."""
    if not form.tell_tales:
        return 0.0
    known = book(Form(form.name, (), (), form.tell_tales))
    seen: set[str] = set()
    for area in layout.areas:
        whole = known.whole(area.text) if area.ruled and area.rows else None
        seen |= {whole.folded} if whole else set()
        for row in area.rows:
            seen |= {hit.wording.folded for hit in known.hits(row) if len(hit.wording.folded) > 1}
    return min(1.0, len(seen) / min(4, len(form.tell_tales)))


def _second_title(layout: Layout, name: str) -> str:
    """Another form's title in large writing in the lower half: two forms on one page."""
    page = layout.frame.into(layout.sheet.page.box)
    low = [row for row in layout.ground.rows if row.box.y > page.y + 0.4 * page.height]
    for row in low:
        if row.box.height < 1.3 * layout.em_px:
            continue
        for form in FORMS.all():
            if form.name != name and _title_score(layout, row, form=form) >= 0.9:
                return form.name
    return ""
