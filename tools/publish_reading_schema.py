"""Writes docs/schema/reading-1.schema.json from the types; a test compares the two."""

import json
import sys
from pathlib import Path

from pipeline.published import Reading

PLACE = Path(__file__).parents[1] / "docs" / "schema" / "reading-1.schema.json"


def schema_text() -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "tsuzuri.reading/1",
        **Reading.model_json_schema(by_alias=True, mode="serialization"),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_text(schema_text(), encoding="utf-8")
    sys.stdout.write(f"{PLACE}\n")
