"""Tables of what people do with pages, beside those of storage.schema and in the same metadata. Holds no logic."""

from sqlalchemy import Column, Float, ForeignKey, Integer, PrimaryKeyConstraint, String, Table

from storage.schema import metadata

page_guests = Table(
    "page_guests",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("page_no", Integer, nullable=False),
    Column("key", String, ForeignKey("pages.key"), nullable=False, index=True),
    Column("home", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    PrimaryKeyConstraint("case_id", "page_no"),
)

rescans = Table(
    "rescans",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("page_no", Integer, nullable=False),
    PrimaryKeyConstraint("case_id", "page_no"),
)

page_turns = Table(
    "page_turns",
    metadata,
    Column("key", String, ForeignKey("pages.key"), primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("worker", String, nullable=False),
    Column("lease_until", Float(53), nullable=False),
    Column("tries", Integer, nullable=False),
)

guarded = Table(
    "guarded",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("page_no", Integer, nullable=False),
    Column("code", String, nullable=False, index=True),
    PrimaryKeyConstraint("case_id", "page_no", "code"),
)
