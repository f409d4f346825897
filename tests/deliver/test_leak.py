"""The file of a woman in hiding (sample B) as everything that can leave: no byte of it tells where she is.

The paper itself keeps the refuge back; so it is planted here in every text a clerk might have written it into.
"""

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from deliver.chronology import chronology
from deliver.chronology_page import draw
from deliver.chronology_pen import Print
from deliver.folding import fold_text
from deliver.hand_over import Pack, hand_over, household
from deliver.hand_over_page import draw as draw_pack
from deliver.packing import Packed, pack
from deliver.rules import Rules
from deliver.shield import Shield, shield_of
from deliver.target import Options, open_target
from domain.case import CaseRecord, ImportStatus
from domain.entry import Mention
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.reading import Notice, PageForm

TRUTH = Path(__file__).resolve().parents[2] / "samples" / "papers" / "truth" / "case-b.truth.json"
ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
SURE, BOX = confidence(1), Box(1, 2, 30, 40)
REFUGE = "千葉県柏ノ原市若葉町二丁目８番地の１１ コーポさくら203"
WRITTEN = (
    REFUGE,
    "若葉町2-8-11",
    "若 葉 町 ２ ー ８ ー 11 さくら203",
    "避難先は若葉町のさくら",
    "緊急は 090 0000 7788 へ",
    "子は若葉小に転校。母は(株)つばめ清掃。",
)
LABELLED = (("備考", REFUGE), ("学校", "若葉"), ("勤務先", "つばめ"), ("メモ", WRITTEN[2]))
# What must be nowhere, folded; the abuser's address and her number stand in the sample itself.
HIDDEN = ("若葉町", "2-8-11", "柏ノ原", "さくら203", "00007788", "若葉小", "つばめ", "南台", "1-4-203", "0000-5577")
NEEDLES = [fold_text(one) for one in HIDDEN]


def sample_b() -> CaseRecord:
    """The truth of the sample, all of it vouched for: the most that could ever leave."""
    told = json.loads(TRUTH.read_text(encoding="utf-8"))
    fields = [
        FieldReading(
            one["name"], one["raw"], one["value"], SURE, Route.REVIEW, FieldState(one["state"]), one["page_no"], BOX,
            label=one.get("label", ""), index=at, origin=Origin.HUMAN,
        )
        for at, one in enumerate(told["fields"])
    ]  # fmt: skip
    members = [
        Member(one["name"], one["relationship_raw"], one["relationship"], 1, BOX, SURE, Route.REVIEW, index=at,
               note=one.get("note", ""), origin=Origin.HUMAN)
        for at, one in enumerate(told["members"])
    ]  # fmt: skip
    said = told["consent"]
    consent = Consent(
        3, BOX, SURE, Route.REVIEW, signedOn=said["signedOn"], scope=("全て", *said["scope"]),
        agencies=tuple(said["agencies"]), exclusions=tuple(said["exclusions"]), origin=Origin.HUMAN,
    )  # fmt: skip
    warnings = tuple(Notice(one["code"], one["page_no"], "") for one in told["warnings"])
    forms = tuple(PageForm(one["page_no"], one["form"], SURE) for one in told["pages"])
    return CaseRecord(
        "cb", "潮見ケ丘市こども家庭相談室", 1, "case-b", len(forms), forms, fields=tuple(fields),
        members=tuple(members), consent=consent, warnings=warnings, import_status=ImportStatus.APPROVED,
    )  # fmt: skip


def planted(make: SimpleNamespace) -> CaseRecord:
    """Sample B with its log, and the refuge written into every kind of place."""
    record = sample_b()
    told = json.loads(TRUTH.read_text(encoding="utf-8"))["entries"]
    entries = [
        replace(make.entry(at, one["date"], one["text"] + WRITTEN[at % len(WRITTEN)]), method=one["method"], page_no=2)
        for at, one in enumerate(told)
    ]
    entries[0] = replace(
        entries[0], judgement=REFUGE, counterpart=REFUGE, staff=(REFUGE,), struck=(REFUGE,), date_raw=REFUGE,
        method_raw=REFUGE, method="10", people=(Mention(REFUGE, REFUGE, (0, 3)),),
    )  # fmt: skip
    boxes = [
        replace(make.field("localItem", text), label=label, index=100 + at)
        for at, (label, text) in enumerate(LABELLED)
    ]  # fmt: skip
    fields = (
        *record.fields, *boxes, make.field("address", REFUGE),
        replace(make.field("chiefComplaint", WRITTEN[3]), index=50), replace(make.field("staff", WRITTEN[4]), index=51),
    )  # fmt: skip
    members = (replace(record.members[0], note=REFUGE), *record.members[1:])
    consent = record.consent
    assert consent
    consent = replace(
        consent, agencies=(*consent.agencies, REFUGE), exclusions=(*consent.exclusions, f"夫への伝達（{REFUGE}）")
    )
    return replace(
        record, title=REFUGE, fields=fields, members=members, consent=consent, entries=tuple(entries),
        legal_basis=("statute",),
    )  # fmt: skip


def texts_of(folder: Path) -> list[tuple[str, str]]:
    """Every file below, as every text its bytes can be read as."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        data = path.read_bytes()
        found += [(str(path), data.decode(code, errors="ignore")) for code in ("utf-8", "cp932")]
        found.append((str(path), ESCAPED.sub(lambda hit: chr(int(hit[1], 16)), data.decode("ascii", errors="ignore"))))
        if data.startswith(b"%PDF"):
            said = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True).stdout
            with pikepdf.open(path) as pdf:
                found.append((str(path), f"{said} {dict(pdf.docinfo)}"))
    return found


def no_needle(folder: Path) -> None:
    texts = texts_of(folder)
    assert texts
    for name, text in texts:
        whole = fold_text(text)
        assert not [one for one in NEEDLES if one in whole], name


@pytest.fixture
def packed(make: SimpleNamespace) -> Packed:
    return pack([planted(make)], make.picture, rules=Rules(today=date(2026, 4, 1).isoformat()))


@pytest.mark.parametrize("target", ["package_folder", "csv_only"])
@pytest.mark.parametrize("cp932", [False, True])
def test_no_file_of_a_delivery_tells(packed: Packed, tmp_path: Path, target: str, cp932: bool) -> None:
    (parcel,) = packed.parcels
    assert len(parcel.record.common.entries) >= 9, "blotted, not dropped"
    open_target(target, Options(tmp_path / "out", cp932=cp932)).send(packed.key, packed.parcels)
    no_needle(tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.jpg"))


def test_the_line_that_goes_to_the_platform_tells_nothing(packed: Packed, tmp_path: Path) -> None:
    (parcel,) = packed.parcels
    (tmp_path / "line.json").write_bytes(parcel.line)
    no_needle(tmp_path)
    assert list(parcel.pages()) == []
    assert {one.reason for one in packed.held} >= {"protection_word", "protected_place"}


def test_the_chronology_tells_nothing(make: SimpleNamespace, tmp_path: Path) -> None:
    page = draw(chronology(planted(make)), Print(1, "2026-04-01", "大森"))
    (tmp_path / "page.pdf").write_bytes(page)
    no_needle(tmp_path)


@pytest.mark.parametrize("kind", [hand_over, household])
def test_the_hand_over_pack_and_the_household_sheet_tell_nothing(
    make: SimpleNamespace, tmp_path: Path, kind: Callable[[CaseRecord, Shield], Pack]
) -> None:
    record = planted(make)
    risky = tuple(replace(one, risk_words=("避難",)) for one in record.entries)
    record = replace(record, entries=risky)
    (tmp_path / "pack.pdf").write_bytes(draw_pack(kind(record, shield_of(record)), Print(1, "2026-04-01", "大森")))
    no_needle(tmp_path)


def test_the_search_would_find_it(make: SimpleNamespace, tmp_path: Path) -> None:
    """The needles are in the unprotected record: this test could fail."""
    record = replace(planted(make), warnings=())
    (parcel,) = pack([record], make.picture).parcels
    whole = fold_text(parcel.line.decode())
    assert {one for one in NEEDLES if one in whole} >= {
        fold_text(one) for one in ("若葉町", "柏ノ原", "南台", "つばめ")
    }
