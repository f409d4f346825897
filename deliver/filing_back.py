"""What a folder holds, checked against its manifests, and how a delivery is taken back from it.

A recalled case leaves a notice behind, so that whoever fetched the package knows what to take out. Refuses to rewrite a
package: one that holds a recalled case goes as a whole, and what else was in it is told, to be delivered again.
"""

import json
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from deliver.filing import MANIFEST, alone, flush, hash_of, told
from deliver.packing import key_of_line
from domain.batch import Receipt
from domain.errors import DeliveryError

RECALLED, GONE = "recalled", ".gone-"


@dataclass(frozen=True, slots=True)
class Package:
    """A folder with the parcels its manifest names; `is_whole`: every file is there and hashes to what it says."""

    folder: Path
    keys: Mapping[str, str]
    created: str
    is_whole: bool


def held_in(place: Path, kind: str, *, case_ids: Iterable[str]) -> dict[str, str]:
    """Case to the key of its newest revision, "" where the folder's files are not those of its manifest any more."""
    wanted, found = set(case_ids), dict[str, str]()
    with told(place):
        for package in sorted(_packages(place, kind, hashed=True), key=lambda one: (one.created, one.folder.name)):
            contents = _keys_by_content(package.folder) if package.is_whole else {}
            for case_id, key in package.keys.items():
                if case_id in wanted:
                    is_same = package.is_whole and contents.get(case_id, key) == key
                    found[case_id] = key if is_same else ""
    return found


def recall_from(place: Path, kind: str, *, keys: Mapping[str, str], reason: str) -> tuple[Receipt, ...]:
    """Raises DeliveryError when a package also holds cases that are not recalled: they must be named too."""
    with told(place), alone(place):
        for rest in place.glob(f"{GONE}*"):
            shutil.rmtree(rest)
        packages = [one for one in _packages(place, kind, hashed=False) if set(one.keys.values()) & set(keys.values())]
        for one in packages:
            others = set(one.keys.values()) - set(keys.values())
            if others:
                raise DeliveryError(
                    f"{one.folder.name} also holds {len(others)} other cases; recall the whole delivery"
                )
        for one in packages:
            _take_away(one, reason=reason)
    gone = {key for one in packages for key in one.keys.values()} | _recalled_before(place)
    return tuple(
        Receipt(case_id, key, RECALLED if key in gone else "not_there", reason, str(place))
        for case_id, key in keys.items()
    )


def _take_away(one: Package, *, reason: str) -> None:
    """The notice first, then the rename that makes the package vanish at once, then its files."""
    place = one.folder.parent
    notice = {"recalled": one.folder.name, "reason": reason, "records": one.keys}
    part = place / f".notice-{one.folder.name}"
    part.write_text(json.dumps(notice, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    flush(part)
    name = sha256("".join(one.keys.values()).encode()).hexdigest()[:8]
    part.rename(place / f"recall-{one.folder.name}-{name}.json")
    gone = place / f"{GONE}{one.folder.name}"
    one.folder.rename(gone)
    flush(place)
    shutil.rmtree(gone)


def _recalled_before(place: Path) -> set[str]:
    notices = (json.loads(path.read_text(encoding="utf-8")) for path in place.glob("recall-*.json"))
    return {key for notice in notices for key in notice["records"].values()}


def _packages(place: Path, kind: str, *, hashed: bool) -> list[Package]:
    """Raises DeliveryError for a manifest that cannot be read."""
    found = []
    for path in sorted(place.glob(f"{kind}-*/{MANIFEST}")):
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            keys = {one["case_id"]: one["key"] for one in manifest["parcels"]}
            whole = not hashed or _is_whole(path.parent, manifest["sha256"])
            found.append(Package(path.parent, keys, str(manifest.get("created", "")), whole))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise DeliveryError(f"{path} is damaged; it must be mended first") from error
    return found


def _is_whole(folder: Path, hashes: Mapping[str, str]) -> bool:
    return all((folder / name).is_file() and hash_of(folder / name) == wanted for name, wanted in hashes.items())


def _keys_by_content(folder: Path) -> dict[str, str]:
    """From the records themselves; nothing for a folder that holds CSV alone."""
    lines = folder / "records.jsonl"
    if not lines.is_file():
        return {}
    with lines.open("rb") as file:
        return {str(json.loads(line)["case_id"]): key_of_line(line) for line in file}
