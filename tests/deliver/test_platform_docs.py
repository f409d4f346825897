"""The published OpenAPI document: a valid one, and true of what is really asked and answered."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate

from deliver.client import Client, Question
from deliver.platform_docs import openapi
from deliver.target import Options
from deliver.targets.http_platform import HttpPlatform
from domain.errors import RecordRefused
from tests.deliver.receiver import receiving

KEPT = Path(__file__).parents[2] / "docs" / "schema" / "platform.openapi.json"


def test_the_document_is_a_valid_one() -> None:
    validate(json.loads(KEPT.read_text(encoding="utf-8")), cls=OpenAPIV31SpecValidator)


def test_the_document_is_that_of_the_code() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert kept == json.loads(json.dumps(openapi())), "python -m deliver.schema_docs docs/schema"


class Listening:
    """A client that keeps what was asked and answered."""

    def __init__(self, options: Options) -> None:
        self.client = Client(options)
        self.heard: list[tuple[Question, object]] = []

    def ask(self, question: Question):
        try:
            answer = self.client.ask(question)
        except RecordRefused:
            self.heard.append((question, None))
            raise
        self.heard.append((question, answer))
        return answer


def operation(question: Question) -> tuple[str, dict]:
    paths = openapi()["paths"]
    for path, methods in paths.items():
        head = path.partition("{")[0]
        fits = question.path.startswith(head) if "{" in path else question.path == path
        if fits and question.method.lower() in methods:
            return path, methods[question.method.lower()]
    raise AssertionError(f"{question.method} {question.path} is not in the document")


def valid(schema: dict, content: object) -> None:
    whole = {**schema, "components": openapi()["components"]}
    assert [one.message for one in Draft202012Validator(whole).iter_errors(content)] == []


def test_what_is_asked_and_answered_is_what_the_document_says(make: SimpleNamespace, tmp_path: Path) -> None:
    with receiving(tmp_path / "platform") as receiver:
        options = Options(Path("unused"), office="北部", municipality_code="129992", url=receiver.url)
        target, listening = HttpPlatform(options), Listening(options)
        listening.ask(Question("GET", "/v1/about"))
        target.__dict__["_client"] = listening
        packed = make.packed(make.case("c1"), make.case("c2"))
        assert {one.status for one in target.send(packed.key, packed.parcels)} == {"filed"}
        assert {one.status for one in target.send(packed.key, packed.parcels)} == {"already_filed"}
        keys = {one.case_id: one.key for one in packed.parcels}
        assert target.holds(keys) == keys
        assert {one.status for one in target.recall(keys, reason="宛先違い")} == {"recalled"}
    met = set()
    for question, answer in listening.heard:
        path, said = operation(question)
        met.add(path)
        if "application/json" in (content := said.get("requestBody", {}).get("content", {})):
            valid(content["application/json"]["schema"], json.loads(question.body))
        headers = [one for one in said.get("parameters", ()) if one["in"] == "header"]
        assert bool(question.key) == bool(headers)
        valid(said["responses"]["200"]["content"]["application/json"]["schema"], answer)
    assert met == set(openapi()["paths"])


@pytest.mark.parametrize("change", [{"key": "short"}, {"extra": 1}, {"replaces": 7}])
def test_the_document_refuses_what_is_no_parcel(make: SimpleNamespace, change: dict) -> None:
    (parcel,) = make.packed(make.case("c1")).parcels
    sent = {"case_id": "c1", "key": parcel.key, "content_hash": parcel.content_hash, "replaces": None}
    sent |= {"record": json.loads(parcel.line), "record_2": json.loads(parcel.second())}
    schema = {"$ref": "#/components/schemas/Sent", "components": openapi()["components"]}
    assert Draft202012Validator(schema).is_valid(sent)
    assert not Draft202012Validator(schema).is_valid({**sent, **change})
