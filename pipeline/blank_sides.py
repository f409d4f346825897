"""Blank sides with the bytes of another: an evenly white scan is often the same to the last bit, and still a side.

Refused as twins they would leave a gap, and every sheet behind it would pair its front with a wrong back. Only loose
images without ink are meant; any other file with the bytes of one that is here is a copy of it.
"""

from collections.abc import Sequence

from ingest.blank_side import is_blank_side
from ingest.sources import Found
from storage.archive import Archive


class BlankSides:
    """For one intake, asked stretch by stretch, in order."""

    def __init__(self, archive: Archive, batch_id: str) -> None:
        self.archive, self.batch_id = archive, batch_id
        self.met: set[str] = set()
        self.fresh: set[str] = set()  # bundles with something that no other batch brought
        self.blank: dict[str, bool] = {}

    def among(self, found: Sequence[Found], sha256s: Sequence[str]) -> frozenset[int]:
        """Places of blank sides to be kept beside the one with their bytes. `sha256s`: "" for what cannot be read.

        A bundle in which nothing is new was taken in before: its blanks are twins like the rest of it.
        """
        holders = self.archive.holders(sorted({one for one in sha256s if one}))
        elsewhere = {sha256 for sha256, batches in holders.items() if batches - {self.batch_id}}
        self.fresh |= {one.bundle for one, sha in zip(found, sha256s, strict=True) if sha and sha not in elsewhere}
        chosen: set[int] = set()
        for place, (one, sha256) in enumerate(zip(found, sha256s, strict=True)):
            is_again = bool(sha256) and (sha256 in holders or sha256 in self.met)
            if is_again and one.bundle in self.fresh and self._is_blank(one, sha256):
                chosen.add(place)
            self.met.add(sha256)
        return frozenset(chosen)

    def _is_blank(self, one: Found, sha256: str) -> bool:
        if sha256 not in self.blank:
            self.blank[sha256] = is_blank_side(one.path)
        return self.blank[sha256]
