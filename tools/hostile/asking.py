"""Questions nobody should ask: SQL and index syntax, forged headers, oversized bodies, paths that lead out."""

from collections.abc import Iterator

from domain.errors import TsuzuriError
from pipeline.asking import query_of
from tests.pipeline import sheltered
from tools.hostile import Attack
from tools.hostile.house import House

WORDS = (
    *(
        "' OR '1'='1",
        "'; DROP TABLE cases; --",
        '" OR ""="',
        "1; DELETE FROM audit",
        "%' UNION SELECT secret FROM accounts --",
    ),
    *(
        "NEAR(a b)",
        "text_index:*",
        'title:"x"',
        "AND OR NOT",
        "*",
        '"',
        "((((",
        "^a",
        "-a",
        "a*b*",
        "{a b}:c",
        "\x00",
        "tokens:a",
    ),
    *(
        "\\'; --",
        "$$; SELECT 1 $$",
        "a & b | !c",
        "':*",
        "<-> a",
        "%",
        "_",
        "../../",
        "\u202e",
        "\ud7ff",
        "𠮷" * 50,
        "'" * 999,
    ),
)
LONG = "あ" * 5000
HEADERS: tuple[dict[str, str], ...] = (
    *({"host": host} for host in ("evil.example", "127.0.0.1.evil.example", "", "localhost:8600@evil", "[::1].evil")),
    *(
        {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"x-real-ip": "127.0.0.1"},
        {"x-original-url": "/"},
    ),
    *(
        {"authorization": told}
        for told in ("Bearer ", "Bearer x", "Basic eDp5", "Bearer " + "a" * 9000, "bearer null", "Token x")
    ),
    *(
        {"cookie": "session=admin"},
        {"x-user": "admin"},
        {"x-remote-user": "admin"},
        {"x-http-method-override": "DELETE"},
    ),
)
PATHS = (
    *(
        "/../archive.db",
        "/%2e%2e/archive.db",
        "/v1/../../archive.db",
        "/v1/search/../../files",
        "/..%2f..%2fetc/passwd",
        "/v1/files/a",
    ),
    *(
        "/v1/search%00",
        "/metrics",
        "/v1/session/../search",
        "//v1/search",
        "/v1/cases/case-s",
        "/v1/audit",
        "/static/../x",
        "/.env",
    ),
)
FILTERS = (
    *(
        {"office": "' OR 1=1 --"},
        {"case_id": "case-s' --"},
        {"box": "%"},
        {"form": "x' --"},
        {"limit": "999999999"},
        {"limit": "-1"},
    ),
    *(
        {"offset": "1e9"},
        {"since": "2024-99-99"},
        {"until": "'; --"},
        {"sort": "best; DROP"},
        {"reviewed": "1 OR 1"},
        {"kind": "*"},
    ),
    *(
        {"state": "x"},
        {"unknown": "1"},
        {"limit": "９９"},
        {"offset": "0x10"},
        {"import_status": "approved' --"},
        {"method": "20;"},
    ),
)


def whole(place: House) -> bool:
    return bool(place.archive.audit.verify().is_whole and place.archive.case("case-s") and place.archive.case("case-n"))


def attacks(place: House) -> Iterator[Attack]:
    token = {"authorization": f"Bearer {place.tokens['minami']}"}
    for words in WORDS:
        yield Attack("query", repr(words[:30]), lambda w=words: found(place, w, given={}) or not whole(place))
    for given in FILTERS:
        yield Attack("query", str(given), lambda g=given: found(place, "南", given=g))
    for headers in HEADERS:
        yield Attack("header", str(headers)[:60], lambda h=headers: answered(place, h))
    for path in PATHS:
        yield Attack("path", path, lambda p=path: reached(place, p, token=token))
    bodies = (
        b"x" * 10_001,
        b"[" * 9_000,
        b'{"name":"' + b"a" * 9_000 + b'"}',
        b"\xff\xfe",
        b"{}",
        b"null",
        b'{"name":1,"secret":2}',
    )
    for body in bodies:
        yield Attack("oversized", f"body {body[:12]!r} {len(body)}", lambda b=body: signed_in(place, b))
    for asked in (f"/v1/search?q={LONG}", f"/v1/search?q=a&box={LONG}", "/v1/search?" + "&".join(["q=a"] * 300)):
        yield Attack(
            "oversized", asked[:40], lambda a=asked: place.ask("GET", a, headers=token).status_code not in (200, 400)
        )


def found(place: House, words: str, *, given: dict[str, str]) -> bool:
    """The other office finds something of this one's, or anybody finds the refuge."""
    try:
        query = query_of(words, given)
        hits = place.south.search(query).hits
    except TsuzuriError:
        return False
    return bool(hits)


def answered(place: House, headers: dict[str, str]) -> bool:
    """A stranger without a session gets hits."""
    said = place.ask("GET", "/v1/search?q=南", headers=headers)
    return said.status_code == 200 or "case-s" in said.text


def reached(place: House, path: str, *, token: dict[str, str]) -> bool:
    said = place.ask("GET", path, headers=token)
    told = [one for one in (*sheltered.SECRETS, "南 早苗", "SQLite format", "root:") if one in said.text]
    return bool(told) or (said.status_code == 200 and said.url.path != "/v1/search")


def signed_in(place: House, body: bytes) -> bool:
    return place.ask("POST", "/v1/session", content=body).status_code == 200
