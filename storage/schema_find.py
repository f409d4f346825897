"""Tables of what can be found: texts, their numbers, the days they speak of; one metadata with storage.schema.

The word index itself is made by hand in a migration, each database its own. Holds no logic.
"""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.schema import metadata

# SQLite's own row number has 64 bits under the name INTEGER.
LONG = BigInteger().with_variant(Integer(), "sqlite")

case_numbers = Table(
    "case_numbers",
    metadata,
    Column("case_no", Integer, primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, unique=True),
    Column("next_no", Integer, nullable=False),
)

texts = Table(
    "texts",
    metadata,
    Column("text_id", LONG, primary_key=True, autoincrement=False),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("target", String, nullable=False),
    Column("name", String, nullable=False),
    Column("piece", Integer, nullable=False),
    Column("page_key", String, nullable=False),
    Column("page_no", Integer, nullable=False),
    Column("x", Integer, nullable=False),
    Column("y", Integer, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("reviewed", Boolean, nullable=False),
    Column("form", String, nullable=False),
    Column("method", String, nullable=False),
    Column("day", String, nullable=False),
    Column("weight", Integer, nullable=False),
)

text_dates = Table(
    "text_dates",
    metadata,
    Column("text_id", LONG, ForeignKey("texts.text_id"), nullable=False, index=True),
    Column("first_day", String(10), nullable=False),
    Column("last_day", String(10), nullable=False),
    Index("ix_text_dates_days", "first_day", "last_day", "text_id"),
)
