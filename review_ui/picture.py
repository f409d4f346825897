"""Page pictures for the browser: handed to Streamlit's own store, so they travel by address and are fetched once."""

from functools import lru_cache

import cv2
import numpy as np
from streamlit.runtime import get_instance

from domain.geometry import Box
from review_ui.seat import Seat

CROP_QUALITY = 88
KEPT = 300
THUMB_PX = 300


def page_address(seat: Seat, case_id: str, *, page_no: int) -> str:
    """An address on this server that only this session knows; "" for a page that would not open.

    Streamlit forgets the pictures of a session at each full run, so `seat.addresses` is emptied there.
    """
    key = f"{case_id}.{page_no}.{rereads(seat, case_id, page_no=page_no)}"
    if key not in seat.addresses:
        seat.addresses[key] = address(seat.desk.page_picture(case_id, page_no), key)
    return seat.addresses[key]


def crop_address(seat: Seat, case_id: str, *, page_no: int, box: Box, around: float = 0.35) -> str:
    """The field alone with a little around it: what is not asked stays out of sight."""
    key = f"{case_id}.{page_no}.{rereads(seat, case_id, page_no=page_no)}.{box.as_tuple()}.{around}"
    if key not in seat.addresses:
        made = _crop(seat.desk.page_picture(case_id, page_no), box.as_tuple(), around=around)
        seat.addresses[key] = address(made, key)
    return seat.addresses[key]


def thumb_address(seat: Seat, case_id: str, *, page_no: int) -> str:
    """A small picture of the page."""
    key = f"{case_id}.{page_no}.{rereads(seat, case_id, page_no=page_no)}.thumb"
    if key not in seat.addresses:
        seat.addresses[key] = address(_thumb(seat.desk.page_picture(case_id, page_no)), key)
    return seat.addresses[key]


def rereads(seat: Seat, case_id: str, *, page_no: int) -> int:
    """A page that was turned and read anew has another picture."""
    view = seat.view
    page = view.page(page_no) if view is not None and view.record.case_id == case_id else None
    return page.rereads if page else 0


def address(picture: bytes, key: str) -> str:
    return get_instance().media_file_mgr.add(picture, "image/jpeg", key) if picture else ""


@lru_cache(maxsize=KEPT)
def _crop(picture: bytes, box: tuple[int, int, int, int], *, around: float) -> bytes:
    page = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR) if picture else None
    if page is None:
        return b""
    x, y, width, height = box
    pad = round(around * min(height, 120)) + 6
    cut = page[max(0, y - pad) : y + height + pad, max(0, x - pad) : x + width + pad]
    made, found = cv2.imencode(".jpg", cut, [cv2.IMWRITE_JPEG_QUALITY, CROP_QUALITY]) if cut.size else (False, None)
    return bytes(found) if made and found is not None else b""


@lru_cache(maxsize=KEPT)
def _thumb(picture: bytes) -> bytes:
    page = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_REDUCED_COLOR_4) if picture else None
    if page is None:
        return b""
    scale = THUMB_PX / max(page.shape[:2])
    small = cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else page
    made, found = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, CROP_QUALITY])
    return bytes(found) if made else b""
