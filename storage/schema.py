"""The tables: the only place (beside the migrations, which are frozen copies) where columns are named.

Times are UTC ISO 8601 text, leases seconds since 1970. Bodies are packed domain values (`storage.codec`).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.sealed_columns import Sealed, SealedText

REVISION = "0210"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

marks = Table("marks", metadata, Column("name", String, primary_key=True), Column("value", String, nullable=False))

batches = Table(
    "batches",
    metadata,
    Column("batch_id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("operator", String, nullable=False),
    Column("started_at", String, nullable=False),
    Column("announced", Integer, nullable=False),
    Column("closed", Boolean, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("case_id", String, primary_key=True),
    Column("office", String, nullable=False, index=True),
    Column("title", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("import_status", String, nullable=False),
    Column("page_count", Integer, nullable=False),
    Column("full_name", Text, nullable=False),
    Column("case_number", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("created_at", String, nullable=False),
    Column("updated_at", String, nullable=False),
    Column("forms", Text, nullable=False, server_default=""),
    Column("field_count", Integer, nullable=False, server_default="0"),
    Column("auto_count", Integer, nullable=False, server_default="0"),
)

records = Table(
    "records",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), primary_key=True),
    Column("body", Sealed("records.body"), nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("file_id", String, nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("batch_id", String, ForeignKey("batches.batch_id"), nullable=False, index=True),
    Column("state", String, nullable=False, index=True),
    Column("page_count", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("taken_at", String, nullable=False),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("worker", String, nullable=False, server_default=""),
    Column("lease_until", Float(53), nullable=False, server_default="0"),
    Column("office", String, nullable=False, server_default=""),
    Column("copy_no", Integer, nullable=False, server_default="0"),
    Column("fronts_seq", Integer),
    UniqueConstraint("office", "sha256", "copy_no"),
)

twins = Table(
    "twins",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("sha256", String(64), nullable=False),
    Column("source", Text, nullable=False),
    Column("batch_id", String, ForeignKey("batches.batch_id"), nullable=False),
    Column("file_id", String, ForeignKey("files.file_id"), nullable=False),
    Column("seen_at", String, nullable=False),
    UniqueConstraint("batch_id", "sha256", "source"),
)

pages = Table(
    "pages",
    metadata,
    Column("key", String, primary_key=True),
    Column("file_id", String, ForeignKey("files.file_id"), nullable=False, index=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("page_no", Integer, nullable=False),
    Column("state", String, nullable=False, index=True),
    Column("worker", String, nullable=False),
    Column("lease_until", Float(53), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("picture", String, nullable=False),
    Column("ended_at", String, nullable=False),
    Column("rank", Integer, nullable=False, server_default="0"),
    Column("seconds", Float(53), nullable=False, server_default="0"),
    Index(
        "ix_pages_waiting",
        "rank",
        "lease_until",
        "key",
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

readings = Table(
    "readings",
    metadata,
    Column("key", String, ForeignKey("pages.key"), primary_key=True),
    Column("page", Sealed("readings.page"), nullable=False),
    Column("ocr", Sealed("readings.ocr"), nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("body", Sealed("tasks.body"), nullable=False),
    Column("holder", String, nullable=False),
    Column("lease_until", Float(53), nullable=False),
    Column("created_at", String, nullable=False),
    Column("kinds", Text, nullable=False, server_default=""),
)

drafts = Table(
    "drafts",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("target", String, nullable=False),
    Column("who", String, nullable=False),
    Column("text", SealedText("drafts.text"), nullable=False),
    Column("saved_at", String, nullable=False),
    PrimaryKeyConstraint("case_id", "target", "who"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("target", String, nullable=False),
    Column("before", SealedText("revisions.before")),
    Column("after", SealedText("revisions.after")),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("why", SealedText("revisions.why"), nullable=False),
    Column("record_sha256", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("chain", String, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("batch_id", String, primary_key=True),
    Column("key", String, nullable=False, index=True),
    Column("target", String, nullable=False),
    Column("created_at", String, nullable=False),
    Column("held", Sealed("deliveries.held"), nullable=False),
    Column("state", String, nullable=False, server_default="settled"),
    Column("place", Text, nullable=False, server_default=""),
)

exclusions = Table(
    "exclusions",
    metadata,
    Column("kind", String, nullable=False),
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    PrimaryKeyConstraint("kind", "name"),
)

receipts = Table(
    "receipts",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("batch_id", String, ForeignKey("deliveries.batch_id"), nullable=False),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("key", String, nullable=False),
    Column("status", String, nullable=False),
    Column("reason", SealedText("receipts.reason"), nullable=False),
    Column("place", Text, nullable=False),
    UniqueConstraint("batch_id", "case_id"),
)

persons = Table(
    "persons",
    metadata,
    Column("person_no", Integer, primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, unique=True),
    Column("body", Sealed("persons.body"), nullable=False),
    sqlite_autoincrement=True,
)

person_keys = Table(
    "person_keys",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("person_no", Integer, nullable=False, index=True),
    PrimaryKeyConstraint("key", "person_no"),
    sqlite_with_rowid=False,
)

identity_decisions = Table(
    "identity_decisions",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_a", String, ForeignKey("cases.case_id"), nullable=False),
    Column("case_b", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("decision", String, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("why", SealedText("identity_decisions.why"), nullable=False),
    Column("reasons", SealedText("identity_decisions.reasons"), nullable=False),
    Index("ix_identity_decisions_pair", "case_a", "case_b", "seq"),
)

saved_searches = Table(
    "saved_searches",
    metadata,
    Column("who", String, nullable=False),
    Column("name", String, nullable=False),
    Column("asked", SealedText("saved_searches.asked"), nullable=False),
    Column("saved_at", String, nullable=False),
    PrimaryKeyConstraint("who", "name"),
)

same_words = Table(
    "same_words",
    metadata,
    Column("word", String, nullable=False),
    Column("same_as", String, nullable=False),
    PrimaryKeyConstraint("word", "same_as"),
)

prints = Table(
    "prints",
    metadata,
    Column("copy_no", Integer, primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("who", String, nullable=False),
    Column("made_at", String, nullable=False),
    sqlite_autoincrement=True,
)

shares = Table(
    "shares",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False, index=True),
    Column("office", String, nullable=False, index=True),
    Column("basis", String, nullable=False),
    Column("until", String(10), nullable=False),
    Column("made_by", String, nullable=False),
    Column("made_at", String, nullable=False),
    Column("ended_at", String, nullable=False),
)

refuges = Table(
    "refuges",
    metadata,
    Column("case_id", String, ForeignKey("cases.case_id"), nullable=False),
    Column("key", String(64), nullable=False),
    PrimaryKeyConstraint("key", "case_id"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("office", String, nullable=False),
    Column("secret", String, nullable=False),
    Column("must_change", Boolean, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Float(53), nullable=False),
    Column("expires_on", String(10), nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("totp", String, nullable=False),
    Column("totp_step", Integer, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("made_at", String, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("started", Float(53), nullable=False),
    Column("seen", Float(53), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("who", String, nullable=False),
    Column("role", String, nullable=False),
    Column("office", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False, index=True),
    Column("target", String, nullable=False),
    Column("why", String, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
)
