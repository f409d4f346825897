"""Protected PDFs: opened with a password the office knows, the same pixels as without protection, else set aside."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from domain.errors import ConfigError, PasswordNeeded
from ingest import passwords
from ingest.formats import pdf
from ingest.unpack import open_scan
from ingest.untouched import page_image
from pipeline.secret_files import secrets_in
from tests.faults.pdfs import TYPED, built, changed, jpeg_picture, scanned

WORD = "ひらけ goma 7"
KINDS = {
    "scanned": scanned(count=2),
    "typed": built(TYPED),
    "jpeg": jpeg_picture("L", "/DeviceGray"),
}


@pytest.fixture(autouse=True)
def none_known() -> Iterator[None]:
    yield
    passwords.know(())


def locked(data: bytes, word: str = WORD, **options: object) -> bytes:
    return changed(data, lambda _: None, encryption=pikepdf.Encryption(owner="owner", user=word, **options))


@pytest.fixture(params=KINDS)
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    free, closed = tmp_path / "free.pdf", tmp_path / "closed.pdf"
    free.write_bytes(KINDS[request.param])
    closed.write_bytes(locked(KINDS[request.param]))
    return free, closed


def test_a_known_password_gives_the_pages_as_they_are(both: tuple[Path, Path]) -> None:
    free, closed = both
    passwords.know(["wrong", WORD])
    with open_scan(free) as wanted, open_scan(closed) as found:
        assert found.page_count == wanted.page_count
        for page_no in range(1, found.page_count + 1):
            assert np.array_equal(found.page(page_no).image, wanted.page(page_no).image)
    assert page_image(closed, 1) == page_image(free, 1)


def test_without_it_the_paper_is_set_aside_and_says_which_case_it_is(both: tuple[Path, Path]) -> None:
    _, closed = both
    with pytest.raises(PasswordNeeded, match="wanted its password"):
        open_scan(closed)
    passwords.know(["wrong"])
    with pytest.raises(PasswordNeeded, match="none of the known passwords") as told:
        open_scan(closed)
    assert "wrong" not in str(told.value)


@pytest.mark.parametrize("options", [{"R": 3, "aes": False, "metadata": False}, {"R": 4}, {"R": 6}])
def test_old_ways_of_locking_open_too(tmp_path: Path, options: dict[str, object]) -> None:
    path = tmp_path / "old.pdf"
    path.write_bytes(locked(KINDS["typed"], "secret", **options))
    passwords.know(["secret"])
    with open_scan(path) as found:
        assert found.page(1).image.min() < 128


def test_no_other_program_is_told_the_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, seen = tmp_path / "typed.pdf", []

    def render(drawn: Path, page_no: int, **_: object) -> None:
        with pikepdf.open(drawn) as copy:
            seen.append((page_no, len(copy.pages), copy.is_encrypted))

    monkeypatch.setattr(pdf, "render", render)
    path.write_bytes(locked(KINDS["typed"]))
    passwords.know([WORD])
    with open_scan(path) as found:
        found.page(1)
    assert seen == [(1, 1, False)]


def test_the_list_is_read_line_by_line_and_only_from_a_private_file(tmp_path: Path) -> None:
    kept = tmp_path / "words"
    kept.write_text(f"{WORD}\r\n\nsecond  \n", encoding="utf-8-sig")
    with pytest.raises(ConfigError, match="chmod 600"):
        secrets_in(kept)
    kept.chmod(0o600)
    assert secrets_in(kept) == (WORD, "", "second  ")
    assert secrets_in(None) == ()
