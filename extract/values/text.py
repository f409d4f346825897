"""Free text as written: edges trimmed, nothing else. Refuses every correction."""

from extract.values.parsed import Context, Parsed, blank


def parse(raw: str, context: Context) -> Parsed:
    """Value: `raw` without the white space at its edges."""
    del context
    return Parsed(raw.strip()) if raw.strip() else blank()
