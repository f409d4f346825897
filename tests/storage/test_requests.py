from pathlib import Path
from types import SimpleNamespace

import pytest

from domain.access import Operator, Role
from domain.errors import AccessRefused, RetentionRefused, StorageError
from storage.access import Scope
from storage.archive import Archive

BOSS, CLERK = Operator("sato", Role.SUPERVISOR, "北部"), Operator("kimura", Role.CLERK, "北部")
ABOUT = ("p1.address.0", "転居した")


def test_a_correction_is_a_new_revision_and_the_original_stays(archive: Archive, make: SimpleNamespace) -> None:
    record = make.record("c1", make.field("address", "浜2-3"))
    archive.save_case(record, (), who="tsuzuri", why="first", task=None)
    number = archive.requests.note(CLERK, "c1", kind="correction", received_on="2026-04-01", about=ABOUT)
    assert [(one.seq, one.due_on) for one in archive.requests.all(is_open=True)] == [(number, "2026-05-01")]
    with pytest.raises(RetentionRefused, match="nobody corrected"):
        archive.requests.settle(BOSS, number, outcome="granted", answer="")
    changed = record.next(fields=(make.field("address", "浜2-3", "浜2-5", human=True),))
    archive.save_case(changed, [("p1.address.0", "浜2-3", "浜2-5")], who="kimura", why="correct", task=None)
    done = archive.requests.settle(BOSS, number, outcome="granted", answer="")
    assert done.revision == 2
    kept = archive.case("c1")
    assert kept is not None
    assert (kept.fields[0].raw, kept.value("address")) == ("浜2-3", "浜2-5")
    assert [(one.before, one.after) for one in archive.history("c1", "p1.address.0")] == [("浜2-3", "浜2-5")]
    with pytest.raises(RetentionRefused, match="no open"):
        archive.requests.settle(BOSS, number, outcome="granted", answer="")


def test_a_refusal_has_a_reason_and_roles_hold(
    archive: Archive, url: str, tmp_path: Path, make: SimpleNamespace
) -> None:
    archive.save_case(make.record("c1"), (), who="tsuzuri", why="first", task=None)
    number = archive.requests.note(CLERK, "c1", kind="suspension", received_on="2026-04-01")
    with pytest.raises(RetentionRefused, match="reason"):
        archive.requests.settle(BOSS, number, outcome="refused", answer=" ")
    with pytest.raises(AccessRefused):
        archive.requests.settle(CLERK, number, outcome="withdrawn", answer="")
    with pytest.raises(AccessRefused):
        archive.requests.note(Operator("a", Role.AUDITOR), "c1", kind="disclosure", received_on="2026-04-01")
    for wrong in ({"kind": "x"}, {"received_on": "4/1"}, {"kind": "correction"}):
        with pytest.raises(RetentionRefused):
            archive.requests.note(CLERK, "c1", **{"kind": "disclosure", "received_on": "2026-04-01", **wrong})
    with Archive(url, str(tmp_path / "files"), scope=Scope("南部")) as south:
        assert south.requests.all() == ()
        with pytest.raises(StorageError):
            south.requests.note(CLERK, "c1", kind="disclosure", received_on="2026-04-01")
        with pytest.raises(RetentionRefused):
            south.requests.settle(BOSS, number, outcome="withdrawn", answer="")
