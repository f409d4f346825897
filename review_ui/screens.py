"""The screens by the name their address gives them."""

from collections.abc import Callable

from review_ui import (
    boxes,
    case_end,
    case_history,
    case_review,
    grid_check,
    guide,
    household,
    page_screen,
    rescans,
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
    "rescans": rescans.show,
    "guide": guide.show,
    "supervisor": supervisor.show,
}
