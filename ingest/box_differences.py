"""What can differ between a box as announced and as it came, each with its sentence in Japanese and English."""

import hashlib
from dataclasses import dataclass

from domain.paper_box import Settled

_OPEN = frozenset({"waiting"})
# True of the papers and settled by the program: told, but nothing is missing because of it.
_NOTES = frozenset({"twin", "twin_announced", "set_aside"})

SENTENCES = {
    "file_missing": (
        "{name}：予告されましたが、まだ見つかりません。仕切り紙の読み落としか、スキャン漏れの疑いがあります。",
        "{name}: announced but not found. Its separator was missed, or it was not scanned.",
    ),
    "sheets_differ": (
        "{name}：予告は{wanted}枚、実際は{found}枚です。",
        "{name}: {wanted} sheets announced, {found} found.",
    ),
    "hash_differs": (
        "{name}：届いたファイルの内容が予告のハッシュ値と違います（{where}）。",
        "{name}: the bytes that came are not those announced ({where}).",
    ),
    "number_unknown": (
        "{name}：予告にない番号の仕切り紙です（{found}枚）。",
        "{name}: a separator with a number that was not announced ({found} sheets).",
    ),
    "number_twice": (
        "{name}：同じ番号の仕切り紙が{found}回出てきました。",
        "{name}: the separator of this number came {found} times.",
    ),
    "not_announced": (
        "{label}：予告にないファイルです（{found}枚）。",
        "{label}: not announced ({found} sheets).",
    ),
    "no_separator": (
        "{label}：前に仕切り紙がありません（{found}枚）。どのファイルのものか確かめてください。",
        "{label}: no separator before it ({found} sheets). Which file does it belong to?",
    ),
    "no_content": (
        "{name}：仕切り紙の後に書類がありません。",
        "{name}: no paper behind the separator.",
    ),
    "other_box": (
        "別の箱「{label}」の仕切り紙です（{where}）。",
        "A separator of another box, {label} ({where}).",
    ),
    "patch_only": (
        "{name}：仕切り紙の番号が読めません。ここで分け、紙は内容として残しました（{where}）。",
        "{name}: a separator without a readable number; divided here, the sheet stays as content ({where}).",
    ),
    "odd_sides": (
        "{name}：両面スキャンのはずが{found}面です。面の欠けか重送の疑いがあります（{where}）。",
        "{name}: two-sided, but {found} sides: one is missing or two sheets went through at once ({where}).",
    ),
    "waiting": (
        "{name}：{wanted}面のうち{found}面まで読み取りました。",
        "{name}: {found} of {wanted} sides read so far.",
    ),
    "set_aside": (
        "{name}：読めませんでした（{where}）。{reason}。",
        "{name}: a side that could not be read ({where}): {reason}",
    ),
    "refused": (
        "受け入れられませんでした（{where}）。{reason}。",
        "Refused ({where}): {reason}",
    ),
    "twin": (
        "{label}：同じ内容がすでにあるため、受け入れませんでした（{where}）。",
        "{label}: the same bytes are here already ({where}); not taken in again.",
    ),
    "twin_between": (
        "{name}：束の途中の画像が、すでにある別の画像と同じ内容でした。この後の表と裏の組を確かめてください（{where}）。",
        "{name}: an image among the others has the bytes of another; check which front and back belong together behind"
        " it ({where}).",
    ),
    "twin_announced": (
        "{name}：予告のファイルは、すでにあるものと同じ内容でした。",
        "{name}: what was announced is the same as a file that is here already.",
    ),
    "person_change": (
        "{name}：途中から別の人の書類です。仕切り紙が抜けた疑いがあります（{where}）。",
        "{name}: another person's papers begin here; perhaps a separator is missing ({where}).",
    ),
}

# By the code that a reason begins with; the whole reason stands in the ledger.
REASONS = {
    "PAPER-001": ("スキャンの形式ではありません", "not a scan that can be opened"),
    "PAPER-002": ("壊れているか、途中で切れています", "damaged or cut short"),
    "PAPER-003": ("パスワードがかかっています", "protected by a password"),
    "PAPER-004": ("中身が空です", "empty"),
    "PAPER-005": ("大きすぎます", "too large"),
    "PAPER-007": (
        "ふつうのファイルではないか、読んでいる間に変わりました",
        "no plain file, or it changed while being read",
    ),
    "ENGINE-000": ("読み取りに何度も失敗しました", "reading failed again and again"),
    "ENGINE-001": ("読み取りに時間がかかりすぎました", "reading took too long"),
}


def plain_reason(reason: str, lang: str = "ja") -> str:
    """A sentence for a person; what no code explains stays as it is, on one line."""
    code, _, rest = reason.partition(" ")
    known = REASONS.get(code)
    if known is None:
        return reason.splitlines()[0] if reason else rest
    japanese, english = known
    return f"{english} ({code})" if lang == "en" else f"{japanese}（{code}）"


@dataclass(frozen=True, slots=True)
class Difference:
    """`code`: a key of the sentences. `number` 0: concerns no numbered file of the box."""

    code: str
    number: int
    label: str
    wanted: int = 0
    found: int = 0
    where: str = ""
    reason: str = ""
    settled: Settled | None = None

    @property
    def mark(self) -> str:
        """Sixteen hex digits of all that it says: another figure is another difference."""
        said = (self.code, self.number, self.label, self.wanted, self.found, self.where, self.reason)
        return hashlib.sha256("\0".join(map(str, said)).encode("utf-8", "surrogateescape")).hexdigest()[:16]

    @property
    def is_open(self) -> bool:
        """Work not done yet, rather than something wrong."""
        return self.code in _OPEN

    @property
    def is_fault(self) -> bool:
        return self.code not in _OPEN | _NOTES and self.settled is None

    def sentence(self, lang: str = "ja") -> str:
        japanese, english = SENTENCES[self.code]
        name = f"{self.number} {self.label}".strip() if self.number else self.label
        told = {
            "wanted": self.wanted,
            "found": self.found,
            "where": self.where,
            "reason": plain_reason(self.reason, lang),
        }
        return (english if lang == "en" else japanese).format(name=name, label=self.label, **told)
