"""The given name as a witness for the sex that was marked: 〜子 and 〜郎 are hardly ever the other's.

Only endings that nearly every bearer shares; 薫 or 直美 say nothing. Refuses to choose a sex: it bears a mark out, or
has a person look at it once more.
"""

from collections.abc import Sequence
from dataclasses import replace

from domain.field import Evidence
from extract.drafting import Draft
from extract.page_reading import PageRead

# The other one's name has such an ending perhaps once in fifty.
GIVEN_NAME_NATS = 3.9
FEMALE, MALE = "2", "1"
_ENDINGS = {FEMALE: "子こコ江枝代香奈菜乃恵", MALE: "郎夫男雄彦太介助之司治平吉蔵作次二三哉也"}
_SHORTEST = 2
Read = Sequence[tuple[PageRead, tuple[Draft, ...]]]


def sex_of(full_name: str) -> str | None:
    """Code of the sex that nearly every bearer of the given name has; None without a given name or when it tells none.

    `full_name`: family and given name with a space between.
    """
    given = full_name.partition(" ")[2].strip()
    ending = given[-1:] if len(given) >= _SHORTEST else ""
    return next((code for code, endings in _ENDINGS.items() if ending and ending in endings), None)


def with_given_name(read: Read) -> tuple[tuple[PageRead, tuple[Draft, ...]], ...]:
    """The drafts of the field `sex` with the signal `given_name`, where all pages agree on what the name says."""
    names = {one.reading.value for _, drafts in read for one in drafts if one.name == "fullName" and one.reading.value}
    said = {sex_of(name) for name in names}
    told = said.pop() if len(said) == 1 else None
    if told is None:
        return tuple(read)
    return tuple((page, tuple(_witnessed(one, told) for one in drafts)) for page, drafts in read)


def _witnessed(one: Draft, told: str) -> Draft:
    if one.name != "sex" or one.reading.value not in _ENDINGS:
        return one
    signal = Evidence("given_name", one.reading.value == told, GIVEN_NAME_NATS)
    return replace(one, reading=replace(one.reading, evidence=(*one.reading.evidence, signal)))
