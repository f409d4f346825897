"""Brings a database to the current tables, forward only, whoever comes first of many processes. Ships its own steps."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from domain.errors import ConfigError
from storage import identity_index, indexing
from storage.database import MIGRATION, Database
from storage.schema import REVISION


def migrate(database: Database) -> None:
    """Returns at once when nothing is to do. Raises ConfigError when the database is newer than this program."""
    with database.read() as connection:
        if (
            revision_of(connection) == REVISION
            and indexing.is_current(connection)
            and identity_index.is_current(connection)
        ):
            return
    with database.migration() as connection:
        database.queue_up(connection, MIGRATION)
        _step(connection)
        if not indexing.is_current(connection):
            indexing.rebuild(connection)
        if not identity_index.is_current(connection):
            identity_index.rebuild_persons(connection)


def revision_of(connection: Connection) -> str:
    """ "" for a database without tables."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def steps(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _step(connection: Connection) -> None:
    found = revision_of(connection)
    if found and found not in {one.revision for one in ScriptDirectory.from_config(steps(connection)).walk_revisions()}:
        raise ConfigError(f"the archive is at schema {found}, this program knows {REVISION}: install the newer program")
    if found != REVISION:
        command.upgrade(steps(connection), REVISION)
