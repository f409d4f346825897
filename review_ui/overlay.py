"""What lies over the page picture: the lit box of the item at hand, and quiet boxes for the other doubts there."""

from domain.contract import FORM_LABEL_JA
from pipeline.desk_views import CaseView, PageView
from pipeline.doubts import items
from review_ui.asking import Data, place_of
from review_ui.texts import Language, say


def sheet_data(view: CaseView, target: str, *, page_no: int, lang: Language) -> Data:
    """For `assets/sheet.js`, but for the picture's address. The box is lit only on its own page."""
    own_page, box = place_of(view, target) if target else (page_no, None)
    return {
        "page": page_data(view.page(page_no), page_no, lang=lang),
        "pages": len(view.pages),
        "box": list(box.as_tuple()) if box and own_page == page_no else None,
        "others": others(view, target, page_no=page_no),
        "texts": {
            key: say(key, lang) for key in ("sheet", "page_back", "page_on", "close_up", "whole", "turn", "no_picture")
        },
    }


def page_data(page: PageView | None, page_no: int, *, lang: Language) -> Data:
    """A page that could not be opened still has its place, in the shape of a sheet of A4."""
    if page is None:
        return {"no": page_no, "width": 2480, "height": 3508, "form": "", "flag": ""}
    return {
        "no": page_no,
        "width": page.width_px,
        "height": page.height_px,
        "form": FORM_LABEL_JA.get(page.form, page.form),
        "flag": say("aside", lang) if page.set_aside else "",
    }


def others(view: CaseView, target: str, *, page_no: int) -> list[Data]:
    open_keys = {doubt.target for doubt in view.doubts}
    return [
        {"target": item.key, "box": list(item.box.as_tuple())}
        for item in items(view.record)
        if item.page_no == page_no and item.box.area and item.key != target and item.key in open_keys
    ]
