"""Deliveries know where they went and whether they are settled; boxes and series can be excluded as a whole."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0070"


def upgrade() -> None:
    op.add_column("deliveries", sa.Column("state", sa.String(), nullable=False, server_default="settled"))
    op.add_column("deliveries", sa.Column("place", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "exclusions",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", name=op.f("pk_exclusions")),
    )
