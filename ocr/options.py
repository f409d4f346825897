"""Finds printed choices in read lines: words between ・ or /, numbered words, words that forms always offer together.

Says which words could be chosen, never which one was.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.geometry import Box, surround
from domain.page import OcrChar, OcrLine

DOTS, SLASHES = frozenset("・･·•‧∙"), frozenset("/／|｜")
BRACKETS = frozenset("()（）[]［］「」【】:：")
LONGEST_OPTION = 24

# Sets of words that forms offer together (forms.md 2.1); one of a set is enough to know a choice by.
SETS: tuple[frozenset[str], ...] = tuple(
    frozenset(words.split())
    for words in (
        "男 女 男性 女性 他 その他 不明",
        "M T S H R Ｍ Ｔ Ｓ Ｈ Ｒ",
        "明 大 昭 平 令 明治 大正 昭和 平成 令和",
        "有 無 あり なし 有り 無し",
        "はい いいえ 可 否 要 不要 済 未",
        "同居 別居 死亡",
        "初回 再来 新規 継続 再開 随時",
        "来所 電話 訪問 文書 書面 メール その他",
        "在宅 入院 入所 入院又は入所中",
        "自宅 借家 持家 賃貸 一戸建て 集合住宅 公営住宅 自室の有無 住宅改修の有無",
        "自立 J1 J2 A1 A2 B1 B2 C1 C2 Ｊ１ Ｊ２ Ａ１ Ａ２ Ｂ１ Ｂ２ Ｃ１ Ｃ２",
        "Ⅰ Ⅱ Ⅱa Ⅱb Ⅲ Ⅲa Ⅲb Ⅳ M",
        "非該当 事業対象者 要支1 要支2 要介1 要介2 要介3 要介4 要介5",
        "要支援1 要支援2 要介護1 要介護2 要介護3 要介護4 要介護5",
        "国民年金 厚生年金 障害年金 遺族年金 生活保護",
        "身障 療育 精神 難病",
        "病気 けが 住まい不安定 経済的困窮 多重債務 家計管理の課題 就職活動困難 社会的孤立 家族関係 不登校 "
        "ひとり親 その他",
    )
)
WORDS = frozenset(word for words in SETS for word in words)


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
        return self.text in WORDS


@dataclass(frozen=True, slots=True)
class Group:
    """Options printed side by side; two or more. `loose`: parted by spaces alone, a mark must prove it."""

    options: tuple[Option, ...]
    loose: bool = False

    @property
    def is_known(self) -> bool:
        """True where all its words belong to one set: then it is a choice even when nothing is marked."""
        words = {option.text for option in self.options}
        return not self.loose and len(words) > 1 and any(words <= known for known in SETS)


def groups(lines: Sequence[OcrLine]) -> tuple[Group, ...]:
    """Choices on a page in reading order; struck lines offer none."""
    found: list[Group] = []
    for line in lines:
        if line.struck:
            continue
        numbered = _numbered(line)
        found += [numbered] if numbered else [*_separated(line), *_spaced(line)]
    return tuple(found)


def _spaced(line: OcrLine) -> Iterator[Group]:
    """男　女: words of one set with nothing but spaces between them."""
    if any(char.text in SLASHES | DOTS for char in line.chars):
        return
    run: list[Option] = []
    for option in (_option(chars) for kind, chars in _pieces(line.chars, frozenset()) if kind == "word"):
        if not _are_of_one_set([*run, option]):
            yield from _loose(run)
            run = []
        if option.is_known:
            run.append(option)
    yield from _loose(run)


def _loose(run: Sequence[Option]) -> Iterator[Group]:
    if len({option.text for option in run}) > 1:
        yield Group(tuple(run), loose=True)


def _are_of_one_set(options: Sequence[Option]) -> bool:
    return any({option.text for option in options} <= known for known in SETS)


def _separated(line: OcrLine) -> Iterator[Group]:
    """Words between separators; a wide space or a bracket ends a group."""
    group: list[Option] = []
    joined = False
    for kind, chars in _pieces(line.chars, _separators(line.text)):
        if kind == "word":
            if group and not joined:
                yield from _closed(group)
                group = []
            group.append(_option(chars))
            joined = False
        elif kind == "separator":
            joined = True
    yield from _closed(group)


def _closed(group: list[Option]) -> Iterator[Group]:
    """The group, if it is one, with what hangs on to its first and last word cut off."""
    if len(group) < 2:
        return
    group = [_ending(group[0]), *group[1:-1], _beginning(group[-1])]
    kept = tuple(option for option in group if len(option.text) <= LONGEST_OPTION)
    if len(kept) > 1:
        yield Group(kept)


def _separators(text: str) -> frozenset[str]:
    """Slashes alone where a line has several: then a dot belongs to an option (収入・生活費のこと)."""
    return SLASHES if sum(sign in SLASHES for sign in text) > 1 else SLASHES | DOTS


def _pieces(chars: Sequence[OcrChar], separators: frozenset[str]) -> Iterator[tuple[str, list[OcrChar]]]:
    """The line cut into words, separators and gaps (spaces, brackets)."""
    word: list[OcrChar] = []
    for char in chars:
        kind = (
            "separator"
            if char.text in separators
            else "gap"
            if char.text.isspace() or char.text in BRACKETS
            else "word"
        )
        if kind == "word":
            word.append(char)
            continue
        if word:
            yield "word", word
        word = []
        yield kind, [char]
    if word:
        yield "word", word


def _option(chars: Sequence[OcrChar]) -> Option:
    return Option("".join(char.text for char in chars), tuple(chars))


def _ending(option: Option) -> Option:
    """The longest known word at the end: 生保有 offers 有. The option itself where there is none."""
    return next(
        (_option(option.chars[n:]) for n in range(len(option.chars)) if _joined(option.chars[n:]) in WORDS), option
    )


def _beginning(option: Option) -> Option:
    """The longest known word at the start: 無相談歴 offers 無."""
    lengths = range(len(option.chars), 0, -1)
    return next((_option(option.chars[:n]) for n in lengths if _joined(option.chars[:n]) in WORDS), option)


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
