"""The work list: what to take next, who has what, and the numbers of the day. Reads only."""

from datetime import UTC, datetime

from domain.case import CaseState, ImportStatus
from pipeline.desk_views import Filters, Today, WorkList, WorkRow
from storage.archive import Archive
from storage.rows import CaseLine, TaskLine

# More than this is not looked through by word: narrow it down by page instead.
MOST_SEARCHED = 5000
MOST_COUNTED = 200


def work_list(archive: Archive, who: str, *, filters: Filters, now: datetime) -> WorkList:
    """`lane` todo: open doubts, urgent first, then oldest; waiting: all settled, to be approved; held; done."""
    if filters.lane == "todo":
        return _to_do(archive, who, filters=filters, now=now)
    if filters.lane == "held":
        held = archive.tasks(on_hold=True, limit=filters.limit, offset=filters.offset)
        return WorkList(tuple(_task_row(archive, one, now=now) for one in held), filters.offset + len(held))
    found = [one for one in _settled(archive, filters.lane) if _says(filters.text, one.title, one.full_name)]
    shown = found[filters.offset : filters.offset + filters.limit]
    return WorkList(tuple(_case_row(one, now) for one in shown), len(found))


def _to_do(archive: Archive, who: str, *, filters: Filters, now: datetime) -> WorkList:
    if not (filters.text or filters.mine or filters.urgent):
        lines = archive.tasks(limit=filters.limit, offset=filters.offset)
        return WorkList(tuple(_task_row(archive, one, now=now) for one in lines), archive.counts().tasks)
    every = archive.tasks(limit=MOST_SEARCHED)
    found = [one for one in every if _fits(one, who, filters=filters)]
    shown = found[filters.offset : filters.offset + filters.limit]
    return WorkList(tuple(_task_row(archive, one, now=now) for one in shown), len(found))


def _fits(line: TaskLine, who: str, *, filters: Filters) -> bool:
    if filters.mine and line.holder != who:
        return False
    return (line.urgent or not filters.urgent) and _says(filters.text, line.title, line.full_name)


def _says(text: str, *where: str) -> bool:
    wanted = text.replace(" ", "").replace("　", "")
    return any(wanted in one.replace(" ", "").replace("　", "") for one in where)


def _settled(archive: Archive, lane: str) -> list[CaseLine]:
    """Cases without open doubts: still to be approved, or already beyond that."""
    waiting = (ImportStatus.ARCHIVE_ONLY, ImportStatus.CANDIDATE)
    lines = archive.cases(state=CaseState.REVIEWED, limit=MOST_SEARCHED)
    return [one for one in lines if (one.import_status in waiting) == (lane == "waiting")]


def _task_row(archive: Archive, line: TaskLine, *, now: datetime) -> WorkRow:
    case = archive.case_line(line.case_id)
    return WorkRow(
        case_id=line.case_id,
        title=line.title,
        case_number=case.case_number,
        full_name=line.full_name,
        doubts=line.doubts,
        pages=case.page_count,
        urgent=line.urgent,
        holder=line.holder,
        age_s=_age(line.created_at, now),
        status=case.import_status,
    )


def _case_row(line: CaseLine, now: datetime) -> WorkRow:
    return WorkRow(
        case_id=line.case_id,
        title=line.title,
        case_number=line.case_number,
        full_name=line.full_name,
        doubts=0,
        pages=line.page_count,
        urgent=False,
        holder="",
        age_s=_age(line.updated_at, now),
        status=line.import_status,
    )


def _age(since: str, now: datetime) -> float:
    made = datetime.fromisoformat(since)
    return max(0.0, (now - (made if made.tzinfo else made.replace(tzinfo=UTC))).total_seconds())


def numbers_of_today(archive: Archive, who: str, *, now: datetime) -> Today:
    """Of the local calendar day; decisions are counted over the cases changed last."""
    day = now.astimezone().date()
    changed = [one for one in archive.cases(limit=MOST_COUNTED) if _local_day(one.updated_at) == day]
    mine = sum(
        row.who == who and _local_day(row.when) == day and row.why != "undo"
        for one in changed
        for row in archive.history(one.case_id)
    )
    counts = archive.counts()
    approved = sum(one.import_status in (ImportStatus.APPROVED, ImportStatus.IMPORTED) for one in changed)
    return Today(mine, approved, counts.tasks, counts.doubts, len(_settled(archive, "waiting")))


def _local_day(when: str) -> object:
    made = datetime.fromisoformat(when)
    return (made if made.tzinfo else made.replace(tzinfo=UTC)).astimezone().date()
