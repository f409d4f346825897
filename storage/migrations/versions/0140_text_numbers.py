"""Texts get numbers that hold weight and case (`storage.text_ids`); the word index is then made anew."""

import sqlalchemy as sa
from alembic import op

revision = "0140"
down_revision = "0130"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBERED = (
    "CREATE TEMPORARY TABLE numbered AS SELECT t.text_id AS old_id, CAST(t.weight AS BIGINT) * 288230376151711744"
    " + CAST(n.case_no AS BIGINT) * 16777216 + row_number() OVER (PARTITION BY t.case_id ORDER BY t.text_id) AS new_id"
    " FROM texts t JOIN case_numbers n ON n.case_id = t.case_id"
)
COLUMNS = (
    "case_id, kind, target, name, piece, page_key, page_no, x, y, width, height, text, reviewed, form, method, day,"
    " weight"
)


def upgrade() -> None:
    op.create_table(
        "case_numbers",
        sa.Column("case_no", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("next_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_case_numbers_case_id"),
        sa.PrimaryKeyConstraint("case_no", name="pk_case_numbers"),
        sa.UniqueConstraint("case_id", name="uq_case_numbers_case_id"),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute("INSERT INTO text_index (text_index) VALUES ('delete-all')" if is_sqlite else "DELETE FROM text_index")
    if not is_sqlite:
        op.execute("SET CONSTRAINTS ALL IMMEDIATE")
        op.execute("ALTER TABLE text_dates ALTER COLUMN text_id TYPE BIGINT")
        op.execute("ALTER TABLE texts ALTER COLUMN text_id TYPE BIGINT")
        op.execute("ALTER TABLE text_index ALTER COLUMN text_id TYPE BIGINT")
        op.execute("ALTER TABLE texts ALTER COLUMN text_id DROP DEFAULT")
        op.execute("DROP SEQUENCE IF EXISTS texts_text_id_seq")
        op.execute(
            "CREATE INDEX ix_text_index_names ON text_index USING gin (tokens) WHERE text_id < 288230376151711744"
        )
    _number_anew()
    op.drop_index("ix_text_dates_days", "text_dates")
    op.create_index("ix_text_dates_days", "text_dates", ["first_day", "last_day", "text_id"])
    op.execute("DELETE FROM marks WHERE name = 'key_version'")


def _number_anew() -> None:
    op.execute(
        "INSERT INTO case_numbers (case_id, next_no) SELECT case_id, count(*) + 1 FROM texts GROUP BY case_id"
        " ORDER BY case_id"
    )
    op.execute(NUMBERED)
    op.execute(f"CREATE TEMPORARY TABLE kept_texts AS SELECT n.new_id, {COLUMNS} FROM texts t"  # noqa: S608
               " JOIN numbered n ON n.old_id = t.text_id")  # fmt: skip
    op.execute("CREATE TEMPORARY TABLE kept_dates AS SELECT n.new_id, d.first_day, d.last_day FROM text_dates d"
               " JOIN numbered n ON n.old_id = d.text_id")  # fmt: skip
    op.execute("DELETE FROM text_dates")
    op.execute("DELETE FROM texts")
    op.execute(f"INSERT INTO texts (text_id, {COLUMNS}) SELECT new_id, {COLUMNS} FROM kept_texts")  # noqa: S608
    op.execute(
        "INSERT INTO text_dates (text_id, first_day, last_day) SELECT new_id, first_day, last_day FROM kept_dates"
    )
    for name in ("numbered", "kept_texts", "kept_dates"):
        op.execute(f"DROP TABLE {name}")
