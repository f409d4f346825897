"""Blank sides may share their bytes: a file is known by its office, its hash and the number of the copy."""

import sqlalchemy as sa
from alembic import op

revision = "0091"
down_revision = "0106"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("files") as files:
        files.add_column(sa.Column("copy_no", sa.Integer(), nullable=False, server_default="0"))
        files.drop_constraint("uq_files_office_sha256", type_="unique")
        files.create_unique_constraint("uq_files_office_sha256_copy_no", ["office", "sha256", "copy_no"])
