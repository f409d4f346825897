"""Tables of keeping and disposal, beside those of storage.schema and in the same metadata. Holds no logic.

`disposals` and `disposed_rows` speak of cases that are gone, so they refer to none.
"""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, Table, Text

from storage.schema import metadata
from storage.sealed_columns import SealedText

retention_rules = Table(
    "retention_rules",
    metadata,
    Column("office", String, nullable=False),
    Column("series", String, nullable=False),
    Column("form", String, nullable=False),
    Column("years", Integer, nullable=False),
    Column("start", String, nullable=False),
    Column("basis", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    PrimaryKeyConstraint("office", "series", "form"),
)

# When a case ended, and whether something forbids to dispose of it ("" for no hold).
retention_facts = Table(
    "retention_facts",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), primary_key=True),
    Column("closed_on", String(10), nullable=False),
    Column("closed_by", String, nullable=False),
    Column("hold", String, nullable=False),
    Column("held_by", String, nullable=False),
    Column("changed_at", String, nullable=False),
)

# state: proposed | rejected | approved (while it is carried out) | erased (rows gone, files going) | done
disposals = Table(
    "disposals",
    metadata,
    Column("disposal_id", String, primary_key=True),
    Column("case_id", String, nullable=False, index=True),
    Column("office", String, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("last_day", String(10), nullable=False),
    Column("closed_on", String(10), nullable=False),
    Column("years", Integer, nullable=False),
    Column("start", String, nullable=False),
    Column("basis", Text, nullable=False),
    Column("proposed_by", String, nullable=False),
    Column("proposed_at", String, nullable=False),
    Column("decided_by", String, nullable=False),
    Column("decided_at", String, nullable=False),
    Column("done_at", String, nullable=False),
    Column("certificate", Text, nullable=False),
)

# What stands in the chain of the history for a row that went with its case.
disposed_rows = Table(
    "disposed_rows",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String, nullable=False, index=True),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

# Copies that `tsuzuri backup` made: a certificate names those that may still hold the case.
copies_made = Table(
    "copies_made",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("made_at", String, nullable=False),
    Column("place", Text, nullable=False),
    Column("is_sealed", Boolean, nullable=False),
    Column("gone_at", String, nullable=False),
    Column("gone_by", String, nullable=False),
)

# 開示・訂正・利用停止の請求. What is claimed lies in the register until the case is disposed of with it.
rights_requests = Table(
    "rights_requests",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("received_on", String(10), nullable=False),
    Column("target", String, nullable=False),
    Column("claim", SealedText("rights_requests.claim"), nullable=False),
    Column("noted_by", String, nullable=False),
    Column("outcome", String, nullable=False),
    Column("answer", SealedText("rights_requests.answer"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("settled_by", String, nullable=False),
    Column("settled_at", String, nullable=False),
)
