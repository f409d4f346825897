"""What leaves, encrypted to whoever receives it, in the open format `age`: opened with their own key and no other.

Keys are public ones (age1…); several may be named. Refuses a key that is none, before anything is written.
"""

import tarfile
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from deliver.filing import Fill, write_manifest
from deliver.packing import Parcel
from domain.errors import ConfigError

PACKAGE = "package.tar.age"
SUFFIX = ".age"


def sealed_for(data: bytes, keys: Sequence[str]) -> bytes:
    """Raises ConfigError for a key that is none."""
    found: bytes = _age().encrypt(data, recipients(keys))
    return found


def seal_folder_for(folder: Path, out: Path, *, keys: Sequence[str]) -> None:
    """Everything in `folder` as one tar, encrypted as it is read: nothing of it is in the clear beside it."""
    with tempfile.TemporaryFile() as packed:
        with tarfile.open(fileobj=packed, mode="w|") as tar:
            for path in sorted(folder.iterdir()):
                tar.add(path, arcname=path.name, filter=_nobodys)
        packed.seek(0)
        with out.open("xb") as sink:
            _age().encrypt_io(packed, sink, recipients(keys))


def recipients(keys: Sequence[str]) -> list[Any]:
    """Raises ConfigError for a key that is none."""
    try:
        return [_age().x25519.Recipient.from_str(one.strip()) for one in keys]
    except (ValueError, _age().RecipientError) as error:
        raise ConfigError("the receiver's key is not one of age (age1…)") from error


def filled_for(fill: Fill, keys: Sequence[str]) -> Fill:
    """`fill` of a folder target, so that only the sealed package reaches the folder; as it is without keys.

    In the clear stay the numbers and keys of the outer manifest: by them a case is sent once and can be recalled.
    """
    if not keys:
        return fill

    def sealed(part: Path, parcels: tuple[Parcel, ...]) -> dict[str, object]:
        recipients(keys)
        with tempfile.TemporaryDirectory(prefix="package-") as folder:  # 0700
            about = fill(Path(folder), parcels)
            write_manifest(Path(folder), about, parcels=parcels)
            seal_folder_for(Path(folder), part / PACKAGE, keys=keys)
        return {**about, "encrypted": "age", "package": PACKAGE}

    return sealed


def _nobodys(one: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without names and numbers of this computer's accounts."""
    one.uid = one.gid = 0
    one.uname = one.gname = ""
    return one


@cache
def _age() -> Any:
    try:
        import pyrage  # noqa: PLC0415 - only who encrypts for a receiver needs it
    except ImportError as error:
        raise ConfigError("pyrage is not installed: make setup") from error
    return pyrage
