"""Choices between printed words: by mark on the paper, by a sign inside the text, or by the one word written.

Refuses to choose when nothing or too much is marked: the options go to the clerk.
"""

import re
from collections.abc import Iterable
from functools import cache

from domain.field import Alternative, Evidence
from extract.lexicon.tables import rows
from extract.values.parsed import Context, Parsed, blank, distinct, others, unparsed
from extract.values.width import plain, squeeze

# A mark that was found on one option and on no other: wrong about once in thirty before calibration.
MARK_NATS = 3.4
_SIGNED = re.compile(r"\(([^()]{1,12})\)|[○◯◎●⦿]\s*([^\s・/,()○◯◎●]{1,12})|[①-⑨]\s*[.]?\s*([^\s・/,()①-⑨0-9]{1,12})")
_TICKED = re.compile(r"[☑☒✓✔■✅レ]\s*([^\s☑☒✓✔■□☐・/,()]{1,16})")
_SPLIT = re.compile(r"[・/,、|\s]+|(?<=\S)(?=[0-9①-⑨]\s*[.])|(?<=[^\s0-9])(?=[①-⑨])")
_NUMBERED = re.compile(r"^[0-9①-⑨]\s*[.]?\s*")
_DANGLING = re.compile(r"^\s*[・/,|]\s*|\s*[・/,|]\s*$")
_EMPTY_BRACKET = re.compile(r"\(\s*\)")


@cache
def words_of(kind: str) -> dict[str, str]:
    """Folded word -> code, longest word first."""
    table = [(key(row["word"]), row["code"]) for row in rows("choices") if row["kind"] == kind]
    return dict(sorted(table, key=lambda pair: -len(pair[0])))


def key(text: str) -> str:
    """A word folded for looking up: width, case, spaces and the printed number of the option."""
    return _NUMBERED.sub("", squeeze(plain(text))).casefold() or squeeze(plain(text)).casefold()


def code_of(kind: str, text: str, *, inside: bool = False) -> str | None:
    """The code of a word; with `inside` also of the longest known word within a longer text."""
    known, folded = words_of(kind), key(text)
    if folded in known or not inside:
        return known.get(folded)
    hits = [(folded.index(word), -len(word), code) for word, code in known.items() if len(word) > 1 and word in folded]
    return min(hits)[2] if hits else None


def choose(kind: str, raw: str, *, context: Context) -> Parsed:
    """The code of the marked or the only word. Evidence `mark` when a mark decided."""
    text = _EMPTY_BRACKET.sub("", plain(raw))
    if not squeeze(text) and not context.marks:
        return blank()
    marked = _codes(kind, context.marks)
    if marked:
        return _by_marks(kind, marked, printed=text, context=context)
    if whole := code_of(kind, text):
        return Parsed(whole)
    if _DANGLING.search(text) and (left := code_of(kind, _DANGLING.sub("", text))):
        # A row of options of which the reader lost one, most likely the circled one.
        return _open(kind, (left,), reason="no_mark")
    return _from_row(kind, text)


def _from_row(kind: str, text: str) -> Parsed:
    """A printed row with a sign inside the text, or a longer text with one known word in it."""
    signed = _codes(kind, _signed_words(kind, text))
    if len(signed) == 1 and len(_printed(kind, text)) > 1:
        return Parsed(signed[0], evidence=(Evidence("mark", True, MARK_NATS / 2),))
    printed = _printed(kind, text)
    if len(printed) > 1:
        reason = "two_marks" if len(signed) > 1 else "no_mark"
        return _open(kind, signed or printed, reason=reason)
    named = _named(kind, text)
    if len(named) > 1:
        # Several options run together: one of them alone would be a guess.
        return _open(kind, named, reason="no_mark")
    single = code_of(kind, text, inside=True)
    return Parsed(single) if single else unparsed()


def _named(kind: str, text: str) -> tuple[str, ...]:
    """Codes of all words in a text, of one letter, too, where letters are kanji; the longest word takes its letters."""
    left, found = key(text), []
    for word, code in words_of(kind).items():
        if word in left and (len(word) > 1 or "\u3400" <= word <= "\u9fff"):
            found.append(code)
            left = left.replace(word, " ")
    return distinct(found) if kind == "sex" else ()


def _by_marks(kind: str, marked: tuple[str, ...], *, printed: str, context: Context) -> Parsed:
    if len(marked) > 1:
        return _open(kind, marked, reason="two_marks")
    offered = {code for word in context.options for code in [code_of(kind, word)] if code}
    rest = (Alternative(code, "様式の選択肢") for code in (*_printed(kind, printed), *sorted(offered)))
    mark = Evidence("mark", True, MARK_NATS)
    return Parsed(marked[0], evidence=(mark,), alternatives=others(marked[0], rest, most=6))


def _open(kind: str, codes: Iterable[str], *, reason: str) -> Parsed:
    del kind
    return Parsed(
        None, reasons=(reason,), alternatives=others(None, (Alternative(one, "様式の選択肢") for one in codes))
    )


def _codes(kind: str, labels: Iterable[str]) -> tuple[str, ...]:
    return distinct(code for label in labels if (code := code_of(kind, label, inside=True)))


def _signed_words(kind: str, text: str) -> list[str]:
    found = [next(filter(None, hit.groups())) for hit in _SIGNED.finditer(text)]
    found += [hit.group(1) for hit in _TICKED.finditer(text)]
    return [word for word in found if code_of(kind, word)]


def _printed(kind: str, text: str) -> tuple[str, ...]:
    """Codes of the options a printed row offers: the text split at its separators, every piece a known word."""
    pieces = [piece for piece in _SPLIT.split(re.sub(r"[()○◯◎●⦿☑☒✓✔■□☐]", " ", text)) if piece]
    codes = [code for piece in pieces if (code := code_of(kind, piece))]
    return distinct(codes) if len(codes) > 1 else ()
