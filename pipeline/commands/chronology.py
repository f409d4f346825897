"""`tsuzuri chronology`: the course of a case on one printed page for the meeting, and the paper its rows stand on."""

import click

from pipeline.commands._printed import printing
from pipeline.texts import Language


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    return printing("chronology", lang=lang)
