"""Wrapped data keys of a sealed archive. No column changes: what is sealed lies in the columns there are."""

import sqlalchemy as sa
from alembic import op

revision = "0160"
down_revision = "0150"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_keys",
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name="pk_data_keys"),
    )
    op.create_table(
        "key_wraps",
        sa.Column("key_id", sa.String(16), nullable=False),
        sa.Column("master_id", sa.String(16), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["data_keys.key_id"], name="fk_key_wraps_key_id"),
        sa.PrimaryKeyConstraint("key_id", "master_id", name="pk_key_wraps"),
    )
