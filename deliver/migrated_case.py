"""The case, its contacts, consent and pages of version 2. Pure.

Refuses to judge: a word of danger is a word that was found, and a case without a closing day is not called open.
"""

import re
from collections.abc import Iterable, Iterator

from deliver import published as one
from deliver import published2 as two
from deliver import published_papers as papers
from deliver.beside import Beside, Keeping, ScanOf
from deliver.code_lists import CASE_LISTS
from deliver.loose_boxes import Named, Sheet, said
from deliver.migrated_people import day_of, first, items

_CLOSED: Named = {
    "closed": ("終結日", "終了日", "廃止日", "終結年月日", "廃止年月日"),
    "closed_reason": ("終結理由", "終了理由", "廃止理由"),
}
_CLOSE_REASONS = {label: code for code, label in CASE_LISTS["close_reason"].items()}
_CONSENT: Named = {
    "signer": ("氏名", "氏名（自署）", "本人氏名（自署）", "署名", "本人署名", "同意者氏名"),
    "proxy_name": ("代筆", "代筆者", "代筆者氏名", "代理人", "法定代理人"),
    "proxy_relation": ("続柄", "代筆者続柄"),
    "withdrawn": ("撤回", "撤回日", "同意の撤回"),
}
ORAL: Named = {"oral": ("口頭同意",)}
_NOT = r"(?!\s*(?:は|も|の(?:様子|訴え|恐れ)?)?\s*(?:な[しいく]|無し|否定|見られず|認めず))"
_RISKS: tuple[tuple[papers.RiskCode, str], ...] = (
    ("suicide", "希死念慮|自殺|自死|死にたい|消えたい|消えてしまいたい|リストカット|自傷"),
    ("abuse", "虐待|ネグレクト"),
    ("dv", "DV|ＤＶ|配偶者暴力|夫(?:から)?の暴力|妻(?:から)?の暴力"),
    ("violence", "(?<!配偶者)(?<!夫の)(?<!妻の)暴力|威嚇|暴言|怒鳴|物を投げ"),
    ("self_neglect", "[ごゴ][みミ]屋敷|セルフネグレクト|[ごゴ][みミ](?:が)?(?:堆積|散乱)"),
    ("8050", "8050|８０５０"),
    ("withdrawal", "ひきこもり|引きこもり|引き籠"),
    ("young_carer", "ヤングケアラー"),
    ("lonely_death", "孤立死|孤独死"),
    ("exploitation", "金銭搾取|経済的虐待|年金を(?:使い込|搾取|取られ)"),
    ("many_animals", "多頭飼"),
    ("lifeline", "(?:電気|ガス|水道|ライフライン)(?:が|を|の)?\\s*(?:停止|止ま|止めら)"),
    ("protected", "支援措置"),
)
_PATTERNS = tuple((code, re.compile(f"(?:{words}){_NOT}")) for code, words in _RISKS)
_WEEKDAY = re.compile(r"[(（]\s*([月火水木金土日])\s*(?:曜日?)?\s*[)）]|([月火水木金土日])曜")
# Short and long side in mm: ISO 216 A and JIS B.
_SIZES: tuple[tuple[papers.PaperSize, float, float], ...] = (
    ("A3", 297, 420), ("A4", 210, 297), ("A5", 148, 210), ("B4", 257, 364), ("B5", 182, 257),
)  # fmt: skip
MM_PER_INCH, NEAR = 25.4, 0.03


def facts(record: one.Record, sheets: list[Sheet], *, know: Beside, state: papers.ConsentState) -> two.CaseFacts2:
    common, closed = record.common, _closed(sheets)
    opened, ended = day_of(common.intake), _ended(closed, know.keeping)
    told = {
        **items(common.case),
        **_gathered(common),
        **closed,
        "household_id": common.household.household_id,
        "principal_person_id": common.person.person_id,
        "status": "closed" if ended or "closed_reason" in closed or "closed" in closed else "unknown",
        "offices": ({"name": record.office, "since": opened, "until": ended},),
        "risk_flags": tuple(_risks(common.entries)),
        "consent_state": state,
        "archive": _kept(common.entries, know.keeping, is_shown=not _is_suspected(record)),
    }
    return two.CaseFacts2.model_validate(told)


def _is_suspected(record: one.Record) -> bool:
    return record.common.person.confidential_information.type == "suspected"


def _gathered(common: one.Common) -> dict[str, object]:
    """What the intake and the contacts say of the case as a whole."""
    named = (*common.intake.staff, *(who for entry in common.entries for who in entry.staff))
    words = (word for entry in common.entries for word in entry.risk_flags)
    return {
        "opened": common.intake.received_at,
        "staff": tuple(dict.fromkeys(found.value or found.raw for found in named)),
        "risk_words": tuple(dict.fromkeys(words)),
    }


def _closed(sheets: list[Sheet]) -> dict[str, object]:
    """The first sheet that says so; a reason in the list's own words has its code."""
    found = first(sheets, _CLOSED)
    why = found.get("closed_reason")
    if isinstance(why, one.Evidence) and (code := _CLOSE_REASONS.get(said(why))):
        found["close_reason"] = code
    return found


def _ended(closed: dict[str, object], keeping: Keeping) -> str | None:
    """What the office noted in its ledger; else the box on paper where it is a whole day."""
    on_paper = closed.get("closed")
    value = on_paper.value if isinstance(on_paper, one.Evidence) else None
    return keeping.closed_on or (value if value and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None)


def _risks(entries: Iterable[one.Entry]) -> Iterator[papers.RiskFlag]:
    told = tuple((entry.entry_id, entry.text_verbatim.raw) for entry in entries)
    for code, words in _PATTERNS:
        hits = {name: tuple(hit.group() for hit in words.finditer(text)) for name, text in told}
        hits = {name: found for name, found in hits.items() if found}
        if hits:
            distinct = tuple(dict.fromkeys(word for found in hits.values() for word in found))
            yield papers.RiskFlag(code=code, words=distinct, entry_ids=tuple(hits))


def _kept(entries: Iterable[one.Entry], keeping: Keeping, *, is_shown: bool) -> papers.Kept:
    """Names of boxes and files are words of the office: of somebody under protection they stay."""
    return papers.Kept(
        boxes=keeping.boxes if is_shown else (),
        file_no=keeping.file_no if is_shown else (),
        fiscal_years=tuple(sorted({_fiscal(one.date.value) for one in entries if one.date.value})),
        retention_class=keeping.basis or None,
        retention_years=keeping.years or None,
        dispose_after=keeping.last_day or None,
    )


def _fiscal(day: str) -> int:
    """From the 1st of April; of a date that is a year alone, that year."""
    year, _, rest = day.partition("-")
    return int(year) - (rest[:2] < "04" if rest else 0)


def entries(record: one.Record, know: Beside) -> tuple[papers.Entry2, ...]:
    return tuple(_entry(one_of, record.case_id, know=know) for one_of in record.common.entries)


def _entry(found: one.Entry, case_id: str, *, know: Beside) -> papers.Entry2:
    hit = _WEEKDAY.search(found.date.raw)
    key = found.entry_id.removeprefix(f"{case_id}-")
    spans = tuple(one.Source(page_id=f"{case_id}-P{page:03d}", box=box) for page, box in know.spans.get(key, ()))
    weekday = (hit.group(1) or hit.group(2)) if hit else None
    return papers.Entry2.model_validate({**items(found), "weekday_raw": weekday, "page_spans": spans})


def consent(record: one.Record, sheets: list[Sheet], *, know: Beside) -> papers.Consent2 | None:
    whole = record.common.consent
    if whole is None:
        return None
    page_id = whole.signed_date.sources[0].page_id if whole.signed_date.sources else None
    here = [sheet for sheet in sheets if sheet.page_id == page_id]
    taken = first(here, _CONSENT)
    oral = first(here, ORAL) if not whole.signed_date.value else {}
    page_no = int(page_id.rsplit("-P", 1)[1]) if page_id else 0
    told = {
        **items(whole),
        **taken,
        "page_id": page_id,
        "state": _state(whole, withdrawn="withdrawn" in taken, oral=bool(oral), today=know.today),
        "seal": bool(know.pages[page_no].stamps) if page_no in know.pages else None,
    }
    return papers.Consent2.model_validate(told)


def _state(whole: one.Consent, *, withdrawn: bool, oral: bool, today: str) -> papers.ConsentState:
    if withdrawn:
        return "withdrawn"
    if whole.valid_until and today and whole.valid_until < today:
        return "expired"
    if whole.signed_date.value:
        return "written"
    return "oral" if oral else "none"


def pages(record: one.Record, know: Beside) -> tuple[papers.PagePublished2, ...]:
    return tuple(_page(one_of, order, record=record, know=know) for order, one_of in enumerate(record.common.pages, 1))


def _page(found: one.PagePublished, order: int, *, record: one.Record, know: Beside) -> papers.PagePublished2:
    scan = know.pages.get(found.page_no)
    told = _scan(scan, is_shown=not _is_suspected(record), is_open=bool(found.file)) if scan and scan.page else None
    return papers.PagePublished2.model_validate({**items(found), "order": order, "scan": told})


def _scan(scan: ScanOf, *, is_shown: bool, is_open: bool) -> dict[str, object]:
    """`is_open`: the page's picture leaves, so what is stamped on it may be told."""
    page = scan.page
    assert page is not None
    stamps = tuple({"text": stamp.text, "box": stamp.box.as_tuple()} for stamp in scan.stamps)
    return {
        "batch": scan.batch if is_shown else "",
        "file": scan.file if is_shown else None,
        "leaf": scan.leaf,
        "side": scan.side or None,
        "original_sha256": scan.sha256,
        "taken_in_at": scan.taken_in_at,
        "operator": scan.operator or None,
        "scanned_at": scan.scanned_at or None,
        "scanner": scan.scanner or None,
        "colour": scan.colour or None,
        **{name: getattr(page, name) for name in ("width_px", "height_px", "dpi", "skew_deg", "blank", "remarks")},
        "paper_size": paper_size(page.width_px, page.height_px, dpi=page.dpi),
        "rotation": page.turned_deg,
        "sharpness": page.quality.sharpness,
        "contrast": page.quality.contrast,
        "rescan": page.quality.rescan,
        "stamps": stamps if is_open else (),
        "ocr_version": scan.engines,
    }


def paper_size(width_px: int, height_px: int, *, dpi: int) -> papers.PaperSize:
    """The sheet whose two sides are both within three parts in a hundred; a cropped scan is `other`."""
    short, long = sorted(side / dpi * MM_PER_INCH for side in (width_px, height_px))
    fits = (name for name, a, b in _SIZES if abs(short - a) <= a * NEAR and abs(long - b) <= b * NEAR)
    return next(fits, "other")
