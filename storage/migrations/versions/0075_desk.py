"""The desk's measures: looks, planted values, second keyings, rules of the supervisor."""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0080"


def upgrade() -> None:
    op.create_table(
        "looks",
        sa.Column("seq", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_looks"),
        sa.Column("made_at", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_looks_case_id"), nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("ms", sa.Integer, nullable=False),
        sa.Column("way", sa.String, nullable=False),
        sa.Column("right", sa.Boolean, nullable=False),
        sa.Column("confidence", sa.Float(53), nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
    )
    op.create_index("ix_looks_made_at", "looks", ["made_at"])
    op.create_index("ix_looks_case_id", "looks", ["case_id"])
    op.create_table(
        "plants",
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_plants_case_id"), nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "target", "who", name="pk_plants"),
    )
    op.create_table(
        "keyings",
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_keyings_case_id"), nullable=False),
        sa.Column("target", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("agrees", sa.Boolean, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "target", "who", name="pk_keyings"),
    )
    op.create_table(
        "desk_rules",
        sa.Column("name", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_desk_rules"),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("made_at", sa.String, nullable=False),
    )
