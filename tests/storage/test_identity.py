"""名寄せ on both databases: who is found and why, what is refused, and that nothing decided is ever lost."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from domain.case import CaseRecord
from domain.errors import LinkRefused, StorageError
from domain.household import Member
from domain.reading import Notice
from storage.access import Scope
from storage.archive import Archive
from storage.identity import Decision
from storage.identity_index import VERSION_MARK
from storage.identity_keys import address_key, kana_key, near_days
from storage.likeness import Objection, Reason
from storage.schema import marks


def keep(archive: Archive, make: SimpleNamespace, case_id: str, *, office: str = "北部", **values: str) -> CaseRecord:
    fields = [make.field(name, value) for name, value in values.items()]
    record: CaseRecord = make.record(case_id, *fields, office=office)
    archive.save_case(record, (), who="x", why="x")
    return record


MASARU = {"fullName": "齋藤 勝", "fullNameKana": "サイトウ マサル", "dateOfBirth": "1962-08-21", "sex": "1"}


@pytest.fixture
def masaru(archive: Archive, make: SimpleNamespace) -> Archive:
    keep(archive, make, "c1", address="潮見ケ丘市浜野辺3-1 みぎわ荘102", **MASARU)
    return archive


def found(archive: Archive, case_id: str = "c1") -> dict[str, set[Reason]]:
    return {one.person.case_id: set(one.likeness.reasons) for one in archive.identity.candidates(case_id)}


def test_the_namesake_surfaces_as_another_person_and_cannot_be_linked(masaru: Archive, make: SimpleNamespace) -> None:
    namesake = {**MASARU, "fullName": "斎藤 勝", "dateOfBirth": "1962-08-12"}
    keep(masaru, make, "c2", address="潮見ケ丘市浜野辺3-14 みぎわ荘202", **namesake)
    (one,) = masaru.identity.candidates("c1")
    assert one.likeness.objections == (Objection.BIRTH,)
    assert {Reason.NAME_VARIANT, Reason.SAME_KANA, Reason.BIRTH_ONE_DIGIT, Reason.NEAR_ADDRESS} == set(
        one.likeness.reasons
    )
    with pytest.raises(LinkRefused, match="生年月日"):
        masaru.identity.decide("c1", "c2", decision=Decision.SAME, who="大森", why="同じ人だと思う")
    assert masaru.identity.decisions("c1") == ()


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"fullName": "斉藤 勝"}, Reason.NAME_VARIANT),
        ({"fullNameKana": "ｻｲﾄｰ ﾏｻﾙ"}, Reason.SAME_KANA),
        ({"fullNameKana": "スズキ マサル", "dateOfBirth": "1962-08-21"}, Reason.SAME_GIVEN_KANA),
        ({"fullNameKana": "サイトウ マサル", "dateOfBirth": "1962-08-31"}, Reason.BIRTH_ONE_DIGIT),
        ({"mobilePhone": "090-0000-5577"}, Reason.SAME_PHONE),
        ({"fullName": "斎藤 和", "address": "潮見ヶ丘市浜野辺３番地の１ みぎわ荘１０２号室"}, Reason.SAME_ADDRESS),
    ],
)
def test_each_reason_finds(archive: Archive, make: SimpleNamespace, other: dict[str, str], reason: Reason) -> None:
    keep(archive, make, "c1", address="潮見ケ丘市浜野辺3-1 みぎわ荘102", phone="(090)0000-5577", **MASARU)
    keep(archive, make, "c2", **other)
    keep(archive, make, "c3", fullName="髙橋 キヨ", fullNameKana="タカハシ キヨ", dateOfBirth="1938-03-09")
    assert reason in found(archive).get("c2", set())
    assert "c3" not in found(archive)
    assert found(archive, "c2")["c1"] == found(archive)["c2"]


def test_family_names_lead_to_one_another(archive: Archive, make: SimpleNamespace) -> None:
    base = make.field("fullName", "齋藤 勝")
    row = {"relationship": None, "page_no": 1, "box": base.box, "confidence": base.confidence, "route": base.route}
    mother = Member(name="斎藤 トメ", relationship_raw="母", **row)
    one = replace(make.record("c1", base), members=(mother,))
    archive.save_case(one, (), who="x", why="x")
    keep(archive, make, "c2", fullName="齋藤 トメ", fullNameKana="サイトウ トメ", address="潮見ケ丘市1-1", sex="2")
    archive.save_case(replace(make.record("c3", make.field("fullName", "林")), members=(mother,)), (), who="x", why="x")
    judged = {case: archive.identity.compare("c1", case).likeness.reasons for case in ("c2", "c3")}
    assert judged == {"c2": (Reason.IN_HOUSEHOLD,), "c3": (Reason.SHARED_FAMILY,)}


def test_another_sex_forbids(masaru: Archive, make: SimpleNamespace) -> None:
    keep(masaru, make, "c2", **{**MASARU, "sex": "2"})
    with pytest.raises(LinkRefused, match="性別"):
        masaru.identity.decide("c1", "c2", decision=Decision.SAME, who="大森", why="")


def test_link_and_unlink_lose_nothing(masaru: Archive, make: SimpleNamespace) -> None:
    keep(masaru, make, "c2", office="社協", address="潮見ケ丘市浜野辺3-1 みぎわ荘102", **MASARU)
    before = masaru.case("c1"), masaru.case("c2")
    assert masaru.identity.linked("c1") == ()  # however alike, nothing happens by itself
    made = masaru.identity.decide("c2", "c1", decision=Decision.SAME, who="大森", why="保険証で確認")
    assert made.decision is Decision.SAME
    assert (masaru.identity.linked("c1"), masaru.identity.linked("c2")) == (("c2",), ("c1",))
    masaru.identity.decide("c1", "c2", decision=Decision.UNLINKED, who="片山", why="取り違え")
    assert masaru.identity.linked("c1") == ()
    assert (masaru.case("c1"), masaru.case("c2")) == before
    assert [one.decision for one in masaru.identity.decisions("c1")] == [Decision.SAME, Decision.UNLINKED]
    rows = [(one.target, one.before, one.after, one.who, one.why) for one in masaru.history("c1")][1:]
    told = ("identity.c2", None, "same", "大森", "保険証で確認")
    assert rows == [told, ("identity.c2", "same", "unlinked", "片山", "取り違え")]
    assert masaru.verify_history().is_whole


def test_thin_evidence_needs_a_second_person(masaru: Archive, make: SimpleNamespace) -> None:
    keep(masaru, make, "c2", fullName="齋藤 勝")
    for who, decision in (("大森", "proposed"), ("大森", "proposed"), ("片山", "same")):
        said = masaru.identity.decide("c1", "c2", decision=Decision.SAME, who=who, why="面談で聞いた")
        assert said.decision == decision
    assert masaru.identity.linked("c1") == ("c2",)


def test_not_yet_known_is_an_answer(masaru: Archive, make: SimpleNamespace) -> None:
    keep(masaru, make, "c2", **MASARU)
    masaru.identity.decide("c1", "c2", decision=Decision.UNKNOWN, who="大森", why="")
    (one,) = masaru.identity.candidates("c1")
    assert one.decided is not None
    assert one.decided.decision is Decision.UNKNOWN
    with pytest.raises(LinkRefused):
        masaru.identity.decide("c1", "c2", decision=Decision.UNLINKED, who="大森", why="")


def test_no_link_by_way_of_a_third_past_an_objection(archive: Archive, make: SimpleNamespace) -> None:
    place = {"address": "潮見ケ丘市浜野辺3-1"}
    keep(archive, make, "c1", **MASARU, **place)
    keep(archive, make, "c2", fullName="齋藤 勝", fullNameKana="サイトウ マサル", **place)
    keep(archive, make, "c3", **{**MASARU, "dateOfBirth": "1962-08-12"}, **place)
    for who in ("大森", "片山"):
        archive.identity.decide("c1", "c2", decision=Decision.SAME, who=who, why="")
    with pytest.raises(LinkRefused):
        archive.identity.decide("c2", "c3", decision=Decision.SAME, who="大森", why="")


def test_a_correction_moves_the_keys(masaru: Archive, make: SimpleNamespace) -> None:
    record = keep(masaru, make, "c2", fullName="齋藤 勝")
    assert set(found(masaru)) == {"c2"}
    masaru.save_case(record.next(fields=(make.field("fullName", "伊藤 勝"),)), (), who="x", why="x")
    assert found(masaru) == {}


def test_place_and_phone_of_the_protected_are_not_even_keys(archive: Archive, make: SimpleNamespace) -> None:
    where = {"address": "潮見ケ丘市南台1-4", "phone": "090-0000-5577"}
    record = keep(archive, make, "c1", fullName="﨑山 美咲", **where)
    keep(archive, make, "c2", fullName="林 花", **where)
    assert set(found(archive)) == {"c2"}
    archive.save_case(record.next(warnings=(Notice("protection_word", 1, "支援措置"),)), (), who="x", why="x")
    assert found(archive) == {}
    person = archive.identity.person("c1")
    assert (person.protected, person.address, person.phones) == (True, "", ())


def test_an_office_sees_its_own(masaru: Archive, make: SimpleNamespace, url: str, tmp_path) -> None:  # type: ignore[no-untyped-def]
    keep(masaru, make, "c2", office="社協", **MASARU)
    with Archive(url, str(tmp_path / "files"), scope=Scope("北部")) as narrow:
        assert narrow.identity.candidates("c1") == ()
        with pytest.raises(StorageError, match="no record"):
            narrow.identity.decide("c1", "c2", decision=Decision.DIFFERENT, who="x", why="")


def test_older_archives_learn_their_people(masaru: Archive, make: SimpleNamespace) -> None:
    keep(masaru, make, "c2", **MASARU)
    with masaru._database.write() as connection:
        connection.execute(update(marks).where(marks.c.name == VERSION_MARK).values(value="0"))
    masaru.migrate()
    assert set(found(masaru)) == {"c2"}


def test_keys() -> None:
    assert address_key("北浜二丁目３番地の５") == address_key("北浜2-3-5") == address_key("北浜２丁目３－５")
    assert kana_key("さいとう まさる") == kana_key("サイトー　マサル")
    days = near_days("1962-08-21")
    assert {"1962-08-12", "1962-08-31", "1926-08-21", "1972-08-21"} <= set(days)
    assert "1962-08-99" not in days
    assert near_days("") == ()
