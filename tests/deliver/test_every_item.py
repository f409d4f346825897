"""Item by item of the proposed record (record-schema.md 5.1): it is in version 2, or it is said why it is not."""

import json
from pathlib import Path

import pytest

from deliver.unknowable import UNKNOWABLE

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "record-2.schema.json"
KNOWN = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]
ABSENT = " ".join(item for items in UNKNOWABLE.values() for item, _ in items)

# Type to the items that it has; what stands elsewhere is `Type.item`.
THERE = {
    "Evidence": "raw value precision inferred confidence status struck sources alternatives norm_notes",
    "Source": "page_id box reviewer reviewed_at",
    "Person2": "person_id external_ids familyName givenName fullName familyNameKana givenNameKana fullNameKana "
    "otherNames alternative_names dateOfBirth sex dateOfDeath addresses phones confidentialInformation "
    "name_match_status",
    "Address2": "text parts kind as_of confidential",
    "AddressParts": "prefecture city municipality_code town lot building",
    "Phone2": "number kind as_of",
    "Handbook": "kind grade_raw grade_code number issued expires",
    "CareCertificate": "level valid_from valid_to insurer",
    "Benefit": "kind grade amount_yen per",
    "Medical": "diagnoses institutions doctors",
    "Confidential2": "type pages words",
    "NameMatch": "case_id decision decided_by reasons",
    "Household2": "household_id as_of members head genogram_image_ref ecomap_image_ref",
    "Member2": "name relation_raw relation_code living age roles note dateOfBirth",
    "CaseFacts2": "case_number_raw title household_id principal_person_id opened closed closed_reason close_reason "
    "status offices staff chief_complaint issues risk_flags consent_state legal_basis archive import_status",
    "OfficeTerm": "name role since until",
    "Kept": "boxes file_no fiscal_years retention_class retention_years dispose_after",
    "Intake2": "received_at method route visitor staff consultation_items response",
    "Visitor": "name relation phone",
    "Assessment": "page_id date kind items",
    "Item": "section label_raw value",
    "Entry2": "entry_id seq date date_end time weekday_raw method counterpart staff text_verbatim judgement_text "
    "risk_flags struck page_spans dates people organisations",
    "Plan": "created version goals_long goals_short items monitoring_date consent_signed consent_signer consent_proxy "
    "approved",
    "PlanItem": "issue goal support agency frequency period",
    "Conference": "kind legal_basis date place attendees agenda discussion decisions next_date copies_no restricted",
    "Decision": "what who due",
    "Document": "doc_no kind sender addressee doc_date received_date subject body_text",
    "Consent2": "signed_date signer proxy proxy_name proxy_relation scope_items agencies exclusions valid_until "
    "withdrawn seal page_id state",
    "PagePublished2": "page_id page_no form status file sha256 order scan",
    "Scan": "batch file leaf side scanned_at scanner operator dpi colour paper_size rotation original_sha256 sharpness "
    "contrast skew_deg blank stamps ocr_version",
    "LocalItem": "label form value",
    "AuditEvent": "who when action target items",
}
NOT_THERE = (
    "町字ID", "valid_to", "owner", "prefecture", "insured_no", "counterpart", "candidate_ids", "household.name",
    "person_id", "relative_to", "occupation_school", "case.field", "課題コード", "exclusion_reason",
    "platform_record_id", "shelf", "paper_location", "paper_disposition", "receiver", "free_text", "consent_on_form",
    "scores", "summary", "speaker_spans", "next_action", "attachments", "sensitivity", "handwriting_ratio",
    "person_check", "redactions", "paper_flags",
)  # fmt: skip


@pytest.mark.parametrize("name", sorted(THERE))
def test_an_item_of_the_proposal_is_in_the_record(name: str) -> None:
    assert set(THERE[name].split()) <= set(KNOWN[name]["properties"])


@pytest.mark.parametrize("item", NOT_THERE)
def test_what_is_not_there_has_its_reason(item: str) -> None:
    assert item in ABSENT


def test_the_list_forgets_no_type_of_the_record() -> None:
    rest = {
        "Chosen2",
        "Common2",
        "ExternalId",
        "Local",
        "Named",
        "DayInText",
        "OtherName",
        "OtherValue",
        "RiskFlag",
        "Stamp",
    }
    assert set(KNOWN) == {*THERE, *rest}
