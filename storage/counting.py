"""How many of what, by state: the numbers that must add up. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from domain.batch import FileState, PageState
from storage.database import Database
from storage.schema import cases, files, pages, tasks, twins


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by state name. `files` holds "duplicate" for refused twins; `cases` may hold "failed"."""

    files: Mapping[str, int]
    pages: Mapping[str, int]
    cases: Mapping[str, int]
    tasks: int
    doubts: int

    @property
    def announced(self) -> int:
        """Every file ever offered, twins included."""
        return sum(self.files.values())

    @property
    def files_open(self) -> int:
        return self.files.get(FileState.CLAIMED.value, 0)

    @property
    def pages_total(self) -> int:
        return sum(self.pages.values())

    @property
    def pages_open(self) -> int:
        return self.pages.get(PageState.WAITING.value, 0)

    @property
    def pages_ended(self) -> int:
        return self.pages_total - self.pages_open

    @property
    def adds_up(self) -> bool:
        """Nothing is under way: every file and every page is in an end state."""
        return self.files_open == 0 and self.pages_open == 0


class Counting:
    def __init__(self, database: Database) -> None:
        self.database = database

    def counts(self) -> Counts:
        with self.database.read() as connection:
            by_file = self._by_state(connection, files)
            refused = self.database.only(select(func.count()).select_from(twins.join(files)), files.c.case_id)
            twin_count = connection.execute(refused).scalar_one()
            work = select(func.count(), func.coalesce(func.sum(tasks.c.doubts), 0)).select_from(tasks)
            counted = connection.execute(self.database.only(work, tasks.c.case_id)).one()
            return Counts(
                files={**by_file, FileState.DUPLICATE.value: twin_count} if twin_count else by_file,
                pages=self._by_state(connection, pages),
                cases=self._by_state(connection, cases),
                tasks=counted[0],
                doubts=int(counted[1]),
            )

    def _by_state(self, connection: Connection, table: Table) -> dict[str, int]:
        query = self.database.only(select(table.c.state, func.count()).select_from(table), table.c.case_id)
        return {row[0]: row[1] for row in connection.execute(query.group_by(table.c.state))}
