"""性別 -> code of the contract, from words and marks. Refuses to choose between two marks."""

from extract.values.choice import choose
from extract.values.parsed import Context, Parsed


def parse(raw: str, context: Context) -> Parsed:
    """Code of `contract/fields.md`; the words stay in `raw`. Evidence `mark` when a mark decided."""
    return choose("sex", raw, context=context)
