"""開示・訂正・利用停止の請求: what a person asked about their own file, what was answered, and which revision did it.

A correction is a new revision at the desk; the reading before it stays in the history and on the paper. Refuses to call
a value corrected that nobody changed since the request, and an answer without words where the request was refused.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, insert, select, update

from domain.access import Operator, Right
from domain.auditing import Action, Deed
from domain.errors import RetentionRefused, StorageError
from domain.retention import day_of
from storage.audit import append
from storage.database import Database
from storage.schema import cases, revisions
from storage.schema_retention import rights_requests

KINDS = {"disclosure": "開示", "correction": "訂正", "suspension": "利用停止"}
OUTCOMES = {"granted": "応じた", "partly": "一部応じた", "refused": "応じない", "withdrawn": "取り下げ"}
# 個人情報保護法 83, 94, 102条: thirty days from the day it came, thirty more with notice.
DAYS = 30


@dataclass(frozen=True, slots=True)
class Request:
    seq: int
    case_id: str
    kind: str
    received_on: str
    target: str
    claim: str
    noted_by: str
    outcome: str
    answer: str
    revision: int
    settled_by: str
    settled_at: str

    @property
    def due_on(self) -> str:
        return (day_of(self.received_on) + timedelta(days=DAYS)).isoformat()


class Requests:
    def __init__(self, database: Database) -> None:
        self.database = database

    def note(
        self, who: Operator, case_id: str, *, kind: str, received_on: str, about: tuple[str, str] = ("", "")
    ) -> int:
        """`about`: the item of the record it names, and what the person says of it. The number of the request."""
        who.need(Right.DECIDE, what="a request")
        if kind not in KINDS:
            raise RetentionRefused(f"a request is one of {', '.join(KINDS)}")
        day, (target, claim) = day_of(received_on).isoformat(), about
        if kind == "correction" and not claim.strip():
            raise RetentionRefused("a correction says what is to be put right")
        blank = {"outcome": "", "answer": "", "settled_by": "", "settled_at": ""}
        with self.database.write() as connection:
            mine = select(cases.c.revision).where(cases.c.case_id == case_id, self.database.owns(cases.c.case_id))
            revision = connection.execute(mine).scalar()
            if revision is None:
                raise StorageError(f"the archive has no case {case_id}")
            row = {"case_id": case_id, "kind": kind, "received_on": day, "target": target, "claim": claim, **blank}
            made = connection.execute(insert(rights_requests).values(**row, noted_by=who.name, revision=revision))
            number = int((made.inserted_primary_key or (0,))[0])
            deed = Deed(Action.DISCLOSE, case_id, str(number), f"request:{kind}")
            append(connection, who, deeds=[deed], at=self.database.now())
        return number

    def settle(self, who: Operator, seq: int, *, outcome: str, answer: str) -> Request:
        """Raises RetentionRefused for one that is settled, and for a correction that no revision made."""
        who.need(Right.RELEASE, what="answering a request")
        if outcome not in OUTCOMES:
            raise RetentionRefused(f"an answer is one of {', '.join(OUTCOMES)}")
        if outcome in ("partly", "refused") and not answer.strip():
            raise RetentionRefused("what is not granted is answered with its reason")
        with self.database.write() as connection:
            query = select(rights_requests).where(rights_requests.c.seq == seq)
            row = connection.execute(query.where(self.database.owns(rights_requests.c.case_id))).one_or_none()
            if row is None or row.outcome:
                raise RetentionRefused(f"there is no open request {seq}")
            change = {"outcome": outcome, "answer": answer, "settled_by": who.name, "settled_at": self.database.now()}
            if row.kind == "correction" and outcome in ("granted", "partly"):
                later = (revisions.c.case_id == row.case_id) & (revisions.c.revision > row.revision)
                later &= revisions.c.target.startswith(row.target, autoescape=True)
                made = connection.execute(select(func.max(revisions.c.revision)).where(later)).scalar()
                if made is None:
                    raise RetentionRefused(f"nobody corrected {row.target or 'the case'} since the request came")
                change |= {"revision": made}
            connection.execute(update(rights_requests).where(rights_requests.c.seq == seq).values(change))
            deed = Deed(Action.DISCLOSE, row.case_id, str(seq), f"request:{outcome}")
            append(connection, who, deeds=[deed], at=self.database.now())
            return Request(*connection.execute(query).one())

    def all(self, *, is_open: bool = False) -> tuple[Request, ...]:
        """By the day they came."""
        query = self.database.only(select(rights_requests), rights_requests.c.case_id)
        if is_open:
            query = query.where(rights_requests.c.outcome == "")
        with self.database.read() as connection:
            rows = connection.execute(query.order_by(rights_requests.c.received_on, rights_requests.c.seq))
            return tuple(Request(*row) for row in rows)
