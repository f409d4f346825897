"""The data dictionary of the record, written from the types: every item, its kind, its meaning. Invents no meaning."""

from typing import Any

from deliver.published2 import Record2
from deliver.unknowable import table

FILE = "record-2.md"
_KINDS = {"string": "文字列", "integer": "整数", "number": "数", "boolean": "真偽", "null": "なし", "array": "並び"}


def dictionary() -> str:
    schema = Record2.model_json_schema(by_alias=True, mode="serialization")
    parts = [
        "# データ辞書：tsuzuri.record/2\n",
        "型から生成しています（`python -m deliver.schema_docs docs/schema`）。JSON Schema は `record-2.schema.json`、"
        "コード表は `codes/` にあります。版 1（`record-1.schema.json`）も引き続き書き出し、読み込みます。"
        "版 2 は版 1 から作ります（`deliver.migration.upgraded`）。\n",
        "すべての値は Evidence（紙面のまま `raw`、正規形 `value`、確からしさ、根拠の場所、確かめた人）です。\n",
        _entity("Record2", schema),
    ]
    parts += [_entity(name, found) for name, found in schema["$defs"].items()]
    parts.append(table())
    return "\n".join(parts)


def _entity(name: str, found: dict[str, Any]) -> str:
    about = " ".join(str(found.get("description", "")).split())
    lines = [f"## {name}\n", f"{about}\n" if about else "", "| 項目 | 型 | 必須 | 意味 |", "|---|---|---|---|"]
    required = set(found.get("required", ()))
    for item, value in found.get("properties", {}).items():
        meaning = " ".join(str(value.get("description", "")).split()).replace("|", "｜")
        lines.append(f"| `{item}` | {_kind(value)} | {'○' if item in required else ''} | {meaning} |")
    return "\n".join(line for line in lines if line) + "\n"


def _kind(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = str(value["$ref"]).rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return "・".join(_kind(one) for one in value["anyOf"])
    if "const" in value or "enum" in value:
        return " / ".join(f"`{one}`" for one in value.get("enum", [value.get("const")]))
    if value.get("type") == "array":
        inner = value.get("items") or {}
        return f"{_kind(inner)} の並び" if inner else "並び"
    return _KINDS.get(str(value.get("type")), str(value.get("type", "")))
