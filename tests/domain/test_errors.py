"""Every error is drawn in the tree, has its own code, and is explained to the office."""

from pathlib import Path

import pytest

from domain import errors
from domain.errors import TsuzuriError

ROOT = Path(__file__).parents[2]


def tree(cls: type[TsuzuriError]) -> list[type[TsuzuriError]]:
    return [cls, *(below for child in cls.__subclasses__() for below in tree(child))]


CLASSES = [cls for cls in tree(TsuzuriError) if cls.__module__ == "domain.errors"]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_class_is_in_the_tree_and_in_the_book(cls: type[TsuzuriError]) -> None:
    drawn = [line.split() for line in (errors.__doc__ or "").splitlines()]
    row = next(words for words in drawn if words and words[0] == cls.__name__)
    if cls is not TsuzuriError:
        assert row[1:3] == [cls.remedy.name, cls.code]
    book = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert f"| {cls.code} | {cls.__name__} | {cls.remedy.name} |" in book


def test_codes_are_unique() -> None:
    codes = [cls.code for cls in CLASSES]
    assert len(codes) == len(set(codes))


def test_message_starts_with_the_code() -> None:
    assert str(errors.PasswordNeeded("a.pdf is encrypted")) == "PAPER-003 a.pdf is encrypted"
    assert errors.PasswordNeeded("a.pdf is encrypted").sentence == "a.pdf is encrypted"
