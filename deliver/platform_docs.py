"""What we ask of a shared platform, as an OpenAPI 3.1 document made from types; a proposal, not a standard.

Says only what `targets/http_platform.py` asks and needs in the answer; a test holds real questions and answers to it.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from deliver.published import Record
from deliver.published2 import Record2

OPENAPI_FILE = "platform.openapi.json"
_AT = "#/components/schemas/"

Sha256 = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
CaseKey = Annotated[
    str,
    Field(pattern="^[0-9a-f]{64}$", description="sha256 of `case_id content_hash`: the same contents, the same key"),
]


class Asked(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Answered(BaseModel):
    """A platform may say more than we need."""


class About(Answered):
    api: Literal["tsuzuri.platform/1"]


class Sent(Asked):
    """`replaces`: the key under which the platform holds an earlier revision; null for a case that is new to it.

    `record` is what keys and hashes are made of. `record_2` says the same in version 2, with plans, conferences,
    documents and what the archive knows beside the paper; a platform keeps whichever it understands.
    """

    case_id: str
    key: CaseKey
    content_hash: Sha256
    replaces: CaseKey | None
    record: Record
    record_2: Record2


class Batch(Asked):
    api: Literal["tsuzuri.platform/1"]
    schema_: Literal["tsuzuri.record/1"] = Field(alias="schema")
    office: str
    municipality_code: str
    records: list[Sent] = Field(min_length=1)


class Receipt(Answered):
    """`already_filed`: it arrived before under the same key. `reason` is read by a clerk when it was refused."""

    case_id: str
    key: CaseKey
    status: Literal["filed", "already_filed", "refused"]
    reason: str = ""


class Receipts(Answered):
    receipts: list[Receipt]


class CasesAsked(Asked):
    case_ids: list[str] = Field(max_length=100)


class Held(Answered):
    """The record as it stands there, not as it was sent: its hash is made anew from it."""

    case_id: str
    record: Record


class CasesHeld(Answered):
    records: list[Held]


class CaseOfRecall(Asked):
    case_id: str
    key: CaseKey


class Recall(Asked):
    reason: str = Field(min_length=1)
    records: list[CaseOfRecall]


class Recalled(Answered):
    case_id: str
    status: Literal["recalled", "not_there"]


class RecallReceipts(Answered):
    receipts: list[Recalled]


class PicturesAsked(Asked):
    sha256: list[Sha256]


class PicturesMissing(Answered):
    missing: list[Sha256]


class Refusal(Answered):
    """`reason` comes back to the desk, in front of the clerk whose case it is."""

    reason: str = ""


class Stored(Answered):
    pass


TYPES: tuple[type[BaseModel], ...] = (
    *(About, Batch, Receipts, CasesAsked, CasesHeld, Recall, RecallReceipts),
    *(PicturesAsked, PicturesMissing, Refusal, Stored),
)


def openapi() -> dict[str, object]:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tsuzuri to a shared platform",
            "version": "1",
            "summary": "What Tsuzuri asks of a platform that receives records people have vouched for.",
            "description": "Every question may be asked again without harm: the same Idempotency-Key, the same result. "
            "Redirects are not followed, certificates are checked, and records travel over HTTPS only.",
        },
        "security": [{"token": []}],
        "paths": _paths(),
        "components": {
            "schemas": _schemas(),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "responses": _refusals(),
        },
    }


def _schemas() -> dict[str, object]:
    found: dict[str, object] = {}
    for one in TYPES:
        made = one.model_json_schema(by_alias=True, mode="serialization", ref_template=_AT + "{model}")
        found |= made.pop("$defs", {})
        found[one.__name__] = made
    return dict(sorted(found.items()))


def _refusals() -> dict[str, object]:
    said = {"application/json": {"schema": {"$ref": _AT + "Refusal"}}}
    return {
        "Refused": {
            "description": "Not as it is (400, 409, 413, 422): back to the desk with the reason.",
            "content": said,
        },
        "Unknown": {"description": "The token is not known (401, 403): nothing more is sent."},
        "Later": {"description": "Not now (408, 425, 429, 5xx): asked again after growing waits."},
    }


def _paths() -> dict[str, object]:
    batch = _question("file", "Files cases, each once; a newer revision names the key it replaces.", body="Batch")
    held = _question("held", "Which of these cases are there, as they stand there.", body="CasesAsked", keyed=False)
    recall = _question("recall", "Takes cases back, those that are held under exactly that key.", body="Recall")
    missing = _question("missing", "Which pictures the platform lacks.", body="PicturesAsked", keyed=False)
    return {
        "/v1/about": {"get": _question("about", "Whether this is a platform we know.") | _answers("About")},
        "/v1/batches": {"post": batch | _answers("Receipts")},
        "/v1/records/query": {"post": held | _answers("CasesHeld")},
        "/v1/recalls": {"post": recall | _answers("RecallReceipts")},
        "/v1/pictures/missing": {"post": missing | _answers("PicturesMissing")},
        "/v1/pictures/{sha256}": {"put": _picture() | _answers("Stored")},
    }


def _question(name: str, summary: str, *, body: str = "", keyed: bool = True) -> dict[str, object]:
    """`keyed`: the question changes something and carries an Idempotency-Key."""
    asked: dict[str, object] = {"operationId": name, "summary": summary}
    if body and keyed:
        asked["parameters"] = [_key_header()]
    if body:
        content = {"application/json": {"schema": {"$ref": _AT + body}}}
        asked["requestBody"] = {"required": True, "content": content}
    return asked


def _picture() -> dict[str, object]:
    name = {"name": "sha256", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}}
    return {
        "operationId": "picture",
        "summary": "One page picture under the hash of its bytes.",
        "parameters": [name, _key_header()],
        "requestBody": {"required": True, "content": {"image/jpeg": {}}},
    }


def _key_header() -> dict[str, object]:
    return {
        "name": "Idempotency-Key",
        "in": "header",
        "required": True,
        "description": "Made of the contents: the same question again is answered like the first.",
        "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    }


def _answers(body: str) -> dict[str, object]:
    content = {"application/json": {"schema": {"$ref": _AT + body}}}
    codes = {"Refused": ("400", "409", "413", "422"), "Unknown": ("401", "403"), "Later": ("408", "425", "429", "5XX")}
    others = {code: {"$ref": f"#/components/responses/{name}"} for name, some in codes.items() for code in some}
    return {"responses": {"200": {"description": body, "content": content}, **others}}
