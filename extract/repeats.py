"""The same item printed on several pages of a file: agreement bears a reading out, disagreement calls a person.

Refuses to replace one page's reading by another's: every reading is kept.
"""

from collections.abc import Sequence

from domain.field import Evidence
from extract.drafting import Draft
from extract.page_reading import PageRead

# Two readings of two places hit the same wrong value by chance about once in thirty.
REPEAT_NATS = 3.4
REPEATED = frozenset(("fullName", "fullNameKana", "dateOfBirth", "caseNumber"))


def borne_out(pages: Sequence[PageRead]) -> tuple[tuple[PageRead, tuple[Draft, ...]], ...]:
    """Each page's drafts with the signal `repeat` where another page names the same item."""
    return tuple((page, tuple(_compared(one, page, pages=pages) for one in page.drafts)) for page in pages)


def _compared(one: Draft, page: PageRead, *, pages: Sequence[PageRead]) -> Draft:
    if one.name not in REPEATED or not one.reading.value:
        return one
    others = [value for other in pages if other is not page and (value := other.value(one.name))]
    if not others:
        return one
    agrees = _same(one.reading.value) in {_same(value) for value in others}
    return one.changed(evidence=(*one.reading.evidence, Evidence("repeat", agrees, REPEAT_NATS)))


def _same(value: str) -> str:
    return "".join(value.split())
