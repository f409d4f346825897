"""Plans, minutes, letters and assessments of version 2, from the boxes of their pages. Pure; the rest stays local."""

from collections.abc import Iterator

from deliver import published as one
from deliver import published2 as two
from deliver.loose_boxes import Named, Sheet, plain, said
from domain.sharing import CONFERENCES

_PLAN = {
    "created": ("作成日", "計画作成日"),
    "version": ("プラン番号",),
    "goals_long": ("長期目標", "総合的な援助の方針"),
    "goals_short": ("短期目標",),
    "monitoring_date": ("モニタリング",),
    "consent_signed": ("同意日",),
    "consent_signer": ("署名", "本人署名", "同意者"),
    "consent_proxy": ("代筆", "代筆者", "代理人"),
    "author": ("作成者", "計画作成者", "計画作成担当者"),
    "approved": ("支援決定", "支援決定・確認", "承認", "決定日"),
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
    "absent": ("欠席", "欠席者"),
    "recorder": ("記録者",),
    "copies_no": ("資料No.", "資料番号", "回収番号"),
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
# What minutes call themselves, the longer word first; the law that the kind stands on.
_CALLED: tuple[tuple[str, two.ConferenceKind], ...] = (
    ("支援調整会議", "63"),
    ("重層的支援会議", "62"),
    ("支援会議", "61"),
    ("地域ケア", "65"),
    ("担当者会議", "66"),
    ("個別ケース検討", "64"),
    ("要対協", "64"),
)
_BASIS = {"61": "welfare_106_6", "64": "child_25_2"}
_WHO_DUE: Named = {"who": ("担当", "担当者", "実施者"), "due": ("期限", "期日", "実施期限")}


def assessment(sheet: Sheet) -> two.Assessment:
    day = sheet.take(_ASSESSMENT)
    items = tuple(two.Item(label_raw=box.label, value=box.value) for box in sheet.items)
    sheet.items = []
    kind: two.AssessmentKind = "checklist" if sheet.form == "checklist" else "assessment"
    return two.Assessment.model_validate({"page_id": sheet.page_id, "kind": kind, "items": items, **day})


def plan(sheet: Sheet) -> two.Plan:
    whole, rows = sheet.take(_PLAN), []
    while _are_rows(sheet) and (row := sheet.take(_PLAN_ITEM)):
        rows.append(two.PlanItem.model_validate(row))
    return two.Plan.model_validate({"page_id": sheet.page_id, "items": tuple(rows), **whole})


def _are_rows(sheet: Sheet) -> bool:
    """Each heading as often as the others: else nobody knows which box belongs to which row, and all stay local."""
    labels = [plain(box.label) for box in sheet.items]
    counts = {sum(labels.count(label) for label in known) for known in _PLAN_ITEM.values()} - {0}
    return len(counts) == 1


def minutes(sheet: Sheet) -> two.Conference:
    """Of the kind that its name says, else 67; kept to its members whatever it is."""
    named = next((said(box.value) for box in sheet.items if plain(box.label) == "会議名"), "")
    kind = next((kind for word, kind in _CALLED if word in named), "67")
    taken = sheet.take(_CONFERENCE)
    what = taken.pop("decisions", ())
    decisions = _decisions(sheet, what) if isinstance(what, tuple) else ()
    told = {"page_id": sheet.page_id, "kind": kind, "restricted": True, "decisions": decisions}
    return two.Conference.model_validate({**told, **taken, "legal_basis": _BASIS.get(kind)})


def _decisions(sheet: Sheet, what: tuple[one.Evidence, ...]) -> tuple[two.Decision, ...]:
    """Who and until when stand beside a decision where each has its own; else nobody knows, and they stay local."""
    labels = [plain(box.label) for box in sheet.items]
    fits = {name: words for name, words in _WHO_DUE.items() if sum(labels.count(one) for one in words) == len(what)}
    beside = sheet.take(fits) if what else {}
    rows: list[dict[str, object]] = [{"what": decided} for decided in what]
    for name, values in beside.items():
        for row, found in zip(rows, values if isinstance(values, tuple) else (), strict=False):
            row[name] = found
    return tuple(map(two.Decision.model_validate, rows))


def document(sheet: Sheet) -> two.Document:
    taken = sheet.take(_DOCUMENT)
    subject = taken.get("subject")
    about = said(subject if isinstance(subject, one.Evidence) else None)
    kind: two.DocumentKind = next((kind for word, kind in reversed(_WORDS) if about and word in about[-6:]), "other")
    if sheet.form == "certificate":
        kind = "certificate"
    return two.Document.model_validate({"page_id": sheet.page_id, "kind": kind, **taken})


def from_log(entries: tuple[one.Entry, ...]) -> Iterator[two.Conference]:
    for entry in entries:
        code = entry.method.value if entry.method else None
        if code in _CODES:
            yield two.Conference(
                entry_id=entry.entry_id,
                kind=_CODES[code],
                restricted=code in CONFERENCES,
                date=entry.date,
                discussion=entry.text_verbatim,
                legal_basis=_BASIS.get(_CODES[code]),
            )
