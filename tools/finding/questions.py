"""Questions as counsellors type them, each from a case that must be found, often spelled otherwise."""

from dataclasses import dataclass
from random import Random

import jaconv

from tools.finding.drawn import Drawn, drawn_case, wareki

# As paper and keyboards have them, written down here apart from the table that search works with.
OTHER_SHAPE = str.maketrans("髙﨑邉邊齋齊濵濱澤廣德𠮷嶋栁瀨眞惠櫻國龍", "高崎辺辺斎斉浜浜沢広徳吉島柳瀬真恵桜国竜")
KINDS = (
    ("full name", 6), ("name in the usual shape", 4), ("family name", 3), ("given name", 2), ("reading", 3),
    ("reading in hiragana", 2), ("other person's name", 4), ("name and word", 4), ("birth date", 3),
    ("day of a contact", 4), ("month in wareki", 3), ("year", 1), ("telephone", 3), ("last four digits", 2),
    ("case number", 3), ("word of two", 6), ("word of one", 1), ("phrase", 4), ("abbreviation", 2),
)  # fmt: skip
ABBREVIATED = {
    "訪問看護": "訪看",
    "社協": "社会福祉協議会",
    "児相": "児童相談所",
    "基幹": "基幹相談支援センター",
    "ハロワ": "ハローワーク",
}
KANJI_OR_KANA = [(0x30A1, 0x30FA), (0x4E00, 0x9FFF)]


@dataclass(frozen=True, slots=True)
class Question:
    """`case_id` must be among the hits. `name` is set where the answer is a person: what a right hit must hold."""

    kind: str
    words: str
    case_id: str
    name: str = ""


def questions(count: int, *, cases: int, seed: int) -> list[Question]:
    rng = Random(f"questions/{seed}")  # noqa: S311 - drawing samples
    kinds = [kind for kind, _ in KINDS]
    weights = [weight for _, weight in KINDS]
    found: list[Question] = []
    while len(found) < count:
        case = drawn_case(rng.randrange(cases), seed=seed)
        kind = rng.choices(kinds, weights)[0]
        asked = _asked(rng, case, kind=kind)
        if asked is not None:
            words, name = asked
            found.append(Question(kind, words, case.record.case_id, name))
    return found


def _asked(rng: Random, case: Drawn, *, kind: str) -> tuple[str, str] | None:
    if kind in ("birth date", "day of a contact", "month in wareki", "year"):
        return _when(rng, case, kind=kind), ""
    if "name" in kind or "reading" in kind:
        return _who(rng, case, kind=kind)
    return _what(rng, case, kind=kind)


def _who(rng: Random, case: Drawn, *, kind: str) -> tuple[str, str] | None:
    person = case.person
    if kind == "other person's name":
        if not case.callers:
            return None
        caller = rng.choice(case.callers)
        return caller.translate(OTHER_SHAPE), caller
    words = {
        "full name": person.name.replace(" ", rng.choice(("", " ", "　"))),
        "name in the usual shape": person.name.translate(OTHER_SHAPE),
        "family name": person.family.translate(OTHER_SHAPE),
        "given name": person.given,
        "reading": rng.choice((person.kana, person.family_kana, jaconv.z2h(person.kana))),
        "reading in hiragana": jaconv.kata2hira(person.family_kana),
        "name and word": f"{person.family} {_piece(rng, case, length=2)}",
    }[kind]
    return words, "" if kind in ("name and word", "given name") or "reading" in kind else words


def _when(rng: Random, case: Drawn, *, kind: str) -> str:
    born, day = case.person.born, rng.choice(case.days)
    if kind == "birth date":
        return rng.choice(
            (wareki(born), born.isoformat(), f"{born.year}年{born.month}月{born.day}日", born.strftime("%Y%m%d"))
        )
    if kind == "day of a contact":
        return rng.choice((wareki(day), f"{day.year}/{day.month}/{day.day}", day.isoformat()))
    if kind == "month in wareki":
        era = wareki(day).split(".")
        return rng.choice((f"{era[0]}.{era[1]}", f"{day.year}-{day.month:02d}", f"{day.year}年{day.month}月ごろ"))
    return rng.choice((str(day.year), wareki(day).split(".")[0], f"{day.year}年頃"))


def _what(rng: Random, case: Drawn, *, kind: str) -> tuple[str, str] | None:
    if kind == "abbreviation":
        said = [
            (short, long) for short, long in ABBREVIATED.items() if any(f"{short}へ" in text for text in case.texts)
        ]
        return (said[0][1], "") if said else None
    words = {
        "telephone": rng.choice(
            (case.phone, case.phone.replace("-", ""), jaconv.h2z(case.phone, digit=True, ascii=True))
        ),
        "last four digits": case.phone[-4:],
        "case number": case.record.title.split("-")[-1],
        "word of two": _piece(rng, case, length=2),
        "word of one": _piece(rng, case, length=1),
        "phrase": _piece(rng, case, length=rng.randint(4, 7)),
    }[kind]
    return (words, "") if words else None


def _piece(rng: Random, case: Drawn, *, length: int) -> str:
    """Neighbouring kanji or katakana of an entry: what people pick as a word."""
    text = rng.choice(case.texts)
    starts = [at for at in range(len(text) - length + 1) if all(_is_letter(one) for one in text[at : at + length])]
    return text[(at := rng.choice(starts)) : at + length] if starts else ""


def _is_letter(one: str) -> bool:
    return any(first <= ord(one) <= last for first, last in KANJI_OR_KANA)
