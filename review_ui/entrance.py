"""The way in where there are accounts: name, secret, six digits if asked for; a first secret is changed at once.

Refuses to say which of them was wrong. The session lives in this tab alone and survives F5; closing the tab ends it.
"""

import html

import streamlit as st

from domain.access import Operator
from domain.errors import AccessRefused, LoginFailed, SessionOver
from review_ui.directory import is_offered, is_signed_in, subject, token_for
from review_ui.mounts import Event, put
from review_ui.seat import Seat, archive, leave_seat, settings, take_seat
from review_ui.texts_entrance import say_in
from storage.accounts import Proof

FIRST, SAID = "first_secret_of", "entrance_said"


def entrance() -> None:
    """Shown instead of every screen until somebody has signed in."""
    lang = settings().language
    gone = bool(st.session_state.pop("signed_out", False))
    if gone and is_signed_in():
        st.logout()  # the directory's cookie goes too
    if not gone and FIRST not in st.session_state and (found := subject()):
        come_in_by(found)
        return
    put("keeper", {"forget": gone, "ask": not gone and FIRST not in st.session_state}, found=come_back)
    _, middle, _ = st.columns([34, 32, 34])
    with middle:
        first = st.session_state.get(FIRST, "")
        st.html('<div class="tz-door">綴り</div>')
        st.html(f'<h1 class="tz-h1">{html.escape(say_in("change_title" if first else "title", lang))}</h1>')
        if gone:
            st.html(f'<p class="tz-quiet">{html.escape(say_in("gone", lang))}</p>')
        if said := st.session_state.pop(SAID, ""):
            st.html(f'<p class="tz-told" role="alert">{html.escape(said)}</p>')
        if first:
            change_form(str(first), lang=lang)
        else:
            sign_in_form(lang)


def sign_in_form(lang: str) -> None:
    with st.form("sign_in", border=False):
        name = st.text_input(say_in("name", lang), autocomplete="username")
        secret = st.text_input(say_in("secret", lang), type="password", autocomplete="current-password")
        code = st.text_input(say_in("code", lang), autocomplete="one-time-code", max_chars=6)
        st.html('<div class="tz-gap"></div>')
        sent = st.form_submit_button(say_in("sign_in", lang), type="primary", width="stretch")
    if is_offered() and st.button(say_in("by_directory", lang), width="stretch"):
        st.login()
    st.html(f'<p class="tz-quiet">{html.escape(say_in("help", lang))}</p>')
    if sent:
        come_in(Proof(name.strip(), secret, code.strip()))


def change_form(name: str, *, lang: str) -> None:
    st.html(f'<p class="tz-quiet">{html.escape(say_in("change_why", lang, name=name))}</p>')
    with st.form("change", border=False, clear_on_submit=True):
        old = st.text_input(say_in("old", lang), type="password", autocomplete="current-password")
        new = st.text_input(say_in("new", lang), type="password", autocomplete="new-password")
        again = st.text_input(say_in("again", lang), type="password", autocomplete="new-password")
        st.html('<div class="tz-gap"></div>')
        sent = st.form_submit_button(say_in("change", lang), type="primary", width="stretch")
    if sent:
        change(name, old, new=new, again=again)


def come_in(proof: Proof) -> None:
    try:
        token = archive().sessions.open(proof)
        who = archive().sessions.who(token)
    except (LoginFailed, SessionOver):
        tell("wrong")
    else:
        seated(who, token)
    st.rerun()


def come_in_by(found: str) -> None:
    """Whom the directory vouches for. Nobody is registered by signing in: an administrator links the account."""
    try:
        token = token_for(found)
        who = archive().sessions.who(token)
    except LoginFailed:
        st.session_state[SAID] = say_in("not_linked", settings().language, subject=found)
    except SessionOver:
        tell("wrong")
    else:
        seated(who, token)
    st.rerun()


def seated(who: Operator, token: str) -> None:
    if who.must_change:
        archive().sessions.close(token)
        st.session_state[FIRST] = who.name
        return
    leave_seat()
    take_seat(who, token)


def come_back(event: Event) -> None:
    """After F5: the tab still knows its session; whether that still holds is asked of the archive."""
    token = str(event.get("token", ""))
    try:
        seated(archive().sessions.who(token), token)
    except SessionOver:
        st.session_state["signed_out"] = True
        tell("over")


def change(name: str, old: str, *, new: str, again: str) -> None:
    if new != again:
        tell("differ")
    else:
        try:
            archive().accounts.change_secret(Proof(name, old), new)
            st.session_state.pop(FIRST, None)
            token = archive().sessions.open(Proof(name, new))
            seated(archive().sessions.who(token), token)
        except LoginFailed:
            tell("wrong")
        except AccessRefused:
            tell("weak")
    st.rerun()


def tell(key: str) -> None:
    st.session_state[SAID] = say_in(key, settings().language)


def keep(seat: Seat) -> None:
    """Leaves the session with the tab."""
    put("keeper", {"keep": seat.token, "ask": False}, found=come_back)


def nothing_here(seat: Seat) -> None:
    """For roles that see no case."""
    st.html(f'<p class="tz-quiet">{html.escape(say_in("no_screen", seat.lang))}</p>')
