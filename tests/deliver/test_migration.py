"""Version 2 of the record: made of version 1, nothing lost, nothing added, valid under its own schema."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from deliver.dictionary import dictionary
from deliver.migration import upgraded, upgraded_line
from deliver.target import ImportTarget
from domain.geometry import confidence
from domain.reading import PageForm

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
VALIDATOR = Draft202012Validator(json.loads((SCHEMAS / "record-2.schema.json").read_text(encoding="utf-8")))
LETTER = (("文書番号", "潮市第123号"), ("宛名", "室長 様"), ("件名", "支援措置について(回答)"), ("本文", "決定した。"))
ROWS = (("課題", "ごみ"), ("支援内容", "片付け"), ("課題", "通院"), ("支援内容", "同行"))
PLAN = (("作成日", "R6.5.1"), ("長期目標", "自宅で暮らす"), *ROWS)
MINUTES = (("開催日", "R6.5.14"), ("出席者", "木村"), ("出席者", "早川"), ("決定事項", "週1訪問"), ("司会", "片山"))
CHECK = (("記入日", "R6.4.9"), ("バスや電車で1人で外出していますか", "いいえ"))
UNEVEN = (("課題", "ごみ"), ("課題", "通院"), ("担当機関", "包括"))
BOXES = {
    4: ("letter", (*LETTER, ("担当", "小林"))),
    5: ("support_plan", PLAN),
    6: ("conference_minutes", MINUTES),
    7: ("checklist", CHECK),
    8: ("support_plan", UNEVEN),
}


@pytest.fixture
def line(make: SimpleNamespace) -> bytes:
    forms, fields = list(make.case().forms), list(make.case().fields)
    for page_no, (form, boxes) in BOXES.items():
        forms.append(PageForm(page_no, form, confidence(1)))
        fields += [
            replace(make.field("localItem", value, page_no=page_no), label=label, index=at)
            for at, (label, value) in enumerate(boxes)
        ]
    meeting = replace(make.entry(3, "2024-06-03", "担当者会議。"), method="66", method_raw="会議")
    record = make.case(
        forms=tuple(forms), fields=tuple(fields), page_count=8, entries=(*make.case().entries, meeting),
        legal_basis=("statute",),
    )  # fmt: skip
    (parcel,) = make.packed(record).parcels
    return parcel.line


def values(content: object) -> Counter[str]:
    """How often each `raw` stands in it."""
    found: Counter[str] = Counter()
    if isinstance(content, dict):
        found[content.get("raw", "")] += isinstance(content.get("raw"), str) and "sources" in content
        for inner in content.values():
            found += values(inner)
    elif isinstance(content, list):
        for inner in content:
            found += values(inner)
    return found


def test_boxes_find_their_place_and_the_rest_stays(line: bytes) -> None:
    found = json.loads(upgraded_line(line))
    VALIDATOR.validate(found)
    (letter,) = found["optional"]["documents"]
    assert (letter["kind"], letter["doc_no"]["raw"], letter["subject"]["raw"]) == (
        "answer", "潮市第123号", "支援措置について(回答)",
    )  # fmt: skip
    plan, uneven = found["optional"]["plans"]
    assert plan["goals_long"][0]["raw"] == "自宅で暮らす"
    assert [row["issue"]["raw"] for row in plan["items"]] == ["ごみ", "通院"]
    assert [row["support"]["raw"] for row in plan["items"]] == ["片付け", "同行"]
    assert uneven["items"] == [], "nobody knows whose 担当機関 that is"
    minutes, logged = found["common"]["conferences"]
    assert [one["raw"] for one in minutes["attendees"]] == ["木村", "早川"] and minutes["restricted"]
    assert (logged["kind"], logged["date"]["value"], logged["restricted"]) == ("66", "2024-06-03", False)
    (check,) = found["optional"]["assessments"]
    assert (check["kind"], check["date"]["raw"]) == ("checklist", "R6.4.9")
    assert check["items"][0]["value"]["raw"] == "いいえ"
    assert [one["label"] for one in found["local"]["items"]] == [
        "住まいの種類",
        "担当",
        "司会",
        "課題",
        "課題",
        "担当機関",
    ]


def test_nothing_is_lost_and_nothing_is_added(line: bytes) -> None:
    before, after = json.loads(line), json.loads(upgraded_line(line))
    of_log = values([one for one in after["common"]["conferences"] if one["entry_id"]])
    assert values(after) - of_log == values(before)
    assert (after["schema"], after["made_from"]) == ("tsuzuri.record/2", "tsuzuri.record/1")
    assert {name: after[name] for name in ("case_id", "content_hash", "revision")} == {
        name: before[name] for name in ("case_id", "content_hash", "revision")
    }


def test_only_a_record_of_version_1_is_taken(line: bytes) -> None:
    with pytest.raises(ValueError, match="schema"):
        upgraded_line(upgraded_line(line))


def test_a_package_holds_both_versions(package_folder: ImportTarget, make: SimpleNamespace, place: Path) -> None:
    packed = make.packed(make.case())
    package_folder.send(packed.key, packed.parcels)
    (folder,) = [one for one in place.iterdir() if one.is_dir()]
    (found,) = (folder / "records-2.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(found) == upgraded(packed.parcels[0].record).model_dump(mode="json", by_alias=True)
    assert "records-2.jsonl" in json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["sha256"]
    assert (folder / "records.jsonl").read_bytes() == packed.parcels[0].line + b"\n"


def test_the_dictionary_explains_every_item_of_version_2() -> None:
    text = dictionary()
    for name in ("Plan", "PlanItem", "Conference", "Document", "Assessment", "Item", "Record2", "Common2"):
        part = text.split(f"## {name}\n")[1].split("\n## ")[0]
        rows = [one.split("|") for one in part.splitlines() if one.startswith("| `")]
        assert rows and all(row[4].strip() for row in rows), name
