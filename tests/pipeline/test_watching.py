"""A watched folder: what rests is taken once, what still grows waits, and nothing strange stops the watching."""

import json
import os
from pathlib import Path

import pytest

from domain.errors import UnsafePaper
from pipeline.boxes import ledger_of
from pipeline.cli import main
from pipeline.intake import Intake, Taken
from pipeline.watching import Watch
from storage.archive import Archive
from tests.pipeline.papers import sheet, tiff


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(f"sqlite:///{tmp_path / 'home' / 'archive.db'}", str(tmp_path / "home" / "files"))
    made.migrate()
    return made


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(archive: Archive, clock: Clock, tmp_path: Path) -> Watch:
    folder = tmp_path / "scanner"
    (folder / "R8-3").mkdir(parents=True)
    return Watch(archive, folder, Intake("scanner", "木村", tmp_path / "home"), quiet_s=5, clock=clock)


def taken(watch: Watch, clock: Clock, *, after_s: float = 0) -> list[Taken]:
    clock.now += after_s
    return list(watch.look(lambda _: None).taken)


def test_what_rests_is_taken_once(archive: Archive, watch: Watch, clock: Clock) -> None:
    tiff(watch.folder / "R8-3" / "a.tif", "a", pages=2)
    assert taken(watch, clock) == []
    assert [one.state for one in taken(watch, clock, after_s=5)] == ["claimed"]
    assert taken(watch, clock, after_s=60) == []
    started_again = Watch(archive, watch.folder, watch.by, quiet_s=0, clock=clock)
    assert taken(started_again, clock) == taken(started_again, clock, after_s=60) == []
    assert dict(archive.counts().files) == {"claimed": 1}
    assert archive.boxes.names() == ("R8-3",)


def test_a_box_waits_for_its_last_growing_file(watch: Watch, clock: Clock) -> None:
    sheet("one").save(watch.folder / "R8-3" / "1.png")
    growing = watch.folder / "R8-3" / "2.png"
    growing.write_bytes(b"\x89PNG")
    assert taken(watch, clock) == []
    growing.write_bytes(b"\x89PNG\r\n\x1a\n and more")
    assert taken(watch, clock, after_s=5) == []
    assert len(taken(watch, clock, after_s=5)) == 2


def test_the_manifest_comes_first_and_is_no_paper(archive: Archive, watch: Watch, clock: Clock) -> None:
    tiff(watch.folder / "R8-3" / "a.tif", "a", pages=2)
    told = [{"label": "A", "source": "a.tif", "sheets": 2}, {"label": "B", "source": "b.tif", "sheets": 1}]
    (watch.folder / "R8-3" / "manifest.json").write_text(json.dumps(told))
    taken(watch, clock)
    assert [one.source[-5:] for one in taken(watch, clock, after_s=5)] == ["a.tif"]
    assert [one.label for one in archive.boxes.announced("R8-3")] == ["A", "B"]


def test_a_manifest_nobody_can_read_is_said_and_stops_nothing(archive: Archive, watch: Watch, clock: Clock) -> None:
    tiff(watch.folder / "R8-3" / "a.tif", "a", pages=1)
    (watch.folder / "R8-3" / "manifest.csv").write_bytes(b"\xff\xfe\x00nonsense")
    taken(watch, clock)
    assert len(taken(watch, clock, after_s=5)) == 1
    (alarm,) = archive.boxes.alarms("R8-3")
    assert alarm.code == "refused"
    assert "manifest.csv" in alarm.subject


def test_links_pipes_and_hostile_names_are_told_once(archive: Archive, watch: Watch, clock: Clock) -> None:
    box = watch.folder / "R8-3"
    (box / "link.pdf").symlink_to("/etc/hostname")
    (watch.folder / "linked box").symlink_to("/etc")
    os.mkfifo(box / "pipe.tif")
    hostile = os.fsdecode(b"\x83\x65\n\xe2\x80\xae.png")
    sheet("x").save(box / "x.png")
    (box / "x.png").rename(box / hostile)
    (box / ".hidden").write_text("x")
    taken(watch, clock)
    found = taken(watch, clock, after_s=5)
    assert sorted(one.state for one in found) == ["claimed", "refused", "refused", "refused"]
    assert taken(watch, clock, after_s=60) == []
    refused = [one for one in ledger_of(archive, "R8-3").differences if one.code == "refused"]
    assert len(refused) == 2
    (file,) = archive.files()
    assert "\\x83e\\u000a\\u202e.png" in file.source


def test_a_file_that_goes_away_is_told_and_the_rest_goes_on(archive: Archive, watch: Watch, clock: Clock) -> None:
    box = watch.folder / "R8-3"
    for name in ("1", "2"):
        tiff(box / f"{name}.tif", name, pages=2)
    taken(watch, clock)

    class Vanishing(Watch):
        def _open(self, name: str, place: Path, *, fresh: dict[Path, str]) -> str:
            (box / "1.tif").unlink(missing_ok=True)
            return super()._open(name, place, fresh=fresh)

    slow = Vanishing(archive, watch.folder, watch.by, quiet_s=0, clock=clock)
    assert [one.state for one in taken(slow, clock)] == ["refused", "claimed"]
    assert [one.code for one in archive.boxes.alarms("R8-3")] == ["refused"]


def test_a_kill_in_the_middle_is_finished_without_twins(archive: Archive, watch: Watch, clock: Clock) -> None:
    for name in ("1", "2", "3"):
        sheet(name).save(watch.folder / "R8-3" / f"{name}.png")
    taken(watch, clock)

    class Cut(Exception):
        pass

    def cut(_: Taken) -> None:
        raise Cut

    clock.now += 5
    with pytest.raises(Cut):
        watch.look(cut)
    again = Watch(archive, watch.folder, watch.by, quiet_s=0, clock=clock)
    assert [one.state for one in taken(again, clock)] == ["claimed"] * 3
    assert dict(archive.counts().files) == {"claimed": 3}
    assert archive.unfinished_batches() == ()
    assert len({one.case_id for one in archive.files()}) == 1


def test_a_folder_that_is_away_is_an_error_of_this_round(watch: Watch, clock: Clock) -> None:
    (watch.folder / "R8-3").rmdir()
    watch.folder.rmdir()
    with pytest.raises(UnsafePaper):
        taken(watch, clock)
    (watch.folder / "R8-3").mkdir(parents=True)
    assert taken(watch, clock) == []


def test_the_command_takes_what_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path / "home"))
    (tmp_path / "in" / "R8-4").mkdir(parents=True)
    tiff(tmp_path / "in" / "R8-4" / "a.tif", "a", pages=2)
    main(["watch", str(tmp_path / "in"), "--once", "--quiet", "0", "--every", "0.1", "--lang", "en"])
    assert "a.tif" in capsys.readouterr().out
