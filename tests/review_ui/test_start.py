"""How the desk is served: this computer alone, no call to the outside."""

import sys
from pathlib import Path

from streamlit import config

from pipeline.settings import load
from review_ui.start import QUIET, THEME, command


def test_the_argv_serves_our_app_on_our_port() -> None:
    argv = command(load(port=8765))
    assert argv[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(argv[4]).name == "app.py"
    assert Path(argv[4]).is_file()
    assert "--server.port=8765" in argv


def test_nothing_calls_outside() -> None:
    argv = command(load())
    wanted = (
        "--browser.gatherUsageStats=false",
        "--server.headless=true",
        "--server.address=localhost",
        "--client.showErrorLinks=false",
    )
    assert set(wanted) <= set(argv)


def test_every_option_is_one_that_streamlit_knows() -> None:
    known = set(config.get_config_options())
    assert {*QUIET, *(f"theme.{name}" for name in THEME)} <= known
