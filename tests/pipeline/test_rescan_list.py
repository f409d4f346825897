"""The rescan list: by box and sheet, with the number of the case and no person's name, every row on some page."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from domain.review import Action, Decision
from pipeline.desk import Desk
from pipeline.rescan_list import RescanRow, rescan_pdf, rescan_rows
from storage.archive import Archive
from tests.pipeline.desk_case import CASE, Watch, filled, machine_record

NOW = datetime(2026, 1, 5, 3, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with filled(tmp_path, Watch(), machine_record()) as opened:
        yield opened


def test_a_row_says_where_the_paper_is_and_who_asked(archive: Archive) -> None:
    desk = Desk(archive, "木村", clock=Watch())
    desk.decide(Decision(CASE, 1, "p1.fullName.0", Action.RESCAN, "木村", ""))
    (row,) = rescan_rows(archive)
    assert (row.box, row.file, row.leaf, row.page_no, row.asked_by) == ("箱1", "k.pdf", 1, 1, "木村")
    assert row.asked_at


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (3, 1), (70, 3)])
def test_every_row_is_printed(count: int, pages: int) -> None:
    rows = [RescanRow(f"箱{number // 40}", "k.pdf", number, "c", 1, "北-1", "木村", "") for number in range(count)]
    with pikepdf.open(BytesIO(rescan_pdf(rows, now=NOW))) as pdf:
        assert len(pdf.pages) == pages
