"""Finds printed choices in read lines: words between ・ or /, numbered words, words that forms always offer together.

Says which words could be chosen, never which one was.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from domain.geometry import Box, surround
from domain.page import OcrChar, OcrLine
from ocr.wordsets import WORDS, are_of_one_set, plain, words_in

POINTS = frozenset(".．,，")  # what is read of ・ between the letters of an era choice
ERAS = frozenset("MTSHRＭＴＳＨＲ明大昭平令")
DOTS, SLASHES = frozenset("・･·•‧∙"), frozenset("/／|｜")
BRACKETS = frozenset("()（）[]［］「」【】:：")
LONGEST_OPTION = 24
A_LIST = 5  # words of one set with spaces between them: no sentence has so many
LEAST_ERAS = 3
WIDE = 0.4  # of a letter: paper that parts two words where the reader saw no space


@dataclass(frozen=True, slots=True)
class Option:
    """A word that may be chosen. `number` is printed before it, "" where there is none."""

    text: str
    chars: tuple[OcrChar, ...]
    number: str = ""
    number_char: OcrChar | None = None

    @property
    def box(self) -> Box:
        return surround(char.box for char in self.chars)

    @property
    def is_known(self) -> bool:
        return plain(self.text) in WORDS


@dataclass(frozen=True, slots=True)
class Group:
    """Options printed side by side; two or more. `loose`: parted by spaces alone, a mark must prove it."""

    options: tuple[Option, ...]
    loose: bool = False

    @property
    def is_known(self) -> bool:
        """True where all its words belong to one set: then it is a choice even when nothing is marked.

        Words parted by spaces alone need to be several, and more than single letters.
        """
        if self.loose and sum(len(option.text) > 1 for option in self.options) < A_LIST:
            return False
        return are_of_one_set(option.text for option in self.options)


def groups(blocks: Sequence[Sequence[OcrLine]]) -> tuple[Group, ...]:
    """Choices on a page; `blocks` are the lines that belong together: of one cell, of one row. Struck lines offer none.

    Words parted by spaces alone are sought through a whole block: a row of choices is often read in several lines.
    """
    found: list[Group] = []
    for block in blocks:
        loose: list[Option] = []
        for line in (line for line in block if not line.struck):
            numbered = _numbered(line)
            parted = [numbered] if numbered else list(_separated(line))
            found += parted
            taken = {id(char) for group in parted for option in group.options for char in option.chars}
            loose += [] if numbered else [option for option in _known_words(line) if id(option.chars[0]) not in taken]
        found += _spaced(loose)
    return tuple(found)


def _spaced(known: Sequence[Option]) -> Iterator[Group]:
    """男　女: words of one set with nothing but spaces, or nothing at all, between them."""
    while known:
        first = known[0]
        run = [option for option in known if option is first or are_of_one_set((first.text, option.text), least=1)]
        run = _of_largest_set(run, first)
        if len({plain(option.text) for option in run}) > 1:
            yield Group(tuple(run), loose=True)
        known = [option for option in known if option not in run]


def _of_largest_set(run: Sequence[Option], first: Option) -> list[Option]:
    """The options that share one set with the first one: of several sets the one with most of them."""
    choices = (
        [option for option in run if option is first or plain(option.text) in known] for known in words_in(first.text)
    )
    return max(choices, key=len, default=[first])


def _known_words(line: OcrLine) -> Iterator[Option]:
    """Every word of the line that forms offer; one read together with its neighbours is cut off where both are known.

    A piece counts only when it is nothing but such words: 男 in 男性の友人 is none.
    """
    for kind, chars in _pieces(line.chars, SLASHES):
        if kind == "word":
            for cut in _cut(chars) or _eras_before_a_year(chars):
                yield _option(cut)


def _cut(chars: Sequence[OcrChar]) -> list[Sequence[OcrChar]]:
    """The characters as the fewest known words, () where they are no such words."""
    best: list[list[Sequence[OcrChar]] | None] = [[]]
    for end in range(1, len(chars) + 1):
        ways = (
            [*before, chars[start:end]]
            for start in range(max(0, end - LONGEST_OPTION), end)
            if (before := best[start]) is not None and plain(_joined(chars[start:end])) in WORDS
        )
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def _eras_before_a_year(chars: Sequence[OcrChar]) -> list[Sequence[OcrChar]]:
    """明大昭平52年: the eras of a choice that the reader joined to the year behind them."""
    eras = list(takewhile(lambda char: char.text in ERAS, chars))
    is_choice = len({char.text for char in eras}) == len(eras) >= LEAST_ERAS
    has_year = len(chars) > len(eras) and unicodedata.normalize("NFKC", chars[len(eras)].text).isdecimal()
    return [[char] for char in eras] if is_choice and has_year else []


def _separated(line: OcrLine) -> Iterator[Group]:
    """Words between separators; a wide space or a bracket ends a group."""
    group: list[Option] = []
    joined = False
    for kind, chars in _pieces(_dotted(line.chars), _separators(line.text)):
        if kind == "word":
            if group and not joined:
                yield from _closed(group)
                group = []
            group.append(_option(chars))
            joined = False
        elif kind == "separator":
            joined = True
    yield from _closed(group)


def _dotted(chars: Sequence[OcrChar]) -> list[OcrChar]:
    """M.T.S.H: a point between two letters of eras is their dot; S.50 and H.R.I keep theirs."""
    found = list(chars)
    for n in range(1, len(found) - 1):
        around = found[n - 1].text, found[n + 1].text
        if found[n].text in POINTS and around[0] != around[1] and ERAS.issuperset(around):
            found[n] = replace(found[n], text="・")
    return found


def _closed(group: list[Option]) -> Iterator[Group]:
    """The group, if it is one, with what hangs on to its first and last word cut off. ＤＶ・虐待 is one word."""
    if len(group) < 2 or plain("・".join(option.text for option in group)) in WORDS:
        return
    group = [_ending(group[0]), *group[1:-1], _beginning(group[-1])]
    kept = tuple(option for option in group if len(option.text) <= LONGEST_OPTION)
    if len(kept) > 1:
        yield Group(kept)


def _separators(text: str) -> frozenset[str]:
    """Slashes alone where a line has several: then a dot belongs to an option (収入・生活費のこと)."""
    return SLASHES if sum(sign in SLASHES for sign in text) > 1 else SLASHES | DOTS


def _pieces(chars: Sequence[OcrChar], separators: frozenset[str]) -> Iterator[tuple[str, list[OcrChar]]]:
    """The line cut into words, separators and gaps (spaces, brackets); wide paper parts two words, too."""
    word: list[OcrChar] = []
    for char in chars:
        kind = _kind(char, separators)
        if word and (kind != "word" or _is_apart(word[-1].box, char.box)):
            yield "word", word
            word = []
        if kind == "word":
            word.append(char)
        else:
            yield kind, [char]
    if word:
        yield "word", word


def _kind(char: OcrChar, separators: frozenset[str]) -> str:
    if char.text in separators:
        return "separator"
    return "gap" if char.text.isspace() or char.text in BRACKETS else "word"


def _is_apart(one: Box, two: Box) -> bool:
    return max(two.x - one.right, two.y - one.bottom) > WIDE * min(one.width, one.height)


def _option(chars: Sequence[OcrChar]) -> Option:
    return Option("".join(char.text for char in chars), tuple(chars))


def _ending(option: Option) -> Option:
    """The longest known word at the end: 生保有 offers 有. The option itself where there is none."""
    lengths = range(len(option.chars))
    return next((_option(option.chars[n:]) for n in lengths if plain(_joined(option.chars[n:])) in WORDS), option)


def _beginning(option: Option) -> Option:
    """The longest known word at the start: 無相談歴 offers 無."""
    lengths = range(len(option.chars), 0, -1)
    return next((_option(option.chars[:n]) for n in lengths if plain(_joined(option.chars[:n])) in WORDS), option)


def _joined(chars: Sequence[OcrChar]) -> str:
    return "".join(char.text for char in chars)


_NUMBER = re.compile(
    r"(?<![0-9０-９.．/-])([0-9０-９])[ \u3000]*([.．]?)[ \u3000]*(?=[^\s0-9０-９.．/:：年月日時分歳級回円-])"
)


def _numbered(line: OcrLine) -> Group | None:
    """1.男性 2.女性 3.他: numbers one by one upwards, or はい and いいえ as 0 and 1, most with their dot."""
    if any(len(char.text) != 1 for char in line.chars):
        return None
    hits = _in_order(list(_NUMBER.finditer(line.text)))
    if len(hits) < 2 or 2 * sum(hit.group(2) != "" for hit in hits) < len(hits):
        return None
    ends = [hit.start() for hit in hits[1:]] + [len(line.text)]
    options = [_numbered_option(line, hit, end=end) for hit, end in zip(hits, ends, strict=True)]
    kept = tuple(option for option in options if option is not None)
    return Group(kept) if len(kept) > 1 else None


def _in_order(hits: list[re.Match[str]]) -> list[re.Match[str]]:
    """The longest run of rising numbers from 0 or 1, or the pair 1 and 0."""
    numbers = [int(hit.group(1)) for hit in hits]
    if numbers == [1, 0]:
        return hits
    for start, number in enumerate(numbers):
        if number in (0, 1):
            run = [hits[start]]
            for hit, value in zip(hits[start + 1 :], numbers[start + 1 :], strict=True):
                if value == number + len(run):
                    run.append(hit)
            if len(run) > 1:
                return run
    return []


def _numbered_option(line: OcrLine, hit: re.Match[str], *, end: int) -> Option | None:
    words = line.text[hit.end() : end]
    cut = next((n for n, sign in enumerate(words) if sign in BRACKETS), len(words))
    chars = list(line.chars[hit.end() : hit.end() + cut])
    while chars and chars[-1].text.isspace():
        chars.pop()
    if not chars:
        return None
    return Option(_joined(chars), tuple(chars), hit.group(1), line.chars[hit.start(1)])
