"""Invented towns and addresses in every spelling of lot numbers; telephone numbers that no exchange gives out."""

from dataclasses import dataclass
from random import Random

# (municipality as printed, towns in it). None of these municipalities exists.
TOWNS = (
    ("潮見ケ丘市", ("北浜", "南台", "浜野辺", "みぎわ町", "東潮見", "汐入", "松風台")),
    ("潮見ヶ丘市", ("北浜", "南台", "浜野辺", "大字北浜", "字沖根")),
    ("みなと野市", ("港町", "若葉台", "新田", "桜木", "四ツ谷", "日の出町")),
    ("東入江市", ("入江", "白砂", "一本松", "緑が丘", "茅場", "八幡前")),
    ("房波町", ("波切", "大磯崎", "小谷", "上ノ原", "元宿")),
    ("里見野市", ("里見野", "本郷", "鍛冶ケ谷", "中曽根", "二ツ塚")),
)
HOUSES = (
    "みぎわ荘",
    "コーポ浜風",
    "メゾン若葉",
    "市営汐入団地3号棟",
    "ハイツさくら",
    "第二青葉荘",
    "サンライズ港",
    "県営松風台住宅2-",
)
KANJI = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Address:
    """`text` as written, without its postcode."""

    text: str
    postcode: str
    building: str


def address(rng: Random) -> Address:
    town, streets = rng.choice(TOWNS)
    prefecture = "千葉県" if rng.random() < 0.55 else ""
    street = rng.choice(streets)
    building = ""
    if rng.random() < 0.4:
        building = rng.choice(HOUSES) + str(rng.choice((101, 102, 103, 201, 202, 203, 305, 401)))
    gap = rng.choice((" ", "　")) if building else ""
    postcode = f"299-{rng.randint(0, 4):04d}" if rng.random() < 0.2 else "299-0000"
    return Address(f"{prefecture}{town}{street}{_lot(rng, street)}{gap}{building}", postcode, building)


def _lot(rng: Random, street: str) -> str:
    block, lot, house = rng.randint(1, 6), rng.randint(1, 28), rng.randint(1, 19)
    if street.startswith(("大字", "字")):
        return rng.choice((f"{lot * 37}番地", f"{lot * 37}", f"{lot * 37}番地の{block}", f"{lot * 37}-{block}"))
    return rng.choice(
        (
            f"{block}-{lot}-{house}",
            f"{block}－{lot}－{house}",
            f"{block}丁目{lot}番{house}号",
            f"{block}丁目{lot}-{house}",
            f"{KANJI[block]}丁目{lot}番地の{house}",
            f"{lot * 11}番地{house}",
            f"{lot * 11}-{house}",
            f"{block}-{lot}",
        )
    )


def landline(rng: Random) -> str:
    """A number of the ranges set aside for samples."""
    return rng.choice((f"0470-00-{rng.randint(1000, 9999)}", f"043-000-{rng.randint(1000, 9999)}"))


def mobile(rng: Random) -> str:
    return f"090-0000-{rng.randint(1000, 9999)}"


def written(rng: Random, number: str) -> str:
    """The number as somebody may write it."""
    area, middle, last = number.split("-")
    forms = [number] * 5 + [f"({area}){middle}-{last}", f"{area}({middle}){last}"]
    if not area.startswith("090"):
        return rng.choice(forms)
    return number
