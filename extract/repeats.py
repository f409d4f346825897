"""The same item printed on several pages of a file: agreement bears a reading out, disagreement calls a person.

Refuses to replace one page's reading by another's: every reading is kept, the others are offered.
"""

from collections.abc import Sequence

from domain.field import Alternative, Evidence
from extract.drafting import Draft
from extract.page_reading import PageRead
from extract.values.parsed import others

# Two readings of two places hit the same wrong value by chance about once in thirty.
REPEAT_NATS = 3.4
REPEATED = frozenset(("fullName", "fullNameKana", "dateOfBirth", "caseNumber"))


def borne_out(pages: Sequence[PageRead]) -> tuple[tuple[PageRead, tuple[Draft, ...]], ...]:
    """Each page's drafts with the signal `repeat` where another page names the same item."""
    return tuple((page, tuple(_compared(one, page, pages=pages) for one in page.drafts)) for page in pages)


def _compared(one: Draft, page: PageRead, *, pages: Sequence[PageRead]) -> Draft:
    if one.name not in REPEATED:
        return one
    elsewhere = [(value, other.page_no) for other in pages if other is not page and (value := other.value(one.name))]
    if not elsewhere:
        return one
    read = one.reading.value
    agrees = read is not None and _same(read) in {_same(value) for value, _ in elsewhere}
    offered = [Alternative(value, f"{number}ページの記載") for value, number in elsewhere]
    rest = one.reading.alternatives if agrees else others(read, (*offered[:3], *one.reading.alternatives), most=12)
    signal = (Evidence("repeat", agrees, REPEAT_NATS),) if read else ()
    return one.changed(evidence=(*one.reading.evidence, *signal), alternatives=rest)


def _same(value: str) -> str:
    return "".join(value.split())
