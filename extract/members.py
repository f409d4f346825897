"""世帯: the household table, or a line that lists the family, becomes members. Refuses to guess who is meant by a name.

`続柄 氏名 生年月日 同別居 備考`, and `母 トメ 昭和元年12月28日生 特養入所 / 兄 行方不明`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from domain.field import Evidence, Precision, Route
from domain.geometry import Box, confidence
from domain.household import Member
from extract.finders.grid import Table, find_tables
from extract.form import words
from extract.layout import Layout
from extract.lexicon.tables import mapping
from extract.signs import Text
from extract.values import age, person_name, relationship, wareki
from extract.values.parsed import Context, DateRole, Parsed, distinct
from extract.values.width import plain

RELATION, NAME, BIRTH, AGE, LIVING, NOTE = "relation", "name", "birth", "age", "living", "note"
TITLES: dict[str, tuple[str, ...]] = {
    RELATION: words("続柄 本人との続柄 関係 本人との関係 続き柄"),
    NAME: words("氏名 名前 家族氏名 世帯員氏名 氏名（ふりがな）"),
    BIRTH: words("生年月日 生年月日（年齢） 生年月日・年齢 生年月日/年齢"),
    AGE: words("年齢 歳 年令"),
    LIVING: words("同別居 同居・別居 同居別居 同居 別居 同別 居住 同居の別 同居・別居の別 同居状況"),
    NOTE: words("備考 職業・学校 職業 学校 学年 健康 健康状態 続柄等 勤務先 KP 職業・学年 特記事項 連絡先 状況 職業等"),
}
NEEDS = frozenset((RELATION, NAME))

_LIVING = (
    ("死亡", "deceased"), ("死去", "deceased"), ("故人", "deceased"), ("入所", "institution"), ("特養", "institution"),
    ("施設", "institution"), ("グループホーム", "institution"), ("GH", "institution"), ("入院", "hospital"),
    ("行方不明", "unknown"), ("不明", "unknown"), ("別居", "separate"), ("同居", "same_household"), ("別", "separate"),
    ("同", "same_household"), ("市外", "separate"),
)  # fmt: skip
_AGE = re.compile(r"[(（]\s*(\d{1,3})\s*(?:歳|才)?\s*[)）]|(\d{1,3})\s*[歳才]")
_BY_CONTENT = (
    (AGE, re.compile(r"[(（]?\d{1,3}[歳才]?[)）]?")),
    (LIVING, re.compile(r"同居|別居|入所|死亡|不明|入院|施設入所|行方不明")),
    (BIRTH, re.compile(r"[MTSHR明大昭平令].{0,2}[\d元]{1,2}[./年・].*")),
)
_PARTS = re.compile(r"\s*[/／;；\n]\s*|\s*[─━―]{1,3}\s*|\s{3,}")
_NAME_WORD = re.compile(r"[\u3005\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffffぁ-んァ-ヶーｦ-ﾟ]{1,8}")


@dataclass(frozen=True, slots=True)
class FoundMember:
    """A row as found; `lines`: page lines it was read from, for its confidence. `box` in page px."""

    member: Member
    lines: tuple[int, ...]
    evidence: tuple[Evidence, ...] = ()


def household_tables(layout: Layout) -> tuple[Table, ...]:
    return find_tables(layout, TITLES, needs=NEEDS)


def members_of(table: Table, layout: Layout, *, context: Context) -> tuple[FoundMember, ...]:
    """One for each row that names somebody or a relationship."""
    extra = {
        column.kind: column.title for column in table.columns if column.kind == NOTE or column.kind.startswith("?")
    }
    kinds = _kinds(table)
    found: list[FoundMember] = []
    for row in table.rows:
        cells = {kinds.get(kind, kind): row.text(kind).without_struck().trimmed() for kind in row.lines}
        if not any(text.compact for text in cells.values()):
            continue
        box = layout.frame.out(row.box)
        found.append(_member(cells, tuple(extra), context=context, place=(layout.page_no, box)))
    return tuple(replace(one, member=replace(one.member, index=index)) for index, one in enumerate(found))


def _kinds(table: Table) -> dict[str, str]:
    """Columns whose title was not read, by what stands in them."""
    found: dict[str, str] = {}
    for column in table.columns:
        written = [text for row in table.rows if (text := row.text(column.kind).compact)]
        if not column.kind.startswith("?") or not written:
            continue
        shapes = ((kind, shape) for kind, shape in _BY_CONTENT if kind not in table.kinds)
        fitting = [kind for kind, shape in shapes if all(map(shape.fullmatch, written))]
        if fitting:
            found[column.kind] = fitting[0]
    return found


def _member(
    cells: Mapping[str, Text], extra: Iterable[str], *, context: Context, place: tuple[int, Box]
) -> FoundMember:
    texts = {kind: str(text) for kind, text in cells.items()}
    note = " ".join(texts[kind] for kind in extra if texts.get(kind))
    lines = tuple(dict.fromkeys(line for text in cells.values() for line in text.lines))
    made = _read(texts, note, context=context, place=place)
    return FoundMember(made[0], lines, made[1])


def _read(
    texts: Mapping[str, str], note: str, *, context: Context, place: tuple[int, Box]
) -> tuple[Member, tuple[Evidence, ...]]:
    relation_raw = texts.get(RELATION, "")
    relation = relationship.parse(relation_raw, context)
    named = person_name.parse(texts.get(NAME, ""), context)
    born = wareki.parse(texts.get(BIRTH, ""), context.now(role=DateRole.BIRTH))
    years = age.parse(texts.get(AGE, ""), context).value or born.part("age")
    lived = texts.get(LIVING, "")
    member = Member(
        name=named.value or texts.get(NAME, ""),
        relationship_raw=relation_raw,
        relationship=relation.value,
        page_no=place[0],
        box=place[1],
        confidence=confidence(0.0),
        route=Route.REVIEW,
        dateOfBirth=born.value if born.precision is Precision.DAY else None,
        age=int(years) if years else None,
        living=living_of(lived) or living_of(note),
        note=note,
        reasons=_reasons(texts, named=named, born=born, relation=relation),
    )
    return member, (*named.evidence, *born.evidence)


def _reasons(texts: Mapping[str, str], *, named: Parsed, born: Parsed, relation: Parsed) -> tuple[str, ...]:
    codes = list(named.reasons if texts.get(NAME) else ())
    codes += born.reasons if texts.get(BIRTH) else ()
    codes += ["value_unparsed"] if texts.get(RELATION) and relation.value is None else []
    return distinct(codes)


def living_of(text: str) -> str | None:
    """The code word of where a member lives, from the first word that says it."""
    folded = plain(text)
    if not folded.strip():
        return None
    known = [
        code
        for word, code in _LIVING
        if (hit := re.search(rf"{word}(?!時|歴|していた|中止)", folded))
        and (len(word) > 1 or folded.strip() == hit.group(0))
    ]
    return known[0] if known else None


def members_in_text(text: Text, layout: Layout, *, context: Context) -> tuple[FoundMember, ...]:
    """Members listed in a line; empty when its parts do not begin with relationships."""
    found: list[FoundMember] = []
    box = layout.frame.out(text.box) if text.compact else Box(0, 0, 0, 0)
    for part in _PARTS.split(str(text)):
        texts = _split(part)
        if texts is None:
            continue
        member, evidence = _read(texts, texts[NOTE], context=context, place=(layout.page_no, box))
        found.append(FoundMember(replace(member, index=len(found)), text.lines, evidence))
    return tuple(found)


def _split(part: str) -> dict[str, str] | None:
    """`長女 佐藤 良枝(51)別居(柏方面)` -> its cells; None when it begins with no relationship."""
    part = part.strip(" 　・,、。()（）◎○☆")
    known = sorted(mapping("relationship", key="word", value="code"), key=len, reverse=True)
    relation = next(
        (word for word in known if part.startswith(word) and len(word) + (word in "父母子兄姉弟妹夫妻") > 1), None
    )
    if relation is None:
        return None
    rest = part[len(relation) :].strip(" 　:：)）(（◎")
    years, birth = _AGE.search(rest), _birth(rest)
    cut = min(
        [place for place in (years.start() if years else -1, rest.find(birth) if birth else -1) if place >= 0],
        default=len(rest),
    )
    name, tail = _name_of(rest[:cut])
    behind = rest[cut:].replace(birth, "", 1) if birth else rest[cut:]
    number = next((group for group in years.groups() if group), "") if years else ""
    note = " ".join(f"{tail} {_AGE.sub(' ', behind)}".split())
    return {RELATION: relation, NAME: name, BIRTH: birth, AGE: number, LIVING: note, NOTE: note}


def _birth(rest: str) -> str:
    from extract.values.date_text import find  # noqa: PLC0415

    dates = [
        one
        for one in find(rest)
        if one.year is not None and rest[one.span[1] : one.span[1] + 1] in ("生", "(", "（", "", " ")
    ]
    return (
        rest[dates[0].span[0] : dates[0].span[1]] + ("生" if rest[dates[0].span[1] :].startswith("生") else "")
        if dates
        else ""
    )


def _name_of(text: str) -> tuple[str, str]:
    """The name at the start, and what follows it that is not part of a name."""
    names: list[str] = []
    parts = text.split()
    for part in parts:
        if len(names) == 2 or not _NAME_WORD.fullmatch(part) or living_of(part) or part in ("無職", "なし"):
            break
        names.append(part)
    return " ".join(names), " ".join(parts[len(names) :])
