"""Pages and cases that somebody with the right has to decide about, so that their list is there at once."""

import sqlalchemy as sa
from alembic import op

from storage.guarded import fill

revision = "0200"
down_revision = "0190"
branch_labels = None
depends_on = None


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
    fill(op.get_bind())
