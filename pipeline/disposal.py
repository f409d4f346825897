"""Certificates of disposal: those carried out, and one PDF of them for the binder. Refuses what is not done yet."""

import json
from collections.abc import Collection

from deliver.disposal_page import draw
from domain.errors import RetentionRefused
from storage.archive import Archive
from storage.retention import DONE, Disposal


def certified(archive: Archive, numbers: Collection[str] = ()) -> tuple[Disposal, ...]:
    """All that were carried out, or those named. Raises RetentionRefused for one that was not."""
    done = [one for one in archive.retention.disposals(states=(DONE,)) if not numbers or one.disposal_id in numbers]
    missing = set(numbers) - {one.disposal_id for one in done}
    if missing:
        raise RetentionRefused(f"no certificate: {', '.join(sorted(missing))} was not carried out")
    return tuple(done)


def certificate_pdf(found: Collection[Disposal]) -> bytes:
    return draw([(one.certificate, json.loads(one.certificate)) for one in found])
