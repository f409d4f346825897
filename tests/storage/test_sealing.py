from pathlib import Path

import pytest

from domain.errors import StorageError
from storage.sealing import PIECE_BYTES, open_sealed, seal_folder

PASS = "harbour lantern umbrella 42"


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    folder = tmp_path / "copy"
    (folder / "files").mkdir(parents=True)
    (folder / "archive.db").write_bytes(b"secret address " * 300_000)
    (folder / "files" / "a").write_bytes(b"")
    out = tmp_path / "backup.sealed"
    seal_folder(folder, out, passphrase=PASS)
    return out


def test_what_was_sealed_comes_back_and_is_unreadable_meanwhile(sealed: Path, tmp_path: Path) -> None:
    assert b"secret" not in sealed.read_bytes()
    assert sealed.stat().st_mode & 0o077 == 0
    open_sealed(sealed, tmp_path / "back", passphrase=PASS)
    assert (tmp_path / "back" / "archive.db").read_bytes() == b"secret address " * 300_000
    assert (tmp_path / "back" / "files" / "a").read_bytes() == b""


def test_the_same_folder_is_never_sealed_alike(sealed: Path, tmp_path: Path) -> None:
    seal_folder(tmp_path / "copy", tmp_path / "again", passphrase=PASS)
    assert (tmp_path / "again").read_bytes()[40:] != sealed.read_bytes()[40:]


def test_a_wrong_passphrase_and_a_short_one_open_nothing(sealed: Path, tmp_path: Path) -> None:
    for wrong in (PASS + "x", "short"):
        with pytest.raises(StorageError):
            open_sealed(sealed, tmp_path / "back", passphrase=wrong)


@pytest.mark.parametrize("what", ["flip", "cut", "cut_piece", "swap", "other", "empty"])
def test_any_tampering_is_noticed(sealed: Path, tmp_path: Path, what: str) -> None:
    data, head, piece = bytearray(sealed.read_bytes()), 17 + 16, PIECE_BYTES + 16
    if what == "flip":
        data[len(data) // 2] ^= 1
    elif what == "cut":
        del data[-5:]
    elif what == "cut_piece":
        del data[head + 2 * piece :]
    elif what == "swap":
        first, second = data[head : head + piece], data[head + piece : head + 2 * piece]
        data[head : head + 2 * piece] = second + first
    elif what == "other":
        data[:5] = b"OTHER"
    else:
        data = data[:head]
    sealed.write_bytes(bytes(data))
    with pytest.raises(StorageError):
        open_sealed(sealed, tmp_path / "back", passphrase=PASS)
