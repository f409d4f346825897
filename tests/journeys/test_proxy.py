"""docs/proxy/nginx.conf itself, in front of a real desk: TLS, headers, limits, the desk's own connection through it."""

import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from playwright.sync_api import Playwright, expect

from pipeline.uploading import LIMIT_MB
from tests.journeys.conftest import QUIET, ROOT, Office, chromium, free_port, seeded
from tests.journeys.handshake import knocked

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

NAME = "tsuzuri.example.lg.jp"
CONFIG = ROOT / "docs" / "proxy" / "nginx.conf"
WHOLE = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""
HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Front:
    plain: int
    tls: int
    desk: int

    def client(self) -> httpx.Client:
        return httpx.Client(verify=False, base_url=f"https://127.0.0.1:{self.tls}", headers={"Host": NAME})


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("front")
    seeded(home)
    place = Front(free_port(), free_port(), free_port())
    certificate(folder)
    told = CONFIG.read_text(encoding="utf-8")
    for here, there in (
        ("listen 80;", f"listen 127.0.0.1:{place.plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{place.tls} ssl;"),
        ("/etc/tsuzuri/", f"{folder}/"),
        ("127.0.0.1:8501", f"127.0.0.1:{place.desk}"),
        ("wss://$host", f"wss://$host:{place.tls}"),
    ):
        assert here in told
        told = told.replace(here, there)
    (folder / "site.conf").write_text(told, encoding="utf-8")
    (folder / "nginx.conf").write_text(WHOLE.format(folder=folder), encoding="utf-8")
    office = Office(home, place.desk)
    old = os.environ.get("TSUZURI_DESK_NAME")
    os.environ["TSUZURI_DESK_NAME"] = NAME
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    proxy = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        office.start()
        waited(place.tls, proxy)
        yield place
    finally:
        proxy.terminate()
        proxy.communicate(timeout=20)
        office.kill()
        del os.environ["TSUZURI_DESK_NAME"]
        if old is not None:
            os.environ["TSUZURI_DESK_NAME"] = old


def waited(port: int, proxy: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert proxy.poll() is None, proxy.communicate()[1].decode()
        time.sleep(0.1)
    raise AssertionError("nginx did not start")


def certificate(folder: Path) -> None:
    """Made by nobody but this test, for a day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now - timedelta(hours=1)).not_valid_after(now + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    pem = serialization.Encoding.PEM
    (folder / "tls.crt").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "tls.key").write_bytes(private)


def test_plain_http_is_sent_to_tls(front: Front) -> None:
    got = httpx.get(f"http://127.0.0.1:{front.plain}/?screen=work", headers={"Host": NAME})
    assert (got.status_code, got.headers["location"]) == (308, f"https://{NAME}/?screen=work")


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/nowhere/at/all"])
def test_every_answer_carries_the_safe_headers(front: Front, path: str) -> None:
    with front.client() as client:
        got = client.get(path)
    assert {name: got.headers.get(name) for name in HEADERS} == HEADERS
    assert "frame-ancestors 'none'" in got.headers["content-security-policy"]
    assert got.headers.get("server", "nginx") == "nginx"  # no version of anything
    assert len(got.headers.get_list("cache-control")) == 1


def test_an_upload_above_the_limit_is_refused_before_it_is_sent(front: Front) -> None:
    assert f"client_max_body_size {LIMIT_MB}m;" in CONFIG.read_text(encoding="utf-8")
    assert put_head(front.tls, LIMIT_MB * 1024 * 1024 + 1) == 413


def put_head(port: int, length: int) -> int:
    """Only the head is sent: the status of the answer to it."""
    head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {NAME}\r\nContent-Length: {length}\r\n\r\n"
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line, context.wrap_socket(line) as sealed:
        sealed.sendall(head.encode())
        return int(sealed.recv(4096).split()[1])


def test_the_desks_figures_are_not_offered(front: Front) -> None:
    with front.client() as client:
        assert client.get("/_stcore/metrics").status_code == 404


def test_the_desk_listens_to_its_own_name_only(front: Front) -> None:
    assert knocked(front.desk, origin=f"https://{NAME}", host=NAME) == 101
    assert knocked(front.desk, origin="https://evil.example", host=NAME) == 403


def test_a_clerk_works_through_it(front: Front, playwright: Playwright) -> None:
    args = [*QUIET, f"--host-resolver-rules=MAP {NAME} 127.0.0.1"]
    browser = playwright.chromium.launch(executable_path=chromium(), args=args)
    page = browser.new_context(locale="ja-JP", ignore_https_errors=True).new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    try:
        page.goto(f"https://{NAME}:{front.tls}/?screen=case&case=case-a")
        expect(page.locator(".bar")).to_be_visible()
        expect(page.locator(".keying")).to_be_visible()
    finally:
        browser.close()
    assert [one for one in said if "Content Security Policy" in one] == []
