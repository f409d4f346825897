"""Invariants of the values that travel."""

import ast
import sys
from pathlib import Path

import pytest

from domain.geometry import Box, confidence
from domain.notices import NOTICE_JA
from domain.page import Direction, OcrChar, OcrLine
from domain.reasons import REASON_JA
from domain.review import ReviewTask

ROOT = Path(__file__).parents[2]


def test_a_line_is_never_empty() -> None:
    with pytest.raises(ValueError, match="never empty"):
        OcrLine("", Box(0, 0, 1, 1), confidence(1), Direction.HORIZONTAL, ())


def test_characters_spell_the_line() -> None:
    char = OcrChar("髙", Box(0, 0, 1, 1), confidence(1))
    with pytest.raises(ValueError, match="spell"):
        OcrLine("高", Box(0, 0, 1, 1), confidence(1), Direction.HORIZONTAL, (char,))


def test_a_task_without_doubts_does_not_exist() -> None:
    with pytest.raises(ValueError, match="at least one doubt"):
        ReviewTask("c", 1, ())


def test_sentences_are_japanese_and_whole() -> None:
    for sentence in (*REASON_JA.values(), *NOTICE_JA.values()):
        assert sentence.endswith("。")


def test_domain_imports_only_the_standard_library() -> None:
    allowed = {*sys.stdlib_module_names, "domain"}
    for path in (ROOT / "domain").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert {name.split(".")[0] for name in names} <= allowed, path
