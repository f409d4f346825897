"""Differences of a box that a person looked into and settled."""

import sqlalchemy as sa
from alembic import op

revision = "0180"
down_revision = "0160"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "settled_differences",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("mark", sa.String(16), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "box", "mark", name="pk_settled_differences"),
    )
