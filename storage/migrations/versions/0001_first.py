"""The first tables, the append-only history and the word index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NO_CHANGE = "history is append-only"


def upgrade() -> None:
    tables()
    heads = sa.table("heads", sa.column("chain"), sa.column("seq"), sa.column("digest"))
    op.bulk_insert(heads, [{"chain": "cases", "seq": 0, "digest": "0" * 64}])
    if op.get_bind().dialect.name == "sqlite":
        sqlite_only()
    else:
        postgresql_only()


def sqlite_only() -> None:
    # Tokens are ASCII words already; the texts themselves stay in `texts`.
    op.execute("CREATE VIRTUAL TABLE text_index USING fts5(tokens, content='', columnsize=0, tokenize='ascii')")
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER revisions_no_{verb.lower()} BEFORE {verb} ON revisions "
            f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
        )


def postgresql_only() -> None:
    op.execute(
        "CREATE TABLE text_index (text_id INTEGER PRIMARY KEY REFERENCES texts (text_id) DEFERRABLE INITIALLY DEFERRED,"
        " tokens TSVECTOR NOT NULL)"
    )
    op.execute("CREATE INDEX ix_text_index_tokens ON text_index USING gin (tokens)")
    op.execute(
        "CREATE FUNCTION tsuzuri_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{NO_CHANGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER revisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON revisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION tsuzuri_append_only()"
    )


def tables() -> None:
    op.create_table(
        "batches",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("operator", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.Column("announced", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batches")),
    )
    op.create_table(
        "cases",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("import_status", sa.String(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("case_number", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("updated_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_import_status"), "cases", ["import_status"], unique=False)
    op.create_index(op.f("ix_cases_office"), "cases", ["office"], unique=False)
    op.create_index(op.f("ix_cases_state"), "cases", ["state"], unique=False)
    op.create_table(
        "deliveries",
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("held", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_deliveries")),
    )
    op.create_index(op.f("ix_deliveries_key"), "deliveries", ["key"], unique=False)
    op.create_table(
        "heads",
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_heads")),
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_marks")),
    )
    op.create_table(
        "drafts",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_drafts_case_id")),
        sa.PrimaryKeyConstraint("case_id", "target", "who", name=op.f("pk_drafts")),
    )
    op.create_table(
        "files",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.batch_id"], name=op.f("fk_files_batch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_files_case_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_files")),
        sa.UniqueConstraint("file_id", name=op.f("uq_files_file_id")),
        sa.UniqueConstraint("sha256", name=op.f("uq_files_sha256")),
    )
    op.create_index(op.f("ix_files_batch_id"), "files", ["batch_id"], unique=False)
    op.create_index(op.f("ix_files_case_id"), "files", ["case_id"], unique=False)
    op.create_index(op.f("ix_files_state"), "files", ["state"], unique=False)
    op.create_table(
        "receipts",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["deliveries.batch_id"], name=op.f("fk_receipts_batch_id")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_receipts_case_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_receipts")),
        sa.UniqueConstraint("batch_id", "case_id", name=op.f("uq_receipts_batch_id_case_id")),
    )
    op.create_index(op.f("ix_receipts_case_id"), "receipts", ["case_id"], unique=False)
    op.create_table(
        "records",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_records_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_records")),
    )
    op.create_table(
        "revisions",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("record_sha256", sa.String(length=64), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_revisions_case_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_revisions")),
    )
    op.create_index(op.f("ix_revisions_case_id"), "revisions", ["case_id"], unique=False)
    op.create_table(
        "tasks",
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("doubts", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("lease_until", sa.Float(precision=53), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_tasks_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_tasks")),
    )
    op.create_table(
        "texts",
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("page_key", sa.String(), nullable=False),
        sa.Column("page_no", sa.Integer(), nullable=False),
        sa.Column("x", sa.Integer(), nullable=False),
        sa.Column("y", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reviewed", sa.Boolean(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_texts_case_id")),
        sa.PrimaryKeyConstraint("text_id", name=op.f("pk_texts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_texts_case_id"), "texts", ["case_id"], unique=False)
    op.create_table(
        "pages",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("page_no", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("lease_until", sa.Float(precision=53), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("picture", sa.String(), nullable=False),
        sa.Column("ended_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_pages_case_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.file_id"], name=op.f("fk_pages_file_id")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_pages")),
    )
    op.create_index(op.f("ix_pages_case_id"), "pages", ["case_id"], unique=False)
    op.create_index(op.f("ix_pages_file_id"), "pages", ["file_id"], unique=False)
    op.create_index(op.f("ix_pages_state"), "pages", ["state"], unique=False)
    op.create_index(
        "ix_pages_waiting",
        "pages",
        ["lease_until", "key"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "text_dates",
        sa.Column("text_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["texts.text_id"], name=op.f("fk_text_dates_text_id")),
    )
    op.create_index("ix_text_dates_days", "text_dates", ["first_day", "last_day"], unique=False)
    op.create_index(op.f("ix_text_dates_text_id"), "text_dates", ["text_id"], unique=False)
    op.create_table(
        "twins",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("batch_id", sa.String(), nullable=False),
        sa.Column("file_id", sa.String(), nullable=False),
        sa.Column("seen_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["batches.batch_id"], name=op.f("fk_twins_batch_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.file_id"], name=op.f("fk_twins_file_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_twins")),
        sa.UniqueConstraint("batch_id", "sha256", "source", name=op.f("uq_twins_batch_id_sha256_source")),
    )
    op.create_table(
        "readings",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("page", sa.LargeBinary(), nullable=False),
        sa.Column("ocr", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["pages.key"], name=op.f("fk_readings_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_readings")),
    )
