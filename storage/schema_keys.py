"""Tables of the keys, beside those of storage.schema and in the same metadata. Holds no logic and no key in the clear.

A data key may be wrapped by two master keys while one takes the place of the other.
"""

from sqlalchemy import Column, ForeignKey, LargeBinary, PrimaryKeyConstraint, String, Table

from storage.schema import metadata

data_keys = Table(
    "data_keys",
    metadata,
    Column("key_id", String(16), primary_key=True),
    Column("office", String, nullable=False),
    Column("made_at", String, nullable=False),
)

key_wraps = Table(
    "key_wraps",
    metadata,
    Column("key_id", String(16), ForeignKey("data_keys.key_id"), nullable=False),
    Column("master_id", String(16), nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    PrimaryKeyConstraint("key_id", "master_id"),
)
