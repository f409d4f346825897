"""Signing in with a directory: a real OIDC provider on this computer, a real Chromium, the desk between them."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domain.access import Operator, Role
from domain.errors import AccessRefused, LoginFailed
from storage.accounts import Proof
from storage.archive import Archive
from tests.journeys.conftest import answers, free_port, seeded, served
from tests.journeys.office import Office

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

BOSS = Operator("admin", Role.ADMINISTRATOR)


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[str]:
    port = free_port()
    argv = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--host", "127.0.0.1"]
    with (tmp_path / "provider.log").open("wb") as log:
        server = subprocess.Popen(argv, stdout=log, stderr=subprocess.STDOUT)
    until = time.monotonic() + 60
    while not answers(f"http://localhost:{port}/.well-known/openid-configuration"):
        assert server.poll() is None, (tmp_path / "provider.log").read_text()
        assert time.monotonic() < until
        time.sleep(0.2)
    yield f"http://localhost:{port}"
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def office(tmp_path: Path, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    seeded(tmp_path)
    for name, value in {"ISSUER": issuer, "CLIENT": "tsuzuri", "SECRET": "of-the-desk"}.items():
        monkeypatch.setenv(f"TSUZURI_OIDC_{name}", value)
    with served(tmp_path) as opened:
        yield opened  # type: ignore[misc]  # conftest's own Office


@pytest.fixture
def page(browser: Browser, office: Office, issuer: str) -> Iterator[Page]:
    """Nothing outside is reached: the stand-in directory's own page asks for a style sheet, which it does not get."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ja-JP")
    context.route("**/*", lambda one: one.continue_() if "localhost" in one.request.url else one.abort())
    opened = context.new_page()
    outside: list[str] = []
    opened.on("request", lambda one: outside.append(one.url) if one.frame.url.startswith(office.url) else None)
    yield opened
    context.close()
    assert [one for one in outside if not one.startswith((office.url, issuer, "blob:", "data:", "ws:"))] == []


def accounts(archive: Archive, issuer: str) -> None:
    archive.accounts.add(Operator("x", Role.ALONE), "admin", role=Role.ADMINISTRATOR)
    place = archive.case_line("case-a").office
    first = archive.accounts.add(BOSS, "kimura", role=Role.CLERK, office=place)
    archive.accounts.add(BOSS, "hayakawa", role=Role.CLERK, office=place)
    archive.accounts.link(BOSS, "kimura", subject=f"{issuer}|u-1")
    with pytest.raises(AccessRefused):
        archive.accounts.link(BOSS, "hayakawa", subject=f"{issuer}|u-1")
    with pytest.raises(LoginFailed):
        archive.accounts.prove(Proof("kimura", first))  # the first secret does not stay open


def vouch(page: Page, sub: str) -> None:
    page.get_by_role("button", name="組織のアカウントで入る").click()
    page.locator("input[name=sub]").fill(sub)
    page.locator("button[type=submit]").first.click()


def test_only_a_linked_person_comes_in_and_leaves(
    page: Page, office: Office, issuer: str, browser: Browser, shoot: Callable[[str], None]
) -> None:
    with office.archive() as archive:
        accounts(archive, issuer)
    page.goto(office.url)
    expect(page.get_by_role("button", name="組織のアカウントで入る")).to_be_visible()
    shoot("entrance_directory")
    vouch(page, "stranger")
    expect(page.locator(".tz-told")).to_contain_text(f"{issuer}|stranger")
    assert page.locator(".rows").count() == 0
    page.context.clear_cookies()
    page.goto(office.url)
    vouch(page, "u-1")
    expect(page.locator(".bar .clerk")).to_contain_text("確認担当　kimura")
    page.reload()
    expect(page.locator(".bar .clerk")).to_contain_text("kimura")
    stolen = page.context.cookies()
    page.get_by_role("button", name="終了").click()
    page.get_by_role("button", name="End session").click()  # the directory's own session is asked to end as well
    expect(page.get_by_label("利用者名", exact=True)).to_be_visible()
    page.goto(office.url)
    expect(page.get_by_label("利用者名", exact=True)).to_be_visible()
    other = browser.new_context()  # the cookie of the directory's answer, taken along and used again
    other.add_cookies(stolen)  # type: ignore[arg-type]  # what cookies() gave
    thief = other.new_page()
    thief.goto(office.url)
    expect(thief.get_by_label("利用者名", exact=True)).to_be_visible()
    thief.wait_for_timeout(1500)
    assert thief.locator(".bar").count() == 0
    other.close()
    with office.archive() as archive:
        told = [
            (one.who, one.deed.action.value, one.deed.why) for one in archive.audit.rows(Operator("k", Role.AUDITOR))
        ]
    assert ("kimura", "login", "oidc") in told
    assert ("unknown", "login_failed", "oidc") in told
    assert ("kimura", "logout", "") in told
    kept = office.home / "desk-private" / "secrets.toml"
    assert kept.stat().st_mode & 0o077 == 0
    assert kept.parent.stat().st_mode & 0o077 == 0
