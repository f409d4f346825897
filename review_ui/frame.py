"""The top frame of every run of the desk: a bug becomes one calm sentence with a code for the log, never a traceback.

Streamlit runs a screen, a fragment and the answer to a key each on its own, so each of them passes through here.
"""

import html
import logging
import uuid
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from domain.errors import AccessRefused, SessionOver, StorageError
from review_ui.seat import Seat, leave_seat
from review_ui.texts import say
from review_ui.texts_entrance import say_in

Given = ParamSpec("Given")
WAITING = "bug"


def calm(run: Callable[Given, None]) -> Callable[Given, None]:
    """Of a screen or fragment: what fails is told where it would have stood."""

    @wraps(run)
    def framed(*given: Given.args, **named: Given.kwargs) -> None:
        if WAITING in st.session_state:
            tell(st.session_state.pop(WAITING))
        try:
            present(given, is_sign=False)
            run(*given, **named)
        except SessionOver:
            leave_seat()
            st.rerun()  # the whole page: its place is the entrance now
        except Exception as error:  # noqa: BLE001 - the top frame; Streamlit's own signals are no Exceptions
            tell(sentence(error))

    return framed


def heard(run: Callable[Given, None]) -> Callable[Given, None]:
    """Of the answer to a key, which has no place to write: told by the next run."""

    @wraps(run)
    def framed(*given: Given.args, **named: Given.kwargs) -> None:
        try:
            present(given, is_sign=True)
            run(*given, **named)
        except SessionOver:
            leave_seat()
        except Exception as error:  # noqa: BLE001 - the top frame; Streamlit's own signals are no Exceptions
            st.session_state[WAITING] = sentence(error)

    return framed


def present(given: tuple[object, ...], *, is_sign: bool) -> None:
    """Whoever sits here is still signed in. Raises SessionOver; a tab without a seat is let through to the entrance."""
    held = next((one for one in given if isinstance(one, Seat)), None)
    now = st.session_state.get("seat")
    if held is not None and held is not now:
        raise SessionOver("this seat was left")
    if isinstance(now, Seat):
        now.still_here(is_sign=is_sign)


def sentence(error: Exception) -> str:
    seat = st.session_state.get("seat")
    lang = seat.lang if isinstance(seat, Seat) else "ja"
    if isinstance(error, AccessRefused):
        return say_in("no_right", lang)
    if isinstance(error, StorageError):
        logging.getLogger("tsuzuri.desk").warning("archive: %s", error)
        return say("lost", lang, code=error.code)
    code = uuid.uuid4().hex[:8]
    logging.getLogger("tsuzuri.desk").error("desk %s", code, exc_info=error)
    return say("bug", lang, code=code)


def tell(words: str) -> None:
    st.html(f'<p class="tz-told" role="alert">{html.escape(words)}</p>')
