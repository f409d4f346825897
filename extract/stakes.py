"""What of a page is worth a second reader: values that are filed by themselves, not printed labels nor running text.

Decides by the text of the first reading alone. A line left out has one reader only and may never count as agreed.
"""

import re
from functools import lru_cache

from extract.form import FORMS
from extract.labels import key

SENTENCE = 12  # letters; shorter lines may be a name, an answer, a way of contact
SPOKEN = 0.25  # share of hiragana from which on a line is running text
HEAD = 10  # a date or number this near to the line's start begins an entry
_VALUE = re.compile(r"[0-9０-９]|[一二三四五六七八九十〇元][年月日時分歳才]|[明昭平令]|大正")
_PERSON = re.compile(r"様|さん|氏|殿|君|ちゃん|伝えない|知らせない")


def needs_second_reader(text: str) -> bool:
    """False for a line that is a printed label or plain running text."""
    solid = "".join(text.split())
    if key(solid) in _printed():
        return False
    spoken = sum("ぁ" <= sign <= "ん" for sign in solid)
    if len(solid) < SENTENCE or spoken < SPOKEN * len(solid):
        return True
    return bool(_VALUE.search(solid[:HEAD]) or _PERSON.search(solid))


@lru_cache(maxsize=1)
def _printed() -> frozenset[str]:
    """The keys of everything that the known forms print: titles, labels, headings."""
    forms = FORMS.all()
    labels = (label for form in forms for field in form.fields for label in field.labels)
    others = (word for form in forms for word in (*form.titles, *form.local, *form.tell_tales))
    return frozenset(key(one) for one in (*labels, *others))
