import csv
import json
from dataclasses import replace
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from deliver.packing import pack
from deliver.schema_docs import documents, schema
from domain.field import FieldState, Origin

SCHEMAS = Path(__file__).parents[2] / "docs" / "schema"
VALIDATOR = Draft202012Validator(json.loads((SCHEMAS / "record-1.schema.json").read_text(encoding="utf-8")))


def test_published_documents_are_those_of_the_code() -> None:
    for name, text in documents().items():
        kept = (SCHEMAS / name).read_text(encoding="utf-8")
        assert kept == text, f"{name} is not current: python -m deliver.schema_docs docs/schema"


def test_code_lists_are_whole_and_japanese() -> None:
    for name, text in documents().items():
        if name.endswith(".csv"):
            rows = list(csv.reader(StringIO(text)))
            assert rows[0] == ["code", "label_ja"]
            assert len({row[0] for row in rows}) == len(rows) > 2
            assert all(len(row) == 2 and row[1] for row in rows), name


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("kind", ["whole", "protected", "bare"])
def test_every_record_is_valid(make: SimpleNamespace, kind: str) -> None:
    record = make.case()
    if kind == "protected":
        record = make.protected(record)
    if kind == "bare":
        record = replace(record, fields=record.fields[1:4], entries=(), members=(), forms=())
    parcel = make.packed(record).parcels[0]
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(parcel.line))] == []


def test_the_schema_refuses_what_is_no_record(make: SimpleNamespace) -> None:
    good = json.loads(make.packed().parcels[0].line)
    for spoiled in (
        {**good, "extra": 1},
        {**good, "schema": "tsuzuri.record/2"},
        {name: one for name, one in good.items() if name != "common"},
        {**good, "revision": 0},
    ):
        assert not VALIDATOR.is_valid(spoiled)


@pytest.mark.parametrize("name", ["髙橋 キヨ", "𠮷田 﨑", "\ufa19谷 祐", "葛\U000e0100城", "渡邉󠄂 か\u3099", "ｻﾄｳ ﾖｼｴ"])
def test_names_survive_byte_for_byte(make: SimpleNamespace, name: str) -> None:
    fields = tuple(make.field("fullName", name) if one.name == "fullName" else one for one in make.case().fields)
    parcel = make.packed(make.case(fields=fields)).parcels[0]
    person = json.loads(parcel.line)["common"]["person"]
    assert person["fullName"]["value"].encode() == person["fullName"]["raw"].encode() == name.encode()
    assert name.encode() in parcel.line


def test_every_value_says_where_it_stands_and_who_vouched_for_it(make: SimpleNamespace) -> None:
    record = json.loads(make.packed().parcels[0].line)
    name = record["common"]["person"]["fullName"]
    assert name["status"] == "verified"
    assert name["sources"] == [
        {
            "page_id": "c1-P001",
            "box": [10, 20, 300, 40],
            "reviewer": "木村",
            "reviewed_at": "2026-04-02T00:00:00",
        }
    ]
    second = record["common"]["entries"][1]
    assert second["date"]["sources"][0]["reviewer"] == "早川"
    assert (second["date"]["raw"], second["date"]["value"], second["date"]["precision"]) == ("〃", "2024-04-11", "day")
    assert record["common"]["entries"][0]["text_verbatim"]["raw"] == "民生委員 小田氏より。\n臭気と回覧板不達。"


def test_nothing_on_the_form_is_dropped(make: SimpleNamespace) -> None:
    record = json.loads(make.packed().parcels[0].line)
    assert [(one["label"], one["value"]["raw"], one["form"]) for one in record["local"]["items"]] == [
        ("住まいの種類", "市営住宅", "face_sheet")
    ]
    assert record["common"]["person"]["addresses"][0]["as_of"] == "2024-04-09"
    assert record["common"]["household"]["members"][0]["relation_raw"] == "長男"
    assert record["common"]["consent"]["exclusions"] == ["長男への相談内容の伝達"]


def test_a_column_of_its_own_leaves_and_without_it_the_record_is_as_before(make: SimpleNamespace) -> None:
    plain, judged = make.entry(1, "2024-04-09", "訪問。"), make.entry(2, "2024-04-10", "来所。")
    judged = replace(judged, judgement="見守りを続ける。", counterpart="長男")
    (parcel,) = make.packed(replace(make.case(), entries=(plain, judged))).parcels
    first, second = json.loads(parcel.line)["common"]["entries"]
    assert "judgement_text" not in first and "counterpart" not in first
    assert (second["judgement_text"]["raw"], second["counterpart"]["value"]) == ("見守りを続ける。", "長男")
    assert VALIDATOR.is_valid(json.loads(parcel.line))


def test_illegible_blank_and_unprinted_stay_three_things(make: SimpleNamespace) -> None:
    states = (FieldState.ILLEGIBLE, FieldState.BLANK_ON_PAPER, FieldState.NOT_ON_FORM)
    extra = tuple(
        replace(make.field("localItem", ""), value=None, state=state, label=state.value, index=at)
        for at, state in enumerate(states, 1)
    )
    record = json.loads(make.packed(make.case(fields=(*make.case().fields, *extra))).parcels[0].line)
    found = {one["label"]: one["value"]["status"] for one in record["local"]["items"]}
    assert found == {"住まいの種類": "verified", "illegible": "illegible", "blank_on_paper": "blank_on_paper"}


def test_another_way_of_writing_the_name_is_kept(make: SimpleNamespace) -> None:
    fields = (
        *make.case().fields,
        make.field("fullName", "高橋 キヨ", page_no=3),
        make.field("fullName", "髙橋 キヨ", page_no=2),
    )
    person = json.loads(make.packed(make.case(fields=fields)).parcels[0].line)["common"]["person"]
    assert person["fullName"]["value"] == "髙橋 キヨ"
    assert [one["value"] for one in person["otherNames"]] == ["高橋 キヨ"]


def test_an_address_of_a_protected_person_is_nowhere_in_the_parcel(make: SimpleNamespace) -> None:
    parcel = make.packed(make.protected(make.case())).parcels[0]
    for secret in ("北浜", "0470"):
        assert secret.encode() not in parcel.line
    assert list(parcel.pages()) == []
    record = json.loads(parcel.line)
    assert record["common"]["person"]["confidentialInformation"] == {"type": "suspected", "pages": ["c1-P001"]}
    assert {page["status"] for page in record["common"]["pages"]} == {"restricted"}


def test_same_contents_same_key_and_the_revision_does_not_count(make: SimpleNamespace) -> None:
    one, again = make.packed(), make.packed(make.case(revision=9))
    assert one.key == again.key
    assert one.parcels[0].key == again.parcels[0].key
    changed = make.packed(make.case(title="K-0014"))
    assert changed.parcels[0].key != one.parcels[0].key
    other = pack((make.case(),), lambda case_id, page_no: b"another scan", histories=make.history)
    assert other.key != one.key


def test_the_order_of_cases_does_not_matter(make: SimpleNamespace) -> None:
    records = [make.case(f"c{at}") for at in range(5)]
    assert make.packed(*records).key == make.packed(*reversed(records)).key


def test_what_stays_is_listed_beside_what_leaves(make: SimpleNamespace) -> None:
    held_entry = make.entry(3, "2024-05-01", "x", origin=Origin.MACHINE)
    found = make.packed(make.case("c1", entries=(held_entry,)), make.case("c2", consent=None))
    assert [one.case_id for one in found.parcels] == ["c1"]
    assert [(one.case_id, one.reason, one.item) for one in found.held] == [
        ("c1", "not_verified", "p2.entry.3"),
        ("c2", "no_consent", ""),
    ]
