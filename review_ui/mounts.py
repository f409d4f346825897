"""The house's own components, registered once a process: their script and style come from `assets`, from here alone.

Refuses markup in data: the scripts show every word with textContent.
"""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import streamlit as st

from review_ui.frame import heard

FIRST = "first.js"  # what all scripts have in common stands before each of them
ASSETS = Path(__file__).with_name("assets")
Data = Mapping[str, object]
Event = Mapping[str, object]


@cache
def asset(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")


@cache
def _mount(name: str) -> Callable[..., object]:
    script = asset(FIRST) + asset(f"{name}.js")
    return st.components.v2.component(f"tsuzuri_{name}", css=asset(f"{name}.css"), js=script)


def put(name: str, data: Data, **on: Callable[[Event], None]) -> None:
    """Mounts `assets/<name>.js`; `on` maps an event of the script to what happens with it."""
    calls = {f"on_{event}_change": _heard(name, event, run=heard(run)) for event, run in on.items()}
    _mount(name)(key=f"tsuzuri_{name}", data=data, **calls)


def _heard(name: str, event: str, *, run: Callable[[Event], None]) -> Callable[[], None]:
    def call() -> None:
        found = st.session_state[f"tsuzuri_{name}"].get(event)
        if isinstance(found, Mapping):
            run(found)

    return call


def style() -> None:
    st.html(f"<style>{asset('look.css')}</style>")
