"""Every word in both languages, every key that the screens ask for."""

import re
from pathlib import Path

import pytest

import review_ui
from domain.review import Action
from pipeline.desk.views import REFUSAL
from review_ui.texts import ACTION, PART, TEXTS, action_label, say

FILES = [path for path in Path(review_ui.__file__).parent.glob("*.py") if not path.name.startswith("texts")]
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in FILES)


@pytest.mark.parametrize("table", [TEXTS, PART, ACTION, REFUSAL])
def test_both_languages_are_there(table: dict[str, tuple[str, str]]) -> None:
    assert all(japanese and english for japanese, english in table.values())


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_both_languages_ask_for_the_same_values(key: str) -> None:
    japanese, english = (set(re.findall(r"{(\w+)}", text)) for text in TEXTS[key])
    assert japanese == english


def test_every_key_asked_for_is_there() -> None:
    asked = set(re.findall(r'say\(\s*"(\w+)"', SOURCES))
    assert asked <= TEXTS.keys()


def test_no_words_are_left_over() -> None:
    built = (
        "last_",
        "lane_",
        "col_",
        "today_",
        "sign_",
        "none_",
        "role_",
        "kind_",
        "row_",
        "paper_",
        "rescans_",
        "box_head_",
        "box_state_",
        "upload_",
        "twin_",
        "search_",
        "sort_",
        "keep_from_",
        "keep_state_",
        "course_print_",
        "guard_is_",
        "guard_do_",
    )
    assert [key for key in TEXTS if not re.search(rf"[\"']{key}[\"']", SOURCES) and not key.startswith(built)] == []


def test_every_decision_is_told() -> None:
    assert {f"last_{action.value}" for action in Action} <= TEXTS.keys()


def test_an_action_with_its_note() -> None:
    assert action_label("exclude: 健診のみ", "ja") == "除外（健診のみ）"
    assert say("age", "ja", years=86) == "86歳"
