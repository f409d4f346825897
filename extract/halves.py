"""Where family name and given name part, when furigana was read without its space: the name above it tells.

Refuses to part what the readings of the name do not bear out at exactly one place.
"""

from extract.drafting import Draft
from extract.values.kana import part_agrees


def kana_parted(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """The same drafts, the furigana's halves parted by those of the name."""
    name = next((one.reading.value for one in drafts if one.name == "fullName" and one.reading.value), None)
    if name is None or name.count(" ") != 1:
        return drafts
    return tuple(_parted(one, name) if one.name == "fullNameKana" else one for one in drafts)


def _parted(one: Draft, name: str) -> Draft:
    kana = one.reading.value
    if kana is None or " " in kana:
        return one
    family, given = name.split(" ")
    fitting = [place for place in range(1, len(kana)) if part_agrees(family, kana[:place], kind="姓")]
    both = [place for place in fitting if part_agrees(given, kana[place:], kind="名")]
    places = both or fitting
    if len(places) != 1:
        return one
    return one.changed(value=f"{kana[: places[0]]} {kana[places[0] :]}")
