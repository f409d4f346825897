"""What plain screens share: a table of words, and doing something and saying how it went on the next run.

Every word is escaped. Refuses to hide why something was refused.
"""

import html
from collections.abc import Callable, Sequence

import streamlit as st

from domain.errors import TsuzuriError
from review_ui.texts import Language, say


def heading(words: str, *, level: int = 2) -> None:
    st.html(f'<h{level} class="tz-h{level}">{html.escape(words)}</h{level}>')


def quiet(words: str) -> None:
    st.html(f'<p class="tz-quiet">{html.escape(words)}</p>')


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, lang: Language) -> None:
    top = "".join(f"<th>{html.escape(say(one, lang))}</th>" for one in heads)
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    st.html(f'<table class="tz-history tz-plain"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>')


def say_last(name: str) -> None:
    """What became of the last deed on this screen."""
    words, is_refusal = st.session_state.pop(f"{name}_said", ("", False))
    if words:
        look = 'class="tz-told" role="alert"' if is_refusal else 'class="tz-quiet" role="status"'
        st.html(f"<p {look}>{html.escape(words)}</p>")


def done(name: str, deed: Callable[[], object], *, words: str) -> None:
    """`deed` may give back a sentence of refusal."""
    try:
        refusal = deed()
        said = (str(refusal), True) if isinstance(refusal, str) and refusal else (words, False)
    except TsuzuriError as error:
        said = (str(error), True)
    st.session_state[f"{name}_said"] = said
    st.rerun()
