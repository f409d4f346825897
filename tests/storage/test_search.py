from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.case import CaseState, ImportStatus
from domain.entry import DateMention
from domain.geometry import Box
from domain.reading import Notice
from storage.archive import Archive
from storage.asked import Hits, Query
from storage.keys import fold


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.servers)])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, make: SimpleNamespace
) -> Iterator[Archive]:
    """Three cases, only read from: 髙橋 reviewed, 齋藤 read by the machine only, 﨑山 approved."""
    folder = tmp_path_factory.mktemp("filled")
    url = f"sqlite:///{folder / 'archive.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("second_postgresql_database")
    with Archive(url, str(folder / "files")) as archive:
        archive.migrate()
        fill(archive, make)
        yield archive


def fill(archive: Archive, make: SimpleNamespace) -> None:
    log = (
        make.entry(1, "2024-04-09", "民生委員 小田氏より。髙橋宅、臭気と回覧板不達。", human=True),
        make.entry(2, "2013-05-10", "玄関先で面接。ゴミ袋が天井近くまで。訪問看護の説明。", method="30"),
    )
    kiyo = make.record(
        "c1",
        make.field("fullName", "髙橋 キヨ", human=True),
        make.field("fullNameKana", "タカハシ キヨ", human=True),
        make.field("caseNumber", "北-R6-0013", human=True),
        make.field("dateOfBirth", "S13.3.9(86)", "1938-03-09", human=True),
        make.field("phone", "0470-00-1234"),
        make.field("address", "千葉県潮見ヶ丘市北浜二丁目３番地の５"),
        entries=(replace(log[0], staff=("木村", "早川")), log[1]),
    )
    masaru = make.record(
        "c2",
        make.field("fullName", "齋藤 勝"),
        make.field("fullNameKana", "さいとう まさる"),
        make.field("mobilePhone", "(090)0000-5577"),
        entries=(make.entry(1, "2018-12-10", "来所。夕方に電話の約束。佐々木Drへ一時保護の件。", method="10"),),
        office="社協",
    )
    misaki = make.record("c3", make.field("fullName", "﨑山 美咲"), make.field("fullNameKana", "さきやま みさき"))
    archive.save_case(kiyo, (), who="x", why="x", task=None)
    archive.save_case(masaru, (), who="x", why="x", task=make.task("c2"))
    archive.save_case(replace(misaki, import_status=ImportStatus.APPROVED), (), who="x", why="x", task=None)


def cases_of(hits: Hits) -> set[str]:
    return {hit.case_id for hit in hits.hits}


@pytest.mark.parametrize(
    ("words", "case_ids"),
    [
        ("高橋", "c1"),
        ("髙橋キヨ", "c1"),
        ("高橋 キヨ", "c1"),
        ("たかはし", "c1"),
        ("ﾀｶﾊｼ", "c1"),
        ("斉藤", "c2"),
        ("斎藤 勝", "c2"),
        ("さいとう", "c2"),
        ("サイトー", "c2"),
        ("崎山", "c3"),
        ("橋", "c1"),
        ("勝", "c2"),
        ("キヨ", "c1"),
        ("タ方", "c2"),
        ("ー時保護", "c2"),
        ("佐佐木", "c2"),
        ("北-R6-0013", "c1"),
        ("R6-0013", "c1"),
        ("0013", "c1"),
        ("00-1234", "c1"),
        ("0470001234", "c1"),
        ("５５７７", "c2"),
        ("090-0000", "c2"),
        ("潮見が丘", "c1"),
        ("訪看", "c1"),
        ("平成25年ごろ", "c1"),
        ("2013", "c1"),
        ("S13.3.9", "c1"),
        ("昭和13年3月9日", "c1"),
        ("1938-03-09", "c1"),
        ("H30", "c2"),
        ("平成30年度", "c2"),
        ("高橋 ゴミ", "c1"),
        ("さいとう 夕方", "c2"),
        ("木村", "c1"),
        ("台帳", "c1 c2 c3"),
        ("高橋 夕方", ""),
        ("所長", ""),
        ("埼山", ""),
        ("高橋花子", ""),
        ("1999", ""),
    ],
)
def test_what_finds_what(filled: Archive, words: str, case_ids: str) -> None:
    assert cases_of(filled.search(Query(words))) == set(case_ids.split())


def test_a_whole_name_with_a_space_finds_who_is_called_so_and_nobody_else(filled: Archive) -> None:
    assert [hit.name for hit in filled.search(Query("高橋 キヨ")).hits] == ["fullName"]
    assert {hit.name for hit in filled.search(Query("高橋 ゴミ")).hits} == {"fullName", "text"}


def test_names_come_first_and_as_typed_before_variants(filled: Archive) -> None:
    kinds = [(hit.kind, hit.name) for hit in filled.search(Query("髙橋")).hits]
    assert kinds == [("field", "fullName"), ("entry", "text")]


def test_a_hit_shows_the_untouched_text_and_where_it_stands(filled: Archive) -> None:
    hit = filled.search(Query("高橋 キヨ", kind="field")).hits[0]
    assert (hit.text, hit.spans) == ("髙橋 キヨ", ((0, 5),))
    assert (hit.page_no, hit.box, hit.form, hit.full_name) == (1, Box(0, 0, 400, 25), "face_sheet", "髙橋 キヨ")
    phone = filled.search(Query("00-1234")).hits[0]
    assert [phone.text[start:end] for start, end in phone.spans] == ["00-1234"]


def test_unreviewed_text_is_marked(filled: Archive) -> None:
    assert [hit.reviewed for hit in filled.search(Query("小田")).hits] == [True]
    assert [hit.reviewed for hit in filled.search(Query("天井")).hits] == [False]
    assert filled.search(Query("天井", reviewed=True)).total == 0
    assert filled.search(Query("小田", reviewed=True)).total == 1


@pytest.mark.parametrize(
    ("query", "case_ids"),
    [
        (Query("台帳", office="社協"), "c2"),
        (Query("台帳", state=CaseState.IN_REVIEW), "c2"),
        (Query("台帳", import_status=ImportStatus.APPROVED), "c3"),
        (Query("電話", method="10"), "c2"),
        (Query("電話", method="30"), ""),
        (Query("高橋", form="face_sheet"), "c1"),
        (Query("高橋", form="support_log"), ""),
        (Query("の", since="2018-01-01", until="2018-12-31"), "c2"),
        (Query("", since="2024-01-01", kind="entry"), "c1"),
        (Query("高橋", case_id="c2"), ""),
    ],
)
def test_filters(filled: Archive, query: Query, case_ids: str) -> None:
    assert cases_of(filled.search(query)) == set(case_ids.split())


def test_paging_neither_repeats_nor_leaves_out(filled: Archive) -> None:
    whole = filled.search(Query("の", limit=100))
    pages = [filled.search(Query("の", limit=2, offset=at)).hits for at in range(0, whole.total + 2, 2)]
    assert [hit for page in pages for hit in page] == list(whole.hits)
    assert whole.total == len(whole.hits) > 2


def test_newest_and_oldest(filled: Archive) -> None:
    for sort, days in (("newest", ["2024-04-09", "2018-12-10", "2013-05-10"]), ("oldest", None)):
        found = [hit.day for hit in filled.search(Query("", kind="entry", sort=sort)).hits]  # type: ignore[arg-type]
        assert list(dict.fromkeys(found)) == (days or ["2013-05-10", "2018-12-10", "2024-04-09"])


def test_dates_inside_a_text_are_found(archive: Archive, make: SimpleNamespace) -> None:
    told = replace(
        make.entry(1, "2024-04-09", "次回は5月10日"), dates=(DateMention("5月10日", "2024-05-10", "next", (3, 8)),)
    )
    archive.save_case(make.record("c1", entries=(told,)), (), who="x", why="x")
    assert archive.search(Query("R6.5.10")).total == 1
    assert archive.search(Query("2024年5月")).total == 1
    assert archive.search(Query("2024年6月")).total == 0


def test_a_long_stay_is_found_by_any_day_of_it(archive: Archive, make: SimpleNamespace) -> None:
    stay = replace(make.entry(1, "2008-04-09", "入院"), date_end="2013-06-30")
    archive.save_case(make.record("c1", entries=(stay,)), (), who="x", why="x")
    for words, total in (("2008", 1), ("H22.1.1", 1), ("2013-06-30", 1), ("2013-07-01", 0), ("2008-04-08", 0)):
        assert archive.search(Query(words)).total == total, words


def test_a_correction_replaces_what_the_machine_read(archive: Archive, make: SimpleNamespace) -> None:
    fill(archive, make)
    record = archive.case("c3")
    assert record is not None
    mended = make.field("fullName", "﨑山 美咲", "岬山 美咲", human=True)
    archive.save_case(record.next(fields=(mended,)), (), who="x", why="x")
    assert cases_of(archive.search(Query("岬山"))) == {"c3"}
    assert archive.search(Query("崎山")).total == 0
    assert archive.search(Query("さきやま")).total == 0


def test_lines_are_found_once_the_case_has_a_record(archive: Archive, make: SimpleNamespace, tmp_path) -> None:  # type: ignore[no-untyped-def]
    make.read_file(archive, tmp_path, "1.jpg", lines=("髙橋 キヨ", "欄外の走り書き"))
    make.read_file(archive, tmp_path, "2.jpg", lines=("二枚目の走り書き",))
    assert archive.search(Query("走り書き")).total == 0
    archive.save_case(make.record("c1", make.field("fullName", "髙橋 キヨ")), (), who="x", why="x")
    after = archive.search(Query("走り書き")).hits
    assert [(hit.kind, hit.page_no, hit.form) for hit in after] == [("line", 1, "face_sheet"), ("line", 2, "")]
    assert [hit.kind for hit in archive.search(Query("高橋")).hits] == ["field"]


def test_no_search_leads_to_a_person_under_protection(archive: Archive, make: SimpleNamespace, tmp_path) -> None:  # type: ignore[no-untyped-def]
    make.read_file(archive, tmp_path, "1.jpg", lines=("転居先 潮見ヶ丘市南台", "走り書き"))
    fields = (make.field("fullName", "﨑山 美咲"), make.field("address", "潮見ヶ丘市南台1-4"))
    record = make.record("c1", *fields, make.field("phone", "090-0000-5577"))
    archive.save_case(record, (), who="x", why="x")
    assert {hit.kind for hit in archive.search(Query("南台")).hits} == {"line", "field"}
    warned = record.next(warnings=(Notice("protection_word", 1, "支援措置"),))
    archive.save_case(warned, (), who="x", why="x")
    for words in ("南台", "5577", "転居先", "走り書き"):
        assert archive.search(Query(words)).total == 0, words
    assert archive.search(Query("崎山")).total == 1


def test_a_long_text_is_found_at_its_end_and_across_its_pieces(archive: Archive, make: SimpleNamespace) -> None:
    text = "あ" * 1935 + "髙橋キヨさん" + "い" * 3000 + "終わりの言葉"
    archive.save_case(make.record("c1", entries=(make.entry(1, None, text),)), (), who="x", why="x")
    for words in ("髙橋キヨさん", "終わりの言葉"):
        hit = archive.search(Query(words)).hits[0]
        assert [hit.text[start:end] for start, end in hit.spans] == [words]
        assert len(hit.text) <= 120


HOSTILE = [
    '"',
    "'",
    "高橋'; DROP TABLE texts; --",
    "a OR b",
    "NEAR(a b)",
    "*",
    "^高橋",
    "text:高橋",
    "%_\\",
    ":* & ! |",
    "<->",
    "\x00",
    "\ud800",
    "高橋\ud800\x00",
    "髙" * 10_000,
    " ".join(["橋"] * 500),
    "()[]{}",
    "-- /* */",
    "\u202e橋高",
    "𠮷" * 300,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words[:12]))
def test_no_words_do_harm(filled: Archive, words: str) -> None:
    filled.search(Query(words))
    assert cases_of(filled.search(Query("高橋"))) == {"c1"}


def test_any_part_of_any_text_is_found(archive: Archive, make: SimpleNamespace) -> None:
    texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    made = {"count": 0}

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts, st.data())
    def holds(text: str, data: st.DataObject) -> None:
        start = data.draw(st.integers(0, len(text) - 1))
        word = text[start : data.draw(st.integers(start + 1, len(text)))]
        if (
            any(one.isspace() for one in word)
            or not fold(word).text.strip("|")
            or fold(word).text not in fold(text).text
        ):
            return
        made["count"] += 1
        case_id = f"c{made['count']}"
        archive.save_case(make.record(case_id, entries=(make.entry(1, None, text),)), (), who="x", why="x")
        assert archive.search(Query(word, case_id=case_id, kind="entry")).total == 1

    holds()
    assert made["count"] > 10


def test_text_that_no_database_takes_is_still_findable(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1", entries=(make.entry(1, None, "前\x00髙橋\ud800後"),))
    archive.save_case(record, (), who="x", why="x")
    assert archive.case("c1") == record
    assert archive.search(Query("高橋")).hits[0].text == "前\ufffd髙橋\ufffd後"
