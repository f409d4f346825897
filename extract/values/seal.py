"""A seal beside a name that the reader took for writing: `大森大森`, `片山 片`, `齋藤勝 齋`.

Refuses to drop anything but a repetition of the name's own beginning.
"""

import re

from extract.values.readings import readings

_SPACED = re.compile(r"(.{2,}?)[\s\u3000]+(\S{1,4})")


def without_seal(written: str) -> tuple[str, bool]:
    """The name, and whether a repetition of its beginning was left out behind it."""
    if (hit := _SPACED.fullmatch(written)) and "".join(hit.group(1).split()).startswith(hit.group(2)):
        return hit.group(1), True
    half = len(written) // 2
    doubled = half > 1 and len(written) % 2 == 0 and written[:half] == written[half:]
    return (written[:half], True) if doubled and readings(written[:half], "姓") else (written, False)
