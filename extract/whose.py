"""What a page says of its person. Letters and notes name whom they are written to; a certificate names its bearer.

Refuses to take an office (所長, 御中) for a person.
"""

import re

from extract.identity import Person, name_key
from extract.page_reading import PageRead, form_named

_NAME = r"[\u3005\u3400-\u9fff\uf900-\ufaffぁ-んァ-ヶー]{1,5}"
_ADDRESSEE = re.compile(rf"^\s*({_NAME}[\s　]?{_NAME})\s*様\s*$")
# Longer than any name: a label that was found inside running text took the rest of its line.
_LONGEST = 10
_OFFICE = re.compile(r"[長課係室所局部会署園校院]$|センター|機関|御中|各位|保護者|ご家族")


def person_of(page: PageRead, *, file: Person | None = None) -> Person:
    """`file`: once known, a page without a name of its own that names the file's person anywhere is theirs."""
    name, sure = _name(page)
    if file is not None and file.name and (not name or not form_named(page.guess.form).principal):
        name, sure = (file.name, True) if _mentions(page, file.name) else (name or _addressee(page), True)
    return Person(
        page_no=page.page_no,
        name=name,
        birth=page.value("dateOfBirth"),
        number=page.value("caseNumber"),
        address=page.value("address"),
        principal=form_named(page.guess.form).principal,
        sure=sure,
    )


def _name(page: PageRead) -> tuple[str, bool]:
    """The name on the page and whether it was read well enough to tell two people apart."""
    for one in page.drafts:
        if one.name == "fullName" and one.reading.value and len(name_key(one.reading.value)) <= _LONGEST:
            return one.reading.value, float(one.ink) >= 0.8
    return "", False


def _mentions(page: PageRead, name: str) -> bool:
    text = "".join(line.text for line in page.layout.sheet.ocr.lines)
    return name in name_key(text)


def _addressee(page: PageRead) -> str:
    """A natural person to whom a letter is addressed."""
    for line in page.layout.sheet.ocr.lines[:12]:
        hit = _ADDRESSEE.match(line.text)
        if hit and not _OFFICE.search(hit.group(1)):
            return hit.group(1)
    return ""
