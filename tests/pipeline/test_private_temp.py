"""Temporary files of a real process: where they lie, and what is left of them after it was killed."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from pipeline import private_temp

HOLDS = """
import sys, tempfile
from pathlib import Path
from pipeline import private_temp
private_temp.begin()
private_temp.settle(Path(sys.argv[1]))
Path(tempfile.mkdtemp(), "paper").write_text("隠れ家")
print(tempfile.gettempdir(), flush=True)
sys.stdin.readline()
"""


def holder(home: Path) -> tuple[subprocess.Popen[str], Path]:
    words = [sys.executable, "-c", HOLDS, str(home)]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_the_folder_is_private_and_gone_with_its_process(tmp_path: Path) -> None:
    process, place = holder(tmp_path)
    assert place.parent == tmp_path / "tmp"
    assert place.stat().st_mode & 0o077 == 0 and place.parent.stat().st_mode & 0o077 == 0
    assert process.communicate("\n")[0] == "" and process.returncode == 0
    assert not place.exists()


def test_what_a_killed_process_left_goes_when_the_next_one_starts_and_the_living_keep_theirs(tmp_path: Path) -> None:
    living, theirs = holder(tmp_path)
    killed, left = holder(tmp_path)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert list(left.rglob("paper"))
    after, _ = holder(tmp_path)
    assert not left.exists() and list(theirs.rglob("paper"))
    for one in (living, after):
        one.communicate("\n")
    assert [one.name for one in (tmp_path / "tmp").iterdir()] == [".lock"]


def test_a_program_that_never_asked_keeps_its_own_place(tmp_path: Path) -> None:
    private_temp.settle(tmp_path)
    assert list(tmp_path.iterdir()) == [] and private_temp.cache() is None
