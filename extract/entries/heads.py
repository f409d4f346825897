"""The head of a contact in free writing: method and staff between the date and the text.

`【電話】`, `訪問　木村・早川`, `支援会議（大野）`, `面接 担当：古川`. Refuses to take a sentence apart: what is neither
method nor staff stays text.
"""

import re
from dataclasses import dataclass

from extract.entries.methods import leading_method
from extract.signs import Text
from extract.values.choice import code_of
from extract.values.staff import names

_LEAD = re.compile(r"[\s【\[［〈<《「(（:：.．、。・●○\-]*")
_NAMED = re.compile(
    r"[\s】\]］〉>》」)）:：.．・]*(?:(?:担当者?|記録者?|対応者?|記入者?)\s*[:：]?\s*|[(（]\s*)?(?P<staff>[^()（）:：。「」]{1,24}?)\s*[)）]?\s*$"
)
_PROSE = re.compile(r"[。「」]|(?:です|ます|した|する|とのこと|の由)$")
LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Head:
    """`rest`: what belongs to the text."""

    method: Text
    staff: Text
    rest: Text


_NONE = Text(())


def read_head(line: Text, *, alone: bool) -> Head:
    """`line`: the rest of the first line behind the date. `alone`: the text stands on lines of its own below."""
    if alone and len(line.compact) <= LONGEST_HEAD and not _PROSE.search(line.compact):
        return _whole_head(line)
    bare = _trim_lead(line)
    method = leading_method(bare)
    if method is None:
        return Head(_NONE, _NONE, line.trimmed())
    rest = bare.cut_raw(bare.raw.index(method.raw) + len(method.raw)).trimmed("】]］〉>》」)）:：")
    staff, rest = _leading_staff(rest)
    return Head(method, staff, rest)


def _trim_lead(line: Text) -> Text:
    lead = _LEAD.match(line.raw)
    return line.cut_raw(lead.end() if lead else 0)


def _whole_head(line: Text) -> Head:
    """A line with nothing but method and staff, however close they stand."""
    bare = _trim_lead(line)
    end = _method_end(bare.raw)
    method, rest = bare.cut_raw(0, end), bare.cut_raw(end)
    named = _NAMED.match(rest.raw) if rest.compact else None
    if named and names(named.group("staff")):
        return Head(method, rest.cut_raw(named.start("staff"), named.end("staff")), _NONE)
    return Head(method, _NONE, rest.trimmed("】]］〉>》」)）:："))


def _method_end(raw: str) -> int:
    """Length of the longest known way of contact that the line begins with; 0 when it begins otherwise."""
    longest = min(len(raw), 14)
    return next((end for end in range(longest, 1, -1) if code_of("method", raw[:end].strip()) is not None), 0)


def _leading_staff(rest: Text) -> tuple[Text, Text]:
    """Names that stand apart before the text: `木村・早川　本人より…`."""
    for place, sign in enumerate(rest.signs):
        if sign.is_space:
            first = rest.cut(0, place)
            if len(first.compact) <= 16 and names(str(first)) and not _PROSE.search(first.compact):
                return first, rest.cut(place).trimmed()
            break
    return _NONE, rest
