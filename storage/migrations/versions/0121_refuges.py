"""Addresses of protected cases as hashes, so that whoever lives there is protected too."""

import sqlalchemy as sa
from alembic import op

from domain.case import CaseRecord
from storage.codec import unpack
from storage.refuges import note

revision = "0121"
down_revision = "0140"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refuges",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_refuges_case_id"),
        sa.PrimaryKeyConstraint("key", "case_id", name="pk_refuges"),
    )
    connection = op.get_bind()
    records = sa.table("records", sa.column("body", sa.LargeBinary()))
    for body in connection.execute(sa.select(records.c.body)).scalars().all():
        note(connection, unpack(CaseRecord, body))
