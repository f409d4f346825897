"""What the work lists are read from: forms of a case, kinds of doubt of a task, and an index for each order."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from domain.case import CaseRecord
from domain.review import ReviewTask
from storage.codec import unpack
from storage.rows import forms_of, kinds_of

revision = "0105"
down_revision = "0081"

INDEXES = {
    "ix_cases_changed": ("cases", ["updated_at DESC", "case_id"]),
    "ix_cases_by_state": ("cases", ["state", "updated_at DESC", "case_id", "import_status"]),
    "ix_cases_by_import": ("cases", ["import_status", "updated_at DESC", "case_id"]),
    "ix_tasks_line": ("tasks", ["urgent DESC", "created_at", "case_id"]),
    "ix_tasks_doubts": ("tasks", ["doubts"]),
    "ix_revisions_made": ("revisions", ["who", "made_at"]),
    "ix_looks_made": ("looks", ["who", "made_at"]),
}


def upgrade() -> None:
    op.add_column("cases", sa.Column("forms", sa.Text, nullable=False, server_default=""))
    op.add_column("tasks", sa.Column("kinds", sa.Text, nullable=False, server_default=""))
    fill()
    op.drop_index("ix_cases_state", "cases")
    op.drop_index("ix_cases_import_status", "cases")
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, [sa.text(one) if " " in one else one for one in columns])


def fill() -> None:
    """Of archives that hold cases already; a few hundred bodies in memory at a time."""
    for case_id, body in bodies("records"):
        tell("cases", "forms", words=forms_of(unpack(CaseRecord, body)), case_id=case_id)
    for case_id, body in bodies("tasks"):
        tell("tasks", "kinds", words=kinds_of(unpack(ReviewTask, body)), case_id=case_id)


def bodies(table: str) -> Iterator[tuple[str, bytes]]:
    query, last = sa.text(f"SELECT case_id, body FROM {table} WHERE case_id > :last ORDER BY case_id LIMIT 300"), ""
    while rows := op.get_bind().execute(query, {"last": last}).all():
        last = rows[-1].case_id
        for row in rows:
            yield row.case_id, bytes(row.body)


def tell(table: str, column: str, *, words: str, case_id: str) -> None:
    change = sa.text(f"UPDATE {table} SET {column} = :words WHERE case_id = :case_id")
    op.get_bind().execute(change, {"words": words, "case_id": case_id})
