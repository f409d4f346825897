"""Puts a folder in place whole or not at all, once for its contents. Refuses to leave parts behind.

Under one lock a place has one sender at a time: whatever part lies there when the lock is taken is a dead sender's.
"""

import fcntl
import hashlib
import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from deliver.packing import Parcel
from domain.batch import Receipt
from domain.errors import DeliveryError

PART, MANIFEST = ".part-", "manifest.json"
Fill = Callable[[Path, tuple[Parcel, ...]], dict[str, object]]


def file_once(place: Path, name: str, *, parcels: tuple[Parcel, ...], fill: Fill) -> tuple[Receipt, ...]:
    """Files those parcels that no folder of this kind in `place` holds yet, in one new folder `<name>`.

    `name`: `<kind>-<batch key>`. `fill` writes into the folder it is given and returns what the manifest is to say.
    """
    kind = name.split("-", 1)[0]
    with told(place), alone(place):
        filed = _filed(place, kind)
        fresh = tuple(one for one in parcels if one.key not in filed)
        folder = _free_name(place, name)
        if fresh:
            _put(place, folder, parcels=fresh, fill=fill)
    new = {one.key for one in fresh}
    return tuple(
        Receipt(
            one.case_id,
            one.key,
            "filed" if one.key in new else "already_filed",
            where=str(place / folder) if one.key in new else filed[one.key],
        )
        for one in parcels
    )


def _put(place: Path, folder: str, *, parcels: tuple[Parcel, ...], fill: Fill) -> None:
    part = place / f"{PART}{uuid.uuid4().hex}"
    part.mkdir(mode=0o750)
    try:
        about = fill(part, parcels)
        write_manifest(part, about, parcels=parcels)
        part.rename(place / folder)
        flush(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_manifest(part: Path, about: dict[str, object], *, parcels: tuple[Parcel, ...]) -> None:
    """The manifest comes last and names every file with its hash; then all is flushed to the disk."""
    files = {path.relative_to(part).as_posix(): path for path in sorted(part.rglob("*")) if path.is_file()}
    manifest = {
        **about,
        "parcels": [_about(one) for one in parcels],
        "sha256": {name: hash_of(path) for name, path in files.items()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    (part / MANIFEST).write_text(text + "\n", encoding="utf-8")
    for path in (*files.values(), part / MANIFEST):
        flush(path)
    for folder in sorted({path.parent for path in files.values()} | {part}):
        flush(folder)


def _about(one: Parcel) -> dict[str, str | None]:
    named = {"case_id": one.case_id, "key": one.key, "content_hash": one.content_hash}
    return {**named, "replaces": one.replaces or None}


def _filed(place: Path, kind: str) -> dict[str, str]:
    """Key of every parcel that arrived, with its folder. Raises DeliveryError for a manifest that cannot be read."""
    found: dict[str, str] = {}
    for manifest in sorted(place.glob(f"{kind}-*/{MANIFEST}")):
        try:
            for one in json.loads(manifest.read_text(encoding="utf-8"))["parcels"]:
                found[one["key"]] = str(manifest.parent)
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise DeliveryError(f"{manifest} is damaged; it must be mended before anything is sent there") from error
    return found


def _free_name(place: Path, name: str) -> str:
    """A batch sent again after part of it had gone elsewhere has the same key and other contents."""
    found, count = name, 1
    while (place / found).exists():
        count += 1
        found = f"{name}-{count}"
    return found


@contextmanager
def told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DeliveryError(f"cannot file in {place}: {error.strerror or error}; nothing was left there") from error


@contextmanager
def alone(place: Path) -> Iterator[None]:
    place.mkdir(parents=True, exist_ok=True)
    with (place / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        for part in place.glob(f"{PART}*"):
            shutil.rmtree(part)
        yield


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
