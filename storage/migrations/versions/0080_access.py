"""Accounts, sessions, shares between offices, and the append-only log of accesses."""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0050"

NO_CHANGE = "the log of accesses is append-only"


def text(name: str, size: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(size), nullable=False)


def upgrade() -> None:
    op.create_table(
        "shares",
        sa.Column("seq", sa.Integer(), nullable=False),
        text("case_id"),
        text("office"),
        text("basis"),
        text("until", 10),
        text("made_by"),
        text("made_at"),
        text("ended_at"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.case_id"], name=op.f("fk_shares_case_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_shares")),
    )
    op.create_index(op.f("ix_shares_case_id"), "shares", ["case_id"])
    op.create_index(op.f("ix_shares_office"), "shares", ["office"])
    people()
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        *(text(name) for name in ("at", "who", "role", "office", "action", "subject", "target", "why")),
        text("previous", 64),
        text("digest", 64),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_subject"), "audit", ["subject"])
    heads = sa.table("heads", sa.column("chain"), sa.column("seq"), sa.column("digest"))
    op.bulk_insert(heads, [{"chain": "audit", "seq": 0, "digest": "0" * 64}])
    guard()


def people() -> None:
    op.create_table(
        "accounts",
        text("name"),
        text("role"),
        text("office"),
        text("secret"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Float(53), nullable=False),
        text("expires_on", 10),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        text("totp"),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        text("subject"),
        text("made_at"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_accounts")),
    )
    op.create_index(op.f("ix_accounts_subject"), "accounts", ["subject"])
    op.create_table(
        "sessions",
        text("digest", 64),
        text("name"),
        sa.Column("started", sa.Float(53), nullable=False),
        sa.Column("seen", sa.Float(53), nullable=False),
        sa.ForeignKeyConstraint(["name"], ["accounts.name"], name=op.f("fk_sessions_name")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_name"), "sessions", ["name"])


def guard() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{verb.lower()} BEFORE {verb} ON audit "
                f"BEGIN SELECT RAISE(ABORT, '{NO_CHANGE}'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit "
        "FOR EACH STATEMENT EXECUTE FUNCTION tsuzuri_append_only()"
    )
