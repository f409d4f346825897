"""Cases lent to another office: on what ground, until when, by whom. Refuses a share without ground or end."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import insert, select, update

from domain.access import Operator, Right
from domain.auditing import Action, Deed
from domain.errors import AccessRefused, StorageError
from storage.audit import append
from storage.database import Database
from storage.schema import cases, shares

# law-and-standards.md 4.9: consent of the person, or the law that allows sharing without it.
BASES = {
    "consent": "本人同意",
    "law_106_6": "社会福祉法106条の6（支援会議）",
    "law_25_2": "児童福祉法25条の2（要対協）",
    "law_9": "生活困窮者自立支援法9条（支援会議）",
    "emergency": "緊急（個人情報保護法69条2項）",
    "statute": "その他の法令",
}
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class Share:
    """`until` is the last day; `ended_at` "" while nobody has ended it early."""

    seq: int
    case_id: str
    office: str
    basis: str
    until: str
    made_by: str
    made_at: str
    ended_at: str


class Sharing:
    def __init__(self, database: Database) -> None:
        self.database = database

    def share(self, who: Operator, case_id: str, *, office: str, basis: str, until: str) -> None:
        """Raises AccessRefused without right, ground or end; StorageError for a case that is not this office's own."""
        who.need(Right.SHARE, what="share")
        self._check(office, basis=basis, until=until)
        with self.database.write() as connection:
            mine = select(cases.c.office).where(cases.c.case_id == case_id, self.database.owns(cases.c.case_id))
            owner = connection.execute(mine).scalar()
            if owner is None:
                raise StorageError(f"the archive has no case {case_id}")
            if owner == office:
                raise AccessRefused(f"case {case_id} is that office's own")
            row = {"case_id": case_id, "office": office, "basis": basis, "until": until, "made_by": who.name}
            connection.execute(insert(shares).values(**row, made_at=self.database.now(), ended_at=""))
            deed = Deed(Action.SHARE, case_id, until, basis)
            append(connection, who, deeds=[deed], at=self.database.now())

    def _check(self, office: str, *, basis: str, until: str) -> None:
        if not office.strip():
            raise AccessRefused("a share names one office")
        if basis not in BASES:
            raise AccessRefused(f"a share needs consent or a legal ground: {', '.join(BASES)}")
        try:
            last = date.fromisoformat(until)
        except ValueError as error:
            raise AccessRefused("a share needs its last day, YYYY-MM-DD") from error
        today = date.fromisoformat(self.database.today())
        if not today <= last <= today + timedelta(days=LONGEST_DAYS):
            raise AccessRefused("a share ends between today and a year from now")

    def end(self, who: Operator, case_id: str, *, office: str) -> int:
        """Takes every running share of the case with that office back; how many."""
        who.need(Right.SHARE, what="unshare")
        running = (shares.c.case_id == case_id) & (shares.c.office == office) & (shares.c.ended_at == "")
        with self.database.write() as connection:
            change = update(shares).where(running, self.database.owns(shares.c.case_id))
            ended = connection.execute(change.values(ended_at=self.database.now())).rowcount
            if ended:
                append(connection, who, deeds=[Deed(Action.UNSHARE, case_id)], at=self.database.now())
            return ended

    def of(self, case_id: str) -> tuple[Share, ...]:
        query = self.database.only(select(shares), shares.c.case_id).where(shares.c.case_id == case_id)
        with self.database.read() as connection:
            return tuple(Share(*row) for row in connection.execute(query.order_by(shares.c.seq)))
