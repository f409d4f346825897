"""Tables of the desk's measures and rules, beside those of storage.schema and in the same metadata. Holds no logic."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Integer, PrimaryKeyConstraint, String, Table, Text

from storage.schema import metadata

looks = Table(
    "looks",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("made_at", String, nullable=False, index=True),
    Column("who", String, nullable=False),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("target", String, nullable=False),
    Column("name", String, nullable=False),
    Column("action", String, nullable=False),
    Column("ms", Integer, nullable=False),
    Column("way", String, nullable=False),
    Column("right", Boolean, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("outcome", String, nullable=False),
)

plants = Table(
    "plants",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("target", String, nullable=False),
    Column("who", String, nullable=False),
    Column("shown", Text, nullable=False),
    Column("outcome", String, nullable=False),
    Column("made_at", String, nullable=False),
    PrimaryKeyConstraint("case_id", "target", "who"),
)

keyings = Table(
    "keyings",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("target", String, nullable=False),
    Column("who", String, nullable=False),
    Column("role", String, nullable=False),
    Column("value", Text, nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("made_at", String, nullable=False),
    PrimaryKeyConstraint("case_id", "target", "who"),
)

desk_rules = Table(
    "desk_rules",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
)
