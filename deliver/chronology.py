"""支援経緯年表 as values: what happened when, at what age, to whom: 本人, 家族, 機関. Pure; drawing is elsewhere.

Text stays verbatim, only its sentences are laid into columns. Refuses to carry a withheld address or number along.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from deliver.chronology_words import DWELLING, FAMILY, MEETINGS, OFFICES, Mark, marks_of
from deliver.shield import Shield, protection_words, shield_of
from domain.access import office_name
from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.eras import ERAS, span
from domain.field import Origin, Precision
from domain.household import Consent, Member

SELF = "本人"
LONGEST_WORDS = 40
_SENTENCE = re.compile(r"(?:「[^」]*」|『[^』]*』|[^。「『]|[「『])+。?|。")
_QUOTED = re.compile(r"「[^」]*」|『[^』]*』")
_SEX = {"1": "男", "2": "女"}


class Column(StrEnum):
    PERSON = "person"
    FAMILY = "family"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of the log. `day`: YYYY-MM-DD, YYYY-MM, YYYY or "" when no date could be read.

    `age` of the person; `vouched`: a person has confirmed the entry; `place`: the how manyth of its page, from 1.
    """

    day: str
    shown_day: str
    age: int | None
    marks: tuple[Mark, ...]
    cells: dict[Column, str]
    how: str
    page_no: int
    vouched: bool
    key: str
    place: int

    @property
    def source(self) -> str:
        return f"p.{self.page_no}-{self.place}"


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table. `limits`: whom not to tell first, then whom one may."""

    name: str
    kana: str
    born: str
    sex: str
    office: str
    case_number: str
    family: tuple[str, ...]
    consent: str
    limits: tuple[str, ...]
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chronology:
    case_id: str
    revision: int
    heading: Heading
    rows: tuple[Row, ...]
    coming: str


def chronology(record: CaseRecord, shield: Shield | None = None) -> Chronology:
    """Oldest first; an entry without a date stays behind the one it follows on paper."""
    shield = shield or shield_of(record)
    born = _whole_day(record.value("dateOfBirth") or "")
    dated: list[tuple[str, int, SupportEntry]] = []
    last = ""
    for at, entry in enumerate(record.entries):
        last = entry.date or last
        dated.append((last, at, entry))
    places = _places(record)
    rows = tuple(
        _row(record, entry, born=born, shield=shield, place=places[entry.key])
        for _, _, entry in sorted(dated, key=lambda one: one[:2])
    )
    return Chronology(record.case_id, record.revision, _heading(record, shield), rows, shield.blotted(_coming(record)))


def _places(record: CaseRecord) -> dict[str, int]:
    """The how manyth of its page each entry is, in the order of the log."""
    seen: Counter[int] = Counter()
    found: dict[str, int] = {}
    for entry in record.entries:
        seen[entry.page_no] += 1
        found[entry.key] = seen[entry.page_no]
    return found


def _row(record: CaseRecord, entry: SupportEntry, *, born: date | None, shield: Shield, place: int) -> Row:
    day = entry.date or ""
    how = " ".join(part for part in (entry.time or "", entry.method_raw) if part)
    text = "".join(part for part in (entry.text, entry.judgement and f"（所見）{entry.judgement}") if part)
    cells = laid(entry, shield.blotted(text), record=record)
    shown = shown_day(day, entry.date_precision) if day else f"？{entry.date_raw}".strip()
    return Row(
        day=day,
        shown_day=shown,
        age=age_on(born, day),
        marks=marks_of(f"{entry.method_raw} {entry.text}", entry.method or ""),
        cells=cells,
        how=shield.blotted(how),
        page_no=entry.page_no,
        vouched=entry.origin is Origin.HUMAN,
        key=entry.key,
        place=place,
    )


def laid(entry: SupportEntry, text: str, *, record: CaseRecord) -> dict[Column, str]:
    """Sentences by whom they name first; one that names nobody goes where the entry began. A meeting stays whole."""
    if (entry.method or "").startswith("6") or MEETINGS.search(entry.method_raw):
        return {Column.AGENCY: text}
    names = _names(entry, record)
    base: Column | None = None
    cells: dict[Column, str] = {}
    for sentence in _SENTENCE.findall(text):
        column = _column(sentence, names) or base or Column.PERSON
        base = base or column
        cells[column] = cells.get(column, "") + sentence
    return cells


def _names(entry: SupportEntry, record: CaseRecord) -> dict[str, Column]:
    found = {SELF: Column.PERSON}
    for member in record.members:
        for part in member.name.split():
            found[part] = Column.FAMILY
    for name in (record.value("fullName") or "").split():
        found[name] = Column.PERSON
    for mention in (*entry.organisations, *entry.people):
        if mention.name and mention.role and not FAMILY.search(mention.role) and mention.role != SELF:
            found[mention.name] = Column.AGENCY
    found |= {one.name: Column.AGENCY for one in entry.organisations if one.name and not DWELLING.search(one.name)}
    return found


def _column(sentence: str, names: dict[str, Column]) -> Column | None:
    """What is only quoted names nobody."""
    said = _QUOTED.sub(lambda found: "　" * len(found.group()), sentence)
    places = [(said.find(name), -len(name), column) for name, column in names.items() if name in said]
    for words, column in ((FAMILY, Column.FAMILY), (OFFICES, Column.AGENCY)):
        found = words.search(said)
        if found:
            places.append((found.start(), -len(found.group()), column))
    return min(places)[2] if places else None


def _heading(record: CaseRecord, shield: Shield) -> Heading:
    born = record.value("dateOfBirth") or ""
    consent = record.consent
    said = "同意書なし"
    if consent:
        until = "支援終了まで" if consent.untilSupportEnds else _until(consent.validUntil)
        said = "　".join(part for part in (shown_day(consent.signedOn or "") or "日付不明", until) if part)
        said += "（代筆）" if consent.proxy else ""
        said += "" if consent.origin is Origin.HUMAN else "［まだ確かめていない］"
    cautions = [_caution(record)] if shield.is_protected else []
    if any(notice.code == "sharing_beyond_consent" for notice in record.warnings):
        cautions.append("同意範囲外の共有の疑いあり")
    return Heading(
        name=_text(record, "fullName") or "氏名不明",
        kana=_text(record, "fullNameKana"),
        born=shown_day(born),
        sex=_SEX.get(record.value("sex") or "", ""),
        office=office_name(record.office),
        case_number=_text(record, "caseNumber"),
        family=tuple(shield.blotted(_member(one)) for one in record.members),
        consent=said,
        limits=tuple(_limits(consent, shield)) if consent else (),
        cautions=tuple(cautions),
    )


def _caution(record: CaseRecord) -> str:
    words = protection_words(record)
    words = words if len(words) <= LONGEST_WORDS else words[:LONGEST_WORDS] + "…"
    return f"秘匿の疑い（{words or 'つながるケース'}）：住所・電話・居所の分かる箇所は載せていません"


def _limits(consent: Consent, shield: Shield) -> list[str]:
    """What is blotted is the content; what it was about stays in sight."""
    told = (("伝えない相手・事項", consent.exclusions), ("共有先", consent.agencies))
    return [f"{label}：{shield.blotted('、'.join(some))}" for label, some in told if some]


def _text(record: CaseRecord, name: str) -> str:
    return record.value(name) or ""


def _member(one: Member) -> str:
    told = [f"{one.age}"] if one.age is not None else []
    told += ["故人"] if one.living == "deceased" else []
    return f"{one.relationship_raw} {one.name.strip() or '（名なし）'}" + (f"（{'・'.join(told)}）" if told else "")


def _until(day: str | None) -> str:
    return f"{shown_day(day)} まで" if day else "期限の記載なし"


def _coming(record: CaseRecord) -> str:
    """The next step that the newest entries with one name, as written."""
    found = [
        (said.value, f"{shown_day(said.value)}（「{said.raw}」 p.{entry.page_no}）")
        for entry in record.entries
        for said in entry.dates
        if said.role in ("next_contact", "deadline") and said.value
    ]
    newest = max((entry.date or "" for entry in record.entries), default="")
    return "、".join(shown for day, shown in sorted(set(found)) if day >= newest[: len(day)])


def age_on(born: date | None, day: str) -> int | None:
    """Full years on that day; None unless both are whole days and in order."""
    then = _whole_day(day)
    if born is None or then is None or then < born:
        return None
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def _whole_day(day: str) -> date | None:
    try:
        return date.fromisoformat(day) if len(day) == len("2000-01-01") else None
    except ValueError:
        return None


def shown_day(day: str, precision: Precision | None = None) -> str:
    """R6.4.9 with the era of that day; a month or year alone stays one; about stays about."""
    numbers = [int(part) for part in day.split("-") if part.isdigit()]
    days = span(*numbers) if numbers else None
    if days is None:
        return day
    era = next((one for one in reversed(ERAS) if one.first_day <= days[1]), None)
    first = f"{era.letter}{days[1].year - era.first_day.year + 1}" if era else str(numbers[0])
    about = "ごろ" if precision is Precision.APPROXIMATE else ""
    return ".".join([first, *map(str, numbers[1:])]) + about
