"""What the desk shows goes through here: looks are logged before anything is shown.

Refuses to show what was not logged.
"""

from domain.access import Operator, Right
from domain.auditing import Action, Deed
from storage.archive import Archive
from storage.asked import Hits, Query


def looked_up(archive: Archive, who: Operator, *, query: Query) -> Hits:
    """A search, and in the log that it was made and which cases it showed; never its words."""
    who.need(Right.READ, what="search")
    found = archive.search(query)
    seen = dict.fromkeys(hit.case_id for hit in found.hits)
    archive.audit.add(who, *(Deed(Action.SEARCH, one) for one in ("", *seen)))
    return found


def looked_at(archive: Archive, who: Operator, *, case_id: str) -> None:
    who.need(Right.READ, what="open")
    archive.audit.add(who, Deed(Action.VIEW, case_id))
