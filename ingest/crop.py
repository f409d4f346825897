"""A piece of a page picture, small enough to print or send. The stored picture stays as it is.

Refuses to give back a picture it could not open: then there is none.
"""

import cv2
import numpy as np

from domain.geometry import Box

QUALITY = 82
MARGIN_PX = 14
MOST_PX = 1600


def cut_out(picture: bytes, box: Box) -> bytes:
    """The JPEG inside `box` and a little around it, at most `MOST_PX` wide; b"" where there is nothing."""
    page = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR) if picture else None
    if page is None or not box.area:
        return b""
    here = box.padded(MARGIN_PX, within=Box(0, 0, page.shape[1], page.shape[0]))
    if not here.area:
        return b""
    piece = page[here.y : here.bottom, here.x : here.right]
    if here.width > MOST_PX:
        scale = MOST_PX / here.width
        piece = cv2.resize(piece, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    made, found = cv2.imencode(".jpg", piece, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
    return bytes(found) if made else b""
