"""From a record of version 1 to one of version 2: boxes of plans, minutes, letters and assessments find their place.

Lossless: a box that has no place stays where it was, under its own words. Pure; refuses a record that is not version 1.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from deliver import published as one
from deliver import published2 as two
from deliver.code_lists import CASE_LISTS
from deliver.published import Published
from domain.sharing import CONFERENCES

Named = Mapping[str, tuple[str, ...]]
_PLAN = {
    "created": ("作成日", "計画作成日"),
    "version": ("プラン番号",),
    "goals_long": ("長期目標", "総合的な援助の方針"),
    "goals_short": ("短期目標",),
    "monitoring_date": ("モニタリング",),
    "consent_signed": ("同意日",),
}
_PLAN_ITEM = {
    "issue": ("課題", "解決したい課題"),
    "goal": ("目標",),
    "support": ("支援内容",),
    "agency": ("担当機関",),
    "frequency": ("頻度",),
    "period": ("期間",),
}
_CONFERENCE = {
    "date": ("開催日時", "開催日", "日時"),
    "place": ("開催場所", "場所"),
    "attendees": ("出席者", "参加者"),
    "agenda": ("議題", "検討事項", "議題/検討事項", "議題・検討事項", "検討項目"),
    "discussion": ("検討内容", "協議内容"),
    "decisions": ("決定事項", "結論", "役割分担", "決定事項（役割分担）", "今後の方針"),
    "next_date": ("次回", "次回開催", "次回予定"),
}
_DOCUMENT = {
    "doc_no": ("文書番号",),
    "sender": ("発信者", "送信者"),
    "addressee": ("宛名", "宛先", "送付先"),
    "doc_date": ("文書日付", "証明日"),
    "received_date": ("収受日",),
    "subject": ("件名",),
    "body_text": ("本文", "照会事項", "回答"),
}
_ASSESSMENT = {"date": ("記入日", "作成日")}
_SEVERAL = frozenset(("goals_long", "goals_short", "attendees", "decisions", "who", "due"))
_WORDS: tuple[tuple[str, two.DocumentKind], ...] = (
    ("照会", "inquiry"),
    ("回答", "answer"),
    ("依頼", "request"),
    ("通知", "notice"),
    ("決定", "notice"),
)
_CODES: dict[str, two.ConferenceKind] = {
    "61": "61", "62": "62", "63": "63", "64": "64", "65": "65", "66": "66", "67": "67", "60": "67",
}  # fmt: skip
_EXTERNAL: tuple[tuple[str, two.ExternalIdKind], ...] = (
    ("被保険者番号", "insured"),
    ("記号番号", "insured"),
    ("受給者番号", "recipient"),
    ("受給者証番号", "recipient"),
    ("宛名番号", "resident"),
    ("住民コード", "resident"),
    ("世帯番号", "resident"),
    ("台帳番号", "ledger"),
    ("整理番号", "ledger"),
)
_CLOSED: Named = {
    "closed": ("終結日", "終了日", "廃止日", "終結年月日", "廃止年月日"),
    "closed_reason": ("終結理由", "終了理由", "廃止理由"),
}
_CLOSE_REASONS = {label: code for code, label in CASE_LISTS["close_reason"].items()}
_WHO_DUE: Named = {"who": ("担当", "担当者", "実施者"), "due": ("期限", "期日", "実施期限")}


@dataclass
class Sheet:
    """The boxes of one page; what is taken out has found its place."""

    page_id: str
    form: str
    items: list[one.LocalItem] = field(default_factory=list)

    def take(self, names: Named) -> dict[str, object]:
        """Members with the box whose label is one of theirs, in the order of the names."""
        found: dict[str, object] = {}
        for member, labels in names.items():
            boxes = [box for label in labels for box in self.items if _plain(box.label) == label]
            boxes = boxes if member in _SEVERAL else boxes[:1]
            for box in boxes:
                self.items.remove(box)
            if boxes:
                values = tuple(box.value for box in boxes)
                found[member] = values if member in _SEVERAL else values[0]
        return found


def upgraded(record: one.Record) -> two.Record2:
    """Keeps `content_hash` and `case_id`: the two versions of a record are one delivery."""
    sheets = _sheets(record)
    assessments = tuple(_assessment(sheet) for sheet in sheets if sheet.form in ("assessment_sheet", "checklist"))
    plans = tuple(_plan(sheet) for sheet in sheets if sheet.form == "support_plan")
    documents = tuple(_document(sheet) for sheet in sheets if sheet.form in ("letter", "certificate"))
    minutes = tuple(_minutes(sheet) for sheet in sheets if sheet.form == "conference_minutes")
    common, chosen, external, closed = record.common, record.optional, _external(sheets), _closed(sheets)
    return two.Record2(
        schema=two.SCHEMA_NAME_2,
        case_id=record.case_id,
        content_hash=record.content_hash,
        revision=record.revision,
        office=record.office,
        common=two.Common2(
            person=two.Person2.model_validate({**_items(common.person), "external_ids": external}),
            household=two.Household2.model_validate({**_items(common.household), "as_of": _day(common.intake)}),
            case=two.CaseFacts2.model_validate({**_items(common.case), **_gathered(common), **closed}),
            intake=common.intake,
            entries=common.entries,
            conferences=(*minutes, *_from_log(common.entries)),
            consent=common.consent,
            pages=common.pages,
            audit=_audit(record),
        ),
        optional=two.Chosen2(
            care_cert=chosen.care_cert,
            handbooks=chosen.handbooks,
            benefits=chosen.benefits,
            assessments=assessments,
            plans=plans,
            documents=documents,
        ),
        local=one.Local(items=tuple(box for sheet in sheets for box in sheet.items)),
    )


def upgraded_line(line: bytes) -> bytes:
    """One line of records.jsonl of version 1 as one of version 2. Raises ValueError for anything else."""
    return upgraded(one.Record.model_validate_json(line)).model_dump_json(by_alias=True).encode()


def _sheets(record: one.Record) -> list[Sheet]:
    """Pages in the order of their first box."""
    found: dict[str, Sheet] = {}
    for box in record.local.items:
        page_id = box.value.sources[0].page_id if box.value.sources else ""
        found.setdefault(page_id, Sheet(page_id, box.form)).items.append(box)
    return list(found.values())


def _items(one: Published) -> dict[str, object]:
    """By the names that the types take."""
    return {field.alias or name: getattr(one, name) for name, field in type(one).model_fields.items()}


def _gathered(common: one.Common) -> dict[str, object]:
    """What the intake and the contacts say of the case as a whole."""
    named = (*common.intake.staff, *(who for entry in common.entries for who in entry.staff))
    words = (word for entry in common.entries for word in entry.risk_flags)
    return {
        "opened": common.intake.received_at,
        "staff": tuple(dict.fromkeys(found.value or found.raw for found in named)),
        "risk_words": tuple(dict.fromkeys(words)),
    }


def _day(intake: one.Intake) -> str | None:
    found = intake.received_at
    return found.value if found and found.precision in (None, "day") else None


def _external(sheets: list[Sheet]) -> tuple[two.ExternalId, ...]:
    found: list[two.ExternalId] = []
    for sheet in sheets:
        for box in list(sheet.items):
            kind = next((kind for words, kind in _EXTERNAL if _plain(box.label).endswith(words)), None)
            if kind and box.value.raw.strip():
                sheet.items.remove(box)
                found.append(two.ExternalId(system=box.label, kind=kind, id=box.value))
    return tuple(found)


def _closed(sheets: list[Sheet]) -> dict[str, object]:
    """The first sheet that says so; a reason in the list's own words has its code."""
    found: dict[str, object] = {}
    for sheet in sheets:
        found |= sheet.take({name: labels for name, labels in _CLOSED.items() if name not in found})
    said = found.get("closed_reason")
    if isinstance(said, one.Evidence) and (code := _CLOSE_REASONS.get((said.value or said.raw).strip())):
        found["close_reason"] = code
    return found


def _audit(record: one.Record) -> tuple[two.AuditEvent, ...]:
    """Who vouched for how much of which page, and when; from the evidence itself."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for said in _sources(record):
        if said.reviewer and said.reviewed_at:
            seen[said.reviewed_at, said.reviewer, said.page_id] += 1
    return tuple(
        two.AuditEvent(who=who, when=when, target=page_id, items=count)
        for (when, who, page_id), count in sorted(seen.items())
    )


def _sources(content: object) -> Iterator[one.Source]:
    if isinstance(content, one.Source):
        yield content
    elif isinstance(content, Published):
        for name in type(content).model_fields:
            yield from _sources(getattr(content, name))
    elif isinstance(content, tuple):
        for inner in content:
            yield from _sources(inner)


def _plain(label: str) -> str:
    return "".join(label.split()).strip("：:・")


def _assessment(sheet: Sheet) -> two.Assessment:
    day = sheet.take(_ASSESSMENT)
    items = tuple(two.Item(label_raw=box.label, value=box.value) for box in sheet.items)
    sheet.items = []
    kind: two.AssessmentKind = "checklist" if sheet.form == "checklist" else "assessment"
    return two.Assessment.model_validate({"page_id": sheet.page_id, "kind": kind, "items": items, **day})


def _plan(sheet: Sheet) -> two.Plan:
    whole, rows = sheet.take(_PLAN), []
    while _are_rows(sheet) and (row := sheet.take(_PLAN_ITEM)):
        rows.append(two.PlanItem.model_validate(row))
    return two.Plan.model_validate({"page_id": sheet.page_id, "items": tuple(rows), **whole})


def _are_rows(sheet: Sheet) -> bool:
    """Each heading as often as the others: else nobody knows which box belongs to which row, and all stay local."""
    labels = [_plain(box.label) for box in sheet.items]
    counts = {sum(labels.count(label) for label in known) for known in _PLAN_ITEM.values()} - {0}
    return len(counts) == 1


def _minutes(sheet: Sheet) -> two.Conference:
    """Of what kind it was, the minutes' boxes do not say: 67, and kept to its members."""
    taken = sheet.take(_CONFERENCE)
    what = taken.pop("decisions", ())
    decisions = _decisions(sheet, what) if isinstance(what, tuple) else ()
    told = {"page_id": sheet.page_id, "kind": "67", "restricted": True, "decisions": decisions}
    return two.Conference.model_validate({**told, **taken})


def _decisions(sheet: Sheet, what: tuple[one.Evidence, ...]) -> tuple[two.Decision, ...]:
    """Who and until when stand beside a decision where each has its own; else nobody knows, and they stay local."""
    labels = [_plain(box.label) for box in sheet.items]
    fits = {name: words for name, words in _WHO_DUE.items() if sum(labels.count(one) for one in words) == len(what)}
    beside = sheet.take(fits) if what else {}
    rows: list[dict[str, object]] = [{"what": said} for said in what]
    for name, values in beside.items():
        for row, said in zip(rows, values if isinstance(values, tuple) else (), strict=False):
            row[name] = said
    return tuple(map(two.Decision.model_validate, rows))


def _document(sheet: Sheet) -> two.Document:
    taken = sheet.take(_DOCUMENT)
    subject = taken.get("subject")
    said = (subject.value or subject.raw) if isinstance(subject, one.Evidence) else ""
    kind: two.DocumentKind = next((kind for word, kind in reversed(_WORDS) if said and word in said[-6:]), "other")
    if sheet.form == "certificate":
        kind = "certificate"
    return two.Document.model_validate({"page_id": sheet.page_id, "kind": kind, **taken})


def _from_log(entries: tuple[one.Entry, ...]) -> Iterator[two.Conference]:
    for entry in entries:
        code = entry.method.value if entry.method else None
        if code in _CODES:
            yield two.Conference(
                entry_id=entry.entry_id,
                kind=_CODES[code],
                restricted=code in CONFERENCES,
                date=entry.date,
                discussion=entry.text_verbatim,
            )
