"""How many fields a case has and how many passed by themselves: the cost report sums them over a whole archive."""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from domain.case import CaseRecord
from storage.codec import unpack
from storage.rows import field_counts

revision = "0150"
down_revision = "0171"
branch_labels = None
depends_on = None

RECORDS = sa.table("records", sa.column("case_id"), sa.column("body"))
CASES = sa.table("cases", sa.column("case_id"), sa.column("field_count"), sa.column("auto_count"))


def upgrade() -> None:
    for name in ("field_count", "auto_count"):
        op.add_column("cases", sa.Column(name, sa.Integer, nullable=False, server_default="0"))
    for case_id, body in bodies():
        counts = field_counts(unpack(CaseRecord, body))
        op.get_bind().execute(CASES.update().where(CASES.c.case_id == case_id).values(counts))


def bodies() -> Iterator[tuple[str, bytes]]:
    """A few hundred in memory at a time."""
    query, last = sa.select(RECORDS.c.case_id, RECORDS.c.body).order_by(RECORDS.c.case_id).limit(300), ""
    while rows := op.get_bind().execute(query.where(RECORDS.c.case_id > last)).all():
        last = rows[-1].case_id
        for row in rows:
            yield row.case_id, bytes(row.body)
