"""The screen of boxes in a real Chromium: the ledger, its download, and a scan taken in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.paper_box import AnnouncedFile
from pipeline.boxes import announce
from tests.journeys.office import Office, write
from tests.pipeline.papers import tiff

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_a_scan_is_taken_in_and_stands_in_the_ledger(
    page: Page, office: Office, shoot: Callable[[str], None], tmp_path: Path
) -> None:
    page.goto(f"{office.url}/?screen=boxes")
    expect(page.locator(".tz-ledger").first).to_contain_text("予告なし")
    page.get_by_text("スキャンを受け入れる").first.click()
    write(page, "箱の名前", "R8-9")
    scan = tiff(tmp_path / "新しい.tif", "new", pages=2)
    page.locator("input[type=file]").set_input_files(
        [
            {"name": scan.name, "mimeType": "image/tiff", "buffer": scan.read_bytes()},
            {"name": "手紙.docx", "mimeType": "application/zip", "buffer": b"PK\3\4"},
        ]
    )
    expect(page.get_by_text("手紙.docx").first).to_be_visible()
    page.get_by_role("button", name="受け入れる", exact=True).click()
    expect(page.get_by_text("手紙.docx：受け入れられません。スキャンの形式ではありません。")).to_be_visible()
    shoot("40-upload")
    with office.archive() as archive:
        assert "R8-9/新しい.tif" in [one.source for one in archive.files()]
    page.goto(f"{office.url}/?screen=boxes&box=R8-9")
    expect(page.get_by_text("読み取りの途中です。")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="管理台帳を書き出す（CSV）").click()
    assert waiting.value.suggested_filename == "管理台帳-R8-9.csv"
    assert Path(waiting.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    shoot("41-boxes")


def test_a_difference_is_settled_with_a_reason(page: Page, office: Office, shoot: Callable[[str], None]) -> None:
    with office.archive() as archive:
        name = archive.boxes.names()[-1]
        announce(archive, name, files=[AnnouncedFile(9, "来ていない", 1)], sides=1, who="木村")
    page.goto(f"{office.url}/?screen=boxes&box={name}")
    page.get_by_text("違いを調べて済みにする").click()
    page.get_by_role("button", name="済みにする", exact=True).click()
    expect(page.get_by_text("理由を書いてください。")).to_be_visible()
    write(page, "調べて分かったこと（個人名は書かないでください）", "欠番でした")
    page.get_by_label("調べて分かったこと").press("Tab")
    page.get_by_role("button", name="済みにする", exact=True).click()
    expect(page.locator(".tz-list")).to_contain_text("欠番でした］")
    shoot("42-settled")
    page.get_by_role("button", name="済みを取り消す").click()
    expect(page.locator(".tz-list")).not_to_contain_text("欠番でした")
