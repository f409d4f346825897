"""The OpenAPI 3.1 document of the read-only search over HTTP, made from the types that answer."""

import json
import sys
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from domain.case import CaseState, ImportStatus
from pipeline import asking
from pipeline.found import Found

OPENAPI_FILE = "search.openapi.json"
API = "tsuzuri.search/1"
_AT = "#/components/schemas/"


class Said(BaseModel):
    """Why a question was not answered, in words for a person; `code` is stable (docs/errors.md)."""

    model_config = ConfigDict(extra="forbid")

    code: str
    reason: str


class SignIn(BaseModel):
    """`code`: the six digits of an authenticator, where the account asks for them."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=120)
    secret: str = Field(max_length=1000)
    code: str = Field("", max_length=10)


class Token(BaseModel):
    model_config = ConfigDict(extra="forbid")

    token: str


class Health(BaseModel):
    model_config = ConfigDict(extra="forbid")

    api: str
    ok: bool


TYPES: tuple[type[BaseModel], ...] = (Found, Said, SignIn, Token, Health)
_WORDS = "Words as typed, divided by spaces; all must be in the case. Empty: whatever the filters leave."
_DATE = "A date in either calendar, whole or not: 2024-04-09, H25.4, 平成25年."
_FILTERS: dict[str, tuple[str, dict[str, object]]] = {
    "form": ("Code of the form the place stands on.", {"enum": list(asking.FORM.words)}),
    "method": ("Code of the method of contact.", {"enum": list(asking.METHOD.words)}),
    "kind": ("What kind of place.", {"enum": list(asking.KINDS)}),
    "state": ("State of the case.", {"enum": [one.value for one in CaseState]}),
    "import_status": ("How far the case is on its way to the platform.", {"enum": [one.value for one in ImportStatus]}),
    "office": ("Name of the office.", {}),
    "box": ("Name of the box or bundle the paper came in.", {}),
    "case_id": ("One case alone.", {}),
    "since": (f"First day of the place's own date. {_DATE}", {}),
    "until": (f"Last day of the place's own date. {_DATE}", {}),
    "reviewed": ("true: only what a person has vouched for; false: only what nobody has.", {"enum": ["true", "false"]}),
    "sort": ("best: most words first, then as typed, names first.", {"enum": list(asking.SORTS), "default": "best"}),
}


def openapi() -> dict[str, object]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tsuzuri search",
            "version": "1",
            "summary": "Read-only search over the archive of one office.",
            "description": "Hits on text that nobody has vouched for are marked. Addresses and telephone numbers of "
            "persons under protection are never found. On this computer alone no sign-in is needed until the first "
            "account exists; afterwards every question carries the token of a session.",
        },
        "paths": {
            "/v1/search": {"get": _search("search", "Finds places.", content={"application/json": _ref("Found")})},
            "/v1/search.csv": {
                "get": _search("search_csv", "The same as CSV (UTF-8 with BOM).", content={"text/csv": {}})
            },
            "/v1/session": {"post": _sign_in(), "delete": _sign_out()},
            "/v1/health": {"get": _plain("health", "Whether the archive answers.", name_of_type="Health")},
            "/v1/openapi.json": {"get": _plain("openapi", "This document.")},
        },
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": {"Refused": {"description": "Why not.", "content": {"application/json": _ref("Said")}}},
        },
    }


def _ref(name: str) -> dict[str, object]:
    return {"schema": {"$ref": _AT + name}}


def _schemas() -> dict[str, object]:
    found: dict[str, object] = {}
    for one in TYPES:
        made = one.model_json_schema(mode="serialization", ref_template=_AT + "{model}")
        found |= made.pop("$defs", {})
        found[one.__name__] = made
    return dict(sorted(found.items()))


def _search(name: str, summary: str, *, content: dict[str, object]) -> dict[str, object]:
    wanted = [_parameter("q", _WORDS, schema={"type": "string", "maxLength": asking.LONGEST_WORDS})]
    wanted += [_parameter(one, says, schema={"type": "string", **more}) for one, (says, more) in _FILTERS.items()]
    whole = {"type": "integer", "minimum": 1, "maximum": asking.MOST_HITS, "default": 50}
    wanted.append(_parameter("limit", "Hits in one answer.", schema=whole))
    wanted.append(
        _parameter("offset", "Hits to leave out.", schema={"type": "integer", "minimum": 0, "maximum": asking.DEEPEST})
    )
    answers = {"200": {"description": "What was found.", "content": content}, **_refusals("400", "401", "403", "503")}
    return {"operationId": name, "summary": summary, "security": [{"token": []}, {}], "parameters": wanted,
            "responses": answers}  # fmt: skip


def _parameter(name: str, says: str, *, schema: dict[str, object]) -> dict[str, object]:
    return {"name": name, "in": "query", "required": False, "description": says, "schema": schema}


def _refusals(*codes: str) -> dict[str, object]:
    return {one: {"$ref": "#/components/responses/Refused"} for one in codes}


def _sign_in() -> dict[str, object]:
    body = {"required": True, "content": {"application/json": _ref("SignIn")}}
    answer = {"description": "The token of a new session.", "content": {"application/json": _ref("Token")}}
    return {"operationId": "sign_in", "summary": "Signs in; the only thing that is written.", "requestBody": body,
            "responses": {"200": answer, **_refusals("400", "401", "503")}}  # fmt: skip


def _sign_out() -> dict[str, object]:
    return {"operationId": "sign_out", "summary": "Ends the session.", "security": [{"token": []}],
            "responses": {"204": {"description": "It is over."}, **_refusals("401", "503")}}  # fmt: skip


def _plain(name: str, summary: str, *, name_of_type: str = "") -> dict[str, object]:
    content = _ref(name_of_type) if name_of_type else {}
    answer = {"description": "As it says.", "content": {"application/json": content}}
    return {"operationId": name, "summary": summary, "responses": {"200": answer}}


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / OPENAPI_FILE).write_text(json.dumps(openapi(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
