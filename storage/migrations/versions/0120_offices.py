"""Two offices may have scanned the same bytes: a file is known by its office and its hash, not by its hash alone."""

import sqlalchemy as sa
from alembic import op

revision = "0120"
down_revision = "0100"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("files") as files:
        files.add_column(sa.Column("office", sa.String(), nullable=False, server_default=""))
        files.drop_constraint("uq_files_sha256", type_="unique")
        files.create_unique_constraint("uq_files_office_sha256", ["office", "sha256"])
    op.execute("UPDATE files SET office = coalesce((SELECT office FROM cases WHERE cases.case_id = files.case_id), '')")
    op.create_index("ix_files_sha256", "files", ["sha256"], unique=False)
