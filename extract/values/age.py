"""Ages: `86歳`, `( 86 )歳`, `満八十六才` -> whole years. Refuses more than 120."""

import re

from domain.field import Evidence
from extract.values.eras import age_on
from extract.values.numerals import KANJI, mend_digits, number
from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.width import plain
from extract.values.year_choice import AGE_NATS

_AGE = re.compile(
    rf"(?P<style>満|数え年?|当時)?[\s(]*(?P<age>\d\s?\d?\s?\d?|[{KANJI}]{{1,4}})\s*\)?\s*(?P<unit>歳|才|さい)?"
)
_INFANT = re.compile(r"生後|か月|ヶ月|ケ月|カ月")
_FRAME = re.compile(r"[\s()満歳才]*")


def parse(raw: str, context: Context) -> Parsed:
    """Whole years as a string. Evidence `age` when birth date and record date are both known."""
    text, stroke = mend_digits(plain(raw))
    if _FRAME.fullmatch(text):
        return blank()
    hit = _AGE.search(text)
    years = number(hit.group("age").strip()) if hit else None
    if hit is None or years is None:
        return unparsed()
    if _INFANT.search(text) and not hit.group("unit"):
        years = 0
    if years > 120:
        return unparsed("age_implausible")
    found = Parsed(str(years), reasons=("lookalike",) if stroke else ())
    return _compared(found, years, context=context, counted=(hit.group("style") or "").startswith("数"))


def _compared(found: Parsed, years: int, *, context: Context, counted: bool) -> Parsed:
    if context.birth_date is None or context.record_date is None:
        return found
    birth, on = context.birth_date, context.record_date
    expected = on.year - birth.year + 1 if counted else age_on(birth, on)
    found = found.with_evidence(Evidence("age", years == expected, AGE_NATS))
    return found if years == expected else found.with_reasons("age_contradicts")
