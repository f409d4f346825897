"""PostgreSQL, Redis and an S3 server on loopback, each killable and started again on the same port and data."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import s3fs

PATIENCE_S = 60.0
BUCKET = "papers"


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answers(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Server:
    """A process that listens on `port`; `clean` runs before each start."""

    words: list[str]
    port: int
    cwd: Path
    clean: Callable[[], None] = lambda: None
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            self.clean()
            with (self.cwd / "server.log").open("ab") as log:
                self.process = subprocess.Popen(
                    self.words, cwd=self.cwd, stdout=log, stderr=log, start_new_session=True
                )
            while self.process.poll() is None and time.monotonic() < until:
                if answers(self.port):
                    return
                time.sleep(0.05)
            time.sleep(0.3)
        raise SystemExit(f"{self.words[0]} did not come up: see {self.cwd / 'server.log'}")

    def kill(self) -> None:
        """As a power cut: the process and all it started, at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@dataclass
class Servers:
    home: Path
    redis: Server
    postgres: Server
    s3: Server
    started: list[Server] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "TSUZURI_HOME": str(self.home / "home"),
            "TSUZURI_ARCHIVE": f"postgresql://tsuzuri@127.0.0.1:{self.postgres.port}/postgres",
            "TSUZURI_QUEUE": f"redis://127.0.0.1:{self.redis.port}/0",
            "TSUZURI_FILES": f"s3://{BUCKET}/tsuzuri",
            "TSUZURI_READER": "blank",
            "TSUZURI_SECOND_READER": "",
            "TSUZURI_LANG": "en",
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.s3.port}",
            "AWS_ACCESS_KEY_ID": "bulk",
            "AWS_SECRET_ACCESS_KEY": "bulk",
            "AWS_DEFAULT_REGION": "us-east-1",
            "NO_PROXY": "127.0.0.1",
            "TMPDIR": str(self.home),
        }


@contextmanager
def servers() -> Iterator[Servers]:
    home = Path(tempfile.mkdtemp(prefix="tsuzuri-bulk-"))
    home.chmod(0o755)
    made = Servers(home, _redis(home), _postgres(home), _s3(home))
    try:
        for one in (made.redis, made.postgres, made.s3):
            one.start()
        _bucket(made)
        yield made
    finally:
        for one in (made.redis, made.postgres, made.s3):
            one.kill()
        shutil.rmtree(home, ignore_errors=True)


def _redis(home: Path) -> Server:
    port, place = free_port(), home / "redis"
    place.mkdir()
    return Server(["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""], port, place)


def _postgres(home: Path) -> Server:
    """Refuses to run as root: then as the user its package made. fsync stays on: a kill is only a test with it."""
    place, port = home / "postgres", free_port()
    place.mkdir()
    as_user: list[str] = []
    if os.getuid() == 0:
        shutil.chown(place, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1]
    words = [str(bins / "initdb"), "-D", str(place / "data"), "-U", "tsuzuri", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run([*as_user, *words], check=True, capture_output=True, cwd=place)
    run = [str(bins / "postgres"), "-D", str(place / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", str(place)]
    settings = ["-c", "max_connections=300", "-c", "shared_buffers=512MB"]
    left = place / "data" / "postmaster.pid"
    return Server([*as_user, *run, *settings], port, place, clean=lambda: left.unlink(missing_ok=True))


def _s3(home: Path) -> Server:
    port, place = free_port(), home / "s3"
    place.mkdir()
    return Server([str(Path(sys.executable).with_name("moto_server")), "-H", "127.0.0.1", "-p", str(port)], port, place)


def _bucket(made: Servers) -> None:
    said = made.environment
    keys = {"key": said["AWS_ACCESS_KEY_ID"], "secret": said["AWS_SECRET_ACCESS_KEY"]}
    s3fs.S3FileSystem(skip_instance_cache=True, endpoint_url=said["AWS_ENDPOINT_URL"], **keys).mkdir(BUCKET)
