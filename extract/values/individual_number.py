"""個人番号 (12 digits): found so that it can be masked and never kept. Refuses to return the digits themselves.

Check digit: 番号法 施行規則 (modulus 11, weights 2-7 and 2-6). A wrong digit beside the label is still a hit.
"""

import re
from dataclasses import dataclass

from extract.values.numerals import mend_digits
from extract.values.width import numbered

_LABEL = re.compile(r"個\s*人\s*番\s*号|マイナンバ[ーｰ一-]|12\s*桁")
_TWELVE = re.compile(r"(?<![\d.])\d(?:[\s・.,-]{0,3}\d){11}(?![\d])")
_LABEL_REACH = 60


@dataclass(frozen=True, slots=True)
class NumberHit:
    """Where twelve digits stand; `checked`: the check digit is right; `labelled`: the label stands before them."""

    span: tuple[int, int]
    checked: bool
    labelled: bool


def find(text: str, *, label: str = "") -> tuple[NumberHit, ...]:
    """Runs of twelve digits that carry a right check digit, or stand under or behind a 個人番号 label."""
    folded, _ = mend_digits(numbered(text))
    under = _LABEL.search(numbered(label)) is not None
    found = []
    for hit in _TWELVE.finditer(folded):
        before = folded[max(0, hit.start() - _LABEL_REACH) : hit.start()]
        labelled = under or _LABEL.search(before) is not None
        checked = check_digit_is_right("".join(filter(str.isdigit, hit.group(0))))
        if checked or labelled:
            found.append(NumberHit(hit.span(), checked, labelled))
    return tuple(found)


def check_digit_is_right(digits: str) -> bool:
    """For a string of exactly twelve ASCII digits."""
    total = sum(int(digit) * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(digits[-2::-1], 1))
    rest = total % 11
    return int(digits[-1]) == (0 if rest <= 1 else 11 - rest)


def masked(text: str, *, label: str = "") -> str:
    """The text with every digit of a hit replaced by ＊; length kept."""
    signs = list(text)
    for hit in find(text, label=label):
        for place in range(*hit.span):
            if not signs[place].isspace() and signs[place] not in "・.,-－":
                signs[place] = "＊"
    return "".join(signs)
