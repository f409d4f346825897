"""The list beside the keying line: doubts first in their order, then the rest, folded. Pure."""

from domain.field import Origin
from pipeline.desk.views import CaseView
from pipeline.doubts import LATER, Item, items, set_aside
from review_ui.asking import Data, group_of
from review_ui.showing import item_label, short
from review_ui.texts import Language, say


def list_data(view: CaseView, target: str, *, last: str, lang: Language) -> Data:
    """For `assets/items.js`."""
    open_keys = {doubt.target for doubt in view.doubts}
    aside = set_aside(view.record)
    rest = [one for one in items(view.record) if one.key not in open_keys and one.page_no not in aside]
    total = len(open_keys) + sum(one.origin is Origin.HUMAN for one in rest)
    left = len(open_keys)
    return {
        "target": target,
        "title": say("in_doubt", lang),
        "progress": say("progress", lang, left=left, total=max(total, left)),
        "share": round(100 * (1 - left / total)) if total else 100,
        "doubts": [doubt_row(view, one.target, page_no=one.page_no, lang=lang) for one in view.doubts],
        "rest": [item_row(view, one, lang=lang) for one in rest],
        "rest_title": say("rest", lang, count=len(rest)),
        "none": "—",
        "last": last,
    }


def doubt_row(view: CaseView, target: str, *, page_no: int, lang: Language) -> Data:
    item = view.item(target)
    if item is not None:
        return item_row(view, item, lang=lang)
    return {
        "target": target,
        "label": say("page", lang),
        "value": next((one.text for one in view.record.warnings if one.page_no == page_no), ""),
        "sign": "○",
        "sign_name": say("sign_open", lang),
        "kind": "",
        "group": group_of(view, page_no, lang=lang),
    }


def item_row(view: CaseView, item: Item, *, lang: Language) -> Data:
    kind, sign, name = sign_of(view, item)
    return {
        "target": item.key,
        "label": item_label(item, lang),
        "value": short(item),
        "sign": sign,
        "sign_name": say(name, lang),
        "kind": kind,
        "group": group_of(view, item.page_no, lang=lang),
    }


def sign_of(view: CaseView, item: Item) -> tuple[str, str, str]:
    if item.origin is Origin.HUMAN:
        return "good", "✓", "sign_good"
    if any(code in LATER for code in item.reasons):
        return "later", "…", "sign_later"
    if any(doubt.target == item.key for doubt in view.doubts):
        return "", "○", "sign_open"
    return "", "·", "sign_auto"
