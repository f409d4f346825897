import pytest

from domain.geometry import Box, confidence
from domain.page import Direction, OcrChar, OcrLine
from ocr.fax import header


def line(text: str, box: Box) -> OcrLine:
    chars = tuple(OcrChar(char, box, confidence(0.9)) for char in text)
    return OcrLine(text, box, confidence(0.9), Direction.HORIZONTAL, chars)


TOP = Box(60, 10, 900, 26)


@pytest.mark.parametrize(
    ("text", "sender", "sent", "page"),
    [
        (
            "2024年 9月 5日 10時32分  潮見ケ丘市北部包括  0470-00-1000  NO.1234  P. 1/4",
            "潮見ケ丘市北部包括",
            "2024年 9月 5日 10時32分",
            "1/4",
        ),
        (
            "2024/02/13 16:08  FROM: コドモカテイソウダンシツ  0470-00-1020  P.02",
            "コドモカテイソウダンシツ",
            "2024/02/13 16:08",
            "02",
        ),
        (
            "2019-06-04(火) 09:41  潮見ケ丘市社協  FAX:0470-00-1030  P003/003",
            "潮見ケ丘市社協",
            "2019-06-04(火) 09:41",
            "003/003",
        ),
    ],
)
def test_headers_of_three_machines(text: str, sender: str, sent: str, page: str) -> None:
    found = header([line(text, TOP), line("支援経過", Box(700, 200, 200, 40))], 200)
    assert found is not None
    assert (found.sender, found.sent, found.page) == (sender, sent, page)
    assert sender in found.remark and found.box == TOP


def test_a_header_read_in_pieces_is_put_together() -> None:
    pieces = [
        line("P.02", Box(900, 12, 80, 26)),
        line("2024/02/13 16:08", Box(60, 10, 300, 26)),
        line("0470-00-1020", Box(500, 11, 200, 26)),
    ]
    found = header(pieces, 200)
    assert found is not None
    assert (found.sent, found.number, found.page) == ("2024/02/13 16:08", "0470-00-1020", "02")


@pytest.mark.parametrize("text", ["様式第1号（R3.4改）", "2024/02/13 相談受付票", "連絡先 0470-00-1020", "P.02"])
def test_other_top_lines_are_no_header(text: str) -> None:
    assert header([line(text, TOP)], 200) is None


def test_the_same_words_further_down_are_content() -> None:
    assert header([line("2024/02/13 16:08 FAX 0470-00-1020 P.02", Box(60, 400, 900, 26))], 200) is None
    assert header([], 200) is None
