"""The labels of one row of writing: which words are labels there and which are another label's answer, and its words.

Refuses to decide between cells: that is the business of `anchor`.
"""

import re
from collections.abc import Sequence

from extract.finders.choices import is_answer
from extract.forms._wordings import WEAK
from extract.labels import Hit, LabelBook, Wording, key
from extract.signs import Text

# What stands between a label and its value and belongs to neither.
JOINTS = ":：…‥=.．"
_BOXES = frozenset("□☐☑☒✓✔■")
_COLON_WORD = re.compile(r"(?P<word>[\u3005\u3400-\u9fffぁ-んァ-ヶー・]{2,10})\s*[:：]")
WEAK_KEYS = frozenset(key(word) for word in WEAK)


def is_value(hit: Hit, before: Sequence[Hit], *, row: Text) -> bool:
    """A label's word right behind another label is its value: 「経路：家族」, 「相談経路　関係機関(紹介)」."""
    if not before or has_colon(row, hit):
        return False
    if is_answer(before[-1].wording, row.cut(hit.start, hit.end).compact):
        return True
    if row.cut(before[-1].end, hit.start).compact.strip(JOINTS):
        return False
    rest = row.cut(hit.end).raw
    ends = not rest.strip() or rest.startswith(("(", "（"))
    local_behind_field = hit.wording.field is None and before[-1].wording.field is not None
    return hit.wording.folded in WEAK_KEYS or (local_behind_field and ends)


def is_option(row: Text, start: int) -> bool:
    """A word behind a box in a row of boxes is one of its options, be it a label elsewhere: ■氏名・住所 □家計情報."""
    before = row.cut(0, start).compact[-1:]
    return before in _BOXES and before != "" and sum(sign in _BOXES for sign in row.raw) > 1


def has_colon(row: Text, hit: Hit) -> bool:
    return row.cut(hit.end).raw.lstrip()[:1] in (":", "：")


def with_colon_words(row: Text, hits: Sequence[Hit], *, book: LabelBook) -> tuple[Hit, ...]:
    """Known labels, and short words in front of a colon that stand apart: 「次回確認日：…」."""
    found = list(hits)
    for match in _COLON_WORD.finditer(row.raw):
        start, end = (len(row.cut_raw(0, place)) for place in match.span("word"))
        clear = all(end <= hit.start or start >= hit.end for hit in hits)
        stands_apart = row.signs[start].starts or start == 0 or row.signs[start - 1].is_space
        if clear and stands_apart and not is_option(row, start):
            word = match.group("word")
            known = book.whole(row.cut(start, end)) if len(word) > 2 else None
            found.append(Hit(start, end, known or Wording(word, key(word), None), 0.8 if known else 0.9))
    return tuple(sorted(found, key=lambda hit: hit.start))


def words(text: Text) -> tuple[Text, ...]:
    """The parts of a row that stand apart."""
    parts: list[Text] = []
    start = 0
    for place, sign in enumerate(text.signs):
        if sign.is_space:
            parts.append(text.cut(start, place))
            start = place + 1
    parts.append(text.cut(start))
    return tuple(part for part in parts if part.compact)
