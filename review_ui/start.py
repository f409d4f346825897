"""How the desk is served: one argv for `streamlit run`, with every outbound call switched off."""

import gc
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from streamlit import net_util
from streamlit.env_util import is_repl
from streamlit.web.cli import main as serve

from domain.errors import TsuzuriError
from pipeline import private_temp
from pipeline.settings import Settings, load
from pipeline.uploading import LIMIT_MB
from pipeline.workbench import open_archive
from review_ui.directory import write_secrets

MESSAGE_MB = 200  # one screen to the browser

THEME = {
    "base": "light",
    "primaryColor": "#1f5f6b",
    "backgroundColor": "#f7f5f0",
    "secondaryBackgroundColor": "#ffffff",
    "textColor": "#24312f",
    "borderColor": "#dcd8cc",
    "baseRadius": "small",
    "font": "'Noto Sans CJK JP', 'Noto Sans JP', 'Hiragino Sans', 'Yu Gothic UI', Meiryo, sans-serif",
}
# Streamlit would import pandas at its first element and SQLAlchemy its dialect at the first query.
AT_ONCE = ("review_ui.screens", "pandas", "pyarrow", "sqlalchemy.dialects.sqlite", "streamlit.components.v2")
# No statistics, no look-up of the outer address, no help links, no file watching, no developer menu.
QUIET = {
    "browser.gatherUsageStats": "false",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "server.maxUploadSize": str(LIMIT_MB),
    "server.maxMessageSize": str(MESSAGE_MB),
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "server.enableStaticServing": "false",
    "server.disconnectedSessionTTL": "60",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.showSidebarNavigation": "false",
    "logger.level": "warning",
    # Not after every key: it stops the answer on its way out. The interpreter collects by itself when there is need.
    "runner.postScriptGC": "false",
}


def command(settings: Settings) -> list[str]:
    """The argv that serves the desk on `settings.port`, of this computer only unless the settings say otherwise."""
    where = {"server.address": settings.desk_address, "server.port": str(settings.port)}
    options = {**QUIET, **where, "browser.serverAddress": settings.desk_name or "localhost"}
    flags = [f"--{name}={value}" for name, value in options.items()]
    theme = [f"--theme.{name}={value}" for name, value in THEME.items()]
    if (private := write_secrets(settings)) is not None:
        flags.append(f"--secrets.files={private}")
    app = str(Path(__file__).with_name("app.py"))
    return [sys.executable, "-m", "streamlit", "run", app, *flags, *theme]


def nobody_asks_outside() -> None:
    """Streamlit would ask a server on the internet for this computer's outer address at the first foreign Origin."""
    net_util.get_external_ip = net_util.get_internal_ip = lambda: None


def main() -> None:
    """`python -m review_ui.start [port]` serves until it is stopped.

    What the first screen would wait for is done before the first browser comes.
    """
    private_temp.begin()
    settings = load(port=int(sys.argv[1])) if len(sys.argv) > 1 else load()
    for name in AT_ONCE:
        import_module(name)
    with suppress(TsuzuriError):  # an archive that does not answer yet is told on the screen
        open_archive(settings).close()
    nobody_asks_outside()
    is_repl()  # Streamlit asks at its first element; what takes long in it is remembered
    gc.freeze()  # what is loaded for good need not be looked through each time
    serve(command(settings)[3:], prog_name="streamlit")


if __name__ == "__main__":
    main()
