"""A file may hold the backs of the sheets whose fronts are in another: its pages lie between those, from behind."""

import sqlalchemy as sa
from alembic import op

revision = "0210"
down_revision = "0200"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("files", sa.Column("fronts_seq", sa.Integer(), nullable=True))
