import cv2
import numpy as np
import pytest

from domain.geometry import Box
from ocr.crops import crop_png, light_up, shrunk


def page() -> bytes:
    image = np.full((200, 300, 3), 255, np.uint8)
    image[40:60, 100:140] = (0, 0, 200)
    return cv2.imencode(".png", image)[1].tobytes()


def opened(data: bytes) -> np.ndarray:
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    return image


def test_a_crop_is_the_box_with_its_margin() -> None:
    image = opened(crop_png(page(), Box(100, 40, 40, 20), pad_px=5))
    assert image.shape == (30, 50, 3)
    assert tuple(image[15, 25]) == (0, 0, 200) and tuple(image[2, 2]) == (255, 255, 255)


def test_a_crop_stops_at_the_paper_edge() -> None:
    assert opened(crop_png(page(), Box(290, 190, 50, 50), pad_px=10)).shape == (20, 20, 3)


def test_a_box_off_the_paper_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing of the page"):
        crop_png(page(), Box(400, 400, 10, 10), pad_px=0)


@pytest.mark.parametrize("data", [b"", b"not a picture"])
def test_bytes_that_are_no_picture_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a picture"):
        crop_png(data, Box(0, 0, 5, 5), pad_px=0)


def test_lit_places_stay_bright_and_the_rest_is_dimmed() -> None:
    image = opened(light_up(page(), [Box(100, 40, 40, 20)]))
    assert image.shape == (200, 300, 3)
    assert image[150, 250].mean() < 200
    assert abs(int(image[50, 120, 2]) - 200) < 25


def test_a_whole_page_is_shrunk_to_fit() -> None:
    assert opened(shrunk(page(), 150)).shape == (100, 150, 3)
    assert opened(shrunk(page(), 5000)).shape == (200, 300, 3)
    assert opened(light_up(page(), [Box(0, 0, 300, 200)], longest_px=150)).shape == (100, 150, 3)
