"""The contract every target keeps."""

import json
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from deliver.target import TARGETS, ImportTarget, Options, open_target
from domain.errors import ConfigError, DeliveryError

FOLDERS = ("csv_only", "package_folder")


@pytest.fixture(params=FOLDERS)
def target(request: pytest.FixtureRequest, options: Options) -> ImportTarget:
    return open_target(request.param, options)


def folders(place: Path) -> list[Path]:
    return sorted(path for path in place.iterdir() if path.is_dir())


def parcels_in(place: Path) -> list[str]:
    manifests = sorted(place.glob("*/manifest.json"))
    return [one["key"] for path in manifests for one in json.loads(path.read_text(encoding="utf-8"))["parcels"]]


def test_a_target_says_its_name(target: ImportTarget) -> None:
    assert target.name in TARGETS.names()


def test_the_same_batch_twice_files_once(target: ImportTarget, make: SimpleNamespace, place: Path) -> None:
    packed = make.packed(make.case("c1"), make.case("c2"))
    first = target.send(packed.key, packed.parcels)
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    second = target.send(packed.key, packed.parcels)
    assert [one.status for one in first] == ["filed", "filed"]
    assert [one.status for one in second] == ["already_filed", "already_filed"]
    assert [one.where for one in second] == [one.where for one in first]
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before


def test_a_case_in_two_batches_is_filed_once(target: ImportTarget, make: SimpleNamespace, place: Path) -> None:
    one, both = make.packed(make.case("c1")), make.packed(make.case("c1"), make.case("c2"))
    target.send(one.key, one.parcels)
    statuses = {receipt.case_id: receipt.status for receipt in target.send(both.key, both.parcels)}
    assert statuses == {"c1": "already_filed", "c2": "filed"}
    assert len(parcels_in(place)) == len(set(parcels_in(place))) == 2


def test_a_correction_is_filed_as_another_revision(target: ImportTarget, make: SimpleNamespace, place: Path) -> None:
    for record in (make.case(), make.case(title="訂正")):
        packed = make.packed(record)
        assert [one.status for one in target.send(packed.key, packed.parcels)] == ["filed"]
    assert len(folders(place)) == 2


def test_nothing_to_send_leaves_nothing(target: ImportTarget, place: Path) -> None:
    assert target.send("0" * 64, ()) == ()
    assert folders(place) == []


class Broken:
    """Pictures that can be read `good` times, and then the disk fails."""

    def __init__(self, good: int, error: BaseException) -> None:
        self.good, self.error = good, error

    def __call__(self, case_id: str, page_no: int) -> bytes:
        self.good -= 1
        if self.good < 0:
            raise self.error
        return f"picture {page_no} of {case_id}".encode()


class Killed(BaseException):
    """Stands for the end of the process: nothing in the house catches it."""


@pytest.mark.parametrize("good", range(6))
def test_a_full_disk_leaves_nothing_behind(
    package_folder: ImportTarget, make: SimpleNamespace, place: Path, good: int
) -> None:
    packed = make.packed(make.case("c1"), make.case("c2"))
    broken = tuple(
        replace(one, pictures=Broken(good, OSError(28, "No space left on device"))) for one in packed.parcels[:1]
    )
    if good >= 3:
        broken = (
            packed.parcels[0],
            replace(packed.parcels[1], pictures=Broken(good - 3, OSError(28, "No space left on device"))),
        )
    with pytest.raises(DeliveryError, match="No space left"):
        package_folder.send(packed.key, broken)
    assert folders(place) == []
    assert [one.status for one in package_folder.send(packed.key, packed.parcels)] == ["filed", "filed"]


def test_the_part_of_a_killed_sender_is_swept_away(
    package_folder: ImportTarget, make: SimpleNamespace, place: Path
) -> None:
    stale = place / ".part-of-a-killed-sender"
    (stale / "pages").mkdir(parents=True)
    (stale / "pages" / "c1.jpg").write_bytes(b"personal data")
    packed = make.packed()
    package_folder.send(packed.key, packed.parcels)
    assert not stale.exists()
    assert parcels_in(place) == [packed.parcels[0].key]


def test_killed_anywhere_and_sent_again_is_filed_once(
    package_folder: ImportTarget, make: SimpleNamespace, place: Path
) -> None:
    packed = make.packed(make.case("c1"), make.case("c2"))
    for good in range(4):
        spoiled = tuple(replace(one, pictures=Broken(good, Killed())) for one in packed.parcels)
        if good < 3:
            with pytest.raises(Killed):
                package_folder.send(packed.key, spoiled)
        else:
            package_folder.send(packed.key, spoiled)
    assert {one.status for one in package_folder.send(packed.key, packed.parcels)} == {"already_filed"}
    assert sorted(parcels_in(place)) == sorted(one.key for one in packed.parcels)
    assert len(folders(place)) == 1


def test_two_senders_at_once_file_once(options: Options, make: SimpleNamespace, place: Path) -> None:
    packed = make.packed(*(make.case(f"c{at}") for at in range(4)))
    statuses: list[str] = []

    def run() -> None:
        found = open_target("package_folder", options).send(packed.key, packed.parcels)
        statuses.extend(one.status for one in found)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == ["already_filed"] * 12 + ["filed"] * 4
    assert len(parcels_in(place)) == 4


def test_a_place_that_is_no_folder_is_told(options: Options, make: SimpleNamespace, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    packed = make.packed()
    for name in FOLDERS:
        target = open_target(name, replace(options, place=tmp_path / "file"))
        with pytest.raises(DeliveryError, match="cannot file"):
            target.send(packed.key, packed.parcels)


def test_a_place_where_nobody_may_write_is_told(options: Options, make: SimpleNamespace) -> None:
    packed = make.packed()
    for name in FOLDERS:
        target = open_target(name, replace(options, place=Path("/proc/platform")))
        with pytest.raises(DeliveryError, match="cannot file"):
            target.send(packed.key, packed.parcels)


@contextmanager
def little_room(most_bytes: int) -> Iterator[None]:
    """The system itself refuses to write more than that into one file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("most_bytes", [0, 300, 900])
def test_a_disk_without_room_is_told_and_nothing_stays(
    target: ImportTarget, make: SimpleNamespace, place: Path, most_bytes: int
) -> None:
    packed = make.packed(make.case("c1"), make.case("c2"))
    with little_room(most_bytes), pytest.raises(DeliveryError, match="nothing was left"):
        target.send(packed.key, packed.parcels)
    assert folders(place) == []
    assert [one.status for one in target.send(packed.key, packed.parcels)] == ["filed", "filed"]


def test_a_damaged_manifest_stops_the_delivery(
    package_folder: ImportTarget, make: SimpleNamespace, place: Path
) -> None:
    packed = make.packed()
    package_folder.send(packed.key, packed.parcels)
    manifest = next(place.glob("*/manifest.json"))
    manifest.write_text("{}", encoding="utf-8")
    with pytest.raises(DeliveryError, match="damaged"):
        package_folder.send(packed.key, packed.parcels)


def test_an_unknown_target_is_told(options: Options) -> None:
    with pytest.raises(ConfigError, match="package_folder"):
        open_target("nowhere", options)


def test_the_package_is_what_its_manifest_says(options: Options, make: SimpleNamespace, place: Path) -> None:
    packed = make.packed(make.case("c1"), make.case("c2"))
    where = Path(open_target("package_folder", replace(options, cp932=True)).send(packed.key, packed.parcels)[0].where)
    manifest: dict[str, Any] = json.loads((where / "manifest.json").read_text(encoding="utf-8"))
    found = {p.relative_to(where).as_posix(): p for p in where.rglob("*") if p.is_file() and p.name != "manifest.json"}
    assert manifest["sha256"] == {name: sha256(path.read_bytes()).hexdigest() for name, path in found.items()}
    assert manifest["counts"] == {"cases": 2, "entries": 4, "pages": 6}
    assert (manifest["schema_version"], manifest["municipality_code"]) == ("tsuzuri.record/1", "129992")
    assert manifest["created"] == "2026-04-09T01:02:03+00:00"
    lines = (where / "records.jsonl").read_bytes().splitlines()
    assert [json.loads(line)["case_id"] for line in lines] == [one.case_id for one in packed.parcels]
    assert (where / "pages" / "c1-P002.jpg").read_bytes() == b"picture 2 of c1"
    assert {name.split("/")[0] for name in found} == {
        "records-2.jsonl",
        "records.jsonl",
        "csv",
        "csv-cp932",
        "pages",
        "report.html",
    }


def test_the_report_escapes_and_explains(package_folder: ImportTarget, make: SimpleNamespace, place: Path) -> None:
    packed = make.packed(make.protected(make.case("<script>alert(1)</script>")))
    where = Path(package_folder.send(packed.key, packed.parcels)[0].where)
    text = (where / "report.html").read_text(encoding="utf-8")
    assert "<script" not in text
    assert "秘匿・支援措置に関わる語があります。" in text
    assert "北浜" not in text
