"""What a process needs to work, built once: archive, reader, routing policy; heavy parts when first asked for."""

from dataclasses import dataclass, field
from functools import cached_property

from extract.trust.routing import Policy
from ingest.limits import Limits
from ocr.reader import Reader
from storage.archive import Archive

from pipeline.settings import Settings, load


@dataclass
class Workbench:
    """One a process. `settings` decides everything in it."""

    settings: Settings
    limits: Limits = field(default_factory=Limits)

    @cached_property
    def archive(self) -> Archive:
        archive = Archive(self.settings.archive_url, self.settings.files_url)
        archive.migrate()
        return archive

    @cached_property
    def reader(self) -> Reader:
        return Reader(threads=1, budget_s=self.settings.page_budget_s)

    @property
    def policy(self) -> Policy:
        return Policy(profile=self.settings.profile, target_error=self.settings.target_error)


def open_archive(settings: Settings | None = None) -> Archive:
    """The archive of the settings in force, migrated to the current schema."""
    return Workbench(settings or load()).archive
