"""Pages that a person moved to another case, and pages for which a new scan was asked."""

import sqlalchemy as sa
from alembic import op

revision = "0100"
down_revision = "0090"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "page_guests",
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_page_guests_case_id"), nullable=False),
        sa.Column("page_no", sa.Integer, nullable=False),
        sa.Column("key", sa.String, sa.ForeignKey("pages.key", name="fk_page_guests_key"), nullable=False),
        sa.Column("home", sa.String, sa.ForeignKey("cases.case_id", name="fk_page_guests_home"), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "page_no", name="pk_page_guests"),
    )
    op.create_index("ix_page_guests_key", "page_guests", ["key"])
    op.create_index("ix_page_guests_home", "page_guests", ["home"])
    op.create_table(
        "rescans",
        sa.Column("case_id", sa.String, sa.ForeignKey("cases.case_id", name="fk_rescans_case_id"), nullable=False),
        sa.Column("page_no", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "page_no", name="pk_rescans"),
    )
