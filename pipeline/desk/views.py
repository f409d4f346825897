"""What the desk shows and is asked: plain values for any screen. Refuses to hold anything that is not shown."""

from dataclasses import dataclass, field

from domain.case import CaseRecord, ImportStatus
from domain.field import FieldReading
from domain.reading import Note
from domain.review import Action, Doubt
from pipeline.doubts import Item, items


class Refused(Exception):
    """A decision that cannot stand as it is; `code` names why, in the words of `REFUSAL`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


# Why the desk says no: stable codes, Japanese and English; shown at the field, never in a box that must be closed.
REFUSAL: dict[str, tuple[str, str]] = {
    "nothing_to_accept": (
        "値がありません。入力するか「読めない」「紙が空白」を選んでください。",
        "There is no value to accept: type it, or say illegible or blank.",
    ),
    "value_needed": ("値を入力してください。", "Type a value."),
    "value_wrong": ("この項目の形になっていません。", "This is not a value of this field."),
    "unseen_sign": (
        "目に見えない制御文字が入っています。貼り付けずに打ち直してください。",
        "There is a sign in it that nobody can see: type it instead of pasting.",
    ),
    "too_long": ("長すぎます。この項目に入る分だけにしてください。", "Too long for this field."),
    "date_needed": (
        "日付がありません。入力するか、日付を「読めない」「紙が空白」にしてください。",
        "There is no date: type it, or say that the date is illegible or blank.",
    ),
    "not_for_this": ("この項目では選べません。", "This cannot be said of this item."),
    "gone": ("この項目はもうありません。", "This item is no longer there."),
    "stale": ("ほかの人が先に保存しました。両方の値を見て選んでください。", "Somebody saved first: compare both."),
    "stale_tab": (
        "別の画面で先に保存しています。両方の値を見て選んでください。",
        "You saved in another tab first: compare both.",
    ),
    "no_right": ("この役割では変更できません（閲覧のみ）。", "Your role may look at this, not change it."),
    "masked": (
        "伏せてある項目です。責任者が理由を選んで表示してから確かめます。",
        "This is masked: whoever has the right shows it with a reason, then it is checked.",
    ),
    "protect_right": (
        "秘匿の疑いを解くのは責任者です。",
        "Only a supervisor clears a suspicion of danger.",
    ),
    "decided_elsewhere": (
        "権限のある人が決めたことです。「秘匿と個人番号」の画面で変えます。",
        "Somebody with the right decided this: it is changed on the screen of protection and numbers.",
    ),
    "not_held": ("ほかの人が開いています。保存できません。", "Somebody else holds this case."),
    "open_doubts": ("未確認の項目が残っています。", "There are open doubts."),
    "second_person": (
        "秘匿の語があるため、もう一人の承認が必要です。",
        "Words of protection: a second person must approve.",
    ),
    "planted": (
        "確かめ方を見るために、違う値を出していました。読み取った値に戻しました。もう一度見てください。",
        "A wrong value had been shown to test the check. This is the value as read: please look again.",
    ),
    "second_entry": (
        "本人を特定する項目に、二人目の入力が済んでいないものがあります。",
        "A second person has not yet typed all identity fields.",
    ),
    "nothing_to_undo": ("取り消せる操作はありません。", "There is nothing to undo."),
    "changed_since": ("その後に変更があり、取り消せません。", "It was changed since; this cannot be undone."),
    "no_case": ("ケースが見つかりません。", "No such case."),
    "stale_look": (
        "ほかの人が先に保存しました。新しい内容を出しました。もう一度選んでください。",
        "Somebody saved first. This is the newest state: please choose again.",
    ),
    "same_case": ("同じケースです。別のケースを選んでください。", "This is the same case: choose another."),
    "whole_case": (
        "このケースのページがすべて移ることになります。最初のページだけ残すか、値を直してください。",
        "No page would be left in this case: keep one here, or correct the values instead.",
    ),
    "masked_page": (
        "伏せてある内容のあるページです。責任者が理由を選んで表示してから移します。",
        "Something on this page is masked: whoever has the right shows it with a reason, then it is moved.",
    ),
    "other_office": ("別の事業所のケースへは移せません。", "A page does not move between offices."),
    "target_held": ("移す先のケースは保留中です。", "The other case is on hold."),
    "page_away": (
        "このページは別のケースへ移してあります。移した先で扱ってください。",
        "This page is in another case now: work on it there.",
    ),
    "on_hold": (
        "ケースは保留中です。保留を解いてから承認します。",
        "The case is on hold: take it off before approving.",
    ),
    "turn_waits": (
        "向きを直したページの読み直しを待っています。済むと承認できます。",
        "A page that was turned is still to be read anew; then the case can be approved.",
    ),
    "changed_here": (
        "画面を開いた後に変更がありました。新しい内容を見てから選んでください。",
        "The case changed since this screen was drawn: look at it again, then choose.",
    ),
    "split_where": ("行の途中に区切りを置いてください。", "Put the cut inside the text of the row."),
    "no_row_there": ("その向きに行がありません。", "There is no row on that side."),
    "reason_needed": ("理由を書いてください。", "Give a reason."),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """A change of rows or pages: of what, seen at which revision, and the word for it in the history."""

    case_id: str
    revision: int
    target: str
    why: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What the work list shows; empty means everything. `lane`: todo | waiting | held | done.

    `urgent` None: both. `form`: a form of the contract. `kind`: a kind of doubt or its reason.
    `older_s`: at least so old.
    """

    text: str = ""
    mine: bool = False
    urgent: bool | None = None
    form: str = ""
    kind: str = ""
    office: str = ""
    older_s: float = 0.0
    lane: str = "todo"
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One case on the work list. `holder` "" when free; `age_s` seconds since the task was made."""

    case_id: str
    title: str
    case_number: str
    full_name: str
    doubts: int
    pages: int
    urgent: bool
    holder: str
    age_s: float
    status: ImportStatus
    office: str = ""


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of the list and how many rows there are in all."""

    rows: tuple[WorkRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class PageView:
    """One side of a sheet as the desk shows it. `moved`: it is in another case now and has no picture here."""

    page_no: int
    width_px: int
    height_px: int
    form: str
    set_aside: bool
    blank: bool
    mark: str = ""
    name: str = ""
    turn_deg: int = 0
    other_case: str = ""
    notes: tuple[Note, ...] = ()
    moved: bool = False
    rereads: int = 0


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people touched one item: what is stored, by whom, and what this clerk wanted. Nothing is lost."""

    target: str
    part: str
    theirs: str | None
    their_name: str
    mine: str | None
    action: Action


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case on the desk: its record, the doubts in order, its pages, who holds it, drafts not yet decided.

    `trouble`: a code of `REFUSAL`, "" when the last call did what it was asked. `focus`: the item to look at next, ""
    for the first open doubt.
    """

    record: CaseRecord
    doubts: tuple[Doubt, ...]
    pages: tuple[PageView, ...]
    holder: str = ""
    is_mine: bool = True
    drafts: dict[str, str] = field(default_factory=dict)
    can_undo: bool = False
    trouble: str = ""
    focus: str = ""
    conflict: Conflict | None = None

    def item(self, target: str) -> Item | None:
        return next((one for one in items(self.record) if one.key == target), None)

    def page(self, page_no: int) -> PageView | None:
        return next((one for one in self.pages if one.page_no == page_no), None)

    @property
    def sure(self) -> tuple[FieldReading, ...]:
        """Fields that need nobody now: passed by themselves or vouched for."""
        open_keys = {doubt.target for doubt in self.doubts}
        return tuple(one for one in self.record.fields if one.key not in open_keys)


@dataclass(frozen=True, slots=True)
class Today:
    """Numbers of the day: decisions of this clerk, cases approved by anybody; and what still waits."""

    decisions: int
    approved: int
    tasks: int
    doubts: int
    waiting: int
