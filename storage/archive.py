"""The one door to everything kept. Every method is one transaction; what is inside is nobody else's business."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Literal, Self

from domain.batch import FileState, ImportBatch, Receipt, ScanBatch, ScanFile
from domain.case import CaseRecord, CaseState, ImportStatus, Revision
from domain.errors import StorageError
from domain.page import OcrPage, Page, Sheet
from domain.review import ReviewTask
from storage import history
from storage.access import EVERYTHING, Scope
from storage.accounts import Accounts
from storage.asked import Hits, Query
from storage.audit import Audit
from storage.backup import Backup
from storage.boxes import Boxes
from storage.calibrations import Calibrations
from storage.cases import Cases, NewTask, Save
from storage.costs import Costs
from storage.counting import Counting, Counts
from storage.database import Clock, Database, Seen, utc_now
from storage.deliveries import Deliveries
from storage.erasing import Erasing
from storage.exclusions import Exclusions
from storage.files import FileStore
from storage.finding import Finding
from storage.fixity import Fixity
from storage.guarded import Guarded
from storage.history import Change, Verdict
from storage.identity import Identity
from storage.key_care import KeyCare
from storage.keyring import KeySource
from storage.line import Line
from storage.lists import Lists
from storage.migrate import migrate
from storage.moves import Moves
from storage.order import PagePlace
from storage.outbox import Outbox
from storage.pages import Pages
from storage.papers import Papers
from storage.provenance import Provenance
from storage.quality import Quality
from storage.refuges import Refuges
from storage.requests import Requests
from storage.rereading import Rereading
from storage.rescans import Rescans
from storage.retention import Retention
from storage.rows import CaseLine, TaskLine
from storage.search import Search
from storage.sessions import Sessions
from storage.settling import Settling
from storage.sharing import Sharing
from storage.tasks import Claim, Tasks


class Archive:
    """`url`: sqlite:///… or postgresql://…; `files_url`: a folder or an fsspec URL; `scope`: the office that asks.

    Call `migrate()` once before anything else. What fails raises StorageError (StaleRecord), a wrong URL ConfigError.

    papers   open_batch(ScanBatch) · close_batch(batch_id) · scan_batches() -> ScanBatch…
             take_in(ScanFile, batch_id, *, path) -> bool · take_in_all([(ScanFile, path)], batch_id)
             file(id) -> ScanFile · files(*, state, limit, offset)
             original(id) -> Path · unpacked(id, page_count) -> bool · quarantine_file(id, reason) -> bool
             files_due(limit) -> ids · damaged_files() -> ids whose bytes no longer hash to their name
    pages    pages_due(limit) -> keys · claim_page(key, worker, *, lease_s) -> bool · return_page(key, reason)
             heartbeat_page(key, worker, *, lease_s) -> bool · release_claims_of_the_dead(worker, *, forgive) -> int
             save_page(key, page, *, ocr, picture, seconds) -> bool · quarantine_page(key, reason) -> bool
             sheets(case_id) -> Sheet… · case_pages(case_id) -> PagePlace…
             picture(case_id, page_no) -> JPEG bytes, b"" for a page that would not open
    cases    cases_due(limit) -> ids · save_case(record, changes, *, who, why, task) · save(Save) · case(id)
             case_line(id) -> CaseLine · case_title(id) · cases(*, state, import_status, limit, offset) -> CaseLine…
             fail_case(id, reason) · retry_case(id) · hold_case(id, on, *, who, why)
             history(id, target=None) -> Revision… · verify_history() -> Verdict
    tasks    save_task(case_id, task | None) · task(case_id) · tasks(*, on_hold, limit, offset) -> TaskLine…
             claim_task(case_id, who, *, lease_s, spare_s) -> Claim · heartbeat(case_id, who, *, lease_s) -> bool
             young_claim(case_id, who, *, spare_s) -> Claim | None
             release(case_id, who) · save_draft(case_id, target, *, who, text) · drafts(case_id, who) -> {target: text}
    search   search(Query) -> Hits
    identity, finding: areas of their own, see `storage.identity.Identity` and `storage.finding.Finding`
    delivery save_batch(ImportBatch) · batches(*, limit, offset) -> ImportBatch… · delivered(case_id) -> Receipt | None
    counts   counts() -> Counts
    copies   backup(folder) · restore(folder) -> Copied (storage.backup.Backup)
    line     how the line runs: mode, urgent cases, items given back (storage.line.Line)
    attributes  outbox (deliveries under way) · exclusions (boxes and series kept out) · fixity (re-hashing, ledger)
    people   accounts · sessions (signing in) · audit (the log of accesses) · sharing (cases lent to another office)
    keys     storage.key_care: sealing at rest; `unlock` first where the archive is sealed
    lists    storage.lists: what people choose their work from, and the numbers above it
    quality  storage.quality: looks, planted values, second keyings, rules of the desk
    costs    storage.costs: seconds of machines and people
    boxes    storage.boxes: what was announced, every side of every sheet, cutting at separator sheets
    moves, rescans, guarded  pages that go to another case; pages to be scanned again; protected, numbers
    requests  what people ask about their own file
    retention, erasing  rules of keeping, the disposal queue; carrying a disposal out
    rereading  pages that a person turned, to be read the right way up

    A change is `(target, before, after)`. `task` of `save_case`: the new task, None when nothing is left to review, or
    "keep". Give `save_case` its task: then a kill loses neither. Leases are seconds; an expired one is free to take.
    A worker is named `<host>:<pid>`.
    """

    def __init__(
        self,
        url: str,
        files_url: str,
        *,
        scope: Scope = EVERYTHING,
        clock: Clock = utc_now,
        seen: Seen = lambda record: record,
    ) -> None:
        self._database = Database(url, scope=scope, clock=clock, seen=seen)
        self._store = FileStore(files_url, keys=lambda: self._database.ring)
        self.keys = KeyCare(self._database)
        self._papers = Papers(self._database, self._store)
        self._pages = Pages(self._database, self._store)
        self._cases = Cases(self._database)
        self._tasks = Tasks(self._database)
        self._search = Search(self._database)
        self.identity = Identity(self._database)
        self.finding = Finding(self._database)
        self._deliveries = Deliveries(self._database)
        self._counting = Counting(self._database)
        self.line = Line(self._database)
        self.outbox = Outbox(self._database)
        self.exclusions = Exclusions(self._database)
        self.fixity = Fixity(self._database, self._store)
        self.copies = Backup(self._database, self._store)
        self._open_people()
        self.quality = Quality(self._database)
        self.costs = Costs(self._database)
        self.calibrations = Calibrations(self._database)
        self.moves = Moves(self._database, self._cases)
        self.rescans = Rescans(self._database)
        self.rereading = Rereading(self._database, self._store, cases=self._cases)
        self.lists = Lists(self._database)
        self.boxes = Boxes(self._database, self._store)
        self.provenance = Provenance(self._database)
        self.settling = Settling(self._database)
        self.retention = Retention(self._database)
        self.requests = Requests(self._database)
        self.erasing = Erasing(self._database, self._store, retention=self.retention)

    def patience(self, seconds: float) -> None:
        """How long it waits for somebody else's writing; a program without anybody before it has a minute."""
        self._database.patience(seconds)

    def sitting(self) -> AbstractContextManager[None]:
        """Reads within it share one connection and one view, until this thread writes."""
        return self._database.sitting()

    def _open_people(self) -> None:
        """Who may see what, and who saw it."""
        self.accounts = Accounts(self._database)
        self.sessions = Sessions(self._database, self.accounts)
        self.audit = Audit(self._database)
        self.sharing = Sharing(self._database)
        self.refuges = Refuges(self._database)
        self.guarded = Guarded(self._database)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def scope_office(self) -> str:
        """The office that asks; "" for every office."""
        return self.audit.database.scope.office

    def unlock(self, key: KeySource, *, office: str = "", cache: Path | None = None) -> Self:
        """Gives the key; `office`: whose data key is taken by default; `cache`: where copies of remote files lie."""
        self._database.given(key, office=office)
        self._store.cache = cache or self._store.cache
        return self

    def is_sealed(self, sha256: str) -> bool:
        return self._store.is_sealed(sha256)

    def migrate(self) -> None:
        migrate(self._database)

    def close(self) -> None:
        self._store.close()
        self._database.close()

    # papers

    def open_batch(self, batch: ScanBatch) -> None:
        self._papers.open_batch(batch)

    def close_batch(self, batch_id: str) -> None:
        self._papers.close_batch(batch_id)

    def scan_batches(self) -> tuple[ScanBatch, ...]:
        return self._papers.scan_batches()

    def unfinished_batches(self) -> tuple[str, ...]:
        return self._papers.unfinished_batches()

    def take_in(self, file: ScanFile, batch_id: str, *, path: Path) -> bool:
        return self._papers.take_in(file, batch_id, path=path)

    def take_in_all(self, found: Sequence[tuple[ScanFile, Path]], batch_id: str) -> tuple[bool | StorageError, ...]:
        return self._papers.take_in_all(found, batch_id)

    def holders(self, sha256s: Sequence[str]) -> dict[str, set[str]]:
        return self._papers.holders(sha256s)

    def file(self, file_id: str) -> ScanFile:
        return self._papers.file(file_id)

    def files(self, *, state: FileState | None = None, limit: int = 1000, offset: int = 0) -> tuple[ScanFile, ...]:
        return self._papers.files(state=state, limit=limit, offset=offset)

    def original(self, file_id: str) -> Path:
        return self._papers.original(file_id)

    def unpacked(self, file_id: str, page_count: int) -> bool:
        return self._papers.unpacked(file_id, page_count)

    def quarantine_file(self, file_id: str, reason: str) -> bool:
        return self._papers.quarantine_file(file_id, reason)

    def files_due(self, limit: int = 1000) -> tuple[str, ...]:
        return self._papers.files_due(limit)

    # pages

    def pages_due(self, limit: int = 1000) -> tuple[str, ...]:
        return self._pages.pages_due(limit)

    def claim_page(self, key: str, worker: str, *, lease_s: float) -> bool:
        return self._pages.claim_page(key, worker, lease_s=lease_s)

    def heartbeat_page(self, key: str, worker: str, *, lease_s: float) -> bool:
        return self._pages.heartbeat_page(key, worker, lease_s=lease_s)

    def return_page(self, key: str, reason: str) -> bool:
        return self._pages.return_page(key, reason)

    def release_claims_of_the_dead(self, worker: str, *, forgive: bool = False) -> int:
        freed = self.line.free_files_of_the_dead(worker, forgive=forgive)
        return freed + self._pages.release_claims_of_the_dead(worker, forgive=forgive)

    def save_page(self, key: str, page: Page, *, ocr: OcrPage, picture: bytes, seconds: float = 0.0) -> bool:
        return self._pages.save_page(key, page, ocr=ocr, picture=picture, seconds=seconds)

    def quarantine_page(self, key: str, reason: str) -> bool:
        return self._pages.quarantine_page(key, reason)

    def quarantined_pages(self, limit: int = 1000) -> tuple[tuple[str, str], ...]:
        return self._pages.quarantined_pages(limit)

    def sheets(self, case_id: str) -> tuple[Sheet, ...]:
        return self._pages.sheets(case_id)

    def case_pages(self, case_id: str) -> tuple[PagePlace, ...]:
        return self._pages.case_pages(case_id)

    def picture(self, case_id: str, page_no: int) -> bytes:
        return self._pages.picture(case_id, page_no)

    # cases

    def cases_due(self, limit: int = 1000) -> tuple[str, ...]:
        return self._cases.cases_due(limit)

    def save_case(
        self, record: CaseRecord, changes: Iterable[Change], *, who: str, why: str, task: NewTask = "keep"
    ) -> None:
        self._cases.save_case(record, changes, who=who, why=why, task=task)

    def save(self, save: Save) -> None:
        self._cases.save(save)

    def case(self, case_id: str) -> CaseRecord | None:
        return self._cases.case(case_id)

    def case_line(self, case_id: str) -> CaseLine:
        return self._cases.case_line(case_id)

    def case_title(self, case_id: str) -> str:
        return self._cases.case_line(case_id).title

    def cases(
        self,
        *,
        state: CaseState | Literal["failed"] | None = None,
        import_status: ImportStatus | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> tuple[CaseLine, ...]:
        return self._cases.cases(state=state, import_status=import_status, limit=limit, offset=offset)

    def fail_case(self, case_id: str, reason: str) -> None:
        self._cases.fail_case(case_id, reason)

    def retry_case(self, case_id: str) -> None:
        self._cases.retry_case(case_id)

    def hold_case(self, case_id: str, on: bool, *, who: str, why: str) -> None:
        self._cases.hold_case(case_id, on, who=who, why=why)

    def history(self, case_id: str, target: str | None = None) -> tuple[Revision, ...]:
        return history.history(self._database, case_id, target=target)

    def verify_history(self) -> Verdict:
        return history.verify(self._database)

    # tasks

    def save_task(self, case_id: str, task: ReviewTask | None) -> None:
        self._tasks.save_task(case_id, task)

    def task(self, case_id: str) -> ReviewTask | None:
        return self._tasks.task(case_id)

    def tasks(self, *, on_hold: bool = False, limit: int = 100, offset: int = 0) -> tuple[TaskLine, ...]:
        return self._tasks.tasks(on_hold=on_hold, limit=limit, offset=offset)

    def claim_task(self, case_id: str, who: str, *, lease_s: float, spare_s: float | None = None) -> Claim:
        return self._tasks.claim_task(case_id, who, lease_s=lease_s, spare_s=spare_s)

    def young_claim(self, case_id: str, who: str, *, spare_s: float) -> Claim | None:
        return self._tasks.young_claim(case_id, who, spare_s=spare_s)

    def heartbeat(self, case_id: str, who: str, *, lease_s: float) -> bool:
        return self._tasks.heartbeat(case_id, who, lease_s=lease_s)

    def release(self, case_id: str, who: str) -> None:
        self._tasks.release(case_id, who)

    def save_draft(self, case_id: str, target: str, *, who: str, text: str) -> None:
        self._tasks.save_draft(case_id, target, who=who, text=text)

    def drafts(self, case_id: str, who: str) -> dict[str, str]:
        return self._tasks.drafts(case_id, who)

    # search, delivery, counts

    def search(self, query: Query) -> Hits:
        return self._search.search(query)

    def save_batch(self, batch: ImportBatch) -> None:
        self._deliveries.save_batch(batch)

    def batches(self, *, limit: int = 100, offset: int = 0) -> tuple[ImportBatch, ...]:
        return self._deliveries.batches(limit=limit, offset=offset)

    def delivered(self, case_id: str) -> Receipt | None:
        return self._deliveries.delivered(case_id)

    def counts(self) -> Counts:
        return self._counting.counts()

    def damaged_files(self) -> tuple[str, ...]:
        return self._papers.damaged_files()
