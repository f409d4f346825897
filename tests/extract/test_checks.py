from dataclasses import replace

from domain.entry import Mention, SupportEntry
from domain.field import FieldReading, FieldState, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.reading import Extraction
from domain.reasons import REASON_JA
from extract.checks import checked

BOX, SURE = Box(0, 0, 1, 1), confidence(0.99)


def field(name, value, page_no=1):
    return FieldReading(name, value, value, SURE, Route.AUTO, FieldState.READ, page_no, BOX)


def entry(day, text, *, people=(), agencies=(), staff=("木村",), method="30", seq=1):
    return SupportEntry(
        seq,
        2,
        BOX,
        day,
        "",
        text,
        SURE,
        Route.AUTO,
        method=method,
        staff=staff,
        people=tuple(Mention(name, role, (0, 1)) for name, role in people),
        organisations=tuple(Mention(name, "", (0, 1)) for name in agencies),
    )


# Case A-3: home-care agency and visiting nurse are not among the ticked parties.
CONSENT = Consent(
    3,
    BOX,
    SURE,
    Route.REVIEW,
    signedOn="2024-05-14",
    scope=("相談内容",),
    agencies=("市高齢福祉課", "基幹相談支援センター", "社会福祉協議会", "民生委員", "医療機関"),
    exclusions=("長男への相談内容の伝達",),
    reasons=("risk_class_A",),
)


def codes(found):
    return [(one.code, one.page_no) for one in found.warnings]


def test_sharing_with_a_party_that_was_not_ticked_is_named():
    told = entry("2024-06-27", "居宅選定:みなと居宅 Cm 石原。", people=[("石原", "Cm")], agencies=["みなと居宅"])
    found = checked(Extraction((), entries=(told,), consent=CONSENT))
    assert codes(found) == [("sharing_beyond_consent", 2), ("sharing_beyond_consent", 3)]
    assert "みなと居宅" in found.warnings[0].text
    assert "6/27" in found.warnings[0].text


def test_sharing_within_the_consent_is_quiet():
    told = entry(
        "2024-06-03", "高齢福祉課・社協と協議。みぎわ病院へ情報提供。", agencies=["高齢福祉課", "社協", "みぎわ病院"]
    )
    assert checked(Extraction((), entries=(told,), consent=CONSENT)).warnings == ()


def test_a_meeting_under_its_own_law_is_no_breach():
    told = entry("2024-07-10", "みなと居宅と情報共有。", agencies=["みなと居宅"], method="61")
    assert checked(Extraction((), entries=(told,), consent=CONSENT)).warnings == ()


def test_telling_whom_the_person_excluded_is_named():
    told = entry("2024-08-06", "長男に相談内容を説明。")
    found = checked(Extraction((), entries=(told,), consent=CONSENT))
    assert codes(found) == [("sharing_beyond_consent", 2), ("sharing_beyond_consent", 3)]
    kept = entry("2024-08-06", "※長男に伝えないこと。")
    assert checked(Extraction((), entries=(kept,), consent=CONSENT)).warnings == ()


def test_sharing_before_the_signature_is_a_doubt_about_the_consent():
    early = entry("2024-04-20", "社協へ情報提供。", agencies=["社協"])
    found = checked(Extraction((), entries=(early,), consent=CONSENT))
    assert "consent_after_sharing" in found.consent.reasons
    assert found.warnings == ()


def test_who_took_over_later_cannot_have_written_before():
    handover = entry("2019-04-26", "年度替わり、担当交代 片山→田村。", staff=("片山",))
    before = entry("2019-01-08", "支援調整会議。", staff=("田村",), seq=2)
    assert codes(checked(Extraction((), entries=(before, handover)))) == [("staff_contradiction", 2)]
    after = replace(before, date="2019-06-03")
    assert checked(Extraction((), entries=(handover, after))).warnings == ()


def test_a_birth_after_the_intake_goes_to_a_person():
    found = checked(Extraction((), fields=(field("dateOfBirth", "2024-05-01"), field("receivedDate", "2024-04-09"))))
    assert (found.fields[0].route, found.fields[0].reasons) == (Route.REVIEW, ("order_contradicts",))
    assert found.fields[1].route is Route.AUTO


def test_one_item_read_differently_on_two_pages_goes_to_a_person():
    fields = (field("fullName", "齋藤 勝"), field("fullName", "斎藤 勝", page_no=4), field("sex", "1"))
    found = checked(Extraction((), fields=fields))
    assert [one.route for one in found.fields] == [Route.REVIEW, Route.REVIEW, Route.AUTO]
    assert checked(Extraction((), fields=(fields[0], replace(fields[0], page_no=4)))).fields[0].route is Route.AUTO


def test_a_parent_of_twelve_is_doubted():
    child = Member("甲 乙", "長男", "child", 1, BOX, SURE, Route.AUTO, dateOfBirth="1950-01-01")
    birth = field("dateOfBirth", "1938-03-09")
    found = checked(Extraction((), fields=(birth,), members=(child, replace(child, dateOfBirth="1969-11-02"))))
    assert [one.route for one in found.members] == [Route.REVIEW, Route.AUTO]
    assert "generation_gap" in found.members[0].reasons


def test_reasons_are_known_and_checking_twice_changes_nothing():
    told = entry("2024-06-27", "居宅選定:みなと居宅。", agencies=["みなと居宅"])
    once = checked(Extraction((), entries=(told,), consent=CONSENT))
    assert checked(once) == once
    assert {"generation_gap", "fields_disagree", "consent_after_sharing"} <= set(REASON_JA)


def test_a_service_named_by_its_short_word_is_a_party_told():
    told = entry("2024-06-27", "居宅選定。訪看週1、DS週2案。")
    found = checked(Extraction((), entries=(told,), consent=CONSENT))
    assert all("訪看" in one.text for one in found.warnings)
    assert [one.page_no for one in found.warnings] == [2, 3]


def test_an_exclusion_of_the_other_side_asks_for_protection():
    consent = replace(CONSENT, exclusions=("夫(相手方)及びその親族",))
    assert codes(checked(Extraction((), consent=consent))) == [("protection_word", 3)]
    assert not checked(Extraction((), consent=CONSENT)).warnings


def test_who_took_over_later_cannot_have_signed_for_somebody_before():
    consent = replace(CONSENT, signedOn="2019-01-08", exclusions=(), proxy=True)
    writer = replace(field("localItem", "田村(職員) 理由 手指振戦", page_no=3), label="代筆")
    handover = entry("2019-04-26", "年度替わり、担当交代 片山→田村。", staff=())
    found = checked(Extraction((), fields=(writer,), entries=(handover,), consent=consent))
    assert ("staff_contradiction", 3) in codes(found)
    later = replace(consent, signedOn="2019-05-08")
    found = checked(Extraction((), fields=(writer,), entries=(handover,), consent=later))
    assert ("staff_contradiction", 3) not in codes(found)
