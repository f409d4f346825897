"""What a process needs to work, built once: archive, reader, routing policy; heavy parts when first asked for."""

import os
import socket
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from extract.stakes import needs_second_reader
from extract.trust.calibration import from_json
from extract.trust.routing import Policy
from ingest.limits import Limits
from pipeline.on_duty import duty
from pipeline.opening import opened
from pipeline.settings import Settings, load
from pipeline.veil import indexed
from storage.access import EVERYTHING, Scope
from storage.archive import Archive

if TYPE_CHECKING:
    from ocr.reader import Reader


@dataclass
class Workbench:
    """One a process. `settings` decides everything in it."""

    settings: Settings
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def archive(self) -> Archive:
        """Cut to the office of whoever passed the gate; a process without one is the machine and sees all."""
        now = duty()
        archive = scoped_archive(self.settings, Scope(now.sees) if now else EVERYTHING)
        archive.migrate()
        archive.keys.check()
        return archive

    @cached_property
    def reader(self) -> "Reader":
        from ocr.reader import Reader  # noqa: PLC0415 - the models take seconds to open; most commands never read

        chosen = self.settings
        return Reader(
            engine=chosen.reader,
            second=chosen.second_reader,
            third=chosen.third_reader,
            threads=1,
            budget_s=chosen.page_budget_s,
            asks=needs_second_reader,
        )

    @property
    def name(self) -> str:
        """`<host>:<pid>`: under this name the process holds what it works on."""
        return f"{socket.gethostname().replace(':', '-')}:{os.getpid()}"

    @property
    def lease_s(self) -> float:
        """How long a claim lasts without a beat (`pipeline.holding`): a lost worker's page comes back after this."""
        return self.settings.lease_s

    @property
    def policy(self) -> Policy:
        """With the calibration of this archive's own decisions, once there is one."""
        return policy_of(self.archive, self.settings)


def policy_of(archive: Archive, settings: Settings) -> Policy:
    own = archive.calibrations.latest()
    model = from_json(own.body) if own else None
    return Policy(profile=settings.profile, target_error=settings.target_error, model=model)


def scoped_archive(settings: Settings, scope: Scope) -> Archive:
    """One office's view of it; what is hidden of protected people never gets into its search."""
    return opened(settings, scope=scope, seen=indexed)


def open_archive(settings: Settings | None = None) -> Archive:
    """The archive of the settings in force, migrated to the current schema."""
    return Workbench(settings or load()).archive
