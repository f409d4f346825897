"""Urgent papers first, tries of a file, and the machine seconds a page took. Defaults let an older program go on."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("files", "pages"):
        op.add_column(table, sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("files", sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("pages", sa.Column("seconds", sa.Float(53), nullable=False, server_default="0"))
    op.drop_index("ix_pages_waiting", table_name="pages")
    op.create_index(
        "ix_pages_waiting",
        "pages",
        ["rank", "lease_until", "key"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
