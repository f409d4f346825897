"""`tsuzuri handover`: what whoever takes a case over must know, printed with a copy number."""

import click

from pipeline.commands._printed import printing
from pipeline.texts import Language


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    return printing("handover", lang=lang)
