"""The line a fax machine prints at the edge of a page: where it came from, not what the page says."""

import re

_FAX = re.compile(r"FR[O0]M\s*[:：.]|(?:^|\s)TO\s*[:：]|P[.．]\s*\d+\s*/\s*\d+|FAX\s*[:：]")


_STAMP = re.compile(r"\s*20\d\d[/.]\d{1,2}[/.]\d{1,2}\s+\d{1,2}[:：]\d\d\s*|[\d\s\-]{8,16}\s+P[.．]\s*\d+\s*/\s*\d+\s*")


def is_fax_piece(text: str) -> bool:
    """A part of such a line by itself. Only for pages of vertical writing, where no date is written so."""
    return is_fax_line(text) or _STAMP.fullmatch(text) is not None


def is_fax_line(text: str) -> bool:
    """True for `2024/09/12 13:30 FROM:北部包括 0470-00-1596 P.01/03`, however badly read."""
    return _FAX.search(text) is not None
