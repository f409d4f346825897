"""Page pictures for the browser: handed to Streamlit's own store, so they travel by address and are fetched once."""

from streamlit.runtime import get_instance

from review_ui.seat import Seat


def page_address(seat: Seat, case_id: str, *, page_no: int) -> str:
    """An address on this server that only this session knows; "" for a page that would not open.

    Streamlit forgets the pictures of a session at each full run, so `seat.addresses` is emptied there.
    """
    key = f"{case_id}.{page_no}"
    if key not in seat.addresses:
        found = seat.desk.page_picture(case_id, page_no)
        store = get_instance().media_file_mgr
        seat.addresses[key] = store.add(found, "image/jpeg", key) if found else ""
    return seat.addresses[key]
