"""Items of version 2 that are told apart from one box, and those that stand beside the paper."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from deliver.beside import NOTHING, Beside, Keeping, Matched, ScanOf
from deliver.code_lists import CASE_LISTS
from deliver.migrated_case import paper_size
from deliver.migration import upgraded
from deliver.unknowable import UNKNOWABLE
from domain.geometry import Affine, Box, confidence
from domain.page import Page, Quality, Stamp
from domain.reading import PageForm
from storage.likeness import REASON_JA

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "record-2.schema.json"
VALIDATOR = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
FACE = (
    ("旧姓", "渡邉"), ("世帯主", "髙橋 一夫"), ("ジェノグラム", "□─○"), ("主治医", "みぎわ病院 佐々木"),
    ("既往", "高血圧"), ("来談者", "小田"), ("ご相談の内容", "住まいについて"), ("処理方針", "訪問"),
    ("認定期間", "R6.7.1〜R8.6.30"), ("死亡年月日", "R7.2.1"),
)  # fmt: skip
SIGNED = (("署名", "髙橋 キヨ"), ("代筆", "佐藤 良枝"), ("続柄", "長女"))


def case(make: SimpleNamespace, *, face: tuple[tuple[str, str], ...] = FACE, **changes: object) -> Any:
    boxes = [
        replace(make.field("localItem", value, page_no=page_no), label=label, index=at)
        for page_no, found in ((1, face), (3, SIGNED))
        for at, (label, value) in enumerate(found, 1)
    ]
    given = (
        make.field("handbook", "身障2種4級 / 精神2級(R5.8.31迄)", "身体4級 第2種 / 精神2級"),
        make.field("careLevel", "要介2", "22"),
        make.field("benefit", "国民 月¥52,000"),
    )
    return make.case(fields=(*make.case().fields, *given, *boxes), legal_basis=("statute",), **changes)


@pytest.fixture
def told(make: SimpleNamespace) -> Callable[..., dict[str, Any]]:
    """The record as JSON, held against the published schema."""

    def of(record: Any, know: Beside = NOTHING) -> dict[str, Any]:
        (parcel,) = make.packed(record).parcels
        found: dict[str, Any] = upgraded(parcel.record, know).model_dump(mode="json", by_alias=True)
        assert [error.message for error in VALIDATOR.iter_errors(found)] == []
        return found

    return of


Told = Callable[..., dict[str, Any]]


def test_a_name_is_told_apart_at_its_space(make: SimpleNamespace, told: Told) -> None:
    person = told(case(make))["common"]["person"]
    assert (person["familyName"]["value"], person["givenName"]["value"]) == ("髙橋", "キヨ")
    assert (person["familyNameKana"]["value"], person["givenNameKana"]["value"]) == ("タカハシ", "キヨ")
    assert [(one["kind"], one["name"]["raw"]) for one in person["alternative_names"]] == [("former", "渡邉")]
    assert person["dateOfDeath"]["raw"] == "R7.2.1"
    whole = make.case(fields=tuple(replace(one, value=one.value.replace(" ", "")) for one in make.case().fields))
    assert told(whole)["common"]["person"]["familyName"] is None


def test_what_one_box_says_of_entitlements(make: SimpleNamespace, told: Told) -> None:
    know = Beside(
        parts={
            ("careLevel", "22"): {"valid_from": "2024-07-01", "valid_to": "2026-06-30"},
            ("benefit", "国民 月¥52,000"): {"kind": "国民年金", "amount_yen": "52000", "per": "month"},
        }
    )
    found = told(case(make), know)["optional"]
    books = [(one["kind"], one["grade_raw"], one["grade_code"], one["class_code"]) for one in found["handbook_details"]]
    assert books == [("physical", "4級", "4", "2"), ("mental", "2級", "2", None)]
    (care,) = found["care_certificates"]
    assert (care["level"]["value"], care["valid_from"], care["valid_to"]) == ("22", "2024-07-01", "2026-06-30")
    assert care["period"]["raw"] == "R6.7.1〜R8.6.30"
    (benefit,) = found["benefit_details"]
    assert (benefit["kind"], benefit["amount_yen"], benefit["per"]) == ("国民年金", 52000, "month")
    (medical,) = found["medical"]
    assert (medical["diagnoses"][0]["raw"], medical["doctors"][0]["raw"]) == ("高血圧", "みぎわ病院 佐々木")


@pytest.mark.parametrize(
    ("value", "kinds"), [("療育 Bの1", ["intellectual"]), ("無", ["none"]), ("身体4級", ["physical"]), ("4級", [])]
)
def test_a_handbook_without_a_kind_is_none(make: SimpleNamespace, told: Told, value: str, kinds: list[str]) -> None:
    record = make.case(fields=(*make.case().fields, make.field("handbook", value)), legal_basis=("statute",))
    assert [one["kind"] for one in told(record)["optional"]["handbook_details"]] == kinds


def test_the_household_and_the_intake(make: SimpleNamespace, told: Told) -> None:
    son = replace(make.case().members[0], note="主介護者。KPなし")
    daughter = replace(son, name="佐藤 良枝", note="キーパーソン☆", index=1)
    common = told(case(make, members=(son, daughter)))["common"]
    home, intake = common["household"], common["intake"]
    assert [one["roles"] for one in home["members"]] == [["main_carer"], ["key_person"]]
    assert home["head"]["raw"] == "髙橋 一夫"
    assert [one["page_id"] for one in home["genogram_image_ref"]] == ["c1-P001"]
    assert intake["visitor"]["name"]["raw"] == "小田"
    assert [one["raw"] for one in intake["consultation_items"]] == ["住まいについて"]
    assert [one["raw"] for one in intake["response"]] == ["訪問"]
    assert common["case"]["issues"] == ["住まいについて"]


def test_words_of_danger_have_a_code_and_a_place(make: SimpleNamespace, told: Told) -> None:
    texts = ("ごみ屋敷。死にたいと話す。", "虐待なし。暴力は見られず。", "電気を止められた。")
    log = tuple(make.entry(at, f"2024-0{3 + at}-01", text) for at, text in enumerate(texts, 1))
    facts = told(make.case(entries=log))["common"]["case"]
    assert [(one["code"], one["entry_ids"]) for one in facts["risk_flags"]] == [
        ("suicide", ["c1-p2.entry.1"]), ("self_neglect", ["c1-p2.entry.1"]), ("lifeline", ["c1-p2.entry.3"]),
    ]  # fmt: skip
    assert facts["archive"]["fiscal_years"] == [2024]
    assert {one["code"] for one in facts["risk_flags"]} <= set(CASE_LISTS["risk_flag"])


def test_the_weekday_stands_as_it_is_written(make: SimpleNamespace, told: Told) -> None:
    day = replace(make.entry(1, "2024-04-09", "面接"), date_raw="R6.4.9(火)")
    plain = replace(make.entry(2, "2024-04-10", "面接"), date_raw="4/10")
    assert [one["weekday_raw"] for one in told(make.case(entries=(day, plain)))["common"]["entries"]] == ["火", None]


def test_who_signed_for_whom(make: SimpleNamespace, told: Told) -> None:
    found = told(case(make))["common"]["consent"]
    assert (found["page_id"], found["state"], found["seal"]) == ("c1-P003", "written", None)
    names = [found[name]["raw"] for name in ("signer", "proxy_name", "proxy_relation")]
    assert names == ["髙橋 キヨ", "佐藤 良枝", "長女"]


def test_a_consent_that_ran_out_says_so(make: SimpleNamespace, told: Told) -> None:
    record = case(make, consent=make.consent(validUntil="2025-03-31"))
    assert told(record, Beside(today="2025-04-01"))["common"]["case"]["consent_state"] == "expired"
    assert told(record, Beside(today="2025-03-31"))["common"]["case"]["consent_state"] == "written"


def scanned(**changes: object) -> ScanOf:
    page = Page(1, 2480, 3508, 300, 180, 0.4, Affine(), False, Quality(0.8, 0.7, False))
    stamp = Stamp("6.4.-9", Box(1, 2, 30, 30))
    whole = ScanOf("箱3", "箱3/髙橋.pdf", 2, "a" * 64, "2026-04-01T00:00:00Z", "木村", page, (stamp,), ("ocr 1",), "b")
    return replace(whole, **changes)  # type: ignore[arg-type]


KEPT = Keeping(("箱3",), ("13 髙橋",), "文書管理規程", 5, "2031-03-31", "2025-12-01")


def test_scans_and_keeping_stand_beside_the_paper(make: SimpleNamespace, told: Told) -> None:
    scan = scanned(scanner="PFU fi-7160", colour="grey", scanned_at="2026-03-30T10:00:00")
    match = Matched("c9", "same", "木村", "2026-04-02T00:00:00Z", ("same_birth", "same_name"))
    common = told(case(make), Beside(pages={3: scan}, matches=(match,), keeping=KEPT))["common"]
    page = common["pages"][2]
    assert page["order"] == 3 and common["pages"][0]["scan"] is None
    shown = ("batch", "leaf", "side", "dpi", "paper_size", "rotation", "colour", "scanner", "original_sha256")
    assert [page["scan"][name] for name in shown] == ["箱3", 2, "b", 300, "A4", 180, "grey", "PFU fi-7160", "a" * 64]
    assert page["scan"]["stamps"] == [{"text": "6.4.-9", "box": [1, 2, 30, 30]}]
    assert common["consent"]["seal"] is True
    (matched,) = common["person"]["name_match_status"]
    assert (matched["case_id"], matched["decision"], matched["decided_by"]) == ("c9", "same", "木村")
    facts = common["case"]
    assert (facts["status"], facts["offices"][0]["until"]) == ("closed", "2025-12-01")
    kept = facts["archive"]
    assert [kept[name] for name in ("boxes", "file_no", "retention_years", "dispose_after")] == [
        ["箱3"], ["13 髙橋"], 5, "2031-03-31",
    ]  # fmt: skip


def test_of_a_protected_person_no_name_of_a_box_or_file_leaves(make: SimpleNamespace, told: Told) -> None:
    record = make.protected(make.case(legal_basis=("statute",)))
    common = told(record, Beside(pages={1: scanned()}, keeping=KEPT, words=("支援措置 p.1",)))["common"]
    scan = common["pages"][0]["scan"]
    assert (scan["batch"], scan["file"], scan["stamps"]) == ("", None, [])
    assert (common["case"]["archive"]["boxes"], common["case"]["archive"]["file_no"]) == ([], [])
    assert common["person"]["confidentialInformation"]["words"] == ["支援措置 p.1"]
    assert common["person"]["addresses"] == []


@pytest.mark.parametrize(
    ("size", "name"),
    [((2480, 3508), "A4"), ((3508, 2480), "A4"), ((3035, 4299), "B4"), ((2149, 3035), "B5"), ((2480, 3000), "other")],
)
def test_the_size_of_a_sheet(size: tuple[int, int], name: str) -> None:
    assert paper_size(*size, dpi=300) == name


def test_every_reason_of_a_match_has_its_word() -> None:
    assert CASE_LISTS["match_reason"] == REASON_JA


def test_a_record_of_old_needs_nothing_beside(make: SimpleNamespace, told: Told) -> None:
    found = told(make.case())
    assert found["common"]["case"]["status"] == "unknown"
    assert found["common"]["pages"][0]["scan"] is None


def test_every_reason_of_an_absence_says_something() -> None:
    assert all(item and why.strip() for items in UNKNOWABLE.values() for item, why in items)


def test_minutes_say_what_kind_they_are(make: SimpleNamespace, told: Told) -> None:
    forms = (*make.case().forms, PageForm(4, "conference_minutes", confidence(1)))
    boxes = tuple(
        replace(make.field("localItem", value, page_no=4), label=label, index=at)
        for at, (label, value) in enumerate((("会議名", "第2回 支援会議"), ("欠席者", "学校"), ("資料No.", "3/8")))
    )
    record = make.case(forms=forms, page_count=4, fields=(*make.case().fields, *boxes), legal_basis=("statute",))
    (met,) = told(record)["common"]["conferences"]
    assert (met["kind"], met["legal_basis"], met["copies_no"]["raw"]) == ("61", "welfare_106_6", "3/8")
    assert [one["raw"] for one in met["absent"]] == ["学校"]
