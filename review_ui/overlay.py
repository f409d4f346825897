"""What lies over the page picture: the lit box of the item at hand, and quiet boxes for the other doubts there."""

from domain.contract import FORM_LABEL_JA
from pipeline.desk.revise import MARK_JA
from pipeline.desk.views import CaseView, PageView
from pipeline.doubts import items
from review_ui.asking import Data, place_of
from review_ui.texts import Language, say


def sheet_data(view: CaseView, target: str, *, page_no: int, lang: Language) -> Data:
    """For `assets/sheet.js`, but for the picture's address. The box is lit only on its own page."""
    own_page, box = place_of(view, target) if target else (page_no, None)
    return {
        "page": page_data(view.page(page_no), page_no, lang=lang),
        "pages": len(view.pages),
        **neighbours(view, page_no),
        "box": list(box.as_tuple()) if box and own_page == page_no else None,
        "others": others(view, target, page_no=page_no),
        "texts": {
            key: say(key, lang) for key in ("sheet", "page_back", "page_on", "close_up", "whole", "turn", "no_picture")
        },
    }


def neighbours(view: CaseView, page_no: int) -> Data:
    """Where the page lies, and the pages before and behind it, in the order a person gave them."""
    numbers = [page.page_no for page in view.pages]
    place = numbers.index(page_no) if page_no in numbers else 0
    return {
        "place": place + 1,
        "back": numbers[place - 1] if place else None,
        "on": numbers[place + 1] if place + 1 < len(numbers) else None,
    }


def page_data(page: PageView | None, page_no: int, *, lang: Language) -> Data:
    """A page that could not be opened still has its place, in the shape of a sheet of A4."""
    if page is None:
        return {"no": page_no, "width": 2480, "height": 3508, "form": "", "flag": "", "turn": 0, "notes": []}
    return {
        "no": page_no,
        "width": page.width_px,
        "height": page.height_px,
        "form": page.name or FORM_LABEL_JA.get(page.form, page.form),
        "flag": flag(page, lang),
        "turn": page.turn_deg,
        "notes": [one.text for one in page.notes],
    }


def flag(page: PageView, lang: Language) -> str:
    if page.moved:
        return say("moved_away", lang)
    return MARK_JA.get(page.mark) or (say("aside", lang) if page.set_aside else "")


def others(view: CaseView, target: str, *, page_no: int) -> list[Data]:
    open_keys = {doubt.target for doubt in view.doubts}
    return [
        {"target": item.key, "box": list(item.box.as_tuple())}
        for item in items(view.record)
        if item.page_no == page_no and item.box.area and item.key != target and item.key in open_keys
    ]
