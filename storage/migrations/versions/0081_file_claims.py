"""A file is claimed while it is opened, as a page while it is read. Defaults let an older program go on."""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("files", sa.Column("worker", sa.String(), nullable=False, server_default=""))
    op.add_column("files", sa.Column("lease_until", sa.Float(53), nullable=False, server_default="0"))
