"""Pages that a person turned and that wait to be read the right way up."""

import sqlalchemy as sa
from alembic import op

revision = "0106"
down_revision = "0121"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_turns",
        sa.Column("key", sa.String, sa.ForeignKey("pages.key", name="fk_page_turns_key"), nullable=False),
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_page_turns_case_id"), nullable=False),
        sa.Column("worker", sa.String, nullable=False),
        sa.Column("lease_until", sa.Float(53), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_page_turns"),
    )
    op.create_index("ix_page_turns_case_id", "page_turns", ["case_id"])
