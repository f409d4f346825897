"""Invented people and households whose ages, names and readings agree with one another."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from drawing.fiction.dates import age_on
from drawing.fiction.names import MEN, PLAIN_FAMILIES, VARIANT_FAMILIES, WOMEN

VARIANT_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Person:
    """`sex`: 1 male, 2 female (ISO/IEC 5218)."""

    family: str
    given: str
    family_kana: str
    given_kana: str
    sex: str
    born: date

    @property
    def name(self) -> str:
        return f"{self.family} {self.given}"

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}"

    def age(self, on: date) -> int:
        return age_on(on, born=self.born)


@dataclass(frozen=True, slots=True)
class Relative:
    """`living`: same_household | separate | deceased | institution; `work`: occupation or school."""

    person: Person
    relation: str
    code: str
    living: str
    work: str
    note: str


def family_name(rng: Random, *, variant: float = VARIANT_SHARE) -> tuple[str, str]:
    found = rng.choice(VARIANT_FAMILIES if rng.random() < variant else PLAIN_FAMILIES)
    return found[0], found[1]


def given_name(rng: Random, *, sex: str, born: date) -> tuple[str, str]:
    table = MEN if sex == "1" else WOMEN
    era = max(year for year in table if year <= max(born.year, min(table)))
    found = rng.choice(table[era])
    return found[0], found[1]


def born_at(rng: Random, *, age: int, on: date) -> date:
    """A birthday of someone `age` years old on that day."""
    return date(on.year - age, on.month, min(on.day, 28)) - timedelta(days=rng.randint(0, 364))


def person(rng: Random, *, age: int, on: date, sex: str = "", family: tuple[str, str] | None = None) -> Person:
    sex = sex or rng.choice("12")
    born = born_at(rng, age=age, on=on)
    name, kana = family or family_name(rng)
    given, given_kana = given_name(rng, sex=sex, born=born)
    return Person(name, given, kana, given_kana, sex, born)


def _child(rng: Random, number: dict[str, int], *, sex: str) -> str:
    number[sex] = number.get(sex, 0) + 1
    words = {"1": ("長男", "二男", "三男"), "2": ("長女", "二女", "三女")}[sex]
    word = words[number[sex] - 1]
    return word.replace("二", "次") if rng.random() < 0.4 else word


def _work(rng: Random, born: date, *, on: date) -> str:
    """Occupation, or the school year that the birthday gives (the year runs from 2 April to 1 April)."""
    grade = _fiscal(on, first_day=1) - _fiscal(born, first_day=2) - 6
    if grade < 1:
        return rng.choice(("保育園", "幼稚園")) if grade > -3 else "在宅"
    for school, years in (("小", 6), ("中", 3), ("高", 3)):
        if grade <= years:
            return f"{school}{grade}"
        grade -= years
    if on.year - born.year < 66:
        return rng.choice(("会社員", "無職", "パート", "自営業", "派遣社員", "介護職", "運転手", "求職中"))
    return rng.choice(("無職", "年金生活", "自営業"))


def _fiscal(day: date, *, first_day: int) -> int:
    return day.year if (day.month, day.day) >= (4, first_day) else day.year - 1


def household(rng: Random, head: Person, *, on: date) -> tuple[Relative, ...]:
    """Spouse, children, a parent or a sibling of `head`, as many as fit their ages."""
    found: list[Relative] = []
    age = head.age(on)
    own = (head.family, head.family_kana)
    if age >= 25 and rng.random() < 0.55:
        mate = person(rng, age=max(22, age + rng.randint(-6, 6)), on=on, sex="21"[int(head.sex) - 1], family=own)
        living = rng.choices(("same_household", "deceased", "separate"), (6, 4 if age > 70 else 0.3, 1))[0]
        found.append(_relative(rng, mate, kin=("妻" if mate.sex == "2" else "夫", "spouse"), living=living, on=on))
    found += _children(rng, head, on=on)
    if age < 62 and rng.random() < 0.45:
        parent = person(rng, age=age + rng.randint(22, 32), on=on, family=own)
        living = rng.choice(("same_household", "separate", "institution"))
        found.append(_relative(rng, parent, kin=("父" if parent.sex == "1" else "母", "parent"), living=living, on=on))
    if rng.random() < 0.25:
        older = rng.random() < 0.5
        gap = rng.randint(1, 6) if older else -rng.randint(1, 6)
        other = person(rng, age=max(3, age + gap), on=on, family=own if rng.random() < 0.6 else None)
        words = ("兄", "姉") if older else ("弟", "妹")
        found.append(_relative(rng, other, kin=(words[int(other.sex) - 1], "sibling"), living="separate", on=on))
    return tuple(found[:5])


def _children(rng: Random, head: Person, *, on: date) -> list[Relative]:
    age = head.age(on)
    if age < 24:
        return []
    possible = range(max(0, age - 40) + rng.randint(0, 1), age - 19, 2)
    ages = sorted(rng.sample(possible, min(len(possible), rng.choice((0, 1, 1, 2, 2, 3)))), reverse=True)
    counted: dict[str, int] = {}
    found = []
    for years in ages:
        sex = rng.choice("12")
        married = sex == "2" and years > 28 and rng.random() < 0.5
        family = family_name(rng) if married else (head.family, head.family_kana)
        child = person(rng, age=years, on=on, sex=sex, family=family)
        living = "same_household" if years < 19 or (not married and rng.random() < 0.5) else "separate"
        found.append(_relative(rng, child, kin=(_child(rng, counted, sex=sex), "child"), living=living, on=on))
    return found


NOTES = (
    "",
    "",
    "",
    "ＫＰ",
    "キーパーソン",
    "隣市在住",
    "疎遠",
    "月1回来訪",
    "主介護者",
    "入院歴あり",
    "夜勤あり",
    "連絡つきにくい",
    "遠方",
)


def _relative(rng: Random, one: Person, *, kin: tuple[str, str], living: str, on: date) -> Relative:
    work = "" if living in ("deceased", "institution") else _work(rng, one.born, on=on)
    note = {"deceased": "死亡", "institution": "特養入所"}.get(living, rng.choice(NOTES))
    return Relative(one, kin[0], kin[1], living, work, note)
