"""What a clerk does to the rows of the household besides deciding them: one that nobody read is added.

Refuses a row without a page to show for it, and a row that changed since it was seen.
"""

from domain.case import CaseRecord
from domain.field import Origin, Route
from domain.geometry import Box, confidence, surround
from domain.household import Member
from pipeline.desk.cases import Desk
from pipeline.desk.shape import Revised, read_aloud
from pipeline.desk.views import Ask, CaseView, Refused

ADDED = "row_added"
NOWHERE = Box(0, 0, 0, 0)
FACES = ("face_sheet", "basic_information", "intake_sheet")
PRINTED = ("household",)


class HouseholdDesk:
    """`revision`: the one that was on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def add(self, case_id: str, page_no: int, *, revision: int) -> CaseView:
        """An empty row of the page, to be typed; it is a doubt until a person has accepted it."""
        ask = Ask(case_id, revision, "member", "add_row")
        return self.desk.change(ask, lambda record: added_member(record, page_no))


def added_member(record: CaseRecord, page_no: int) -> Revised:
    """The picture of the new row is the household's part of the page: where in it, only the clerk knows."""
    if not 1 <= page_no <= record.page_count:
        raise Refused("gone")
    index = 1 + max((one.index for one in record.members if one.page_no == page_no), default=-1)
    row = Member(
        name="",
        relationship_raw="",
        relationship=None,
        page_no=page_no,
        box=region_of(record, page_no),
        confidence=confidence(0.0),
        route=Route.REVIEW,
        index=index,
        reasons=(ADDED,),
        origin=Origin.MACHINE,
    )
    return Revised(record.next(members=(*record.members, row)), ((row.key, None, read_aloud(row)),))


def region_of(record: CaseRecord, page_no: int) -> Box:
    """Where the household stands on the page: around its rows and its printed field; of no size when nobody knows."""
    boxes = [one.box for one in record.members if one.page_no == page_no]
    boxes += [one.box for one in record.fields if one.page_no == page_no and one.name in PRINTED]
    known = [box for box in boxes if box.area]
    return surround(known) if known else NOWHERE


def page_of(record: CaseRecord) -> int:
    """The page with the family: of the first row, else of the printed field, else the first sheet about the person."""
    here = [one.page_no for one in record.members] + [one.page_no for one in record.fields if one.name in PRINTED]
    here += [form.page_no for form in record.forms if form.form in FACES and not form.set_aside]
    return here[0] if here else 1
