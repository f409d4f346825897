"""What the browser gets: nothing from outside, nothing as markup, no name that would hide a module."""

import re
import sys
from pathlib import Path

import pytest

import review_ui
from review_ui.mounts import ASSETS, FIRST, asset

ROOM = Path(review_ui.__file__).parent
SCRIPTS = sorted(path.name for path in ASSETS.glob("*.js"))
ALL = sorted(path.name for path in ASSETS.iterdir())
ROOMS = ("domain", "ingest", "ocr", "extract", "storage", "deliver", "pipeline", "review_ui")
# The one address in the scripts is a name: browsers never fetch it.
NAMES = ("http://www.w3.org/2000/svg",)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_fetched_from_outside(name: str) -> None:
    found = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"')]*", asset(name))
    assert [one for one in found if one not in NAMES] == []
    assert "@import" not in asset(name)


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_turns_text_into_markup(name: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", asset(name))


@pytest.mark.parametrize("name", [one for one in SCRIPTS if one != FIRST])
def test_every_script_that_hears_keys_leaves_composition_alone(name: str) -> None:
    script = asset(name)
    if '"keydown"' in script or "heard(" in script.replace("function heard(", ""):
        assert "isComposing" in script
        assert "229" in script


def test_no_file_hides_a_module() -> None:
    taken = {*sys.stdlib_module_names, *ROOMS}
    assert [path.name for path in ROOM.iterdir() if path.stem in taken] == []


@pytest.mark.parametrize("name", [one for one in SCRIPTS if one != FIRST])
def test_no_script_says_again_what_stands_before_it(name: str) -> None:
    names = re.findall(r"^(?:function|const) (\w+)", asset(FIRST), re.MULTILINE)
    assert names
    assert not re.search(rf"^(?:function|const|let|class) (?:{'|'.join(names)})\b", asset(name), re.MULTILINE)
