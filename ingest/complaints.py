"""What decoding libraries say only on standard error: a damaged fax or JPEG decodes "successfully" into rubbish there.

Judges each complaint: rubbish on the page, or harmless padding. Listens to the whole process while it lasts, so it is
used around one decoder call at a time.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_STDERR = 2
_MOST_BYTES = 64_000
# ITU-T T.6: every line of group 4 builds on the one before, so one bad word spoils all that follows.
_RUINED = re.compile(r"Fax4Decode|premature end of data|bad Huffman|restart marker|Unsupported marker|Read error", re.I)
_BAD_FAX_LINE = re.compile(r"Fax3\w*: ")
_LEFT_OVER = re.compile(r"Corrupt JPEG data: (\d+) extraneous bytes before marker")
_BAD_LINE_SHARE = 0.05  # what a telephone line may do to a page and leave it readable


@dataclass(slots=True)
class Overheard:
    said: str = field(default="")

    def ruin(self, *, height_px: int, encoded: bytes = b"") -> str:
        """The first complaint that means lost writing on a page `height_px` high; "" if there is none."""
        lines = self.said.splitlines()
        worst = next((line for line in lines if _RUINED.search(line) or _is_left_over(line, encoded)), "")
        if not worst and len(bad := [one for one in lines if _BAD_FAX_LINE.search(one)]) > _BAD_LINE_SHARE * height_px:
            worst = f"{len(bad)} bad fax lines of {height_px}"
        return worst.strip()[:160]


def _is_left_over(line: str, encoded: bytes) -> bool:
    """Bytes after the last block: scanners pad with zeros, but a broken stream leaves writing behind."""
    found = _LEFT_OVER.search(line)
    if not found:
        return False
    end = encoded.rfind(b"\xff\xd9")
    tail = encoded[max(0, end - int(found[1])) : end] if end >= 0 else b"?"
    return bool(tail.strip(b"\0\xff"))


@contextmanager
def listening() -> Iterator[Overheard]:
    """Collects what native code writes to standard error inside the block; `said` is filled when it ends."""
    heard = Overheard()
    try:
        kept = os.dup(_STDERR)
    except OSError:  # a service without standard error hears nothing and loses nothing
        yield heard
        return
    with tempfile.TemporaryFile() as ear:
        os.dup2(ear.fileno(), _STDERR)
        try:
            yield heard
        finally:
            os.dup2(kept, _STDERR)
            os.close(kept)
            ear.seek(0)
            heard.said = ear.read(_MOST_BYTES).decode("utf-8", "replace")
