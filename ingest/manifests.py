"""What a scanner or a person says is in a box: a CSV or JSON list of files with sheets, names and hashes.

Refuses a list with gaps in its meaning (no label, a number twice, a count that is none) instead of guessing.
"""

import csv
import io
import json
from pathlib import Path
from typing import Any

from domain.errors import UnknownFormat
from domain.paper_box import AnnouncedFile
from ingest.naming import shown

# Japanese and English heads of columns.
_NAMES = {
    "number": ("number", "no", "番号", "ファイル番号"),
    "label": ("label", "case", "name", "ケース番号", "件名", "ファイル名称"),
    "sheets": ("sheets", "枚数", "紙枚数"),
    "source": ("source", "file", "ファイル", "ファイル名"),
    "sha256": ("sha256", "hash", "ハッシュ値"),
}


def read_manifest(path: Path) -> tuple[AnnouncedFile, ...]:
    """Rows in their order, numbered from 1 where no number is given. Raises UnknownFormat naming the row."""
    try:
        text = _text(path.read_bytes())
        rows = json.loads(text) if text.lstrip().startswith(("[", "{")) else list(csv.DictReader(io.StringIO(text)))
    except (OSError, ValueError, RecursionError, csv.Error) as error:
        raise UnknownFormat(f"{shown(path)}: not a list of files in CSV or JSON ({error})") from error
    rows = rows.get("files", []) if isinstance(rows, dict) else rows
    if not isinstance(rows, list):
        raise UnknownFormat(f"{shown(path)}: not a list of files")
    return announced(rows, paper=shown(path))


def announced(rows: list[Any], *, paper: str) -> tuple[AnnouncedFile, ...]:
    found: dict[int, AnnouncedFile] = {}
    for place, row in enumerate(rows, 1):
        try:
            one = _row({str(key).strip().lower(): value for key, value in row.items()}, place)
        except (AttributeError, TypeError, ValueError) as error:
            raise UnknownFormat(f"{paper}: row {place} cannot be read ({error})") from error
        if one.number in found:
            raise UnknownFormat(f"{paper}: row {place} repeats number {one.number}")
        found[one.number] = one
    if not found:
        raise UnknownFormat(f"{paper}: a list without files")
    return tuple(found.values())


def _row(row: dict[str, Any], place: int) -> AnnouncedFile:
    said = {name: _first(row, heads) for name, heads in _NAMES.items()}
    label = said["label"] or said["source"]
    if not label:
        raise ValueError("no label and no file name")
    sha256 = said["sha256"].lower()
    if sha256 and (len(sha256) != 64 or set(sha256) - set("0123456789abcdef")):
        raise ValueError(f"not a SHA-256: {sha256[:20]}")
    sheets = int(said["sheets"]) if said["sheets"] else None
    return AnnouncedFile(int(said["number"] or place), label, sheets, said["source"], sha256)


def _first(row: dict[str, Any], heads: tuple[str, ...]) -> str:
    return next((str(row[head]).strip() for head in heads if row.get(head) not in (None, "")), "")


def _text(data: bytes) -> str:
    """UTF-8, or CP932 as Japanese spreadsheets write it."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp932")
