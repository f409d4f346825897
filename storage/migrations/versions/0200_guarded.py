"""Pages and cases that somebody with the right has to decide about, so that their list is there at once."""

import sqlalchemy as sa
from alembic import op

from domain.case import CaseRecord
from storage.codec import unpack
from storage.guarded import note_guarded
from storage.schema import records

revision = "0200"
down_revision = "0190"
branch_labels = None
depends_on = None

CHUNK = 200


def upgrade() -> None:
    op.create_table(
        "guarded",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("page_no", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_guarded_case_id"),
        sa.PrimaryKeyConstraint("case_id", "page_no", "code", name="pk_guarded"),
    )
    op.create_index("ix_guarded_code", "guarded", ["code"])
    connection, last = op.get_bind(), ""
    while True:
        query = sa.select(records.c.case_id, records.c.body).where(records.c.case_id > last)
        rows = connection.execute(query.order_by(records.c.case_id).limit(CHUNK)).all()
        for row in rows:
            note_guarded(connection, unpack(CaseRecord, row.body))
        if not rows:
            return
        last = rows[-1].case_id
