"""The person, the household and the intake of version 2: what stood in one box told apart. Pure.

Refuses to guess: a name without a space has no family name, a handbook without a kind is none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from deliver import published as one
from deliver import published2 as two
from deliver import published_people as people
from deliver.beside import Beside
from deliver.loose_boxes import Named, Sheet, plain
from deliver.published import Published

_OTHER_NAMES: Named = {"former": ("旧姓", "旧氏", "旧姓（氏）"), "alias": ("通称", "通称名")}
_DEATH: Named = {"dateOfDeath": ("死亡日", "死亡年月日", "逝去日")}
_HEAD: Named = {"head": ("世帯主", "世帯主氏名")}
_VISITOR: Named = {
    "name": ("来談者", "来所者", "来談者氏名", "来所者氏名"),
    "relation": ("来談者とご本人との関係", "本人との関係", "ご本人との関係"),
    "phone": ("来談者電話", "来談者の電話"),
}
_CONSULTED = ("ご相談の内容", "お困りのこと", "相談内容（選択）")
_RESPONSE = ("処理方針", "対応方針", "対応結果", "対応結果・方針", "スクリーニング")
_MEDICAL: Named = {
    "diagnoses": ("病名", "診断", "診断名", "既往", "既往歴", "病歴", "現病歴"),
    "institutions": ("医療機関", "通院", "通院先", "かかりつけ", "かかりつけ医療機関"),
    "doctors": ("主治医", "かかりつけ医"),
}
_ENTITLED: Named = {
    "period": ("認定期間", "認定有効期間", "認定の有効期間", "認定期限"),
    "insurer": ("保険者", "保険者名"),
    "number": ("手帳番号",),
    "issued": ("交付日", "交付年月日"),
}
_ROLES: tuple[tuple[people.MemberRole, re.Pattern[str]], ...] = (
    ("key_person", re.compile(r"(?:キーパーソン|K\.?P|ＫＰ)(?!\s*[:：]?\s*(?:なし|無))|☆", re.IGNORECASE)),
    ("main_carer", re.compile("主(?:たる)?介護者|主に介護")),
    ("household_head", re.compile("世帯主(?!でな|では)")),
)
_HANDBOOK = re.compile(r"(?P<kind>身体|精神|療育)\s*(?P<grade>(?P<digit>[1-6])級|\S+)(?:\s+第(?P<class>[12])種)?")
_KINDS: dict[str, people.HandbookKind] = {"身体": "physical", "精神": "mental", "療育": "intellectual"}


def person(record: one.Record, sheets: list[Sheet], *, know: Beside, external: object) -> two.Person2:
    """`external`: the numbers of other systems, taken from the sheets before."""
    whole, day = record.common.person, day_of(record.common.intake)
    others = [(kind, name) for sheet in sheets for kind, name in sheet.take_filled(_OTHER_NAMES).items()]
    died = first(sheets, _DEATH)
    is_shown = whole.confidential_information.type == "none_found"
    places = [{**items(at), "parts": _parts(at, know)} for at in whole.addresses]
    told = {
        **items(whole),
        **_apart("familyName", "givenName", found=whole.full_name),
        **_apart("familyNameKana", "givenNameKana", found=whole.full_name_kana),
        "alternative_names": [{"kind": kind, "name": name} for kind, name in others],
        **died,
        "addresses": places,
        "phones": [{**items(phone), "as_of": day} for phone in whole.phones],
        "confidentialInformation": {
            **items(whole.confidential_information), "words": () if is_shown else know.words,
        },
        "external_ids": external,
        "name_match_status": [_match(match) for match in know.matches],
    }  # fmt: skip
    return two.Person2.model_validate(told)


def _match(found: object) -> dict[str, object]:
    names = {
        "case_id": "case_id",
        "decision": "decision",
        "decided_by": "who",
        "decided_at": "when",
        "reasons": "reasons",
    }
    return {ours: getattr(found, theirs) for ours, theirs in names.items()}


def _apart(family: str, given: str, *, found: one.Evidence | None) -> dict[str, one.Evidence]:
    parts = (found.value or "").split(" ") if found else []
    if found is None or len(parts) != 2 or not all(parts):
        return {}
    raws = found.raw.split()
    raws = raws if len(raws) == 2 else [found.raw, found.raw]
    pairs = zip((family, given), parts, raws, strict=True)
    return {name: found.model_copy(update={"value": part, "raw": raw, "alternatives": ()}) for name, part, raw in pairs}


def _parts(at: one.Address, know: Beside) -> dict[str, str] | None:
    names = people.AddressParts.model_fields
    found = next(
        (known for name in ("address", "registeredAddress") if (known := _known(name, at.text, know=know))), {}
    )
    parts = {name: text for name, text in found.items() if name in names}
    return parts or None


def _known(name: str, found: one.Evidence, *, know: Beside) -> Mapping[str, str]:
    return know.parts.get((name, found.value or ""), {})


def household(record: one.Record, sheets: list[Sheet]) -> people.Household2:
    whole = record.common.household
    told = {
        **items(whole),
        "members": [{**items(one), "roles": _roles(one.note)} for one in whole.members],
        "as_of": day_of(record.common.intake),
        **first(sheets, _HEAD),
        "genogram_image_ref": tuple(_drawn(sheets, "ジェノグラム", "家族構成図")),
        "ecomap_image_ref": tuple(_drawn(sheets, "エコマップ")),
    }
    return people.Household2.model_validate(told)


def _roles(note: str) -> tuple[people.MemberRole, ...]:
    return tuple(role for role, words in _ROLES if words.search(note))


def _drawn(sheets: list[Sheet], *labels: str) -> Iterator[one.Source]:
    """The boxes stay where they are: only their place is told."""
    for sheet in sheets:
        for box in sheet.items:
            if any(label in plain(box.label) for label in labels):
                yield from box.value.sources


def intake(record: one.Record, sheets: list[Sheet]) -> people.Intake2:
    of_intake = [sheet for sheet in sheets if sheet.form in ("intake_sheet", "basic_information", "face_sheet")]
    visitor = first(of_intake, _VISITOR)
    told = {
        **items(record.common.intake),
        "visitor": visitor or None,
        "consultation_items": tuple(_all(of_intake, _CONSULTED)),
        "response": tuple(_all(of_intake, _RESPONSE)),
    }
    return people.Intake2.model_validate(told)


def entitled(record: one.Record, sheets: list[Sheet], *, know: Beside) -> dict[str, object]:
    """Items of the optional tier; a box that could belong to several certificates stays local."""
    chosen = record.optional
    care = [one for one in chosen.care_cert if one.value]
    books = [book for found in chosen.handbooks if found.value for book in _handbooks(found, know)]
    certificate = first(sheets, {n: _ENTITLED[n] for n in ("period", "insurer")}) if len(care) == 1 else {}
    book = first(sheets, {n: _ENTITLED[n] for n in ("number", "issued")}) if len(books) == 1 else {}
    return {
        "care_certificates": tuple(_certificate(one, certificate, know=know) for one in care),
        "handbook_details": tuple(people.Handbook.model_validate({**one, **book}) for one in books),
        "benefit_details": tuple(_benefits(chosen.benefits, know)),
        "medical": tuple(_medical(sheets)),
    }


def _certificate(level: one.Evidence, beside: Mapping[str, object], *, know: Beside) -> people.CareCertificate:
    parts = _known("careLevel", level, know=know)
    days = {name: parts.get(name) for name in ("valid_from", "valid_to")}
    return people.CareCertificate.model_validate({"level": level, **days, **beside})


def _handbooks(found: one.Evidence, know: Beside) -> Iterator[dict[str, object]]:
    expires = _known("handbook", found, know=know).get("expires")
    written = [part.strip() for part in (found.value or "").split(" / ")]
    for part in written:
        if part == "無":
            yield {"kind": "none", "grade_raw": part, "found": found}
        elif hit := _HANDBOOK.fullmatch(part):
            yield {
                "kind": _KINDS[hit["kind"]],
                "grade_raw": hit["grade"],
                "grade_code": hit["digit"] if hit["kind"] != "療育" else None,
                "class_code": hit["class"],
                "expires": expires if len(written) == 1 else None,
                "found": found,
            }


def _benefits(found: Iterable[one.Evidence], know: Beside) -> Iterator[people.Benefit]:
    for one_of in found:
        parts = _known("benefit", one_of, know=know)
        if kind := parts.get("kind"):
            told = {"kind": kind, "grade": parts.get("grade"), "per": parts.get("per"), "found": one_of}
            yield people.Benefit.model_validate({**told, "amount_yen": parts.get("amount_yen")})


def _medical(sheets: list[Sheet]) -> Iterator[people.Medical]:
    for sheet in sheets:
        if taken := sheet.take_filled(_MEDICAL):
            yield people.Medical.model_validate({"page_id": sheet.page_id, **taken})


def first(sheets: list[Sheet], names: Named) -> dict[str, object]:
    """Of each member the first filled box on any sheet."""
    found: dict[str, object] = {}
    for sheet in sheets:
        found |= sheet.take_filled({name: labels for name, labels in names.items() if name not in found})
    return found


def _all(sheets: list[Sheet], labels: tuple[str, ...]) -> Iterator[one.Evidence]:
    for sheet in sheets:
        while taken := sheet.take_filled({"box": labels}):
            yield taken["box"]  # type: ignore[misc]  # one box of one sheet


def day_of(intake: one.Intake) -> str | None:
    found = intake.received_at
    return found.value if found and found.precision in (None, "day") else None


def items(one: Published) -> dict[str, object]:
    """By the names that the types take."""
    return {field.alias or name: getattr(one, name) for name, field in type(one).model_fields.items()}
