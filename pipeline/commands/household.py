"""`tsuzuri household`: 世帯票, the family of a case on paper, printed with a copy number."""

import click

from deliver.hand_over import household
from pipeline.printing import printed
from pipeline.texts import Language


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    return printed("household", household, lang=lang)
