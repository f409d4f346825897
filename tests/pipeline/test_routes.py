"""Every HTTP route × every role × the other office: search service, numbers for monitoring, what the desk serves.

A route that is not listed here fails: whoever adds one has to say what a stranger gets from it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import streamlit.web.server.starlette.starlette_app as desk_server

from domain.access import ACCOUNT_ROLES, RIGHTS, Right, Role
from pipeline.metrics import app as metrics_app
from pipeline.search_http import SearchHttp
from pipeline.settings import load
from pipeline.workbench import Workbench, scoped_archive
from storage.access import EVERYTHING
from tests.journeys.conftest import free_port, served
from tests.pipeline import sheltered
from tools.hostile.house import SECRET, House, house

# Path and method: the right it needs, or why it needs none.
SEARCH: dict[tuple[str, str], Right | str] = {
    ("/v1/search", "GET"): Right.READ,
    ("/v1/search.csv", "GET"): Right.READ,
    ("/v1/session", "POST"): "proves the person itself",
    ("/v1/session", "DELETE"): "ends the caller's own session",
    ("/v1/health", "GET"): "says only that it answers",
    ("/v1/openapi.json", "GET"): "the published description",
}
# Families of routes of the desk's server, and what a stranger gets from them.
DESK = {
    "create_health_routes": "that it answers",
    "create_metrics_routes": "numbers of the server itself",
    "create_host_config_routes": "which hosts may frame it: none",
    "create_media_routes": "a file by the hash of its contents, while a session shows it",
    "create_upload_routes": "nothing: a live session's own place is needed",
    "create_component_routes": "scripts of components",
    "create_bidi_component_routes": "the house's own scripts",
    "create_websocket_routes": "the entrance (tests/journeys/test_entrance.py)",
    "create_auth_routes": "the way to the directory, where one is set",
    "create_agent_routes": "that it is switched off",
    "create_app_static_serving_routes": "off: no folder is served",
    "create_script_health_routes": "off",
    "create_streamlit_static_assets_routes": "the library's own page and scripts",
}
ROLES = {
    "admin": Role.ADMINISTRATOR,
    "kansa": Role.AUDITOR,
    "kimura": Role.CLERK,
    "mori": Role.COUNSELLOR,
    "sato": Role.SUPERVISOR,
    "scan1": Role.SCAN,
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house(tmp_path_factory.mktemp("routes")) as found:
        yield found


def test_every_route_of_the_search_service_is_listed(place: House) -> None:
    routes = SearchHttp(place.archive, load(home=place.home)).routes
    assert {(one.path, way) for one in routes for way in (one.methods or ()) if way != "HEAD"} == set(SEARCH)


def test_a_route_refuses_every_role_without_its_right_and_whoever_has_no_session(place: House) -> None:
    for (path, method), right in SEARCH.items():
        if not isinstance(right, Right):
            continue
        assert place.ask(method, f"{path}?q=南").status_code == 401
        for name, role in ROLES.items():
            said = place.ask(method, f"{path}?q=南", headers={"authorization": f"Bearer {place.tokens[name]}"})
            assert said.status_code == (200 if right in RIGHTS[role] else 403), (path, role)
    assert set(ROLES.values()) == set(ACCOUNT_ROLES)


def test_the_other_office_gets_nothing_from_any_route(place: House) -> None:
    token = {"authorization": f"Bearer {place.tokens['minami']}"}
    for path, method in SEARCH:
        said = place.ask(method, f"{path}?q=南&case_id=case-s" if "search" in path else path, headers=token)
        assert "case-s" not in said.text
        assert "南 早苗" not in said.text
        if method == "DELETE":
            assert place.ask("GET", "/v1/search?q=南", headers=token).status_code == 401  # replayed after sign-out


def test_signing_in_again_at_once_after_signing_out_works(place: House) -> None:
    tokens = set()
    for _ in range(3):
        told = place.ask("POST", "/v1/session", json={"name": "kimura", "secret": SECRET})
        assert told.status_code == 200
        tokens.add(told.json()["token"])
        headers = {"authorization": f"Bearer {told.json()['token']}"}
        assert place.ask("GET", "/v1/search?q=南", headers=headers).status_code == 200
        assert place.ask("DELETE", "/v1/session", headers=headers).status_code == 204
        assert place.ask("GET", "/v1/search?q=南", headers=headers).status_code == 401
    assert len(tokens) == 3


def test_the_numbers_for_monitoring_name_nobody(place: House) -> None:
    served_by = metrics_app(Workbench(load(home=place.home)))
    for path, wanted in (("/metrics", "200"), ("/health", ""), ("/", "404"), ("/metrics/../files", "404")):
        said: list[str] = []
        body = b"".join(
            served_by({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda status, _h, said=said: said.append(status))
        )
        assert said[0].startswith(wanted), path
        assert not [one for one in (*sheltered.SECRETS, "南 早苗", "case-s", "kimura") if one.encode() in body]


def test_every_family_of_the_desks_routes_is_listed() -> None:
    tree = ast.parse(Path(str(desk_server.__file__)).read_text(encoding="utf-8"))
    called = {one.func.id for one in ast.walk(tree) if isinstance(one, ast.Call) and isinstance(one.func, ast.Name)}
    assert {one for one in called if re.fullmatch(r"create_\w+_routes", one)} - {"create_streamlit_routes"} == set(DESK)


@pytest.mark.slow
def test_a_stranger_gets_nothing_of_a_case_from_the_desks_server(tmp_path: Path) -> None:
    with scoped_archive(load(home=tmp_path), EVERYTHING) as archive:
        archive.migrate()
        sheltered.take_in(archive, tmp_path)
    assert free_port()
    with served(tmp_path) as desk, httpx.Client(base_url=desk.url, follow_redirects=False) as stranger:
        tries = (
            *(
                ("GET", path)
                for path in ("/", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/media/x.jpg")
            ),
            *(
                ("GET", path)
                for path in ("/media/../archive.db", "/%2e%2e/archive.db", "/app/static/../archive.db", "/files")
            ),
            *(
                ("GET", path)
                for path in ("/component/x/../../archive.db", "/auth/login", "/oauth2callback?code=1&state=2")
            ),
            *(("PUT", path) for path in ("/_stcore/upload_file/forged/forged", "/_stcore/upload_file/../x")),
            *((way, f"/_stcore/agent/{one}") for one in ("interact", "mcp") for way in ("POST", "PUT")),
            ("DELETE", "/_stcore/upload_file/forged/forged"),
        )
        for method, path in tries:
            said = stranger.request(method, path, content=b"x" if method == "PUT" else None)
            assert said.status_code < 500, (method, path)
            assert method == "GET" or said.status_code >= 400, (method, path)
            assert not [
                one for one in (*sheltered.SECRETS, "南 早苗", "SQLite format") if one.encode() in said.content
            ], path
