"""What a clerk does to the rows of the 支援経過 as rows: split, merge, move.

Refuses a row that changed since it was seen.
"""

from datetime import date

from pipeline.desk.cases import Desk
from pipeline.desk.rows import merge_rows, shift_row, split_row
from pipeline.desk.views import Ask, CaseView


class LogDesk:
    """`revision`: the one that was on the screen."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def split(self, case_id: str, target: str, *, revision: int, at: int) -> CaseView:
        """Two rows of one, cut before character `at` of its text."""
        sheets = self.desk.sheets(case_id)
        ask = Ask(case_id, revision, target, "split")
        return self.desk.change(
            ask, lambda record: split_row(record, target, at=at, sheets=sheets, today=self._today())
        )

    def merge(self, case_id: str, target: str, *, revision: int) -> CaseView:
        """The row joins the one above, which is then looked at."""
        ask = Ask(case_id, revision, target, "merge")
        return self.desk.change(ask, lambda record: merge_rows(record, target, today=self._today()))

    def shift(self, case_id: str, target: str, *, revision: int, step: int) -> CaseView:
        """`step` -1: one place up, +1: one place down."""
        ask = Ask(case_id, revision, target, "shift")
        return self.desk.change(ask, lambda record: shift_row(record, target, step=step, today=self._today()))

    def _today(self) -> date:
        return self.desk.today_is()
