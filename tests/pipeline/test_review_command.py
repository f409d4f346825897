"""`tsuzuri review` ends with its signal and frees its port; what is missing or taken is said, with the way out."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from domain.errors import ConfigError
from pipeline.cli import build
from pipeline.commands.review import is_taken

PATIENCE_S = 60.0


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def comes(port: int, *, taken: bool) -> bool:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        if is_taken("localhost", port) is taken:
            return True
        time.sleep(0.2)
    return False


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_desk_and_frees_its_port(tmp_path: Path, which: signal.Signals) -> None:
    port = free_port()
    env = {**os.environ, "TSUZURI_HOME": str(tmp_path / "home")}
    code = "from pipeline.cli import main; main()"
    desk = subprocess.Popen([sys.executable, "-c", code, "review", "--port", str(port)], env=env)
    try:
        assert comes(port, taken=True)
        desk.send_signal(which)
        desk.wait(PATIENCE_S)
        assert comes(port, taken=False)
    finally:
        desk.kill()
        desk.wait()


def test_a_taken_port_is_said_with_the_way_to_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        for lang, word in (("ja", "使われています"), ("en", "is taken")):
            done = CliRunner().invoke(build(lang), ["review", "--port", str(port)])
            assert isinstance(done.exception, ConfigError)
            assert f"{port} " in str(done.exception)
            assert word in str(done.exception)
            assert "--port" in str(done.exception)


def test_the_platform_without_an_address_is_no_empty_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TSUZURI_HOME", str(tmp_path))
    monkeypatch.delenv("TSUZURI_PLATFORM_URL", raising=False)
    for line in ("deliver", "deliver verify", "deliver recall d1 --reason x"):
        done = CliRunner().invoke(build("ja"), [*line.split(), "--target", "http_platform"])
        assert isinstance(done.exception, ConfigError), line
        assert "TSUZURI_PLATFORM_URL" in str(done.exception)
