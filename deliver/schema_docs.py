"""The published schema, code lists and the platform's OpenAPI document, made from the types.

`python -m deliver.schema_docs docs/schema` writes them.
"""

import csv
import io
import json
import sys
from pathlib import Path
from typing import get_args

from deliver.code_lists import CASE_LISTS
from deliver.dictionary import FILE, dictionary
from deliver.platform_docs import OPENAPI_FILE, openapi
from deliver.published import Record, Status
from deliver.published2 import Record2
from domain import contract
from domain.case import CaseState, ImportStatus
from domain.reasons import REASON_JA
from domain.sharing import LEGAL_BASIS_JA

SCHEMA_FILE, SCHEMA_FILE_2 = "record-1.schema.json", "record-2.schema.json"
_IMPORT_JA = {
    ImportStatus.ARCHIVE_ONLY.value: "保管のみ",
    ImportStatus.CANDIDATE.value: "取り込み候補",
    ImportStatus.APPROVED.value: "取り込み承認済み",
    ImportStatus.IMPORTED.value: "取り込み済み",
    ImportStatus.EXCLUDED.value: "取り込み対象外",
}
_CASE_JA = {
    CaseState.READING.value: "読み取り中",
    CaseState.IN_REVIEW.value: "確認中",
    CaseState.REVIEWED.value: "確認済み",
    CaseState.ON_HOLD.value: "保留",
}
_STATUS_JA = {
    "verified": "人が確かめた",
    "auto": "経路の方針により自動で通した",
    "illegible": "判読できない",
    "blank_on_paper": "紙面が空欄",
    "not_on_form": "様式にない",
}


def documents() -> dict[str, str]:
    """File name below docs/schema to its text."""
    lists = {f"codes/{name}.csv": _csv(codes) for name, codes in code_lists().items()}
    made = {SCHEMA_FILE: schema(), SCHEMA_FILE_2: schema_2(), OPENAPI_FILE: openapi()}
    texts = {FILE: dictionary()} | lists
    return {name: json.dumps(one, ensure_ascii=False, indent=2) + "\n" for name, one in made.items()} | texts


def schema() -> dict[str, object]:
    """JSON Schema (2020-12) of one line of records.jsonl."""
    made = Record.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_2() -> dict[str, object]:
    """The same of version 2."""
    made = Record2.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def code_lists() -> dict[str, dict[str, str]]:
    """Name of the list to code and Japanese label."""
    return {
        "field": contract.FIELD_LABEL_JA,
        "form": contract.FORM_LABEL_JA,
        "method": contract.METHOD_LABEL_JA,
        "route": contract.ROUTE_LABEL_JA,
        "sex": contract.SEX_LABEL_JA,
        "care_level": contract.CARE_LEVEL_LABEL_JA,
        "evidence_status": {one: _STATUS_JA[one] for one in get_args(Status)},
        "import_status": _IMPORT_JA,
        "case_state": _CASE_JA,
        "reason": REASON_JA,
        "legal_basis": LEGAL_BASIS_JA,
        **CASE_LISTS,
    }


def _csv(codes: dict[str, str]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([("code", "label_ja"), *codes.items()])
    return text.getvalue()


def write(folder: Path) -> None:
    for name, text in documents().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
