"""What a face sheet asks and how it is answered: one label, its writing, and the facts that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from drawing.fiction.calling import Cast
from drawing.fiction.labels import LABELS
from drawing.truth import Field, Member
from drawing.writing import Break, Choice, Gap, Piece, Run, Struck, Writing


@dataclass(frozen=True, slots=True)
class Item:
    """`weight`: s half a row or less, m half a row or more, l a whole row, x a tall row."""

    label: str
    writing: Writing
    fields: tuple[Field, ...]
    weight: str = "m"


@dataclass(frozen=True, slots=True)
class Intake:
    """One person's arrival at an office: what every item of the form draws on. `ticks`: how choices are marked."""

    cast: Cast
    received: date
    way: tuple[str, str]
    ticks: str
    era_letters: str
    date_form: str


def label_of(rng: Random, name: str) -> str:
    return rng.choice(LABELS[name])


def words_of(writing: Sequence[object]) -> str:
    """The words as they stand on the paper, struck ones left out."""
    text = ""
    for piece in writing:
        if isinstance(piece, Choice):
            sign = {"checkbox": "☑", "filled": "■", "cross": "☒"}.get(piece.style, "") if piece.on else "□"
            text += ("" if piece.style == "circled" else sign) + piece.text
        elif isinstance(piece, Run):
            text += piece.text
        elif isinstance(piece, Struck):
            text += piece.above
        elif isinstance(piece, Gap | Break):
            text += " "
    return " ".join(text.split(" ")).strip()


def options(rng: Random, words: Sequence[str], *, chosen: str, ticks: str) -> Writing:
    """Printed options with the mark at `chosen`; `ticks`: circled | numbered | checkbox | filled | cross."""
    pieces: list[Piece] = []
    between = rng.choice(("・", "・", "　", " / "))
    for number, word in enumerate(words, 1):
        on = word == chosen
        if ticks == "numbered":
            pieces += [Choice(str(number), on, "circled", label=word), Run(f".{word}"), Gap(0.5)]
        elif ticks == "circled":
            pieces += [Run(between)] if pieces else []
            pieces.append(Choice(word, on, "circled"))
        else:
            pieces += [Gap(0.6)] if pieces else []
            pieces.append(Choice(word, on, ticks))
    return tuple(pieces)


def simple(rng: Random, name: str, *, words: str, value: str | None = None, weight: str = "s") -> Item:
    """An item that is simply written in; empty words leave it blank."""
    label = label_of(rng, name)
    if not words:
        return Item(label, (), (Field(name, "", None, label, tag=name, state="blank_on_paper"),), weight)
    found = Field(name, words, value if value is not None else words, label, tag=name)
    return Item(label, (Run(words, "fill", name),), (found,), weight)


def local(label: str, words: str, *, number: int, weight: str = "m") -> Item:
    tag = f"local{number}"
    if not words:
        return Item(label, (), (Field("localItem", "", None, label, tag=tag, state="blank_on_paper"),), weight)
    return Item(label, (Run(words, "fill", tag),), (Field("localItem", words, words, label, tag=tag),), weight)


@dataclass(frozen=True, slots=True)
class FamilyTable:
    """The household as a table: column kinds of `labels.MEMBER_COLUMNS`, one row of words a member."""

    label: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    members: tuple[Member, ...]
