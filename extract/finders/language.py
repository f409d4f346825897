"""GiNZA, opened once: tokens and named entities of running text, with offsets in that very text.

Chunks below SudachiPy's 49,149 bytes and keeps away from its known crashes. Refuses to fail an entry because the
model does: then there are tokens of Sudachi alone, and no entities.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from extract.values.variants import folded

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Not needed for tokens and entities; the parts among them also crash on ranges such as `2016.9 - 2017.2`.
_UNUSED = ["parser", "morphologizer", "compound_splitter", "bunsetu_recognizer"]
_MOST_BYTES = 30_000
_WAVES = re.compile(r"[〜～~]{2,}")
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Token:
    """`tag` as SudachiPy writes it: `名詞-固有名詞-人名-姓`."""

    start: int
    end: int
    text: str
    tag: str


@dataclass(frozen=True, slots=True)
class Named:
    """An entity of the model, `label` in GiNZA's extended classes (`Person`, `City` …)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """`text` is the folded shape the model saw: as long as the raw text, variant characters in their everyday shape."""

    text: str
    tokens: tuple[Token, ...]
    named: tuple[Named, ...]


@lru_cache(maxsize=1)
def model() -> "Language":
    """`ja_ginza` from its package: about 3 s once a process."""
    import spacy  # noqa: PLC0415 - takes two seconds; the process that only hands out pages never needs it

    return spacy.load("ja_ginza", exclude=_UNUSED)


def analyse(texts: Sequence[str], is_settled: Callable[[Analysis], bool] = lambda _: False) -> tuple[Analysis, ...]:
    """One analysis a text, in order. All texts of a case at once are faster than one by one.

    Tokens cost half a millisecond a text, entities thirty: `is_settled` says of a text with its tokens alone whether
    the model has nothing to add.
    """
    shapes = [_tamed(text) for text in texts]
    pieces = [(number, start, shape[start:end]) for number, shape in enumerate(shapes) for start, end in chunks(shape)]
    docs = [model().make_doc(piece) for _, _, piece in pieces]
    bare = _gathered(shapes, pieces, docs=docs)
    open_ones = {number for number, one in enumerate(bare) if not is_settled(one)}
    asked = [place for place, (number, _, _) in enumerate(pieces) if number in open_ones]
    for place, doc in zip(asked, _through([docs[place] for place in asked]), strict=True):
        docs[place] = doc
    return _gathered(shapes, pieces, docs=docs)


def _gathered(
    shapes: Sequence[str], pieces: Sequence[tuple[int, int, str]], *, docs: "Sequence[Doc]"
) -> tuple[Analysis, ...]:
    tokens: list[list[Token]] = [[] for _ in shapes]
    named: list[list[Named]] = [[] for _ in shapes]
    for (number, start, _), doc in zip(pieces, docs, strict=True):
        tokens[number] += [
            Token(start + one.idx, start + one.idx + len(one.text), one.text, one.tag_)
            for one in doc
            if one.text.strip()
        ]
        named[number] += [Named(start + one.start_char, start + one.end_char, one.label_) for one in doc.ents]
    return tuple(
        Analysis(shape, tuple(ones), tuple(names)) for shape, ones, names in zip(shapes, tokens, named, strict=True)
    )


def _tamed(text: str) -> str:
    """Same length: everyday shapes for variant characters, no runs of waves, no control characters."""
    shape = folded(text)
    shape = _WAVES.sub(lambda hit: "・" * len(hit.group(0)), shape)
    shape = "".join(sign if sign.isprintable() or sign in "\n\u3000" else " " for sign in shape)
    return shape if len(shape) == len(text) else text


def chunks(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) pieces of at most 30,000 bytes, cut behind a full stop where there is one."""
    start = 0
    while start < len(text):
        end = _reach(text, start)
        if end < len(text):
            stop = max(text.rfind(mark, start + 1, end) for mark in "。\n ")
            end = stop + 1 if stop > start else end
        yield start, end
        start = end


def _reach(text: str, start: int) -> int:
    size = 0
    for place in range(start, len(text)):
        size += len(text[place].encode("utf-8", "replace"))
        if size > _MOST_BYTES:
            return place
    return len(text)


def _through(docs: "Sequence[Doc]") -> "Iterator[Doc]":
    """The model in batches; a batch that breaks it goes one by one, a text that breaks it keeps its tokens alone."""
    waiting = iter(docs)
    while batch := list(islice(waiting, _BATCH)):
        try:
            yield from list(model().pipe([model().make_doc(doc.text) for doc in batch]))
        except (KeyError, ValueError, IndexError, AttributeError):
            yield from (_alone(doc) for doc in batch)


def _alone(doc: "Doc") -> "Doc":
    try:
        return model()(doc.text)
    except (KeyError, ValueError, IndexError, AttributeError):
        return doc
