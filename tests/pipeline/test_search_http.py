"""Search over HTTP: what is answered, to whom, and how what cannot be answered is refused."""

import asyncio
import csv
import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from starlette.applications import Starlette

from domain.access import Operator, Role
from domain.auditing import Action
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.reading import Notice
from pipeline.search_docs import openapi
from pipeline.search_http import SearchHttp, application
from pipeline.settings import Settings
from storage.accounts import Proof
from storage.archive import Archive

KEPT = Path(__file__).parents[2] / "docs" / "schema" / "search.openapi.json"
SECRET = "harbour-lantern-42"
ALONE = Operator("木村", Role.ALONE)


def field(name: str, raw: str) -> FieldReading:
    place = {"page_no": 1, "box": Box(10, 20, 300, 40)}
    return FieldReading(name, raw, raw, confidence(0.9), Route.AUTO, FieldState.READ, **place, origin=Origin.HUMAN)


def case(case_id: str, name: str, *, office: str, text: str) -> CaseRecord:
    entry = SupportEntry(1, 2, Box(0, 100, 900, 80), "2024-04-09", "", text, confidence(0.9), Route.REVIEW, method="20")
    return CaseRecord(case_id, office, 1, f"台帳 {case_id}", 2, (), (field("fullName", name),), (entry,))


def opened(folder: Path) -> Archive:
    archive = Archive(f"sqlite:///{folder / 'archive.db'}", str(folder / "files"))
    archive.migrate()
    north = case("c1", "髙橋 キヨ", office="北部", text="=SUM(A1) 訪問看護より TEL。")
    south = case("c2", "髙橋 勇", office="南部", text="髙橋氏 来所。")
    for record in (north, south):
        archive.save_case(record, (), who="x", why="x", task=None)
    return archive


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with opened(tmp_path) as archive:
        yield archive


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Asker"]:
    """Of an archive that is only read."""
    folder = tmp_path_factory.mktemp("filled")
    with opened(folder) as archive:
        yield client(archive, folder)


class Asker:
    """Asks the application as a computer of that address would."""

    def __init__(self, application: Starlette, host: str) -> None:
        self.transport = httpx.ASGITransport(app=application, client=(host, 50_000))

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        async def run() -> httpx.Response:
            async with httpx.AsyncClient(transport=self.transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **more)

        # A thread of its own: the browser of other tests keeps a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, run()).result()

    def get(self, path: str, **more: object) -> httpx.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: object) -> httpx.Response:
        return self.ask("POST", path, **more)

    def delete(self, path: str, **more: object) -> httpx.Response:
        return self.ask("DELETE", path, **more)


def client(archive: Archive, tmp_path: Path, *, host: str = "127.0.0.1") -> Asker:
    settings = Settings(archive=f"sqlite:///{tmp_path / 'archive.db'}", files=str(tmp_path / "files"), operator="木村")
    return Asker(application(archive, settings), host)


def add(archive: Archive, name: str, *, role: Role, office: str = "") -> str:
    """Signs a new account in for good; the secret that its owner chose."""
    by = ALONE if not archive.accounts.exist() else Operator("root", Role.ADMINISTRATOR)
    first = archive.accounts.add(by, name, role=role, office=office)
    archive.accounts.change_secret(Proof(name, first, ""), SECRET)
    return SECRET


def test_the_document_is_valid_and_that_of_the_code() -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    validate(kept, cls=OpenAPIV31SpecValidator)
    assert kept == json.loads(json.dumps(openapi())), "python -m pipeline.search_docs docs/schema"


def test_the_document_names_every_route_and_no_other(archive: Archive) -> None:
    told = {(path, method.upper()) for path, methods in openapi()["paths"].items() for method in methods}
    real = {(one.path, method) for one in SearchHttp(archive, Settings()).routes for method in one.methods - {"HEAD"}}
    assert told == real


def test_a_variant_finds_the_name_and_the_answer_is_as_described(asker: Asker) -> None:
    answer = asker.get("/v1/search", params={"q": "高橋", "limit": "1"})
    assert answer.status_code == 200
    schema = {"$ref": "#/components/schemas/Found", "components": openapi()["components"]}
    assert [one.message for one in Draft202012Validator(schema).iter_errors(answer.json())] == []
    assert answer.json()["total"] == 3
    assert answer.json()["hits"][0]["text"][slice(*answer.json()["hits"][0]["spans"][0])] == "髙橋"
    assert answer.headers["cache-control"] == "no-store"


def test_filters_narrow_and_take_either_calendar(asker: Asker) -> None:
    ask = asker
    assert ask.get("/v1/search", params={"q": "髙橋", "office": "南部", "kind": "entry"}).json()["total"] == 1
    assert ask.get("/v1/search", params={"q": "訪看", "since": "R6.4", "until": "令和6年"}).json()["total"] == 1
    assert ask.get("/v1/search", params={"q": "訪看", "since": "R6.5"}).json()["total"] == 0
    assert ask.get("/v1/search", params={"q": "髙橋", "reviewed": "false"}).json()["total"] == 1


@pytest.mark.parametrize(
    "asked",
    ["q=a&limit=0", "q=a&limit=x", "q=a&limit=1e9", "q=a&since=yesterday", "q=a&form=nonsense", "q=a&colour=red",
     "q=a&office=x&office=y", "q=" + "あ" * 2001, "q=a&reviewed=maybe", "q=a&offset=-1"],
)  # fmt: skip
def test_what_nothing_could_mean_is_told(asker: Asker, asked: str) -> None:
    answer = asker.get(f"/v1/search?{asked}")
    assert answer.status_code == 400
    assert answer.json()["code"] == "FIND-000"


@pytest.mark.parametrize("words", ['"', "' OR 1=1 --", "*", "%", "_", "NEAR(", "AND OR NOT", "a:b", "\x00", "(", "^x"])
def test_signs_of_query_languages_are_letters_like_others(asker: Asker, words: str) -> None:
    assert asker.get("/v1/search", params={"q": words}).status_code == 200


def test_csv_is_harmless_and_opens_in_a_spreadsheet(archive: Archive, tmp_path: Path) -> None:
    answer = client(archive, tmp_path).get("/v1/search.csv", params={"q": "訪問看護"})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["text"].startswith("'=SUM")
    assert rows[0]["reviewed"] == "未確認"
    assert {one.deed.action for one in archive.audit.rows(ALONE)} >= {Action.EXPORT}


def test_without_accounts_only_this_computer_is_answered(archive: Archive, tmp_path: Path) -> None:
    assert client(archive, tmp_path, host="10.0.0.7").get("/v1/search?q=x").status_code == 403
    forwarded = client(archive, tmp_path).get("/v1/search?q=x", headers={"X-Forwarded-For": "10.0.0.7"})
    assert forwarded.status_code == 403
    assert client(archive, tmp_path).get("/v1/search?q=x", headers={"Host": "evil.example"}).status_code == 400


def test_with_accounts_a_session_sees_its_own_office(archive: Archive, tmp_path: Path) -> None:
    add(archive, "root", role=Role.ADMINISTRATOR)
    secret = add(archive, "sato", role=Role.COUNSELLOR, office="北部")
    ask = client(archive, tmp_path, host="10.0.0.7")
    assert ask.get("/v1/search?q=髙橋").status_code == 401
    token = ask.post("/v1/session", json={"name": "sato", "secret": secret}).json()["token"]
    said = {"Authorization": f"Bearer {token}"}
    found = ask.get("/v1/search?q=髙橋", headers=said).json()
    assert {one["case_id"] for one in found["hits"]} == {"c1"}
    assert ask.delete("/v1/session", headers=said).status_code == 204
    assert ask.get("/v1/search?q=髙橋", headers=said).status_code == 401


def test_roles_that_see_no_case_are_refused(archive: Archive, tmp_path: Path) -> None:
    secrets = {"root": add(archive, "root", role=Role.ADMINISTRATOR)}
    secrets |= {role.value: add(archive, role.value, role=role, office="北部") for role in (Role.SCAN, Role.AUDITOR)}
    ask = client(archive, tmp_path)
    for name, secret in secrets.items():
        token = ask.post("/v1/session", json={"name": name, "secret": secret}).json()["token"]
        assert ask.get("/v1/search?q=髙橋", headers={"Authorization": f"Bearer {token}"}).status_code == 403


def test_a_wrong_secret_and_a_wrong_body_are_refused(archive: Archive, tmp_path: Path) -> None:
    add(archive, "root", role=Role.ADMINISTRATOR)
    ask = client(archive, tmp_path)
    assert ask.post("/v1/session", json={"name": "root", "secret": "guess"}).status_code == 401
    assert ask.post("/v1/session", content=b"[]").status_code == 400
    assert ask.post("/v1/session", content=b"x" * 20_000).status_code == 413
    assert ask.post("/v1/search?q=x").status_code == 405


def test_an_address_under_protection_is_never_found(archive: Archive, tmp_path: Path) -> None:
    hidden = case("c3", "秋山 恵", office="北部", text="面談。")
    word = Notice("protection_word", 2, "DV")
    hidden = replace(hidden, warnings=(word,), fields=(*hidden.fields, field("address", "房波町波切 12-3")))
    archive.save_case(hidden, (), who="x", why="x", task=None)
    ask = client(archive, tmp_path)
    assert ask.get("/v1/search?q=秋山").json()["total"] == 1
    assert ask.get("/v1/search?q=波切").json()["total"] == 0
