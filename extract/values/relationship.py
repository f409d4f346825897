"""続柄 -> code word (self, spouse, child, parent …); the word itself stays in `raw` (values.md 3.6).

Refuses to chain: 「夫の長男」 is nobody's word in the table, so it is left to a person.
"""

import re
from functools import lru_cache

from extract.lexicon.tables import mapping
from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.width import plain, squeeze

_EDGE = re.compile(r"^[・◎○●☆★□■※:]+|[・☆★※:、,.]+$")
_BRACKET = re.compile(r"\([^()]*\)?")


def parse(raw: str, context: Context) -> Parsed:
    """Parts: `relative_to` from the context, `marker` ◎ or ☆."""
    text = squeeze(plain(raw))
    if not text:
        return blank()
    markers = tuple(("marker", sign) for sign in "◎☆" if sign in text)
    parts = (("relative_to", context.relative_to), *markers) if context.relative_to else markers
    for shape in (text, _BRACKET.sub("", text), _EDGE.sub("", _BRACKET.sub("", text)), _own(text)):
        if code := _words().get(shape):
            return Parsed(code, parts=parts)
    return unparsed(parts=parts)


def _own(text: str) -> str:
    """`本人の長男` is 長男."""
    return _EDGE.sub("", _BRACKET.sub("", text)).removeprefix("本人の").removeprefix("利用者の")


@lru_cache(maxsize=1)
def _words() -> dict[str, str]:
    return {plain(word): code for word, code in mapping("relationship", key="word", value="code").items()}
