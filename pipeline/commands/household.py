"""`tsuzuri household`: 世帯票, the family of a case on paper, printed with a copy number."""

import click

from pipeline.commands._printed import printing
from pipeline.texts import Language


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    return printing("household", lang=lang)
