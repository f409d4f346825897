"""How long a case is kept after it ended: rules an office writes down and the day they lead to.

Source: law-and-standards.md 4.15 and 4.16: periods stand in ordinances and 文書管理規程 and differ by office, so
nothing here decides by itself. Refuses to name a last day without a rule, a closing day or, where it asks, a birthday.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from domain.errors import RetentionRefused

LONGEST_YEARS = 100


class Start(StrEnum):
    """From when the years count: the closing day, the 1st of April after it, or the person's birth."""

    CLOSED = "closed"
    FISCAL = "fiscal"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Rule:
    """ "" for `office`, `series` (how case numbers or titles begin) or `form` means: any. `basis`: what it rests on."""

    office: str = ""
    series: str = ""
    form: str = ""
    years: int = 5
    start: Start = Start.FISCAL
    basis: str = ""
    who: str = ""
    made_at: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.years <= LONGEST_YEARS:
            raise RetentionRefused(f"a case is kept for 1 to {LONGEST_YEARS} years, found {self.years}")
        if not self.basis.strip():
            raise RetentionRefused("a rule of retention names what it rests on (ordinance, 文書管理規程)")

    def fits(self, subject: "Subject") -> bool:
        named = (subject.number, subject.title)
        of_series = not self.series or any(one.startswith(self.series) for one in named)
        return self.office in ("", subject.office) and of_series and (not self.form or self.form in subject.forms)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule looks at. Days are YYYY-MM-DD, "" for unknown."""

    office: str
    number: str
    title: str
    forms: tuple[str, ...]
    closed_on: str = ""
    born_on: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """The rule that holds for a case and the last day it is kept; "" while a day is missing."""

    rule: Rule
    last_day: str


# Not in force until an office adopts them: what is usual, partly unverified, to be held against its own ordinance.
_CHECK = "自治体の文書管理規程で確認のうえ採用"
OFFERED: tuple[Rule, ...] = (
    Rule(years=5, basis=f"相談記録一般（多くの規程で5年）。{_CHECK}"),
    Rule(series="居宅", years=5, start=Start.CLOSED, basis=f"介護（国基準は完結から2年、条例で5年が多い）。{_CHECK}"),
    Rule(series="計画相談", years=5, start=Start.CLOSED, basis=f"障害 計画相談 5年。{_CHECK}"),
    Rule(series="生保", years=5, basis=f"生活保護ケースファイル（廃止後5年が一般）。{_CHECK}"),
    Rule(series="こ-", years=25, start=Start.AGE, basis=f"児童記録票（満25歳まで等の長期）。{_CHECK}"),
)


def term_of(subject: Subject, rules: Iterable[Rule]) -> Term | None:
    """The nearest rule: its own office before any, then the longer series; of those for its forms, the longest."""
    fitting = [one for one in rules if one.fits(subject)]
    if not fitting:
        return None
    nearest = max((bool(one.office), len(one.series)) for one in fitting)
    terms = [
        Term(one, last_day(one, closed_on=subject.closed_on, born_on=subject.born_on))
        for one in fitting
        if (bool(one.office), len(one.series)) == nearest
    ]
    return next((one for one in terms if not one.last_day), max(terms, key=lambda one: one.last_day))


def last_day(rule: Rule, *, closed_on: str, born_on: str = "") -> str:
    """The last day of keeping, YYYY-MM-DD; "" while the case is open or the birthday is unknown."""
    if not closed_on:
        return ""
    closed = day_of(closed_on)
    if rule.start is Start.AGE:
        return max(closed, years_on(day_of(born_on), rule.years) - timedelta(days=1)).isoformat() if born_on else ""
    if rule.start is Start.CLOSED:
        return years_on(closed, rule.years).isoformat()
    april = date(closed.year + (closed.month > 3), 4, 1)
    return (years_on(april, rule.years) - timedelta(days=1)).isoformat()


def years_on(day: date, years: int) -> date:
    """The same day years later; the 29th of February becomes the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def day_of(text: str) -> date:
    """Raises RetentionRefused for anything but YYYY-MM-DD."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise RetentionRefused(f"a day is YYYY-MM-DD, found 「{text[:20]}」") from error
    if found.isoformat() != text or not 1868 <= found.year <= 2200:
        raise RetentionRefused(f"a day is YYYY-MM-DD, found 「{text[:20]}」")
    return found


def adopted(rule: Rule, *, who: str, made_at: str) -> Rule:
    return replace(rule, who=who, made_at=made_at)
