"""Dates that are written only in part: a year, a month, a third of a month, a fiscal year, a decade.

Refuses to add a day: what is coarse stays coarse, as reduced ISO (`1957`, `1957-01`) or an interval (`A/B`).
"""

from domain.field import Precision
from extract.values.date_text import DateText
from extract.values.eras import month_is_valid
from extract.values.parsed import Parsed


def coarse(text: DateText, year: int) -> Parsed:
    """`year` western. Fiscal years run 4/1 to 3/31; part `third` is the 旬 code A1, A2, A3 of GIF 441."""
    reasons = ("date_partial",)
    third = (("third", text.third),) if text.third else ()
    if text.decade:
        return Parsed(f"{year:04d}/{year + 9:04d}", Precision.APPROXIMATE, reasons=reasons)
    if text.fiscal:
        if text.third == "A3":
            return Parsed(f"{year + 1:04d}-03", Precision.MONTH, reasons=reasons, parts=third)
        return Parsed(f"{year:04d}-04-01/{year + 1:04d}-03-31", Precision.APPROXIMATE, reasons=reasons, parts=third)
    if text.month is None:
        return Parsed(f"{year:04d}", Precision.APPROXIMATE if text.about else Precision.YEAR, reasons=reasons)
    if not month_is_valid(text.month):
        return Parsed(None, reasons=("date_invalid",))
    precision = Precision.APPROXIMATE if text.about or text.third else Precision.MONTH
    return Parsed(f"{year:04d}-{text.month:02d}", precision, reasons=reasons, parts=third)
