"""What counts as a doubt, and in which order a person meets it."""

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading, FieldState, Origin, Route
from domain.geometry import Box, confidence
from domain.household import Consent, Member
from domain.notices import NOTICE_JA
from domain.reading import Notice, PageForm
from domain.review import DoubtKind
from pipeline.doubts import doubts, page_key, sentence, sure_and_doubted

BOX = Box(100, 200, 300, 40)


def field(name: str = "fullName", *, box: Box = BOX, page_no: int = 1, **changes: object) -> FieldReading:
    given: dict[str, object] = {"route": Route.REVIEW, "reasons": ("risk_class_S",), **changes}
    return FieldReading(
        name=name,
        raw="髙橋 キヨ",
        value="髙橋 キヨ",
        confidence=confidence(0.9),
        state=FieldState.READ,
        page_no=page_no,
        box=box,
        **given,  # type: ignore[arg-type]
    )


def form(page_no: int = 1, **changes: object) -> PageForm:
    return PageForm(page_no, "face_sheet", confidence(0.9), **changes)  # type: ignore[arg-type]


def record(**changes: object) -> CaseRecord:
    given: dict[str, object] = {"forms": (form(),), **changes}
    return CaseRecord("c1", "北部包括", 1, "K-0013", 1, **given)  # type: ignore[arg-type]


def test_what_passed_by_itself_or_was_vouched_for_is_no_doubt() -> None:
    sure = field("sex", route=Route.AUTO, reasons=())
    vouched = field("phone", origin=Origin.HUMAN)
    assert [one.target for one in doubts(record(fields=(sure, vouched, field())))] == ["p1.fullName.0"]


def test_every_kind_of_item_can_be_in_doubt() -> None:
    entry = SupportEntry(1, 2, BOX, "2024-04-09", "R6.4.9(火)", "面接。", confidence(0.9), Route.REVIEW)
    member = Member("髙橋 正彦", "長男", "child", 1, BOX, confidence(0.9), Route.REVIEW)
    consent = Consent(3, BOX, confidence(0.9), Route.REVIEW)
    found = doubts(record(fields=(field(),), entries=(entry,), members=(member,), consent=consent))
    assert {one.kind for one in found} == {DoubtKind.FIELD, DoubtKind.ENTRY, DoubtKind.MEMBER, DoubtKind.CONSENT}


def test_down_the_page_and_along_the_line() -> None:
    fields = (
        field("address", box=Box(100, 900, 10, 10)),
        field("sex", box=Box(800, 310, 10, 10)),
        field("fullName", box=Box(100, 320, 10, 10)),
        field("staff", box=Box(100, 100, 10, 10), page_no=2),
    )
    assert [one.name for one in doubts(record(fields=fields))] == ["fullName", "sex", "address", "staff"]


def test_a_page_with_a_warning_comes_first_and_once() -> None:
    warnings = (Notice("other_person", 2, "別人の疑い"), Notice("poor_scan", 2, "不鮮明"))
    found = doubts(record(forms=(form(), form(2, set_aside=True)), fields=(field(),), warnings=warnings))
    assert [one.kind for one in found] == [DoubtKind.PAGE, DoubtKind.FIELD]
    assert found[0].reasons == ("page_set_aside", "other_person", "poor_scan")


def test_a_page_that_a_person_settled_is_no_doubt() -> None:
    forms = (form(1, set_aside=True, origin=Origin.HUMAN),)
    assert doubts(record(forms=forms, warnings=(Notice("other_person", 1, "別人の疑い"),))) == ()


def test_a_settled_page_that_waits_for_a_rescan_stays_a_doubt() -> None:
    warnings = (Notice("rescan_wanted", 1, "再スキャン"),)
    assert [one.target for one in doubts(record(forms=(form(origin=Origin.HUMAN),), warnings=warnings))] == [
        page_key(1)
    ]


def test_a_warning_about_an_unknown_page_is_not_lost() -> None:
    assert doubts(record(warnings=(Notice("first_page_missing", 7, "前のページ"),)))[0].target == page_key(7)


def test_items_of_a_page_set_aside_are_not_asked() -> None:
    found = doubts(record(forms=(form(1, set_aside=True, origin=Origin.HUMAN),), fields=(field(),)))
    assert found == ()


def test_what_is_on_hold_waits_at_the_end() -> None:
    held = field("fullName", reasons=("risk_class_S", "held"), box=Box(0, 0, 5, 5))
    assert [one.name for one in doubts(record(fields=(held, field("address"))))] == ["address", "fullName"]


def test_every_page_warning_has_a_sentence() -> None:
    assert all(sentence(code).endswith("。") for code in (*NOTICE_JA, "page_set_aside", "held", "rescan_wanted"))


def test_what_is_sure_and_what_is_doubted_add_up_to_items_and_pages() -> None:
    aside = field("birthDate", route=Route.AUTO, reasons=(), page_no=2)
    told = record(
        forms=(form(), form(2, set_aside=True)),
        fields=(field("sex", route=Route.AUTO, reasons=()), field(), aside),
        warnings=(Notice("protection_word", 1, "支援措置"),),
    )
    assert sure_and_doubted(told) == (1, len(doubts(told))) == (1, 3)
