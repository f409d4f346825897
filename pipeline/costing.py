"""費用対効果 as numbers: what a page and a case have cost, and what an archive would. Pure but for `measured`.

Refuses a forecast before pages were both read and finished by people, and never divides finished work by all pages.
"""

from dataclasses import dataclass

from pipeline.desk.measures import JUDGED, OPENLY, Rate
from storage.archive import Archive
from storage.costs import LookTime


@dataclass(frozen=True, slots=True)
class Prices:
    """In yen: a clerk's hour with all its charges, an hour of one reading process, a year's budget."""

    wage_yen: float = 2_000.0
    machine_yen: float = 20.0
    budget_yen: float = 15_000_000.0


@dataclass(frozen=True, slots=True)
class Measured:
    """`timed_pages`: read with their time; `done_pages`, `done_cases`, `fields`: of cases that are finished."""

    pages: int
    timed_pages: int
    machine_s: float
    done_pages: int
    done_cases: int
    fields: tuple[LookTime, ...]
    auto: Rate
    machine_wrong: Rate
    auto_wrong: Rate


@dataclass(frozen=True, slots=True)
class Costed:
    """Seconds and yen a page and a case; None where nothing was measured. `untimed`: looks filled in with the mean."""

    clerk_s: float
    untimed: int
    machine_s_page: float | None
    clerk_s_page: float | None
    machine_yen_page: float | None
    clerk_yen_page: float | None
    yen_page: float | None
    yen_case: float | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """A whole archive of `pages`. `budget_pages`: how many pages a year's budget pays for."""

    pages: int
    machine_h: float
    clerk_h: float
    yen: float
    years_of_budget: float | None
    budget_pages: int | None


def measured(archive: Archive) -> Measured:
    timed_pages, machine_s = archive.costs.machine()
    done = archive.costs.done()
    return Measured(
        pages=archive.counts().pages_total,
        timed_pages=timed_pages,
        machine_s=machine_s,
        done_pages=done.pages,
        done_cases=done.cases,
        fields=done.fields,
        auto=Rate(*archive.costs.auto()),
        machine_wrong=Rate(*archive.costs.wrong(ways=OPENLY, actions=JUDGED)),
        auto_wrong=Rate(*archive.costs.samples()),
    )


def clerk_seconds(fields: tuple[LookTime, ...]) -> tuple[float, int]:
    """Of all looks, and how many of them had no time and stand with the mean: of their field, else of all fields."""
    seconds, timed = sum(one.seconds for one in fields), sum(one.timed for one in fields)
    mean = seconds / timed if timed else 0.0
    untimed = sum(one.looks - one.timed for one in fields)
    filled = sum((one.looks - one.timed) * (one.seconds / one.timed if one.timed else mean) for one in fields)
    return seconds + filled, untimed


def costed(found: Measured, prices: Prices) -> Costed:
    clerk_s, untimed = clerk_seconds(found.fields)
    machine = found.machine_s / found.timed_pages if found.timed_pages else None
    # Looks without a single measured time say nothing of what they cost.
    is_known = bool(found.done_pages) and (clerk_s > 0 or untimed == 0)
    clerk = clerk_s / found.done_pages if is_known else None
    machine_yen = None if machine is None else machine / 3600 * prices.machine_yen
    clerk_yen = None if clerk is None else clerk / 3600 * prices.wage_yen
    page = None if machine_yen is None or clerk_yen is None else machine_yen + clerk_yen
    case = page * found.done_pages / found.done_cases if page is not None and found.done_cases else None
    return Costed(clerk_s, untimed, machine, clerk, machine_yen, clerk_yen, page, case)


def forecast(cost: Costed, pages: int, *, prices: Prices) -> Forecast | None:
    """None before both halves of a page's cost are known."""
    if cost.yen_page is None or cost.machine_s_page is None or cost.clerk_s_page is None:
        return None
    yen = pages * cost.yen_page
    return Forecast(
        pages=pages,
        machine_h=pages * cost.machine_s_page / 3600,
        clerk_h=pages * cost.clerk_s_page / 3600,
        yen=yen,
        years_of_budget=yen / prices.budget_yen if prices.budget_yen else None,
        budget_pages=int(prices.budget_yen / cost.yen_page) if cost.yen_page else None,
    )
