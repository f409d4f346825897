"""The screens by the name their address gives them, and the right that each needs.

Refuses a screen without a line in `NEEDS`: whoever writes a new one has to say whose it is.
"""

from collections.abc import Callable

from domain.access import Operator, Right, Role
from review_ui import (
    boxes,
    case_end,
    case_history,
    case_review,
    course,
    grid_check,
    guarded,
    guide,
    household,
    page_screen,
    rescans,
    retention,
    rights,
    search_screen,
    second_keying,
    supervisor,
    support_log,
    work_list,
)
from review_ui.seat import Screen, Seat

SHOW: dict[Screen, Callable[[Seat], None]] = {
    "work": work_list.show,
    "case": case_review.show,
    "log": support_log.show,
    "end": case_end.show,
    "history": case_history.show,
    "search": search_screen.show,
    "grid": grid_check.show,
    "second": second_keying.show,
    "pages": page_screen.show,
    "boxes": boxes.show,
    "household": household.show,
    "course": course.show,
    "rescans": rescans.show,
    "guide": guide.show,
    "supervisor": supervisor.show,
    "retention": retention.show,
    "guarded": guarded.show,
    "rights": rights.show,
}
NEEDS: dict[Screen, Right] = {
    "work": Right.READ,
    "case": Right.READ,
    "log": Right.READ,
    "end": Right.READ,
    "history": Right.READ,
    "search": Right.READ,
    "grid": Right.DECIDE,
    "second": Right.DECIDE,
    "pages": Right.READ,
    "household": Right.READ,
    "course": Right.READ,
    "boxes": Right.TAKE_IN,
    "rescans": Right.READ,
    "guide": Right.SELF,
    "supervisor": Right.RULE,
    "retention": Right.DISPOSE,
    "guarded": Right.PROTECT,
    "rights": Right.RELEASE,
}


def may_see(who: Operator, wanted: Screen) -> bool:
    return who.role is Role.ALONE or (wanted in NEEDS and who.may(NEEDS[wanted]))
