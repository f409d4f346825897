"""Trust calibrations that this archive's own decisions gave: kept one after the other, the newest is in force.

Refuses to change or drop one: which model let something pass must stay known.
"""

from dataclasses import dataclass

from sqlalchemy import insert, select

from storage.database import Database
from storage.schema_desk import calibrations


@dataclass(frozen=True, slots=True)
class Calibration:
    """`body`: the model as JSON; `samples`: how many decisions it rests on."""

    body: str
    samples: int
    who: str
    made_at: str = ""


class Calibrations:
    def __init__(self, database: Database) -> None:
        self.database = database

    def add(self, one: Calibration) -> None:
        row = {"body": one.body, "samples": one.samples, "who": one.who, "made_at": self.database.now()}
        with self.database.write() as connection:
            connection.execute(insert(calibrations).values(row))

    def latest(self) -> Calibration | None:
        query = select(calibrations).order_by(calibrations.c.seq.desc()).limit(1)
        with self.database.read() as connection:
            row = connection.execute(query).one_or_none()
        return Calibration(row.body, row.samples, row.who, row.made_at) if row else None
