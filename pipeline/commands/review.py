"""`tsuzuri review`: opens the review desk on this computer.

The desk takes the place of this process: a signal that ends the command ends the desk, and its port is free again.
"""

import errno
import os
import socket
import sys

import click

from domain.errors import ConfigError
from pipeline.commands._shape import shaped
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(port: int | None) -> None:
        settings = load(port=port) if port else load()
        open_archive(settings).close()  # a broken installation is told here, not on a web page
        if is_taken(settings.desk_address, settings.port):
            raise ConfigError(say("port_taken", lang, port=settings.port, other=settings.port % 65535 + 1))
        click.echo(say("desk_open", lang, url=f"http://localhost:{settings.port}"))
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "review_ui.start", str(settings.port)])  # noqa: S606 - no shell

    params = [click.Option(["--port"], type=click.IntRange(1, 65535), help=say("port", lang))]
    return shaped("review", run, lang=lang, example="tsuzuri review --port 8501", params=params)


def is_taken(address: str, port: int) -> bool:
    """Whether another program listens there; whatever else is wrong with the address the desk itself says."""
    try:
        places = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)
    except OSError:
        return False
    return any(_is_taken(family, place) for family, _, _, _, place in places)


def _is_taken(family: int, place: object) -> bool:
    try:
        with socket.socket(family, socket.SOCK_STREAM) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(place)  # type: ignore[arg-type]  # as getaddrinfo gave it
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    return False
