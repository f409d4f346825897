"""A receiver for tests and demos: keeps what it is sent in a folder, and can be told to fail in ten ways.

`python tools/reference_platform.py --home build/platform --port 8700`; it speaks docs/schema/platform.openapi.json.
A reference, not a product: it has no accounts and listens on loopback only.
"""

import argparse
import asyncio
import json
import random
import socket
import sqlite3
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

API = "tsuzuri.platform/1"
# The tenth way, a bad certificate, is asked for with --tls.
FAULTS = ("html", "hang", "redirect", "conflict", "unprocessable", "error", "half", "slow", "duplicate")
TABLES = """
CREATE TABLE IF NOT EXISTS records (seq INTEGER PRIMARY KEY, case_id TEXT, revision INTEGER, key TEXT, body TEXT,
  batch TEXT, state TEXT, UNIQUE (case_id, revision));
CREATE TABLE IF NOT EXISTS seconds (case_id TEXT, key TEXT, body TEXT, UNIQUE (case_id, key));
CREATE TABLE IF NOT EXISTS pictures (sha256 TEXT PRIMARY KEY, body BLOB);
"""


class Store:
    """Every answer is given after its transaction was committed."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.database = sqlite3.connect(home / "platform.db", isolation_level=None)
        self.database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;" + TABLES)

    def file(self, parcels: list[dict], batch: str) -> list[dict]:
        self.database.execute("BEGIN IMMEDIATE")
        try:
            receipts = [self._file_one(one, batch) for one in parcels]
            self.database.execute("COMMIT")
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        return receipts

    def _file_one(self, one: dict, batch: str) -> dict:
        said = {"case_id": one["case_id"], "key": one["key"]}
        if key_of(one["record"]) != one["key"]:
            return {**said, "status": "refused", "reason": "内容とハッシュが合いません。"}
        second = one.get("record_2") or {}
        if second and any(second[name] != one["record"][name] for name in ("case_id", "content_hash", "revision")):
            return {**said, "status": "refused", "reason": "二つの版の記録が合いません。"}
        newest = self.newest(one["case_id"])
        if newest and newest["state"] == "held":
            if newest["key"] == one["key"]:
                return {**said, "status": "already_filed"}
            if one.get("replaces") != newest["key"]:
                return {**said, "status": "refused", "reason": "別の内容がすでに登録されています。"}
        revision = newest["revision"] + 1 if newest else 1
        row = (one["case_id"], revision, one["key"], json.dumps(one["record"], ensure_ascii=False), batch, "held")
        self.database.execute(
            "INSERT INTO records (case_id, revision, key, body, batch, state) VALUES (?, ?, ?, ?, ?, ?)", row
        )
        whole = (one["case_id"], one["key"], json.dumps(second, ensure_ascii=False))
        self.database.execute("INSERT OR REPLACE INTO seconds (case_id, key, body) VALUES (?, ?, ?)", whole)
        return {**said, "status": "filed"}

    def newest(self, case_id: str) -> dict | None:
        query = "SELECT revision, key, body, state FROM records WHERE case_id = ? ORDER BY revision DESC LIMIT 1"
        row = self.database.execute(query, (case_id,)).fetchone()
        return dict(zip(("revision", "key", "body", "state"), row, strict=True)) if row else None

    def recall(self, wanted: list[dict]) -> list[dict]:
        told = []
        for one in wanted:
            known = self.database.execute(
                "SELECT count(*) FROM records WHERE case_id = ? AND key = ?", (one["case_id"], one["key"])
            ).fetchone()[0]
            self.database.execute(
                "UPDATE records SET state = 'recalled', body = '{}' WHERE case_id = ? AND key = ?",
                (one["case_id"], one["key"]),
            )
            gone = (one["case_id"], one["key"])
            self.database.execute("DELETE FROM seconds WHERE case_id = ? AND key = ?", gone)
            told.append({**one, "status": "recalled" if known else "not_there"})
        return told


def key_of(record: dict) -> str:
    bare = json.dumps(
        {**record, "content_hash": "", "revision": 0}, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    content_hash = sha256(bare.encode()).hexdigest()
    return sha256(f"{record['case_id']} {content_hash}".encode()).hexdigest()


class Faults:
    """What goes wrong next: so many times one kind, or a share of all batches by chance."""

    def __init__(self) -> None:
        self.kind, self.times, self.share = "", 0, 0.0
        self.chance = random.Random(0)  # noqa: S311 - chance, not secrecy

    def set(self, told: dict) -> None:
        self.kind, self.times = told.get("kind", ""), told.get("times", 1)
        self.share = told.get("share", 0.0)
        self.chance = random.Random(told.get("seed", 0))  # noqa: S311 - chance, not secrecy

    def next(self) -> str:
        if self.share and self.chance.random() < self.share:
            return self.chance.choice(("error", "half", "lost", "duplicate"))
        if self.kind and self.times > 0:
            self.times -= 1
            return self.kind
        return ""


def application(store: Store, faults: Faults) -> Starlette:
    routes = [*filing_routes(store, faults), *picture_routes(store)]
    return Starlette(routes=routes)


def filing_routes(store: Store, faults: Faults) -> list[Route]:
    async def about(_: Request) -> Response:
        return JSONResponse({"api": API, "name": "reference receiver"})

    async def batches(request: Request) -> Response:
        told = await request.json()
        fault = faults.next()
        if before := await _before(fault):
            return before
        receipts = store.file(told["records"], request.headers.get("idempotency-key", ""))
        if fault == "duplicate":
            receipts += store.file(told["records"], "again")
        return _after(fault, json.dumps({"receipts": receipts}).encode())

    async def query(request: Request) -> Response:
        wanted = (await request.json())["case_ids"]
        found = [(case_id, store.newest(case_id)) for case_id in wanted]
        held = [(case_id, one) for case_id, one in found if one and one["state"] == "held"]
        records = [
            {"case_id": name, "revision": one["revision"], "record": json.loads(one["body"])} for name, one in held
        ]
        return JSONResponse({"records": records})

    async def recalls(request: Request) -> Response:
        return JSONResponse({"receipts": store.recall((await request.json())["records"])})

    async def set_faults(request: Request) -> Response:
        faults.set(await request.json())
        return JSONResponse({"faults": [*FAULTS]})

    return [
        Route("/v1/about", about),
        Route("/v1/batches", batches, methods=["POST"]),
        Route("/v1/records/query", query, methods=["POST"]),
        Route("/v1/recalls", recalls, methods=["POST"]),
        Route("/control/faults", set_faults, methods=["POST"]),
    ]


def picture_routes(store: Store) -> list[Route]:
    async def missing(request: Request) -> Response:
        wanted = (await request.json())["sha256"]
        have = "SELECT 1 FROM pictures WHERE sha256 = ?"
        return JSONResponse({"missing": [one for one in wanted if not store.database.execute(have, (one,)).fetchone()]})

    async def picture(request: Request) -> Response:
        body, name = await request.body(), request.path_params["sha256"]
        if sha256(body).hexdigest() != name:
            return JSONResponse({"reason": "画像のハッシュが合いません。"}, 422)
        store.database.execute("INSERT OR IGNORE INTO pictures VALUES (?, ?)", (name, body))
        return JSONResponse({"sha256": name})

    return [
        Route("/v1/pictures/missing", missing, methods=["POST"]),
        Route("/v1/pictures/{sha256}", picture, methods=["PUT"]),
    ]


async def _before(fault: str) -> Response | None:
    """The ways of failing in which nothing was filed."""
    match fault:
        case "html":
            return HTMLResponse("<!doctype html><title>ログイン</title><p>ログインしてください。</p>")
        case "hang":
            await asyncio.sleep(3600)
        case "redirect":
            return RedirectResponse("https://elsewhere.example/", 302)
        case "conflict":
            return JSONResponse({"reason": "登録中の変更とぶつかりました。"}, 409)
        case "unprocessable":
            return JSONResponse({"reason": "受け取れない項目があります。"}, 422)
        case "error":
            return JSONResponse({"reason": "down"}, 500)
    return None


def _after(fault: str, answer: bytes) -> Response:
    """The ways of failing in which everything was filed."""
    if fault == "lost":
        return JSONResponse({"reason": "the answer was lost"}, 500)
    if fault == "half":
        return Response(answer[: len(answer) // 2], media_type="application/json")
    if fault == "slow":
        return StreamingResponse(_dripping(answer), media_type="application/json")
    return Response(answer, media_type="application/json")


async def _dripping(answer: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(answer), 8):
        yield answer[at : at + 8]
        await asyncio.sleep(0.5)


def own_certificate(home: Path) -> tuple[Path, Path]:
    """Signed by nobody, for a name that is not ours."""
    from cryptography import x509  # noqa: PLC0415 - only for --tls
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "platform.example")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    certificate = made.not_valid_before(now).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    paths = home / "key.pem", home / "certificate.pem"
    pem, plain = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    paths[0].write_bytes(key.private_bytes(pem, plain, serialization.NoEncryption()))
    paths[1].write_bytes(certificate.public_bytes(pem))
    return paths


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("build/platform"))
    parser.add_argument("--port", type=int, default=8700, help="0 takes a free one; it is printed")
    parser.add_argument("--tls", action="store_true", help="with a certificate that nobody should trust")
    given = parser.parse_args()
    app = application(Store(given.home), Faults())
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", given.port))
    tls = dict(zip(("ssl_keyfile", "ssl_certfile"), own_certificate(given.home), strict=True)) if given.tls else {}
    scheme = "https" if given.tls else "http"
    print(f"{scheme}://127.0.0.1:{listener.getsockname()[1]}", flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, **tls)).run(sockets=[listener])


if __name__ == "__main__":
    main()
