"""Tables of the desk's measures and rules, and the indexes its lists are read from; one metadata with storage.schema.

Holds no logic.
"""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from storage.schema import cases, metadata, revisions, tasks
from storage.sealed_columns import SealedText

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
    Column("shown", SealedText("plants.shown"), nullable=False),
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
    Column("value", SealedText("keyings.value"), nullable=False),
    Column("agrees", Boolean, nullable=False),
    Column("made_at", String, nullable=False),
    PrimaryKeyConstraint("case_id", "target", "who"),
)

calibrations = Table(
    "calibrations",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("body", Text, nullable=False),
    Column("samples", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
)

desk_rules = Table(
    "desk_rules",
    metadata,
    Column("name", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
)

# A list is read in the order of one of these, never sorted whole.
Index("ix_cases_changed", cases.c.updated_at.desc(), cases.c.case_id)
Index("ix_cases_by_state", cases.c.state, cases.c.updated_at.desc(), cases.c.case_id, cases.c.import_status)
Index("ix_cases_by_import", cases.c.import_status, cases.c.updated_at.desc(), cases.c.case_id)
Index("ix_tasks_line", tasks.c.urgent.desc(), tasks.c.created_at, tasks.c.case_id)
Index("ix_tasks_doubts", tasks.c.doubts)
Index("ix_revisions_made", revisions.c.who, revisions.c.made_at)
Index("ix_looks_made", looks.c.who, looks.c.made_at)
