"""Delivery to a real receiver on loopback: ten ways of failing, kills, corrections, recall."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from deliver.target import Options, open_target
from domain.case import CaseRecord, ImportStatus
from domain.errors import ConfigError, DeliveryError, NotThePlatform
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent
from pipeline.delivery import deliver_approved
from pipeline.delivery_check import recall, verify
from storage.archive import Archive
from tests.deliver.receiver import receiving

PLACE = Box(10, 10, 100, 30)


def field(name: str, value: str) -> FieldReading:
    return FieldReading(
        name, value, value, confidence(1), Route.REVIEW, FieldState.READ, 1, PLACE, origin=Origin.HUMAN
    )  # fmt: skip


def record(case_id: str) -> CaseRecord:
    return CaseRecord(
        case_id=case_id,
        office="office",
        revision=1,
        title=case_id,
        page_count=0,
        forms=(),
        fields=(field("fullName", "髙橋 キヨ"), field("dateOfBirth", "1938-03-09")),
        consent=Consent(1, PLACE, confidence(1), Route.REVIEW, signedOn="2024-05-14", origin=Origin.HUMAN),
        import_status=ImportStatus.APPROVED,
    )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    with receiving(tmp_path_factory.mktemp("platform")) as found:
        yield found


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[object]:
    with receiving(tmp_path / "platform") as found:
        yield found


def archive_of(folder: Path, *case_ids: str) -> Archive:
    made = Archive(f"sqlite:///{folder / 'archive.db'}", str(folder / "files"))
    made.migrate()
    for case_id in case_ids:
        made.save_case(record(case_id), (), who="木村", why="approved", task=None)
    return made


def platform(url: str, **changes: object):
    options = Options(Path("unused"), office="office", url=url, waits_s=(0, 0), sleep=lambda _: None, timeout_s=5)
    return open_target("http_platform", replace(options, **changes))


def status(archive: Archive, case_id: str) -> str:
    found = archive.case(case_id)
    assert found is not None
    return found.import_status.value


def test_filed_once_verified_by_hash_and_not_sent_again(receiver, tmp_path: Path) -> None:
    with archive_of(tmp_path, "c1", "c2") as archive:
        done = deliver_approved(archive, platform(receiver.url), who="木村")
        assert {one.status for one in done.receipts} == {"filed"}
        assert deliver_approved(archive, platform(receiver.url), who="木村").batches == ()
        assert (
            receiver.rows() == [(one, 1, "held") for one in sorted(one.case_id for one in done.receipts)]
            or len(receiver.rows()) == 2
        )
        assert verify(archive, platform(receiver.url)).same == ("c1", "c2")
    assert all(one["common"]["person"]["fullName"]["value"] == "髙橋 キヨ" for one in receiver.bodies())


def test_version_2_goes_along_and_is_recalled_with_it(receiver, tmp_path: Path) -> None:
    with archive_of(tmp_path, "c1", "c2") as archive:
        (batch,) = deliver_approved(archive, platform(receiver.url), who="木村").batches
        first, second = receiver.seconds()
        assert (first["schema"], first["case_id"], second["case_id"]) == ("tsuzuri.record/2", "c1", "c2")
        assert first["common"]["person"]["familyName"]["value"] == "髙橋"
        held = {one["case_id"]: one["content_hash"] for one in receiver.bodies()}
        assert first["content_hash"] == held["c1"]
        recall(archive, platform(receiver.url), batch_id=batch.batch_id, reason="宛先違い", who="木村")
        assert receiver.seconds() == []


@pytest.mark.parametrize("kind", ["error", "half", "slow", "duplicate"])
def test_what_passes_is_tried_again_and_filed_once(shared, tmp_path: Path, kind: str) -> None:
    case_id = f"again-{kind}"
    with archive_of(tmp_path, case_id) as archive:
        shared.fail(kind=kind, times=1)
        target = platform(shared.url, timeout_s=1 if kind == "slow" else 5)
        done = deliver_approved(archive, target, who="木村")
        assert {one.status for one in done.receipts} <= {"filed", "already_filed"}
        assert [row for row in shared.rows() if row[0] == case_id] == [(case_id, 1, "held")]
        assert status(archive, case_id) == "imported"


@pytest.mark.parametrize("kind", ["conflict", "unprocessable"])
def test_a_refusal_comes_back_to_the_desk_with_its_reason(shared, tmp_path: Path, kind: str) -> None:
    case_id = f"no-{kind}"
    with archive_of(tmp_path, case_id) as archive:
        shared.fail(kind=kind, times=1)
        (receipt,) = deliver_approved(archive, platform(shared.url), who="木村").receipts
        assert receipt.status == "refused"
        assert status(archive, case_id) == "candidate"
        (doubt,) = archive.task(case_id).doubts
        assert doubt.reasons == ("refused_by_platform",)
        assert receipt.reason in archive.case(case_id).warnings[-1].text
        assert all(row[0] != case_id for row in shared.rows())


def test_one_bad_case_does_not_hold_up_the_others(shared, tmp_path: Path) -> None:
    names = [f"many-{at}" for at in range(4)]
    with archive_of(tmp_path, *names) as archive:
        shared.fail(kind="unprocessable", times=3)  # whole, first half, first single
        done = deliver_approved(archive, platform(shared.url), who="木村")
        assert sorted(one.status for one in done.receipts) == ["filed", "filed", "filed", "refused"]


@pytest.mark.parametrize("kind", ["html", "redirect"])
def test_what_is_not_the_platform_gets_nothing(shared, tmp_path: Path, kind: str) -> None:
    case_id = f"strange-{kind}"
    with archive_of(tmp_path, case_id) as archive:
        shared.fail(kind=kind, times=1)
        with pytest.raises(NotThePlatform):
            deliver_approved(archive, platform(shared.url), who="木村")
        assert status(archive, case_id) == "approved"
        assert all(row[0] != case_id for row in shared.rows())
        deliver_approved(archive, platform(shared.url), who="木村")
        assert [row for row in shared.rows() if row[0] == case_id] == [(case_id, 1, "held")]


def test_a_platform_that_hangs_is_given_up_and_asked_later(shared, tmp_path: Path) -> None:
    with archive_of(tmp_path, "hang") as archive:
        shared.fail(kind="hang", times=3)
        with pytest.raises(DeliveryError, match="did not answer in 3 tries"):
            deliver_approved(archive, platform(shared.url, timeout_s=0.2), who="木村")
        shared.fail(kind="", times=0)
        deliver_approved(archive, platform(shared.url), who="木村")
        assert [row for row in shared.rows() if row[0] == "hang"] == [("hang", 1, "held")]


def test_a_certificate_that_nobody_signed(tmp_path: Path) -> None:
    with receiving(tmp_path / "tls", "--tls") as found, archive_of(tmp_path, "c1") as archive:
        with pytest.raises(NotThePlatform, match="certificate"):
            deliver_approved(archive, platform(found.url), who="木村")
        assert found.rows() == []


@pytest.mark.parametrize("url", ["", "ftp://platform.example", "http://platform.example"])
def test_an_address_that_will_not_do(tmp_path: Path, url: str) -> None:
    with archive_of(tmp_path, "c1") as archive, pytest.raises(ConfigError):
        deliver_approved(archive, platform(url), who="木村")


def test_a_correction_is_a_revision_and_a_recall_takes_it_back(receiver, tmp_path: Path) -> None:
    target = platform(receiver.url)
    with archive_of(tmp_path, "c1") as archive:
        deliver_approved(archive, target, who="木村")
        now = archive.case("c1")
        fixed = now.next(title="訂正", import_status=ImportStatus.APPROVED)
        archive.save_case(fixed, (), who="木村", why="correct", task=None)
        (batch,) = deliver_approved(archive, target, who="木村").batches
        assert receiver.rows() == [("c1", 1, "held"), ("c1", 2, "held")]
        assert verify(archive, target).is_whole
        told = recall(archive, target, batch_id=batch.batch_id, reason="宛先違い", who="木村")
        assert [one.status for one in told] == ["recalled"]
        assert receiver.rows()[-1] == ("c1", 2, "recalled")
        assert receiver.bodies()[-1] == {}
        assert status(archive, "c1") == "candidate"


def test_what_changed_at_the_platform_is_told(receiver, tmp_path: Path) -> None:
    with archive_of(tmp_path, "c1", "c2") as archive:
        deliver_approved(archive, platform(receiver.url), who="木村")
        with sqlite3.connect(receiver.home / "platform.db") as database:
            database.execute("UPDATE records SET body = replace(body, '髙', '高') WHERE case_id = 'c1'")
            database.execute("DELETE FROM records WHERE case_id = 'c2'")
        database.close()
        found = verify(archive, platform(receiver.url))
        assert (found.same, found.different, found.missing) == ((), ("c1",), ("c2",))


SENDER = """
import sys
from pathlib import Path
from dataclasses import replace
from deliver.target import Options, open_target
from deliver.targets import http_platform
from pipeline.delivery import deliver_approved
from storage.archive import Archive
archive = Archive(sys.argv[1], sys.argv[2])
target = http_platform.HttpPlatform(Options(Path("x"), url=sys.argv[3], waits_s=(0,) * 6), batch_size=3)
deliver_approved(archive, target, who="木村")
"""


@pytest.mark.slow
def test_killed_three_times_with_random_failures_every_case_arrives_once(receiver, tmp_path: Path) -> None:
    names = [f"c{at:03}" for at in range(60)]
    with archive_of(tmp_path, *names) as archive:
        receiver.fail(share=0.2, seed=5)
        command = [sys.executable, "-c", SENDER, f"sqlite:///{tmp_path / 'archive.db'}", str(tmp_path / "files")]
        killed = 0
        for aim in (9, 24, 42):
            process = subprocess.Popen([*command, receiver.url])
            while process.poll() is None and len(receiver.rows()) < aim:
                time.sleep(0.005)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
                killed += 1
            process.wait()
        assert killed == 3
        subprocess.run([*command, receiver.url], check=True)
        assert sorted(receiver.rows()) == [(name, 1, "held") for name in names]
        assert verify(archive, platform(receiver.url)).same == tuple(names)
        assert {status(archive, name) for name in names} == {"imported"}
