"""What may not be read in anything that leaves: where a protected person is, and anybody's individual number.

One shield a case, made of what the case itself holds withheld, and of the cases that people linked with it. A place in
a text is blotted, never rewritten. Refuses to trust that a withheld address stands in its own box only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliver.folding import fold, fold_text
from deliver.whereabouts import COMMON, DWELLING, INDIVIDUAL, LABELS, PLACES, TELLING
from domain.case import CaseRecord
from domain.field import FieldReading
from domain.notices import CONFIRMED, PROTECTING, SUSPECTED

BLOT = "〔秘匿〕"
PROTECTED = frozenset(("address", "registeredAddress", "postcode", "phone", "mobilePhone", "emergencyPhone"))
_SENTENCE = re.compile(r"[^。\n]+[。\n]?")
_TOWN = re.compile("^.*?[都道府県]|^.*?[市区郡]")
_PIECE = re.compile(r"(?:[^0-9\-()、。・/:→←]|(?<=[ァ-ヴ])-(?![0-9]))+")
_DETAIL = re.compile("。（(.+)）$")
_KANJI = re.compile("[一-龥々]{2,}")
_NUMBER = re.compile(r"[0-9]+(?:-[0-9]+)+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shield:
    """`secrets`: folded strings, the longest first; empty for a person who is not protected."""

    is_protected: bool
    secrets: tuple[str, ...] = ()

    def found(self, text: str) -> tuple[Span, ...]:
        """Where the text must not be read, [start, end), in order, apart from one another."""
        return _merged(self._spans(text)) if text else ()

    def blotted(self, text: str) -> str:
        return blot(text, self.found(text))

    def hides(self, label: str) -> bool:
        """A box whose printed words say that it holds nothing else."""
        return self.is_protected and bool(LABELS.search(fold_text(label)))

    def _spans(self, text: str) -> Iterator[Span]:
        whole = fold(text)
        yield from (whole.span(*hit.span()) for hit in INDIVIDUAL.finditer(whole.text))
        if not self.is_protected:
            return
        yield from (whole.span(*hit.span()) for hit in PLACES.finditer(whole.text) if hit.group())
        for secret in self.secrets:
            at = whole.text.find(secret)
            while at >= 0:
                yield whole.span(at, at + len(secret))
                at = whole.text.find(secret, at + 1)
        for sentence in _SENTENCE.finditer(text):
            if TELLING.search(fold_text(sentence.group())):
                end = sentence.end() - (sentence.group()[-1] in "。\n" and len(sentence.group()) > 1)
                yield sentence.start(), end


def is_protected(record: CaseRecord) -> bool:
    return any(notice.code in PROTECTING for notice in record.warnings)


def protection_words(record: CaseRecord) -> str:
    """Why a case is protected: DV p.2、支援措置 p.1 while it is a suspicion, 確定 first once a person decided it."""
    told = ((_DETAIL.search(one.text), one) for one in record.warnings if one.code == SUSPECTED)
    words = [f"{found[1]} p.{one.page_no}" if found else f"p.{one.page_no}" for found, one in told]
    decided = ["確定"] if any(one.code == CONFIRMED for one in record.warnings) else []
    return "、".join((*decided, *words))


def shield_of(record: CaseRecord, kin: Iterable[CaseRecord] = ()) -> Shield:
    """`kin`: cases that people said are the same person's; a word of protection in one of them protects all."""
    everyone = (record, *kin)
    if not any(is_protected(one) for one in everyone):
        return Shield(is_protected=False)
    found = {secret for one in everyone for field in one.fields for secret in _secrets(field)}
    return Shield(True, tuple(sorted(found, key=lambda one: (-len(one), one))))


def _secrets(field: FieldReading) -> Iterator[str]:
    is_address = field.name in PROTECTED
    if not is_address and not LABELS.search(fold_text(field.label)):
        return
    for text in filter(None, (field.value, field.raw, *(one.value for one in field.alternatives))):
        whole = fold_text(text)
        if _is_telling(whole):
            yield whole
        if is_address:
            below = _TOWN.sub("", _TOWN.sub("", whole))
            named = [piece for found in _PIECE.findall(below) for piece in (found, *DWELLING.split(found))]
            yield from (piece for piece in (*named, *_NUMBER.findall(below), below) if _is_telling(piece))


def _is_telling(piece: str) -> bool:
    """Two kanji name a town; of other signs it takes three."""
    return piece not in COMMON and (len(piece) > 2 or bool(_KANJI.fullmatch(piece)))


def blot(text: str, spans: Iterable[Span]) -> str:
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], BLOT]
        at = end
    return "".join((*parts, text[at:]))


def moved(span: Span, spans: Iterable[Span]) -> Span | None:
    """Where a stretch stands once `spans` are blotted; None when it is touched by one."""
    shift = 0
    for start, end in spans:
        if start < span[1] and span[0] < end:
            return None
        if end <= span[0]:
            shift += len(BLOT) - (end - start)
    return span[0] + shift, span[1] + shift


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
