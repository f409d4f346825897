"""郵便番号 -> seven digits, with the postcode table as a witness. Refuses anything that is not seven digits."""

import re

from domain.field import Evidence
from extract.values.gazetteer import place_key, places_of_postcode
from extract.values.numerals import mend_digits
from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.width import numbered

# About one seven-digit number in eighty is a postcode in use: ln 80.
TABLE_NATS = 4.4
_DIGITS = re.compile(r"(?<!\d)(\d{3})\s*[-・.\s]?\s*(\d{4})(?!\d)")
_FRAME = re.compile(r"[〒〠テT\s\-_]*")


def parse(raw: str, context: Context) -> Parsed:
    """`〒299-0000` -> `2990000`. Evidence `postcode_table`, and `postcode_address` when the address is there."""
    text, stroke = mend_digits(numbered(raw))
    if _FRAME.fullmatch(text):
        return blank()
    hit = _DIGITS.search(text)
    if hit is None:
        return unparsed()
    digits = hit.group(1) + hit.group(2)
    places = places_of_postcode(digits)
    reasons = ("lookalike",) if stroke else ()
    found = Parsed(digits, reasons=reasons, evidence=(Evidence("postcode_table", bool(places), TABLE_NATS),))
    if not places:
        return found.with_reasons("postcode_unknown")
    agrees = postcode_agrees(digits, context.address) if context.address else None
    if agrees is None:
        return found
    found = found.with_evidence(Evidence("postcode_address", agrees, TABLE_NATS))
    return found if agrees else found.with_reasons("postcode_contradicts")


def postcode_agrees(digits: str, address: str) -> bool | None:
    """Whether the address names the postcode's municipality or, without one, its town; None when it names neither."""
    key = place_key("".join(address.split()))
    places = places_of_postcode(digits)
    if not places:
        return None
    if any(place_key(city) in key for _, city, _ in places):
        return True
    if any(town and place_key(town) in key for _, _, town in places):
        return True
    return False if re.search(r"[市区町村]", key) else None
