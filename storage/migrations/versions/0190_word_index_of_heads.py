"""PostgreSQL: the word index of names becomes one of names and fields, so that the many contacts are asked apart."""

from alembic import op

revision = "0190"
down_revision = "0180"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("DROP INDEX IF EXISTS ix_text_index_names")
    op.execute("CREATE INDEX ix_text_index_heads ON text_index USING gin (tokens) WHERE text_id < 576460752303423488")
