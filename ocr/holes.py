"""Finds punch holes near the edges of a sheet, which readers take for ○, 0 or 。. Refuses what is not a solid round."""

import cv2
import numpy as np

from ocr.pixels import Image

WORKING_DPI = 75
SMALLEST_MM, LARGEST_MM = 4.2, 8.5
EDGE_MM = 25.0
RIM_MM = 0.9  # shadow and torn rim around a hole
DARKER = 40  # than the paper


def find(grey: Image, dpi: int) -> Image:
    """A mask (255) of punch holes with their rims, same size as the page."""
    step = max(1, round(dpi / WORKING_DPI))
    height, width = grey.shape
    found = np.zeros_like(grey)
    small = cv2.resize(grey, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    mm = dpi / step / 25.4
    limit = float(np.median(small)) - DARKER
    dark = np.where(small < limit, 255, 0).astype(np.uint8)
    core = max(3, round(SMALLEST_MM * 0.6 * mm))
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (core, core)))
    count, _, stats, middles = cv2.connectedComponentsWithStats(solid)
    for number in range(1, count):
        if _is_hole(stats[number], mm, page=(dark.shape[1], dark.shape[0])):
            radius = max(stats[number][2:4]) / 2 + RIM_MM * mm
            x, y = middles[number]
            cv2.circle(found, (round((x + 0.5) * step), round((y + 0.5) * step)), round(radius * step), 255, -1)
    return found


def _is_hole(stat: np.ndarray, mm: float, *, page: tuple[int, int]) -> bool:
    x, y, width, height, area = (float(v) for v in stat)
    if not (SMALLEST_MM * mm <= min(width, height) and max(width, height) <= LARGEST_MM * mm):
        return False
    away = min(x, y, page[0] - x - width, page[1] - y - height)
    is_round = 0.8 <= width / height <= 1.25 and 0.68 <= area / (width * height) <= 0.88
    return is_round and away <= EDGE_MM * mm
