"""`tsuzuri`: its commands from a shelf, in the wanted language; errors become a sentence and an exit code."""

import sys
from collections.abc import Callable, Sequence

import click

from domain.catalogue import Shelf
from domain.errors import ConfigError, TsuzuriError
from pipeline import private_temp
from pipeline.click_words import speak
from pipeline.refused_words import in_japanese
from pipeline.settings import load
from pipeline.texts import Language, say

COMMANDS: Shelf[Callable[[Language], click.Command]] = Shelf("pipeline.commands", "COMMAND")
# In the order of a day at the office; what is not named here follows by name.
DAY = ("ingest", "work", "status", "review", "deliver", "search", "export", "read", "doctor")
EXIT_CONFIG = 78  # EX_CONFIG of sysexits.h
EXIT_FAILED = 1
EXIT_INTERRUPTED = 130


class Commands(click.Group):
    """Imports a command only when it is called, so that help and errors come at once."""

    lang: Language = "ja"

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = COMMANDS.names()
        return [name for name in DAY if name in names] + [name for name in names if name not in DAY]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return COMMANDS.get(cmd_name)(self.lang) if cmd_name in COMMANDS.names() else None


def wanted_language(arguments: Sequence[str]) -> Language:
    """`--lang` anywhere on the line decides, then the settings, then the locale."""
    for here, after in zip(arguments, [*arguments[1:], ""], strict=True):
        word = here.removeprefix("--lang=") if here.startswith("--lang=") else after if here == "--lang" else ""
        if word in ("ja", "en"):
            return "ja" if word == "ja" else "en"
    return load().language


def build(lang: Language) -> click.Group:
    group = Commands(
        name="tsuzuri",
        help=say("app", lang),
        context_settings={"help_option_names": ["-h", "--help"]},
        params=[lang_option(lang)],
        callback=lambda lang: None,
    )
    group.lang = lang
    return click.version_option(package_name="tsuzuri", message="%(prog)s %(version)s")(group)


def lang_option(lang: Language) -> click.Option:
    return click.Option(["--lang"], type=click.Choice(["ja", "en"]), help=say("lang", lang))


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point. Exit status: 0 done, 1 failed with a sentence, 2 wrong usage, 78 the installation must be mended."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    lang: Language = "ja"
    if arguments is None:
        private_temp.begin()
    try:
        lang = wanted_language(given)
        speak(lang)
        build(lang).main(given, prog_name="tsuzuri", standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        _leave(say("interrupted", lang), EXIT_INTERRUPTED)
    except ConfigError as error:
        _leave(say("stopped", lang, error=error), EXIT_CONFIG)
    except TsuzuriError as error:
        _leave(say("failed", lang, error=in_japanese(str(error)) if lang == "ja" else error), EXIT_FAILED)


def _leave(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
