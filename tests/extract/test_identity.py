"""Whose page it is: somebody else's pages are set aside, misread ones are not."""

import pytest

from extract.identity import Person, file_person, judge

FILE = Person(0, "高橋キヨ", "1938-03-09", "北-R6-0013")


def page(name: str = "", birth: str = "", number: str = "", *, sure: bool = True) -> Person:
    return Person(5, name, birth, number, sure=sure)


def test_the_person_of_the_file_is_whom_most_pages_name() -> None:
    people = [
        page("髙橋 キヨ", "1938-03-09", "北-R6-0013"),
        page("高橋キヨ", "1938-03-09"),
        page("小川 トシ子", "1940-11-06"),
    ]
    found = file_person(people)
    assert (found.birth, found.number) == ("1938-03-09", "北-R6-0013")
    assert not judge(people[0], found).other


@pytest.mark.parametrize(
    "own",
    [
        page("髙橋 キヨ"),
        page("高橋 キコ", "1938-03-09"),
        page("髙橋", ""),
        page("キ ヨ", "", ""),
        page("", "", "北-R6-0013"),
        page("髙橋 キヨ", "1938-03-08"),
        page("口口", "", "", sure=False),
        page("田村 健", "", "北-R6-0013"),
    ],
)
def test_own_pages_stay(own: Person) -> None:
    assert not judge(own, FILE).other


@pytest.mark.parametrize(
    "other",
    [
        page("小川 トシ子", "1940-11-06"),
        page("小川 トシ子", "", "北-R5-0777"),
        page("小川 トシ子"),
    ],
)
def test_another_persons_pages_are_set_aside(other: Person) -> None:
    found = judge(other, FILE)
    assert found.other
    assert not found.similar


def test_a_namesake_with_another_birth_date_is_somebody_else() -> None:
    """斎藤 勝 and 齋藤 勝, days transposed, houses next to each other: never one person."""
    file = Person(0, "斎藤勝", "1962-08-21", "社協-30-0099")
    found = judge(page("齋藤 勝", "1962-08-12", "社協-30-0142"), file)
    assert found.other
    assert found.similar
