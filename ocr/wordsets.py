"""Words that forms offer together to be circled or ticked (forms.md 2.1). Knows no page; widths are set aside."""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_SETS = (
    "男 女 男性 女性 他 その他 不明",
    "M T S H R",
    "明 大 昭 平 令 明治 大正 昭和 平成 令和",
    "有 無 あり なし 有り 無し",
    "はい いいえ 可 否 要 不要 済 未",
    "同居 別居 死亡",
    "初回 再来 新規 継続 再開 随時",
    "来所 電話 訪問 文書 書面 メール その他",
    "在宅 入院 入所 入院又は入所中",
    "自宅 借家 持家 賃貸 一戸建て 集合住宅 公営住宅 自室の有無 住宅改修の有無",
    "自立 J1 J2 A1 A2 B1 B2 C1 C2",
    "自立 I II IIa IIb III IIIa IIIb IV M",
    "非該当 事業対象者 要支1 要支2 要介1 要介2 要介3 要介4 要介5",
    "非該当 事業対象者 要支援1 要支援2 要介護1 要介護2 要介護3 要介護4 要介護5",
    "国民年金 厚生年金 障害年金 遺族年金 生活保護",
    "身障 療育 精神 難病",
    "病気 けが 障害 自死企図 住まい不安定 ホームレス 経済的困窮 多重債務 家計管理の課題 就職活動困難 就職定着困難 "
    "生活習慣の乱れ 社会的孤立 家族関係 不登校 非行 中卒・高校中退 ひとり親 DV・虐待 外国籍 刑余者 被災 その他",
)
SETS: tuple[frozenset[str], ...] = tuple(frozenset(words.split()) for words in _SETS)
WORDS = frozenset(word for words in SETS for word in words)
_BY_LENGTH = {length: [word for word in WORDS if len(word) == length] for length in {len(word) for word in WORDS}}
_VOICED = str.maketrans(dict.fromkeys("\u3099\u309a"))
LONG = 4  # letters


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The word in the form in which sets hold it: narrow letters and digits, が where か was left of it; of a long word
    one letter may be misread."""
    narrow = unicodedata.normalize("NFKC", text)
    if narrow in WORDS:
        return narrow
    return _BY_SHAPE.get(_bare(narrow)) or _nearly(narrow) or narrow


def _nearly(text: str) -> str:
    """The only word from which this one differs in one letter; "" for short words and where several would do."""
    if len(text) < LONG:
        return ""
    near = [word for word in _BY_LENGTH.get(len(text), ()) if sum(map(str.__ne__, word, text)) == 1]
    return near[0] if len(near) == 1 else ""


def _bare(text: str) -> str:
    """Without the small strokes that a poor copy loses: voice marks, the middle dot's kind."""
    return unicodedata.normalize("NFD", text).translate(_VOICED)


_BY_SHAPE = {_bare(word): word for word in WORDS if len(word) > 1}


def words_in(text: str) -> Iterator[frozenset[str]]:
    """The sets that hold this word."""
    word = plain(text)
    return (known for known in SETS if word in known)


def are_of_one_set(texts: Iterable[str], *, least: int = 2) -> bool:
    """True for words of one set, at least so many different ones."""
    words = {plain(text) for text in texts}
    return len(words) >= least and any(words <= known for known in SETS)
