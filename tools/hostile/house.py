"""An archive of two offices with accounts, a protected case and the search service before it: what is attacked."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from domain.access import Operator, Role
from domain.case import CaseRecord
from domain.geometry import confidence
from domain.reading import PageForm
from pipeline.search_http import application
from pipeline.settings import Settings
from pipeline.veil import indexed
from storage.access import Scope
from storage.accounts import Proof
from storage.archive import Archive
from tests.pipeline import sheltered

NORTH, SOUTH, SECRET = "office", "南部", "harbour-lantern-42"
BOSS = Operator("admin", Role.ADMINISTRATOR)


@dataclass
class Clock:
    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass(frozen=True, slots=True)
class House:
    """`south`: the archive as the other office sees it. `tokens`: a session of each account."""

    home: Path
    archive: Archive
    south: Archive
    clock: Clock
    tokens: dict[str, str]

    def ask(self, method: str, path: str, **more: object) -> httpx.Response:
        """The search service, asked from another computer."""
        host = str(more.pop("host", "10.0.0.9"))

        async def run() -> httpx.Response:
            made = application(self.archive, Settings(home=self.home))
            transport = httpx.ASGITransport(app=made, client=(host, 50_000))
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **more)  # type: ignore[arg-type]  # what the try says

        with ThreadPoolExecutor(1) as thread:  # a browser's loop may be running in this one
            return thread.submit(asyncio.run, run()).result()


@contextmanager
def house(home: Path) -> Iterator[House]:
    clock, url, files = Clock(), f"sqlite:///{home / 'archive.db'}", str(home / "files")
    with (
        Archive(url, files, clock=clock, seen=indexed) as archive,
        Archive(url, files, clock=clock, seen=indexed, scope=Scope(SOUTH)) as south,
    ):
        archive.migrate()
        sheltered.take_in(archive, home)
        plain = CaseRecord("case-n", NORTH, 1, "台帳 北", 1, (PageForm(1, "face_sheet", confidence(0.99)),))
        archive.save_case(plain, (), who="tsuzuri", why="first reading", task=None)
        people = {"admin": archive.accounts.add(Operator("x", Role.ALONE), "admin", role=Role.ADMINISTRATOR)}
        for name, role, place in (
            ("kimura", Role.CLERK, NORTH),
            ("sato", Role.SUPERVISOR, NORTH),
            ("minami", Role.SUPERVISOR, SOUTH),
            ("scan1", Role.SCAN, NORTH),
            ("mori", Role.COUNSELLOR, NORTH),
            ("kansa", Role.AUDITOR, ""),
            ("leaving", Role.CLERK, NORTH),
        ):
            people[name] = archive.accounts.add(BOSS, name, role=role, office=place)
        for name, first in people.items():
            archive.accounts.change_secret(Proof(name, first), SECRET)
        tokens = {name: archive.sessions.open(Proof(name, SECRET)) for name in people}
        yield House(home, archive, south, clock, tokens)
