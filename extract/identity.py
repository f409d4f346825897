"""Whose page it is: 裏紙 and misfiled pages are found by name, birth date and case number that are not the file's.

One contradicted item may be a misreading: refuses to set a page aside unless two speak against it, or one clearly and
nothing for it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extract.values.staff import is_family_name
from extract.values.variants import folded


@dataclass(frozen=True, slots=True)
class Person:
    """What a page says of its person; "" for what it does not say. `sure`: the name was read without doubt."""

    page_no: int
    name: str = ""
    birth: str = ""
    number: str = ""
    address: str = ""
    principal: bool = True
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """`other`: the page is another person's. `similar`: and that person is easily mistaken for the file's.

    `doubtful`: it names somebody else, but not clearly enough to take it out: a person decides on what stands there.
    """

    page_no: int
    other: bool = False
    similar: bool = False
    doubtful: bool = False


def file_person(people: Sequence[Person]) -> Person:
    """The person of the file: of each item the one most pages agree on, the earliest page deciding ties."""
    heads = [one for one in people if one.principal] or list(people)
    name = _most(name_key(one.name) for one in heads)
    own = [one for one in heads if _fits(one, name)]
    return Person(0, name, _most(one.birth for one in own), _most(one.number for one in own))


def _fits(one: Person, name: str) -> bool:
    return not name or not one.name or _near(name_key(one.name), name)


def _most(items: Iterable[str]) -> str:
    counted = Counter(item for item in items if item)
    return max(counted, key=lambda item: counted[item], default="")


def name_key(name: str) -> str:
    """Folded for comparing only: variants, spaces."""
    return folded("".join(name.split()))


def judge(one: Person, file: Person) -> Verdict:
    """Whether a page is somebody else's."""
    said = {"name": _name_speaks(one, file), "birth": _birth_speaks(one, file), "number": _number_speaks(one, file)}
    against = [item for item, word in said.items() if word is False]
    agreeing = [item for item, word in said.items() if word is True]
    if "birth" in against and said["name"] is not False and _is_exact_birth(one, file):
        # The same name with another birth date and no common number: a namesake.
        return Verdict(one.page_no, other="number" not in agreeing, similar="number" not in agreeing)
    named = one.sure or (_has_nothing_of(name_key(one.name), file.name) and is_family_name(one.name))
    clear = len(against) >= 2 or (against == ["name"] and named and not agreeing)
    other = clear and len(agreeing) < len(against)
    return Verdict(one.page_no, other=other, doubtful="name" in against and not other)


def _name_speaks(one: Person, file: Person) -> bool | None:
    if not one.name or not file.name:
        return None
    own = name_key(one.name)
    # The given name alone: family and given name stood in two cells, and one of them was read.
    return _near(own, file.name) or (None if len(own) >= _PART and own in file.name else False)


_PART = 2


def _near(name: str, other: str) -> bool:
    """Equal up to one misread character, or a family name alone."""
    if name == other or other.startswith(name) or name.startswith(other):
        return True
    return Levenshtein.distance(name, other) <= (1 if min(len(name), len(other)) >= 3 else 0)


def _has_nothing_of(name: str, other: str) -> bool:
    """Two whole names without a single character in common, however badly one of them was read."""
    return min(len(name), len(other)) >= 3 and not set(name) & set(other)


def _birth_speaks(one: Person, file: Person) -> bool | None:
    if len(one.birth) < 10 or len(file.birth) < 10:
        return None
    return one.birth == file.birth


def _is_exact_birth(one: Person, file: Person) -> bool:
    """Day precision on both sides and more than one digit apart: a single digit may be a misreading."""
    return Levenshtein.distance(one.birth, file.birth) > 1 or sorted(one.birth) == sorted(file.birth)


def _number_speaks(one: Person, file: Person) -> bool | None:
    if not one.number or not file.number:
        return None
    return Levenshtein.distance(one.number, file.number) <= 1
