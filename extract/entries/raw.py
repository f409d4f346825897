"""A row of a running log as it was found, before its date is understood. Refuses nothing: an empty date is a fact."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.geometry import Box
from extract.signs import Text

EMPTY = Text(())


@dataclass(frozen=True, slots=True)
class RawEntry:
    """`cells` by column kind of `titles`, further columns under `?title`. Boxes in reading space.

    `spanned`: columns whose cell is merged with the row above. `titles` of the further columns are printed before
    their text. `opens_page`: first row of its page. `late`: the row stands out as a later addition.
    """

    page_no: int
    box: Box
    cells: Mapping[str, Text]
    spanned: frozenset[str] = frozenset()
    headings: Mapping[str, str] | None = None
    opens_page: bool = False

    def text(self, kind: str) -> Text:
        return self.cells.get(kind, EMPTY)

    def holds(self, kind: str) -> bool:
        return bool(self.text(kind).compact)
