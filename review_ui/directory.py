"""Signing in with the office's own directory (OIDC): Streamlit and Authlib speak with it; here it is weighed.

An answer counts once, and only within two minutes of being given: after that our own session decides, with its idle and
whole time. Refuses people whom no administrator linked to an account, and answers of any other issuer.
"""

import hashlib
import json
import os
import secrets
import time
from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from domain.errors import LoginFailed
from pipeline.settings import Settings
from review_ui.seat import archive, settings

FRESH_S, AHEAD_S = 120, 30
FOLDER, FILE = "desk-private", "secrets.toml"


def is_offered() -> bool:
    return bool(settings().oidc_issuer)


def write_secrets(chosen: Settings) -> Path | None:
    """What Streamlit wants to know, for its owner alone; a new key for its cookies at every start."""
    if not chosen.oidc_issuer:
        return None
    folder = chosen.home / FOLDER
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    folder.chmod(0o700)
    path = folder / FILE
    path.unlink(missing_ok=True)
    given = {
        "redirect_uri": chosen.oidc_redirect or f"http://localhost:{chosen.port}/oauth2callback",
        "cookie_secret": secrets.token_urlsafe(32),
        "client_id": chosen.oidc_client,
        "client_secret": chosen.oidc_secret,
        "server_metadata_url": f"{chosen.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
    }
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in given.items()]
    # The directory is asked anew each time: whoever sits down at a desk that was left is not let in by its cookie.
    lines.append('client_kwargs = { scope = "openid", prompt = "login" }')
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        out.write("\n".join(("[auth]", *lines)) + "\n")
    return path


def is_signed_in() -> bool:
    return is_offered() and bool(st.user.is_logged_in)


def subject() -> str:
    """`issuer|subject` of a fresh answer that was not used before; "" for anything else."""
    if not is_signed_in():
        return ""
    told = st.user.to_dict()
    issuer, sub, made = str(told.get("iss", "")), str(told.get("sub", "")), told.get("iat")
    wanted = settings().oidc_issuer.rstrip("/")
    if issuer.rstrip("/") != wanted or not sub or not isinstance(made, int | float):
        return ""
    if not -AHEAD_S <= time.time() - made <= FRESH_S or not _first_use(told):
        return ""
    return f"{wanted}|{sub}"


def token_for(found: str) -> str:
    """A session of our own. Raises LoginFailed for somebody without a linked account."""
    if not found:
        raise LoginFailed("the directory's answer is too old, used, or somebody else's")
    return archive().sessions.open_for(found)


@st.cache_resource
def _used() -> dict[str, float]:
    return {}


def _first_use(told: Mapping[str, object]) -> bool:
    """One answer opens one session, in whatever tab."""
    used, now = _used(), time.time()
    for key in [key for key, at in used.items() if now - at > FRESH_S + AHEAD_S]:
        used.pop(key, None)
    key = hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
    if key in used:
        return False
    used[key] = now
    return True
