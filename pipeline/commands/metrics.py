"""`tsuzuri metrics`: numbers for Prometheus and a health answer over HTTP, for this computer unless told otherwise."""

from contextlib import suppress

import click

from domain.errors import ConfigError
from pipeline.commands._shape import shaped
from pipeline.metrics import server
from pipeline.settings import load
from pipeline.texts import Language, say
from pipeline.workbench import Workbench

PORT = 9464


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    def run(port: int, host: str) -> None:
        try:
            serving = server(Workbench(load()), host=host, port=port)
        except OSError as error:
            raise ConfigError(f"port {port} of {host} cannot be used: {error.strerror}") from error
        click.echo(say("metrics_open", lang, url=f"http://{host}:{serving.server_port}"), err=True)
        with serving, suppress(KeyboardInterrupt):
            serving.serve_forever()

    params = [
        click.Option(["--port"], type=click.IntRange(0, 65535), default=PORT, help=say("metrics_port", lang)),
        click.Option(["--host"], default="127.0.0.1", help=say("metrics_host", lang)),
    ]
    return shaped("metrics", run, lang=lang, example="tsuzuri metrics --port 9464", params=params)
