"""Finds printed labels in text, tolerant of reading errors, and says where label ends and value begins.

A label must stand apart (cell, gap, colon) or be followed by what only its value can begin with: 「担当者会議」 holds
no label 担当者. Refuses short labels with unlikely letters in them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extract.form import Field, Form
from extract.signs import Sign, Text
from extract.values.variants import folded

BULLETS = "■□●○◎◆◇▼▽・※*＊【［[〈<《「『.．:：)）1234567890１２３４５６７８９０①②③④⑤⑥⑦⑧⑨⑩"
_OPENERS = set("■●○◎◆◇▼▽※*＊【［[〈《「『|｜/／:：()（）」』】］〉》;；→⇒①②③④⑤⑥⑦⑧⑨⑩")
_CLOSERS = set(".．:：()（）】］]〉》」』|｜…‥")
# Kanji and kana that readers take for one another in printed labels.
_ALIKE = (
    "日目曰白",
    "口ロ□",
    "名各",
    "氏民",
    "住往任佳",
    "電雷",
    "主王土",
    "性姓牲",
    "力カ",
    "二ニ",
    "一ー",
    "夕タ",
    "者看",
    "付村",
    "回同",
    "日口",
    "来宋",
    "社杜",
    "続統",
    "介个",
    "護謢",
)
_SPECKS = set("ilj1!|'`.,:;-_~^°")
_TWINS = {sign: {other for group in _ALIKE if sign in group for other in group} for sign in "".join(_ALIKE)}

_KANJI = r"\u3400-\u9fff\uf900-\ufaff"
# What may follow a label without any gap, by the kind of its value.
_GLUED = {
    "wareki": re.compile(r"[0-9０-９明大昭平令MTSHRＭＴＳＨＲ元'’①②]"),
    "phone": re.compile(r"[0-9０-９]"),
    "postcode": re.compile(r"[0-9０-９]"),
    "code": re.compile(rf"[0-9０-９A-Za-zＡ-Ｚ]|[ぁ-んァ-ヶ{_KANJI}]{{1,3}}[-－ー‐第0-9０-９]"),
    "address": re.compile(rf"〒|[{_KANJI}]{{1,4}}[都道府県市郡区]"),
    "person_name": re.compile(rf"[{_KANJI}ァ-ヶ𠮷]{{2}}"),
    "kana": re.compile(r"[ぁ-んァ-ヶｦ-ﾟー]{2}"),
    "sex": re.compile(r"[男女①1１]"),
    "staff": re.compile(rf"[{_KANJI}]{{1,4}}$"),
    "care_level": re.compile(r"[要非事申]"),
    "handbook": re.compile(r"[有無身療精]"),
    "benefit": re.compile(
        r"[有無]\s*[・･·.]?\s*[有無(（]|(?:国民|厚生|障害|共済|老齢|遺族)(?:年金|基礎|厚生|共済|[\s　月\d])"
    ),
}
_PARTICLES = set("はがをにのとでもへや、。・，．")
_DATE_ENDING = re.compile(r"(?:期間|期限|年月日|日付|[成新付出]日|開始|終了)$")


@lru_cache(maxsize=4096)
def fold(sign: str) -> str:
    """One character of a label's matching key: width, case, small and old forms (錄) folded; always one character."""
    plain = unicodedata.normalize("NFKC", sign).casefold()
    return folded(plain) if len(plain) == 1 else sign


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The matching key of a label: folded, no white space, no bullets or brackets around it."""
    bare = "".join(text.split()).strip(BULLETS + "(（」』】］]〉》>")
    return "".join(fold(sign) for sign in bare)


# A sign's matching key, and those of its runners-up.
_Meanings = tuple[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """One printed wording. `field` None: a local label of the form."""

    printed: str
    folded: str
    field: Field | None

    @property
    def kind(self) -> str:
        return self.field.kind if self.field else "text"

    @property
    def is_text(self) -> bool:
        return self.kind == "text"


@dataclass(frozen=True, slots=True)
class Hit:
    """A label found: `start`, `end` are indices into the text's signs; `score` 0..1."""

    start: int
    end: int
    wording: Wording
    score: float


@dataclass(frozen=True)
class LabelBook:
    """Every wording a form may print. Longer wordings come first."""

    wordings: tuple[Wording, ...]

    def whole(self, text: Text) -> Wording | None:
        """The label that the text is, nothing more; None when it is not one."""
        folded = key(text.compact)
        bare = re.sub(r"[(][^)]*[)]?$", "", folded)
        best: tuple[float, Wording] | None = None
        for wording in self.wordings:
            # 「生年月日（年齢）」 is a label with a remark, 「関係機関(紹介)」 an answer.
            remarked = _whole_score(bare, wording.folded) - 0.01 if wording.field else 0.0
            score = max(_whole_score(folded, wording.folded), remarked)
            if score > 0 and (best is None or score > best[0]):
                best = score, wording
        return best[1] if best else None

    def hits(self, text: Text) -> tuple[Hit, ...]:
        """Labels inside a row of text, left to right, not overlapping."""
        solid = [(place, sign) for place, sign in enumerate(text.signs) if not sign.is_space]
        read = [_may_mean(sign) for _, sign in solid]
        found: list[Hit] = []
        place = 0
        while place < len(solid):
            hit = self._starting(text, solid, read=read, place=place)
            if hit is None:
                place += 1
                continue
            length = len(hit.wording.folded)
            start, end = solid[place][0], solid[place + length - 1][0] + 1
            end = _behind_request(text, end) if hit.wording.is_text else end
            found.append(Hit(start, end, hit.wording, hit.score))
            place = next((later for later, (index, _) in enumerate(solid) if index >= end), len(solid))
        return tuple(found)

    def _starting(self, text: Text, solid: list[tuple[int, Sign]], *, read: list[_Meanings], place: int) -> Hit | None:
        index = solid[place][0]
        if _may_start(text, index):
            return self._at(solid, read, place=place)
        after_dot = text.signs[index - 1].text == "・"
        hit = self._at(solid, read, place=place) if after_dot or _changes_script(text, index) else None
        if after_dot and hit is not None and (hit.end >= len(solid) or solid[hit.end][1].starts):
            return None
        sure = hit is not None and hit.score == 1.0 and len(hit.wording.folded) > 1
        return hit if hit and sure and (hit.wording.field or hit.wording.folded == "no") else None

    def _at(self, solid: list[tuple[int, Sign]], read: list[_Meanings], *, place: int) -> Hit | None:
        best: Hit | None = None
        for wording in self.wordings:
            length = len(wording.folded)
            if place + length > len(read):
                continue
            score = _score(read, place, wanted=wording.folded)
            if score < needed(length) or not _may_end(solid, place + length, wording=wording, score=score):
                continue
            if best is None or (length * score) > (len(best.wording.folded) * best.score):
                best = Hit(place, place + length, wording, score)
        return best


def needed(length: int) -> float:
    """The share of a label's letters that must be read right; a look-alike counts almost fully."""
    if length <= 1:
        return 1.0
    if length == 2:
        return 0.9
    return 0.93 if length < 6 else 0.8


def _behind_request(text: Text, end: int) -> int:
    """Index of the sign behind a printed request that follows a label."""
    before = len(text.cut(0, end).raw)
    length = request_end(text.raw, before) - before
    return end + len(text.cut(end).cut_raw(0, length)) if length > 0 else end


def _may_mean(sign: Sign) -> _Meanings:
    return fold(sign.text), frozenset(fold(choice.text) for choice in sign.runners)


def _score(read: list[_Meanings], place: int, *, wanted: str) -> float:
    """0..1; 0 as soon as too many letters are lost for a label of that length."""
    lost, most = 0.0, (1 - needed(len(wanted))) * len(wanted) + 1e-9
    for letter in wanted:
        first, others = read[place]
        place += 1
        if first != letter:
            lost += 0.15 if letter in others or first in _TWINS.get(letter, ()) else 1.0
            if lost > most:
                return 0.0
    return 1 - lost / len(wanted)


def _whole_score(folded: str, wanted: str) -> float:
    if folded == wanted:
        return 1.0
    if _with_speck(folded, wanted) or (len(wanted) > 3 and folded == wanted[1:]):
        return 0.86
    if len(wanted) < 4:
        return 0.9 if _twin(folded, wanted) else 0.0
    longer = max(len(folded), len(wanted))
    if abs(len(folded) - len(wanted)) > (1 if len(wanted) > 5 else 0):
        return 0.0
    if len(folded) == len(wanted) and all(
        one == other or _twin_letters(one, other) for one, other in zip(folded, wanted, strict=True)
    ):
        return 0.86
    alike = 1 - Levenshtein.distance(folded, wanted) / longer
    return alike if alike >= 0.74 else 0.0


def _twin_letters(one: str, other: str) -> bool:
    return one in _TWINS.get(other, ())


def _with_speck(folded: str, wanted: str) -> bool:
    """Dirt at the edge of the cell read as one Latin letter or point before or behind the label."""
    if len(folded) != len(wanted) + 1 or len(wanted) < 2:
        return False
    return (folded[1:] == wanted and folded[0] in _SPECKS) or (folded[:-1] == wanted and folded[-1] in _SPECKS)


def _twin(folded: str, wanted: str) -> bool:
    """A short label with one letter that looks like the wanted one."""
    if len(folded) != len(wanted) or len(wanted) < 2:
        return False
    wrong = [(read, letter) for read, letter in zip(folded, wanted, strict=True) if read != letter]
    return len(wrong) == 1 and wrong[0][0] in _TWINS.get(wrong[0][1], ())


def _may_start(text: Text, place: int) -> bool:
    sign = text.signs[place]
    if sign.starts or place == 0 or text.signs[place - 1].is_space:
        return True
    if place <= 3 and all(one.is_space or one.text in BULLETS for one in text.signs[:place]):
        return True
    return text.signs[place - 1].text in _OPENERS


def _changes_script(text: Text, place: int) -> bool:
    """A label may follow a value without a gap where the script changes (`399氏名`, `恵No.1`), and behind the end of a
    number (`第200号氏名`)."""
    before, after = text.signs[place - 1].text, text.signs[place].text
    ends_number = place > 1 and before in _ENDS_NUMBER and text.signs[place - 2].text.isdigit()
    return ends_number or _is_latin(before) != _is_latin(after)


_ENDS_NUMBER = frozenset("号番")


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


# A printed request to fill in belongs to its label: 「…を具体的に書いてください。」
_REQUEST = re.compile(
    r"[^。]{0,70}?(?:ください|下さい)[。．.]?(?:[^。]{0,24}◎[^。]{0,10}|[^。]{0,24}(?:こと|もの)に[^。]{0,4}$)?"
)


def request_end(raw: str, place: int) -> int:
    """Where a request to fill in ends that begins at `place`; `place` itself when none does."""
    hit = _REQUEST.match(raw, place)
    return hit.end() if hit else place


def _may_end(solid: list[tuple[int, Sign]], place: int, *, wording: Wording, score: float) -> bool:
    if place >= len(solid):
        return True
    index, sign = solid[place]
    apart = sign.starts or index > solid[place - 1][0] + 1
    if apart or sign.text in _CLOSERS:
        return True
    glued = _GLUED.get(wording.kind) if wording.field else None
    if glued is None and _DATE_ENDING.search(wording.folded):
        glued = _GLUED["wareki"]
    if wording.is_text and len(wording.folded) >= 4 and _REQUEST.match("".join(one.text for _, one in solid[place:])):
        return True
    if score == 1.0 and len(wording.folded) >= 4 and wording.field and solid[place - len(wording.folded)][1].starts:
        return sign.text not in _PARTICLES
    following = "".join(one.text for _, one in solid[place : place + 6])
    return glued is not None and score >= 0.95 and glued.match(following) is not None


def book(form: Form, *, extra: Iterable[str] = ()) -> LabelBook:
    """All wordings of a form: its fields' and its local ones, a field's wording winning over an equal local one."""
    made: dict[str, Wording] = {}
    for field in form.fields:
        for label in field.labels:
            made.setdefault(key(label), Wording(label, key(label), field))
    for label in (*form.local, *extra):
        made.setdefault(key(label), Wording(label, key(label), None))
    return LabelBook(tuple(sorted(made.values(), key=lambda one: -len(one.folded))))
