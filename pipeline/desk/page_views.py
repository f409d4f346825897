"""The pages of a case as the desk shows them. Pure."""

from collections.abc import Sequence

from domain.case import CaseRecord
from domain.page import Page, Sheet
from domain.reading import PageForm
from pipeline.desk.views import PageView


def pages_shown(record: CaseRecord, sheets: Sequence[Sheet]) -> tuple[PageView, ...]:
    """In the order in which they lie."""
    forms = {form.page_no: form for form in record.forms}
    places = {page_no: place for place, page_no in enumerate(record.page_order)}
    found = [_page_view(sheet.page, forms.get(sheet.page.page_no)) for sheet in sheets]
    return tuple(sorted(found, key=lambda page: places.get(page.page_no, page.page_no)))


def _page_view(page: Page, form: PageForm | None) -> PageView:
    return PageView(
        page_no=page.page_no,
        width_px=page.width_px,
        height_px=page.height_px,
        form=form.form if form else "unknown",
        set_aside=form.set_aside if form else False,
        blank=page.blank,
        mark=form.mark if form else "",
        name=form.name if form else "",
        turn_deg=form.turn_deg if form else 0,
        other_case=form.other_case if form else "",
        notes=form.notes if form else (),
        moved=form.mark == "moved" if form else False,
        rereads=form.rereads if form else 0,
    )
