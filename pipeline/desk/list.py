"""The work list: what to take next, who has what, and the numbers of the day. Reads only."""

from datetime import UTC, datetime, timedelta

from pipeline.desk.views import Filters, Today, WorkList, WorkRow
from storage.archive import Archive
from storage.lists import ListLine, Wanted

# What a clerk can ask the list for: kinds of doubt first, then reasons that call for other work than reading.
KINDS = (
    "field", "entry", "member", "consent", "page",
    "unknown_form", "protection_word", "rescan_wanted", "held", "sent_back", "refused_by_platform",
)  # fmt: skip


def work_list(archive: Archive, who: str, *, filters: Filters, now: datetime) -> WorkList:
    """`lane` todo: open doubts, urgent first, then oldest; waiting: all settled, to be approved; held; done."""
    wanted, page = _wanted(filters, who, now=now), {"limit": filters.limit, "offset": filters.offset}
    if filters.lane in ("todo", "held"):
        lines, total = archive.lists.open(wanted, on_hold=filters.lane == "held", **page)
    else:
        lines, total = archive.lists.settled(wanted, left=filters.lane == "done", **page)
    return WorkList(tuple(_row(one, now) for one in lines), total)


def numbers_of_today(archive: Archive, who: str, *, now: datetime) -> Today:
    """Of the local calendar day."""
    midnight = now.astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    found = archive.lists.numbers(who, since=_stamp(midnight))
    return Today(found.decisions, found.approved, found.tasks, found.doubts, found.waiting)


def _wanted(filters: Filters, who: str, *, now: datetime) -> Wanted:
    return Wanted(
        text=filters.text.strip(),
        mine=who if filters.mine else "",
        urgent=filters.urgent,
        form=filters.form,
        kind=filters.kind,
        office=filters.office,
        until=_stamp(now - timedelta(seconds=filters.older_s)) if filters.older_s else "",
    )


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _row(line: ListLine, now: datetime) -> WorkRow:
    return WorkRow(
        case_id=line.case_id,
        title=line.title,
        case_number=line.case_number,
        full_name=line.full_name,
        doubts=line.doubts,
        pages=line.page_count,
        urgent=line.urgent,
        holder=line.holder,
        age_s=_age(line.since, now),
        status=line.import_status,
        office=line.office,
    )


def _age(since: str, now: datetime) -> float:
    made = datetime.fromisoformat(since)
    return max(0.0, (now - (made if made.tzinfo else made.replace(tzinfo=UTC))).total_seconds())
