"""Numbers of findable texts that say by themselves how much a hit is worth and whose case it is.

`weight << 58 | case number << 24 | number within the case`: the word index gives its hits in the order of their
numbers, so names come before fields, fields before contacts, and the first thousands of very many are had without
reading the rest; which cases hold two words is told from the index alone.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, literal_column, text

from domain.errors import StorageError

CASE_BITS, NUMBER_BITS = 34, 24
WEIGHT_AT = CASE_BITS + NUMBER_BITS
CASE_MASK = (1 << CASE_BITS) - 1
LAST_WEIGHT = 3  # lines as read; `storage.findable` names the weights
NAMES_END = 1 << WEIGHT_AT  # texts of weight 0 have numbers below this
HEADS_END = 2 << WEIGHT_AT  # names and fields: PostgreSQL has a word index of these alone

_KNOW = text("INSERT INTO case_numbers (case_id, next_no) VALUES (:case_id, 1) ON CONFLICT (case_id) DO NOTHING")
# The row stays locked until the transaction ends: two pages of one case never get the same numbers.
_TAKE = text(
    "UPDATE case_numbers SET next_no = next_no + :count WHERE case_id = :case_id RETURNING case_no, next_no - :count"
)


def numbered(connection: Connection, case_id: str, *, weights: Sequence[int]) -> list[int]:
    """A fresh number for each text of a case, in their order."""
    asked = {"case_id": case_id, "count": len(weights)}
    taken = connection.execute(_TAKE, asked).one_or_none()
    if taken is None:
        connection.execute(_KNOW, {"case_id": case_id})
        taken = connection.execute(_TAKE, asked).one()
    case_no, first = taken
    if first + len(weights) >= 1 << NUMBER_BITS:
        raise StorageError(f"case {case_id} has been indexed too often: no number is left for its texts")
    return [weight << WEIGHT_AT | case_no << NUMBER_BITS | first + at for at, weight in enumerate(weights)]


def case_of(text_id: ColumnElement[int]) -> ColumnElement[int]:
    """The case number inside a text's number."""
    return text_id.bitwise_rshift(literal_column(str(NUMBER_BITS))).bitwise_and(literal_column(str(CASE_MASK)))
