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
from domain.case import ImportStatus
from domain.field import Origin
from domain.geometry import confidence
from domain.reading import PageForm
from tests.journeys.seed import machine_record

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
FIRST = Draft202012Validator(json.loads((SCHEMAS / "record-1.schema.json").read_text(encoding="utf-8")))
VALIDATOR = Draft202012Validator(json.loads((SCHEMAS / "record-2.schema.json").read_text(encoding="utf-8")))
LETTER = (("文書番号", "潮市第123号"), ("宛名", "室長 様"), ("件名", "支援措置について(回答)"), ("本文", "決定した。"))
ROWS = (("課題", "ごみ"), ("支援内容", "片付け"), ("課題", "通院"), ("支援内容", "同行"))
PLAN = (("作成日", "R6.5.1"), ("長期目標", "自宅で暮らす"), *ROWS)
DECIDED = (
    ("決定事項", "週1訪問"),
    ("担当", "早川"),
    ("決定事項", "ごみの見積り"),
    ("担当", "社協"),
    ("期限", "R6.5.31"),
)
MINUTES = (("開催日", "R6.5.14"), ("出席者", "木村"), ("出席者", "早川"), *DECIDED, ("司会", "片山"))
CLOSING = (("終結日", "R7.3.31"), ("終結理由", "施設入所"), ("被保険者番号", "0000012345"), ("台帳番号", "K-13"))
CHECK = (("記入日", "R6.4.9"), ("バスや電車で1人で外出していますか", "いいえ"))
UNEVEN = (("課題", "ごみ"), ("課題", "通院"), ("担当機関", "包括"))
# Where the journeys' reader is made to slip, the drawn value stands again; one name on all sheets.
RIGHT: dict[str, str] = {"fullName": "髙橋 キヨ", "dateOfBirth": "1938-03-09"}
BOXES = {
    4: ("letter", (*LETTER, ("担当", "小林"))),
    5: ("support_plan", PLAN),
    6: ("conference_minutes", MINUTES),
    7: ("checklist", CHECK),
    8: ("support_plan", UNEVEN),
    9: ("face_sheet", CLOSING),
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
        forms=tuple(forms), fields=tuple(fields), page_count=9, entries=(*make.case().entries, meeting),
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
    assert [(one["what"]["raw"], one["who"]["raw"], one["due"]) for one in minutes["decisions"]] == [
        ("週1訪問", "早川", None), ("ごみの見積り", "社協", None),
    ]  # fmt: skip
    assert (logged["kind"], logged["date"]["value"], logged["restricted"]) == ("66", "2024-06-03", False)
    (check,) = found["optional"]["assessments"]
    assert (check["kind"], check["date"]["raw"]) == ("checklist", "R6.4.9")
    assert check["items"][0]["value"]["raw"] == "いいえ"
    assert [one["label"] for one in found["local"]["items"]] == [
        "住まいの種類",
        "担当",
        "期限",
        "司会",
        "課題",
        "課題",
        "担当機関",
    ]


def test_when_it_began_and_ended_and_the_numbers_of_others(line: bytes) -> None:
    common = json.loads(upgraded_line(line))["common"]
    facts = common["case"]
    assert (facts["opened"]["value"], facts["closed"]["raw"]) == ("2024-04-09", "R7.3.31")
    assert (facts["staff"], facts["risk_words"]) == (["木村", "早川"], [])
    assert common["household"]["as_of"] == "2024-04-09"
    assert (facts["closed_reason"]["raw"], facts["close_reason"]) == ("施設入所", "facility")
    found = [(one["system"], one["kind"], one["id"]["raw"]) for one in common["person"]["external_ids"]]
    assert found == [("被保険者番号", "insured", "0000012345"), ("台帳番号", "ledger", "K-13")]


def test_who_vouched_for_what_is_part_of_the_record(line: bytes) -> None:
    told = json.loads(upgraded_line(line))["common"]["audit"]
    assert {(one["who"], one["when"], one["target"]) for one in told} >= {("木村", "2026-04-02T00:00:00", "c1-P001")}
    assert all(one["action"] == "verify" and one["items"] >= 1 for one in told)


APART = ("familyName", "givenName", "familyNameKana", "givenNameKana")
ENTITIES = (
    "Person2", "Household2", "Member2", "CaseFacts2", "Intake2", "Assessment", "Entry2", "Plan", "Conference",
    "Decision", "Document", "Consent2", "PagePublished2", "LocalItem", "AuditEvent", "Evidence", "Confidential2",
    "ExternalId",
)  # fmt: skip


def test_every_entity_is_in_schema_and_dictionary() -> None:
    known, text = VALIDATOR.schema["$defs"], dictionary()
    for name in ENTITIES:
        assert name in known and f"## {name}\n" in text, name


TRUTHS = sorted((Path(__file__).parents[2] / "samples" / "papers" / "truth").glob("*.truth.json"))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda one: one.name.removesuffix(".truth.json"))
def test_the_records_of_all_drawn_samples_are_valid(truth: Path, make: SimpleNamespace) -> None:
    """As people would have confirmed them."""
    made = machine_record("c1", json.loads(truth.read_text(encoding="utf-8")))
    sure = {
        name: tuple(replace(one, origin=Origin.HUMAN) for one in getattr(made, name))
        for name in ("fields", "entries", "members")
    }
    sure["fields"] = tuple(
        replace(one, raw=right, value=right) if (right := RIGHT.get(one.name)) else one for one in sure["fields"]
    )
    signed = replace(made.consent, origin=Origin.HUMAN) if made.consent else None
    record = replace(made, **sure, consent=signed, legal_basis=("statute",), import_status=ImportStatus.APPROVED)
    packed = make.packed(record)
    (parcel,) = packed.parcels
    assert [error.message for error in FIRST.iter_errors(json.loads(parcel.line))] == []
    found = json.loads(upgraded_line(parcel.line))
    assert [error.message for error in VALIDATOR.iter_errors(found)] == []
    assert found["common"]["entries"] or not made.entries


def test_nothing_is_lost_and_nothing_is_added(line: bytes) -> None:
    before, after = json.loads(line), json.loads(upgraded_line(line))
    of_log = values([one for one in after["common"]["conferences"] if one["entry_id"]])
    told = after["common"]
    again = [told["case"]["opened"], *(told["person"][name] for name in APART)]  # the same boxes once more
    assert values(after) - of_log - values(again) == values(before)
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
