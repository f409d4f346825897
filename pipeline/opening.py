"""How an archive is opened: with the key that the settings name, and with temporary files in a folder of its own.

Refuses a key file that others may read. Where no key is named, one that lies beside the archive is taken.
"""

from pathlib import Path

from ingest import passwords
from pipeline import private_temp
from pipeline.secret_files import secret_in, secrets_in
from pipeline.settings import Settings
from storage.access import EVERYTHING, Scope
from storage.archive import Archive
from storage.database import Seen
from storage.keyring import KeySource

KEY_NAME = "tsuzuri.key"


def opened(settings: Settings, *, scope: Scope = EVERYTHING, seen: Seen = lambda record: record) -> Archive:
    """Neither migrated nor checked for its key yet."""
    private_temp.settle(settings.home.absolute())
    passwords.know(secrets_in(settings.passwords_file))
    archive = Archive(settings.archive_url, settings.files_url, scope=scope, seen=seen)
    return archive.unlock(key_source(settings), office=settings.office, cache=private_temp.cache())


def key_source(settings: Settings) -> KeySource:
    """The environment before a passphrase before a key file."""
    if settings.key:
        return KeySource(settings.key)
    if settings.passphrase_file is not None:
        return KeySource(passphrase=secret_in(settings.passphrase_file))
    place = key_place(settings)
    if settings.key_file is not None or place.exists():
        return KeySource(secret_in(place))
    return KeySource()


def key_place(settings: Settings) -> Path:
    return settings.key_file or settings.home / KEY_NAME
