"""What one clerk typed and has not decided. Words that a busy archive could not take wait here and go with the next.

Refuses to let them fall: a newer view of the case shows them all the same.
"""

from collections.abc import Iterable

from domain.errors import StorageError
from storage.archive import Archive


class Drafts:
    """`who`: the clerk. A target is an item's key, with `.part` where it has parts."""

    def __init__(self, archive: Archive, who: str) -> None:
        self._archive, self._who = archive, who
        self._waiting: dict[tuple[str, str], str] = {}

    def save(self, case_id: str, target: str, *, text: str) -> None:
        """An empty text forgets it. Raises StorageError; the words then wait."""
        self._waiting[case_id, target] = text
        self._archive.save_draft(case_id, target, who=self._who, text=text)
        del self._waiting[case_id, target]
        self.catch_up()

    def catch_up(self) -> None:
        """Stores what waits, as far as the archive takes it."""
        for (case_id, target), text in tuple(self._waiting.items()):
            try:
                self._archive.save_draft(case_id, target, who=self._who, text=text)
            except StorageError:
                continue
            del self._waiting[case_id, target]

    def of(self, case_id: str) -> dict[str, str]:
        """Target to text."""
        waiting = {target: text for (case, target), text in self._waiting.items() if case == case_id}
        found = self._archive.drafts(case_id, self._who) | waiting
        return {target: text for target, text in found.items() if text}

    def decided(self, case_id: str, targets: Iterable[str]) -> None:
        """Nothing waits any more for what has been decided; the archive forgets its own with the decision."""
        for target in targets:
            self._waiting.pop((case_id, target), None)
