"""`tsuzuri serve`: read-only search over HTTP for other programs, on this computer unless told otherwise.

Refuses another address than this computer's while there are no accounts: then nobody could be told apart.
"""

import socket
from ipaddress import ip_address

import click
import uvicorn

from domain.errors import ConfigError
from pipeline.commands._shape import shaped
from pipeline.search_http import HOSTS, application
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import open_archive

PORT = 8600


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(port: int, host: str, names: tuple[str, ...]) -> None:
        settings = load()
        archive = open_archive(settings)
        if not ip_address(host).is_loopback and not archive.accounts.exist():
            raise ConfigError(
                f"{host}: make accounts first (tsuzuri user add); without them only this computer is served"
            )
        made = application(archive, settings, hosts=(*HOSTS, *names))
        with bound(host, port) as listening:
            click.echo(
                say("serve_open", lang, url=f"http://{host}:{listening.getsockname()[1]}/v1/search?q="), err=True
            )
            uvicorn.Server(uvicorn.Config(made, log_level="warning", access_log=False)).run(sockets=[listening])

    params = [
        click.Option(["--port"], type=click.IntRange(0, 65535), default=PORT, help=say("serve_port", lang)),
        click.Option(["--host"], default="127.0.0.1", help=say("serve_host", lang)),
        click.Option(["--name", "names"], multiple=True, help=say("serve_name", lang)),
    ]
    return shaped("serve", run, lang=lang, example="tsuzuri serve --port 8600", params=params)


def bound(host: str, port: int) -> socket.socket:
    """Raises ConfigError when the port is taken."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise ConfigError(f"port {port} of {host} cannot be used: {error.strerror}") from error
