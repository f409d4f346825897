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
RECORDS = sa.table("records", sa.column("case_id"), sa.column("body"))
CASES = sa.table("cases", sa.column("case_id"), sa.column("forms"))
TASKS = sa.table("tasks", sa.column("case_id"), sa.column("body"), sa.column("kinds"))


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
    for case_id, body in bodies(RECORDS):
        words = forms_of(unpack(CaseRecord, body))
        op.get_bind().execute(CASES.update().where(CASES.c.case_id == case_id).values(forms=words))
    for case_id, body in bodies(TASKS):
        words = kinds_of(unpack(ReviewTask, body))
        op.get_bind().execute(TASKS.update().where(TASKS.c.case_id == case_id).values(kinds=words))


def bodies(table: sa.TableClause) -> Iterator[tuple[str, bytes]]:
    query, last = sa.select(table.c.case_id, table.c.body).order_by(table.c.case_id).limit(300), ""
    while rows := op.get_bind().execute(query.where(table.c.case_id > last)).all():
        last = rows[-1].case_id
        for row in rows:
            yield row.case_id, bytes(row.body)
