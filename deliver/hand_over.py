"""引き継ぎ資料 and 世帯票 as values: lines with the page each comes from. Pure; drawing is elsewhere.

Refuses to carry a withheld address or number along, and to call an appointment kept that no entry tells of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from deliver.chronology import Heading, chronology, shown_day
from deliver.shield import Shield
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, Origin
from domain.household import Member

LATEST = 5
MOST_AGENCIES = 12
LIVING = {
    "same_household": "同居",
    "separate": "別居",
    "institution": "入所・入院",
    "deceased": "死亡",
    "unknown": "不明",
}
KEY_PERSON = re.compile("(?:キーパーソン|K\\.?P|ＫＰ)(?!なし|無)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """Cells in the section's columns; `page_no` 0: of no one page; `vouched`: a person has confirmed it."""

    cells: tuple[str, ...]
    page_no: int = 0
    vouched: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """`columns`: (heading, share of the width); `empty`: what is said when there is no line."""

    title: str
    columns: tuple[tuple[str, float], ...]
    lines: tuple[Line, ...]
    empty: str = "記載なし"


@dataclass(frozen=True, slots=True)
class Pack:
    title: str
    heading: Heading
    sections: tuple[Section, ...]
    case_id: str
    revision: int


def hand_over(record: CaseRecord, shield: Shield, *, open_doubts: Iterable[tuple[str, str, int]] = ()) -> Pack:
    """`open_doubts`: what, why and on which page, as the desk has them."""
    doubts = tuple(Line((what, shield.blotted(why)), page, vouched=False) for what, why, page in open_doubts)
    sections = (
        Section("注意（危険・秘匿・共有）", (("事項", 0.3), ("内容", 0.7)), tuple(_cautions(record, shield))),
        Section("最近の経過", (("年月日", 0.12), ("方法・担当", 0.2), ("内容", 0.68)), tuple(_latest(record, shield))),
        Section(
            "これからの予定・残っている約束",
            (("期日", 0.14), ("状態", 0.2), ("もとの記録", 0.66)),
            _coming(record, shield),
        ),
        _consent(record, shield),
        _family(record, shield, title="家族"),
        Section("関係機関・担当", (("名称", 0.42), ("最後の記録", 0.58)), tuple(_agencies(record, shield))),
        Section("まだ確かめていないこと", (("項目", 0.3), ("理由", 0.7)), doubts, "残っていません"),
    )
    return Pack("引き継ぎ資料", chronology(record, shield).heading, sections, record.case_id, record.revision)


def household(record: CaseRecord, shield: Shield) -> Pack:
    head = chronology(record, shield).heading
    place = record.field("address")
    where = "〔秘匿〕" if shield.is_protected else (place.value or place.raw if place else "")
    own = record.field("fullName")
    about = "　".join(part for part in (head.name, head.kana, head.born and f"{head.born} 生", head.sex) if part)
    lines = [_said("本人", shield.blotted(about), found=own)]
    if place:
        lines.append(_said("住所", shield.blotted(where), found=place))
    sections = (
        Section("本人", (("項目", 0.16), ("内容", 0.84)), tuple(lines)),
        _family(record, shield, title="世帯・家族"),
        _consent(record, shield),
    )
    return Pack("世帯票", head, sections, record.case_id, record.revision)


def _said(what: str, said: str, *, found: FieldReading | None) -> Line:
    """`found`: the box on paper that it stands on, None where there is none."""
    return Line((what, said), found.page_no if found else 0, found is not None and found.origin is Origin.HUMAN)


def _cautions(record: CaseRecord, shield: Shield) -> Iterator[Line]:
    for notice in record.warnings:
        if notice.code in ("protection_word", "sharing_beyond_consent", "similar_person", "staff_contradiction"):
            what = "秘匿の疑い" if notice.code == "protection_word" else "確かめる"
            yield Line((what, shield.blotted(notice.text)), notice.page_no, vouched=False)
    last: dict[str, SupportEntry] = {}
    for entry in sorted(record.entries, key=lambda one: one.date or ""):
        last |= dict.fromkeys(entry.risk_words, entry)
    said: dict[str, list[str]] = {}
    for word, entry in last.items():
        said.setdefault(entry.key, []).append(word)
    for entry in {one.key: one for one in last.values()}.values():
        words = "記録の語" + "".join(f"「{word}」" for word in said[entry.key])
        told = f"{_day(entry)}　{entry.text}"
        yield Line((shield.blotted(words), shield.blotted(told)), entry.page_no, _sure(entry))


def _latest(record: CaseRecord, shield: Shield) -> Iterator[Line]:
    """Newest first; what has no day cannot be told to be new, and says so in the chronology."""
    dated = sorted((one for one in record.entries if one.date), key=lambda one: one.date or "", reverse=True)
    for entry in dated[:LATEST]:
        how = "　".join(part for part in (entry.time or "", entry.method_raw, "・".join(entry.staff)) if part)
        yield Line((_day(entry), shield.blotted(how), shield.blotted(entry.text)), entry.page_no, _sure(entry))


def _coming(record: CaseRecord, shield: Shield) -> tuple[Line, ...]:
    """Days that entries name and on which nothing is written: the latest first."""
    days = {entry.date for entry in record.entries if entry.date}
    newest = max(days, default="")
    found: list[tuple[str, Line]] = []
    for entry in record.entries:
        for said in entry.dates:
            is_open = said.role in ("next_contact", "deadline") and said.value and said.value not in days
            if is_open and said.value:
                state = "この先の予定" if said.value > newest else "その日の記録なし"
                told = shield.blotted(f"{_day(entry)}　{entry.text}")
                found.append((said.value, Line((shown_day(said.value), state, told), entry.page_no, _sure(entry))))
    return tuple(line for _, line in sorted(found, key=lambda one: one[0], reverse=True))


def _consent(record: CaseRecord, shield: Shield) -> Section:
    one, lines = record.consent, []
    if one:
        until = "支援終了まで" if one.untilSupportEnds else shown_day(one.validUntil or "") or "記載なし"
        told = (
            ("署名の日", (shown_day(one.signedOn or "") or "不明") + ("（代筆）" if one.proxy else "")),
            ("有効期間", until),
            ("共有してよい情報", "、".join(one.scope) or "記載なし"),
            ("共有先", "、".join(one.agencies) or "記載なし"),
            ("伝えない相手・事項", "、".join(one.exclusions) or "記載なし"),
        )
        lines = [Line((what, shield.blotted(said)), one.page_no, one.origin is Origin.HUMAN) for what, said in told]
    return Section("同意", (("項目", 0.24), ("内容", 0.76)), tuple(lines), "同意書は見つかっていません")


def _family(record: CaseRecord, shield: Shield, *, title: str) -> Section:
    columns = (("続柄", 0.12), ("氏名", 0.22), ("生年月日・年齢", 0.2), ("同別居", 0.14), ("備考", 0.32))
    return Section(title, columns, tuple(_member(one, shield) for one in record.members))


def _member(one: Member, shield: Shield) -> Line:
    is_key = bool(KEY_PERSON.search(one.note) or "☆" in one.note)
    name = ("★ " if is_key else "") + (one.name.strip() or "（名なし）")
    age = f"{one.age}歳" if one.age is not None else ""
    born = "　".join(part for part in (shown_day(one.dateOfBirth or ""), age) if part)
    note = ("キーパーソン　" if is_key and "キーパーソン" not in one.note else "") + one.note
    cells = (one.relationship_raw, name, born, LIVING.get(one.living or "", ""), note)
    return Line(tuple(map(shield.blotted, cells)), one.page_no, one.origin is Origin.HUMAN)


def _agencies(record: CaseRecord, shield: Shield) -> Iterator[Line]:
    last: dict[str, SupportEntry] = {}
    for entry in sorted(record.entries, key=lambda one: one.date or ""):
        for name in (*(one.name for one in entry.organisations), *(f"担当 {one}" for one in entry.staff)):
            if name.strip():
                last.pop(name, None)
                last[name] = entry
    for name, entry in list(reversed(last.items()))[:MOST_AGENCIES]:
        told = f"{_day(entry)}　{entry.method_raw}".strip()
        yield Line((shield.blotted(name), shield.blotted(told)), entry.page_no, _sure(entry))


def _day(entry: SupportEntry) -> str:
    return shown_day(entry.date or "", entry.date_precision) or "日付不明"


def _sure(entry: SupportEntry) -> bool:
    return entry.origin is Origin.HUMAN
