"""Black over what of a page picture must not be seen. The original and the stored picture stay as they are.

Refuses to give back a picture it could not open: then there is none.
"""

from collections.abc import Iterable

import cv2
import numpy as np

from domain.geometry import Box

QUALITY = 88
EDGE_PX = 6


def veiled(picture: bytes, boxes: Iterable[Box]) -> bytes:
    """The JPEG with each box and a little around it blacked out; b"" for a picture that cannot be opened."""
    page = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR) if picture else None
    if page is None:
        return b""
    for one in boxes:
        top, left = max(0, one.y - EDGE_PX), max(0, one.x - EDGE_PX)
        page[top : one.y + one.height + EDGE_PX, left : one.x + one.width + EDGE_PX] = 0
    made, found = cv2.imencode(".jpg", page, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(found) if made else b""
