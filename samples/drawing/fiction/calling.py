"""Who a case has around it: staff, agencies and people of other houses, each always called the same way."""

from dataclasses import dataclass
from random import Random

from drawing.fiction.people import Person, Relative, family_name


@dataclass(frozen=True, slots=True)
class Office:
    """`name` in full; `kind`: elderly | hardship | children | disability; `mark` begins its case numbers."""

    name: str
    kind: str
    mark: str
    short: str


OFFICES = (
    Office("潮見ケ丘市北部地域包括支援センター", "elderly", "北", "北部包括"),
    Office("みなと野市南地域包括支援センター", "elderly", "南包", "南包括"),
    Office("潮見ケ丘市自立相談支援機関", "hardship", "社協", "自立相談"),
    Office("東入江市くらしサポートセンター", "hardship", "く", "くらしサポート"),
    Office("潮見ケ丘市こども家庭相談室", "children", "こ", "こども家庭相談室"),
    Office("里見野市基幹相談支援センター", "disability", "基", "基幹"),
    Office("房波町福祉課 総合相談窓口", "hardship", "房福", "福祉課"),
)
AGENCIES = (
    "社協",
    "高齢福祉課",
    "市民課",
    "保健センター",
    "基幹",
    "児相",
    "ハロワ",
    "法テラス",
    "みぎわ病院",
    "北浜クリニック",
    "みなと居宅",
    "汐入訪問看護ステーション",
    "生活保護課",
    "年金事務所",
    "若葉デイサービス",
    "東潮見小学校",
    "みなと野警察署",
    "障害福祉課",
    "入江総合病院",
    "フードバンク房波",
    "就ポツ",
    "後見センター",
    "消費生活センター",
    "税務課",
    "水道局",
)
ROLES = (
    ("民生委員", ("民生委員 {}氏", "民生委員の{}さん", "民生 {}氏", "民生委員 {}さん")),
    ("Cm", ("Cm {}", "{}Cm", "ケアマネ {}氏", "CM {}")),
    ("医師", ("{}Dr", "Dr {}", "{}医師", "主治医 {}Dr")),
    ("MSW", ("MSW {}氏", "{}MSW", "MSW {}")),
    ("保健師", ("保健師 {}", "{}保健師", "PHN {}")),
    ("職員", ("{}主事", "{}係長", "担当 {}氏", "CW {}")),
    ("看護師", ("訪看 {}氏", "{}Ns", "Ns {}")),
    ("相談員", ("相談員 {}氏", "{}相談員")),
    ("近隣", ("隣家 {}さん", "大家の{}氏", "近所の{}さん")),
)


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody of another house: marked words for a narrative, with the role they have."""

    role: str
    family: str
    phrase: str

    @property
    def marked(self) -> str:
        return self.phrase.format(f"‹p:{self.role}|{self.family}›")


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody who can appear in one case's records."""

    office: Office
    staff: tuple[str, ...]
    callers: tuple[Caller, ...]
    agencies: tuple[str, ...]
    person: Person
    relatives: tuple[Relative, ...]


def cast(rng: Random, office: Office, *, person: Person, relatives: tuple[Relative, ...]) -> Cast:
    taken = {person.family}
    families: list[str] = []
    while len(families) < 12:
        name = family_name(rng, variant=0.15)[0]
        if name not in taken and len(name) <= 3:
            taken.add(name)
            families.append(name)
    roles = rng.sample(ROLES, 6)
    callers = tuple(
        Caller(role, name, rng.choice(phrases)) for (role, phrases), name in zip(roles, families[3:], strict=False)
    )
    return Cast(office, tuple(families[:3]), callers, tuple(rng.sample(AGENCIES, 8)), person, relatives)
