"""Tables of boxes and sheets, beside those of storage.schema and in the same metadata. Holds no logic."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.schema import metadata

boxes = Table(
    "boxes",
    metadata,
    Column("office", String, nullable=False),
    Column("name", String, nullable=False),
    Column("sides", Integer, nullable=False),
    Column("opened_by", String, nullable=False),
    Column("opened_at", String, nullable=False),
    PrimaryKeyConstraint("office", "name"),
)

announced = Table(
    "announced",
    metadata,
    Column("office", String, nullable=False),
    Column("box", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("sheets", Integer),
    Column("source", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    PrimaryKeyConstraint("office", "box", "number"),
)

# What a page is besides its text: kind is content | blank | separator | patch.
sides = Table(
    "sides",
    metadata,
    Column("key", String, ForeignKey("pages.key"), primary_key=True),
    Column("kind", String, nullable=False),
    Column("box", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("label", Text, nullable=False),
    Column("likeness", String, nullable=False),
)

# Said once: code is person_change, or refused with the path that was never taken in.
alarms = Table(
    "alarms",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("batch_id", String, ForeignKey("batches.batch_id"), nullable=False),
    Column("code", String, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String, nullable=False),
    UniqueConstraint("batch_id", "code", "subject"),
)

# Differences of a box that a person looked into; `mark`: ingest.box_differences.Difference.mark.
settled = Table(
    "settled_differences",
    metadata,
    Column("office", String, nullable=False),
    Column("box", String, nullable=False),
    Column("mark", String(16), nullable=False),
    Column("who", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("settled_at", String, nullable=False),
    PrimaryKeyConstraint("office", "box", "mark"),
)

# Files of a watched folder that were dealt with, by path and stamp (size and time of change).
arrivals = Table(
    "arrivals",
    metadata,
    Column("folder", String, nullable=False),
    Column("source", Text, nullable=False),
    Column("stamp", String, nullable=False),
    PrimaryKeyConstraint("folder", "source"),
)

Index("ix_batches_name", metadata.tables["batches"].c.name)
