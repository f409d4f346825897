"""The command line: every command has help with an example in two languages, and the README names only what exists."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipeline.cli import COMMANDS, DAY, build, wanted_language
from pipeline.commands.read import files_of
from pipeline.texts import TEXTS

ROOT = Path(__file__).parents[2]


def help_of(name: str, lang: str) -> str:
    command = build(lang).get_command(click.Context(click.Command("tsuzuri")), name)
    assert command is not None
    return command.get_help(click.Context(command, info_name=f"tsuzuri {name}"))


@pytest.mark.parametrize("name", COMMANDS.names())
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_help_has_an_example(name: str, lang: str) -> None:
    text = help_of(name, lang)
    assert f"tsuzuri {name}" in text.split("例：" if lang == "ja" else "Example:")[1]
    assert TEXTS[name][0 if lang == "ja" else 1][:12] in text


def test_the_day_is_there_in_order() -> None:
    assert build("ja").list_commands(click.Context(click.Command("tsuzuri")))[: len(DAY)] == list(DAY)


@pytest.mark.parametrize("book", ["README.md", "README.ja.md"])
def test_the_readme_names_only_what_exists(book: str) -> None:
    text = (ROOT / book).read_text(encoding="utf-8")
    named = set(re.findall(r"tsuzuri ([a-z]+)", text))
    assert named <= {*COMMANDS.names()}
    assert set(DAY) - {"export", "read", "doctor", "status"} <= named
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / link).exists(), link


@pytest.mark.parametrize(
    ("line", "wanted"), [("--lang en status", "en"), ("status --lang=ja", "ja"), ("status --lang en --json", "en")]
)
def test_language_option_anywhere(line: str, wanted: str) -> None:
    assert wanted_language(line.split()) == wanted


def test_sentences_fill_the_same_blanks_in_both_languages() -> None:
    for japanese, english in TEXTS.values():
        assert set(re.findall(r"{(\w+)", japanese)) == set(re.findall(r"{(\w+)", english))


ENDS = [(["nonsense"], 2), (["ingest"], 2), (["--version"], 0), (["--help"], 0)]


@pytest.mark.parametrize(("arguments", "code"), ENDS)
def test_exit_codes(arguments: list[str], code: int) -> None:
    program = [sys.executable, "-c", "from pipeline.cli import main; main()"]
    assert subprocess.run([*program, *arguments], check=False, capture_output=True).returncode == code


def test_a_folder_given_to_read_stands_for_its_files(tmp_path: Path) -> None:
    box = tmp_path / "box"
    for name in ("10.jpg", "2.jpg", "file/1.pdf"):
        (box / name).parent.mkdir(parents=True, exist_ok=True)
        (box / name).write_bytes(b"")
    lone = tmp_path / "gone.pdf"
    given = list(files_of((lone, box)))
    assert given[0] == lone and len(given) == 4
    assert given.index(box / "2.jpg") < given.index(box / "10.jpg")
    assert box / "file" / "1.pdf" in given
