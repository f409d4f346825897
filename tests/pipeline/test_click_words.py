"""Whoever types a command wrongly is told so in the language of the line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.click_words import _MANY, _SPEAKING, JA, speak


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["ingest"], "渡すものが足りません"),
        (["ingest", "--bax", "1"], "--bax という指定はありません。"),
        (["nosuch"], "nosuch というコマンドはありません。"),
        (["queue", "nosuch"], "次のどれでもありません"),
        (["cost", "--wage", "abc"], "数として読めません"),
        (["export", "c1", "--kind"], "--kind には値が要ります。"),
        (["doctor", "a", "b"], "余分なものがあります（a b）"),
    ],
)
def test_a_wrong_line_is_answered_in_japanese(line: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "ja", *line])
    said = capsys.readouterr().err
    assert ended.value.code == 2
    assert told in said
    assert not [word for word in ("Usage", "Error", "Try", "help for") if word in said]


def test_help_has_japanese_heads_and_english_ones_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    for lang, heads in (("ja", ("使い方：", "オプション:", "この説明を表示します。")), ("en", ("Usage:", "Options:"))):
        main(["ingest", "--help", "--lang", lang])
        said = capsys.readouterr().out
        assert all(head in said for head in heads)


def test_every_sentence_is_one_of_click_s_own() -> None:
    trees = [ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in _SPEAKING]
    own = {node.value for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert not {*JA, *_MANY} - own
