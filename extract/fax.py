"""The line a fax machine prints at the edge of a page: where it came from, not what the page says."""

import re

_FAX = re.compile(r"FR[O0]M\s*[:：.]|(?:^|\s)TO\s*[:：]|P[.．]\s*\d+\s*/\s*\d+|FAX\s*[:：]")


def is_fax_line(text: str) -> bool:
    """True for `2024/09/12 13:30 FROM:北部包括 0470-00-1596 P.01/03`, however badly read."""
    return _FAX.search(text) is not None
