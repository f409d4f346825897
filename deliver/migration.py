"""From a record of version 1 to one of version 2: boxes of plans, minutes, letters and assessments find their place.

Lossless: a box that has no place stays where it was, under its own words. What the archive knows beside the paper
(`beside`) is added when it is at hand. Pure; refuses a record that is not version 1.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from deliver import migrated_case, migrated_papers, migrated_people
from deliver import published as one
from deliver import published2 as two
from deliver import published_papers as papers
from deliver.beside import NOTHING, Beside
from deliver.loose_boxes import Sheet, plain, said, sheets_of
from deliver.published import Published

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


def upgraded(record: one.Record, know: Beside = NOTHING) -> two.Record2:
    """Keeps `content_hash` and `case_id`: the two versions of a record are one delivery."""
    sheets = sheets_of(record)
    optional = _papers(sheets)
    minutes = tuple(migrated_papers.minutes(sheet) for sheet in sheets if sheet.form == "conference_minutes")
    consent = migrated_case.consent(record, sheets, know=know)
    entitled = migrated_people.entitled(record, sheets, know=know)
    common = _common(record, sheets, know=know, consent=consent)
    conferences = (*minutes, *migrated_papers.from_log(record.common.entries))
    issues = _issues(common, optional["plans"])
    case = common.case.model_copy(update={"issues": issues})
    return two.Record2(
        schema=two.SCHEMA_NAME_2,
        case_id=record.case_id,
        content_hash=record.content_hash,
        revision=record.revision,
        office=record.office,
        common=common.model_copy(update={"conferences": conferences, "case": case}),
        optional=two.Chosen2.model_validate({**migrated_people.items(record.optional), **optional, **entitled}),
        local=one.Local(items=tuple(box for sheet in sheets for box in sheet.items)),
    )


def upgraded_line(line: bytes) -> bytes:
    """One line of records.jsonl of version 1 as one of version 2. Raises ValueError for anything else."""
    return upgraded(one.Record.model_validate_json(line)).model_dump_json(by_alias=True).encode()


def _papers(sheets: list[Sheet]) -> dict[str, tuple[Published, ...]]:
    def made(forms: tuple[str, ...], make: Callable[[Sheet], Published]) -> tuple[Published, ...]:
        return tuple(make(sheet) for sheet in sheets if sheet.form in forms)

    return {
        "assessments": made(("assessment_sheet", "checklist"), migrated_papers.assessment),
        "plans": made(("support_plan",), migrated_papers.plan),
        "documents": made(("letter", "certificate"), migrated_papers.document),
    }


def _common(record: one.Record, sheets: list[Sheet], *, know: Beside, consent: papers.Consent2 | None) -> two.Common2:
    """Without its conferences, and the case without its issues: those stand on what was taken out before."""
    state = consent.state if consent else "none"
    external = _external(sheets)
    return two.Common2(
        person=migrated_people.person(record, sheets, know=know, external=external),
        household=migrated_people.household(record, sheets),
        intake=migrated_people.intake(record, sheets),
        case=migrated_case.facts(record, sheets, know=know, state=state),
        entries=migrated_case.entries(record, know),
        consent=consent,
        pages=migrated_case.pages(record, know),
        audit=_audit(record),
    )


def _issues(common: two.Common2, plans: tuple[Published, ...]) -> tuple[str, ...]:
    planned = (row.issue for one_of in plans if isinstance(one_of, two.Plan) for row in one_of.items)
    return tuple(dict.fromkeys(filter(None, map(said, (*common.intake.consultation_items, *planned)))))


def _external(sheets: list[Sheet]) -> tuple[two.ExternalId, ...]:
    found: list[two.ExternalId] = []
    for sheet in sheets:
        for box in list(sheet.items):
            kind = next((kind for words, kind in _EXTERNAL if plain(box.label).endswith(words)), None)
            if kind and box.value.raw.strip():
                sheet.items.remove(box)
                found.append(two.ExternalId(system=box.label, kind=kind, id=box.value))
    return tuple(found)


def _audit(record: one.Record) -> tuple[two.AuditEvent, ...]:
    """Who vouched for how much of which page, and when; from the evidence itself."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for one_of in _sources(record):
        if one_of.reviewer and one_of.reviewed_at:
            seen[one_of.reviewed_at, one_of.reviewer, one_of.page_id] += 1
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
