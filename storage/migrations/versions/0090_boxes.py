"""Boxes with what was announced in them, what each page is besides its text, alarms, and watched folders."""

import sqlalchemy as sa
from alembic import op

revision = "0090"
down_revision = "0105"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "boxes",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sides", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("office", "name", name="pk_boxes"),
    )
    op.create_table(
        "announced",
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("box", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("sheets", sa.Integer()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("office", "box", "number", name="pk_announced"),
    )
    op.create_table(
        "sides",
        sa.Column("key", sa.String(), sa.ForeignKey("pages.key", name="fk_sides_key"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("box", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("likeness", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sides"),
    )
    op.create_table(
        "alarms",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column(
            "batch_id", sa.String(), sa.ForeignKey("batches.batch_id", name="fk_alarms_batch_id"), nullable=False
        ),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_alarms"),
        sa.UniqueConstraint("batch_id", "code", "subject", name="uq_alarms_batch_id_code_subject"),
    )
    op.create_table(
        "arrivals",
        sa.Column("folder", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("folder", "source", name="pk_arrivals"),
    )
    op.create_index("ix_batches_name", "batches", ["name"])
