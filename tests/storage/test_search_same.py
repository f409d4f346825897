"""SQLite and PostgreSQL before the same cases and the same questions: the same hits in the same order, page by page."""

import dataclasses
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.asked import Hits, Query
from tools.finding import filling
from tools.finding.questions import Question, questions

CASES, ASKED, SEED = 30, 40, 3

pytestmark = pytest.mark.servers


@pytest.fixture
def both(sqlite_url: str, postgresql_url: str, tmp_path: Path) -> tuple[Archive, Archive]:
    found = []
    for name, url in (("sqlite", sqlite_url), ("postgresql", postgresql_url)):
        archive = Archive(url, str(tmp_path / name))
        archive.migrate()
        filling.fill(url, CASES, seed=SEED)
        found.append(archive)
    return found[0], found[1]


def more(asked: list[Question]) -> list[str]:
    """Also words that are in nearly every case, a year beside a name, three words, and one that is nowhere."""
    name = next(one.words for one in asked if one.kind == "family name")
    return [
        "訪問",
        "本人",
        "の",
        f"{name} 電話",
        f"{name} 2015",
        "2015 電話",
        f"{name} 訪問 電話",
        "電話 麒麟",
        "平成27年",
    ]


def shown(found: Hits) -> tuple[object, ...]:
    return found.total, found.cases, found.more, [dataclasses.astuple(one) for one in found.hits]


def test_the_same_questions_have_the_same_answers(both: tuple[Archive, Archive]) -> None:
    one, other = both
    asked = questions(ASKED, cases=CASES, seed=SEED)
    for words in (*(question.words for question in asked), *more(asked)):
        for query in (
            Query(words, limit=20),
            Query(words, limit=5, offset=5),
            Query(words, sort="newest", limit=10),
            Query(words, kind="entry", since="2014-01-01", limit=10),
        ):
            assert shown(one.search(query)) == shown(other.search(query)), query


def test_a_page_behind_the_last_has_no_hits_and_still_counts(both: tuple[Archive, Archive]) -> None:
    for archive in both:
        first, beyond = (archive.search(Query("訪問", limit=5, offset=offset)) for offset in (0, 100_000))
        assert first.hits and not beyond.hits
        assert (beyond.total, beyond.cases) == (first.total, first.cases)
