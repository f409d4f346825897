"""Who may be the same person, what was decided about it, kept searches, words that mean the same, numbered prints."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0040"

NO_CHANGE = "history is append-only"


def upgrade() -> None:
    identity()
    finding()
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER identity_decisions_no_{verb.lower()} BEFORE {verb} ON identity_decisions "
                f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER identity_decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON identity_decisions "
            "FOR EACH STATEMENT EXECUTE FUNCTION tsuzuri_append_only()"
        )


def identity() -> None:
    op.create_table(
        "persons",
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_persons_case_id")),
        sa.PrimaryKeyConstraint("person_no", name=op.f("pk_persons")),
        sa.UniqueConstraint("case_id", name=op.f("uq_persons_case_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("person_no", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "person_no", name=op.f("pk_person_keys")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_keys_person_no"), "person_keys", ["person_no"], unique=False)
    op.create_table(
        "identity_decisions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("case_a", sa.String(), nullable=False),
        sa.Column("case_b", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_a"], ["cases.case_id"], name=op.f("fk_identity_decisions_case_a")),
        sa.ForeignKeyConstraint(["case_b"], ["cases.case_id"], name=op.f("fk_identity_decisions_case_b")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_identity_decisions")),
    )
    op.create_index("ix_identity_decisions_pair", "identity_decisions", ["case_a", "case_b", "seq"], unique=False)
    op.create_index(op.f("ix_identity_decisions_case_b"), "identity_decisions", ["case_b"], unique=False)


def finding() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("who", "name", name=op.f("pk_saved_searches")),
    )
    op.create_table(
        "same_words",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("same_as", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", "same_as", name=op.f("pk_same_words")),
    )
    op.create_table(
        "prints",
        sa.Column("copy_no", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("made_at", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_prints_case_id")),
        sa.PrimaryKeyConstraint("copy_no", name=op.f("pk_prints")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_prints_case_id"), "prints", ["case_id"], unique=False)
