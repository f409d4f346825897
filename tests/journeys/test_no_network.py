"""The whole line in a network namespace without a route: what needs the network at run time fails here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from review_ui import start
from tests.journeys.conftest import ROOT

WAYS = (("unshare", "-n"), ("unshare", "-r", "-n"))


def way() -> tuple[str, ...]:
    """How a namespace is had here; () where the kernel refuses."""
    for words in WAYS:
        try:
            if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
                return words
        except FileNotFoundError:
            break
    return ()


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_a_day_without_any_way_out(tmp_path: Path) -> None:
    words = way()
    if not words:
        pytest.skip("the kernel gives this user no network namespace (unshare -n)")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    argv = [*words, sys.executable, "-m", "tests.journeys.offline_day", str(tmp_path)]
    done = subprocess.run(argv, env=env, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "the day ended" in done.stdout


def test_streamlit_is_told_to_call_nobody() -> None:
    assert start.QUIET["browser.gatherUsageStats"] == "false"
    assert start.QUIET["server.headless"] == "true"  # asks for no mail address, opens no browser
