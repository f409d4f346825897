"""The bill of materials (CycloneDX 1.6) and the list of licences, made of requirements.lock and what is installed.

`--check` compares names and versions with the lock and asks nothing else, so it is cheap enough for every check.
Refuses to guess a licence: a package that names none says so.
"""

import hashlib
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK, SBOM, BOOK = ROOT / "requirements.lock", ROOT / "docs" / "sbom.json", ROOT / "docs" / "licences.md"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
NAMED = re.compile(r"^([A-Za-z0-9._-]+)")
SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # the namespace of addresses, RFC 9562
LONGEST = 60
# Programs and data of the computer that are started or opened, not imported; their versions are the computer's own.
BESIDE = (
    ("tesseract-ocr, tessdata (jpn, jpn_vert)", "Apache-2.0", "second reader, a program of its own"),
    ("poppler-utils", "GPL-2.0-or-later", "opens PDF, a program of its own, never linked"),
    ("Noto CJK fonts", "OFL-1.1", "drawn into prints and exports"),
    ("PP-OCRv6 models (inside rapidocr)", "Apache-2.0", "first reader"),
    (
        "NDLOCR-Lite recognisers (National Diet Library)",
        "CC-BY-4.0",
        "third reader, not included: an office's own copy",
    ),
    ("ja_ginza model, SudachiDict", "MIT, Apache-2.0", "words of names and places"),
)


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    return {folded(name): version for name, version in PIN.findall(LOCK.read_text(encoding="utf-8"))}


def needed(name: str, seen: set[str]) -> Iterator[str]:
    """A package and all it needs here, of those that are installed."""
    name = folded(name)
    if name in seen:
        return
    seen.add(name)
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return
    yield name
    for line in found.requires or ():
        if "extra ==" not in line and (other := NAMED.match(line)):
            yield from needed(other[1], seen)


def at_run_time() -> set[str]:
    given = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    seen: set[str] = set()
    return {found for one in given if (name := NAMED.match(one)) for found in needed(name[1], seen)}


def licence(found: Distribution) -> str:
    """The expression, else the classifiers, else the first words of the field; never a whole licence text."""
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [str(one).rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if "License ::" in str(one)]
    if classes := [one for one in classes if one != "OSI Approved"]:
        return " / ".join(sorted(set(classes)))
    words = " ".join(str(told.get("License") or "").split())
    return words[:LONGEST] if words and len(words) < 3 * LONGEST else "not named in its metadata"


def components() -> list[dict[str, object]]:
    run, rows = at_run_time(), []
    for name, version in sorted(pins().items()):
        try:
            told = licence(distribution(name))
        except PackageNotFoundError:
            told = "not installed on this kind of computer"
        row = {"type": "library", "name": name, "version": version, "purl": f"pkg:{'py' + 'pi'}/{name}@{version}"}
        scope = "required" if name in run else "excluded"
        rows.append({**row, "bom-ref": f"{name}@{version}", "scope": scope, "licenses": [{"license": {"name": told}}]})
    return rows


def document(rows: list[dict[str, object]]) -> dict[str, object]:
    sealed = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    about = {"type": "application", "name": "tsuzuri", "version": version, "bom-ref": "tsuzuri"}
    licensed = {"licenses": [{"license": {"id": "Apache-2.0"}}]}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, sealed)}",
        "version": 1,
        "metadata": {
            "component": {**about, **licensed},
            "properties": [{"name": "tsuzuri:requirements.lock:sha256", "value": sealed}],
        },
        "components": rows,
    }


def book(rows: list[dict[str, object]]) -> str:
    lines = ["# Licences", "", "Made by `make sbom` of `requirements.lock`; the same as CycloneDX: `docs/sbom.json`."]
    lines += ["Hashes of every file stand in the lock. Tsuzuri itself: Apache-2.0 (`LICENSE`).", ""]
    for title, scope in (("At run time", "required"), ("For tests and building, not shipped", "excluded")):
        lines += [f"## {title}", "", "| package | version | licence, as its metadata says |", "|---|---|---|"]
        for one in rows:
            if one["scope"] == scope:
                told = one["licenses"][0]["license"]["name"]  # type: ignore[index]  # made above
                lines.append(f"| {one['name']} | {one['version']} | {str(told).replace('|', '/')} |")
        lines.append("")
    lines += ["## Beside Python", "", "| what | licence | how |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(one)} |" for one in BESIDE), ""])


def is_current() -> bool:
    try:
        told = json.loads(SBOM.read_text(encoding="utf-8"))["components"]
    except (OSError, ValueError, KeyError):
        return False
    written = {one["name"]: one["version"] for one in told}
    return written == pins() and all(f"| {name} | {version} |" in BOOK.read_text() for name, version in pins().items())


def main() -> int:
    if "--check" in sys.argv:
        if is_current():
            return 0
        print("docs/sbom.json does not say what requirements.lock says: run make sbom", file=sys.stderr)
        return 1
    rows = components()
    SBOM.write_text(json.dumps(document(rows), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    BOOK.write_text(book(rows), encoding="utf-8")
    print(f"{len(rows)} packages: {SBOM.relative_to(ROOT)}, {BOOK.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
