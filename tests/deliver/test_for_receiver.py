"""What leaves encrypted: opened by the receiver with the standard program `age`, and by nobody else."""

import json
import os
import signal
import subprocess
import sys
import tarfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pyrage
import pytest

from deliver.for_receiver import PACKAGE, recipients, sealed_for
from deliver.target import Options, open_target
from domain.errors import ConfigError
from pipeline import private_temp


@pytest.fixture
def identity(tmp_path: Path) -> tuple[str, Path]:
    """Public key and the file with the secret one, as `age-keygen` makes them."""
    made = subprocess.run(["age-keygen"], capture_output=True, text=True, check=True).stdout
    path = tmp_path / "receiver.txt"
    path.write_text(made)
    return made.split("public key: ")[1].split()[0], path


def unsealed(sealed: Path, identity: Path) -> bytes:
    return subprocess.run(["age", "-d", "-i", str(identity), str(sealed)], capture_output=True, check=True).stdout


@pytest.mark.parametrize("kind", ["package_folder", "csv_only"])
def test_a_package_opens_with_the_receivers_key_and_is_checked_and_sent_once_like_any_other(
    kind: str, options: Options, make: SimpleNamespace, place: Path, identity: tuple[str, Path], tmp_path: Path
) -> None:
    target = open_target(kind, replace(options, keys=(identity[0],)))
    packed = make.packed(make.case("c1"), make.case("c2"))
    receipts = target.send(packed.key, packed.parcels)
    folder = Path(receipts[0].where)
    assert sorted(one.name for one in folder.iterdir()) == ["manifest.json", PACKAGE]
    (tmp_path / "in.tar").write_bytes(unsealed(folder / PACKAGE, identity[1]))
    with tarfile.open(tmp_path / "in.tar") as tar:
        tar.extractall(tmp_path / "in", filter="data")
    plain = open_target(kind, replace(options, place=tmp_path / "plain"))
    sent = Path(plain.send(packed.key, packed.parcels)[0].where)
    secret = "髙橋".encode()
    assert any(secret in one.read_bytes() for one in sent.rglob("*") if one.is_file())
    assert not any(secret in one.read_bytes() for one in place.rglob("*") if one.is_file())
    assert {one.relative_to(sent) for one in sent.rglob("*")} == {
        one.relative_to(tmp_path / "in") for one in (tmp_path / "in").rglob("*")
    }
    assert json.loads((tmp_path / "in" / "manifest.json").read_text())["sha256"]
    assert [one.status for one in target.send(packed.key, packed.parcels)] == ["already_filed"] * 2
    assert set(target.holds(["c1", "c2"]).values()) == {one.key for one in packed.parcels}
    (folder / PACKAGE).write_bytes(b"age-encryption.org/v1 cut")
    assert set(target.holds(["c1", "c2"]).values()) == {""}


def test_nobody_else_opens_it(identity: tuple[str, Path]) -> None:
    sealed = sealed_for("秘密".encode(), [identity[0]])
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [pyrage.x25519.Identity.generate()])


@pytest.mark.parametrize("key", ["age1nonsense", "", "ssh-ed25519 AAAA", "AGE-SECRET-KEY-1"])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ConfigError, match="age1"):
        recipients([key])


HANGS = """
import sys
from dataclasses import replace
from pathlib import Path
from deliver.for_receiver import filled_for
from deliver.filing import file_once
from deliver.packing import Parcel
from pipeline import private_temp
home, place, key = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
private_temp.begin()
private_temp.settle(home)
def fill(part, parcels):
    (part / "records.jsonl").write_text("隠れ家の住所", encoding="utf-8")
    print("filling", flush=True)
    sys.stdin.read()
parcel = Parcel.__new__(Parcel)
for name, value in dict(case_id="c1", key="k", content_hash="h", replaces="").items():
    object.__setattr__(parcel, name, value)
file_once(place, "package-x", parcels=(parcel,), fill=filled_for(fill, [key]))
"""


def test_a_kill_in_the_middle_leaves_nothing_in_the_clear_where_packages_go_and_the_next_start_the_rest(
    identity: tuple[str, Path], tmp_path: Path
) -> None:
    home, place = tmp_path / "home", tmp_path / "out"
    words = [sys.executable, "-c", HANGS, str(home), str(place), identity[0]]
    killed = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert killed.stdout is not None and killed.stdout.readline().strip() == "filling"
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    secret = "隠れ家".encode()
    assert not [one for one in place.rglob("*") if one.is_file() and secret in one.read_bytes()]
    assert [one for one in home.rglob("*") if one.is_file() and secret in one.read_bytes()]
    private_temp.sweep(home / "tmp")
    assert not [one for one in home.rglob("*") if one.is_file() and secret in one.read_bytes()]
