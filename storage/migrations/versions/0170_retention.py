"""Rules of keeping, the disposal queue, what stands for disposed rows; an approved disposal may delete history."""

import sqlalchemy as sa
from alembic import op

revision = "0170"
down_revision = "0091"
branch_labels = None
depends_on = None

NO_CHANGE = "history is append-only"
# Whose cases a row of the table speaks of.
GUARDED = {"revisions": ("case_id",), "identity_decisions": ("case_a", "case_b")}


def text(name: str, length: int | None = None) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length) if length else sa.String(), nullable=False)


def upgrade() -> None:
    tables()
    for table, columns in GUARDED.items():
        going = " OR ".join(f"case_id = OLD.{one}" for one in columns)
        approved = f"EXISTS (SELECT 1 FROM disposals WHERE state = 'approved' AND ({going}))"  # noqa: S608 - names above
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {table}_no_delete")
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT {approved} "
                f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
            )
            continue
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION tsuzuri_append_only()"
        )
        op.execute(
            f"CREATE FUNCTION tsuzuri_{table}_go() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {approved} THEN RETURN OLD; END IF; RAISE EXCEPTION '{NO_CHANGE}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION tsuzuri_{table}_go()"
        )


def tables() -> None:
    op.create_table(
        "retention_rules",
        *(text(one) for one in ("office", "series", "form")),
        sa.Column("years", sa.Integer(), nullable=False),
        text("start"),
        sa.Column("basis", sa.Text(), nullable=False),
        text("who"),
        text("made_at"),
        sa.PrimaryKeyConstraint("office", "series", "form", name="pk_retention_rules"),
    )
    op.create_table(
        "retention_facts",
        text("case_id"),
        text("closed_on", 10),
        *(text(one) for one in ("closed_by", "hold", "held_by", "changed_at")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name="fk_retention_facts_case_id"),
        sa.PrimaryKeyConstraint("case_id", name="pk_retention_facts"),
    )
    op.create_table(
        "disposals",
        *(text(one) for one in ("disposal_id", "case_id", "office", "state")),
        text("last_day", 10),
        text("closed_on", 10),
        sa.Column("years", sa.Integer(), nullable=False),
        text("start"),
        sa.Column("basis", sa.Text(), nullable=False),
        *(text(one) for one in ("proposed_by", "proposed_at", "decided_by", "decided_at", "done_at")),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("disposal_id", name="pk_disposals"),
    )
    op.create_index("ix_disposals_case_id", "disposals", ["case_id"])
    op.create_index("ix_disposals_state", "disposals", ["state"])
    op.create_table(
        "disposed_rows",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        text("case_id"),
        text("previous", 64),
        text("digest", 64),
        sa.PrimaryKeyConstraint("seq", name="pk_disposed_rows"),
    )
    op.create_index("ix_disposed_rows_case_id", "disposed_rows", ["case_id"])
    op.create_table(
        "copies_made",
        sa.Column("seq", sa.Integer(), nullable=False),
        text("made_at"),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("is_sealed", sa.Boolean(), nullable=False),
        text("gone_at"),
        text("gone_by"),
        sa.PrimaryKeyConstraint("seq", name="pk_copies_made"),
    )
