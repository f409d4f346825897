"""The rooms that are imported are the ones of this checkout, and nobody else ships their names."""

import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("domain", "ingest", "ocr", "extract", "storage", "deliver", "pipeline", "review_ui")


@pytest.mark.parametrize("room", ROOMS)
def test_room_is_ours(room: str) -> None:
    place = import_module(room).__file__
    assert place is not None
    assert Path(place).resolve().parent == ROOT / room
    assert set(packages_distributions().get(room, ["tsuzuri"])) == {"tsuzuri"}


def test_desk_files_do_not_shadow_modules() -> None:
    """Streamlit puts its folder first on the path: a file named like a module there would be imported instead."""
    names = {path.stem for path in (ROOT / "review_ui").glob("*.py")} - {"__init__"}
    assert not names & {*sys.stdlib_module_names, *ROOMS}
