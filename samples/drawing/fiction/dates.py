"""Dates as offices write them: eras, abbreviations, full-width and kanji numerals, weekdays, ages. Pure calendar.

Source of the eras: values.md 3.1.1. Refuses dates before 1912-07-30 (no one that old is drawn).
"""

from datetime import date

ERAS = (
    ("令和", "R", "令", date(2019, 5, 1)),
    ("平成", "H", "平", date(1989, 1, 8)),
    ("昭和", "S", "昭", date(1926, 12, 25)),
    ("大正", "T", "大", date(1912, 7, 30)),
)
WEEKDAYS = "月火水木金土日"
KANJI = "〇一二三四五六七八九"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")


def era(day: date) -> tuple[str, str, str, int]:
    """(令和, R, 令, year of the era)."""
    for name, letter, short, first in ERAS:
        if day >= first:
            return name, letter, short, day.year - first.year + 1
    raise ValueError(f"{day} lies before the eras known here")


def kanji(number: int) -> str:
    """二十三; numbers below 100."""
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else KANJI[tens]) + "十" if tens else ""
    return head + (KANJI[ones] if ones or not tens else "")


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def age_on(day: date, *, born: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def spelled(day: date, form: str) -> str:
    """`form` is one of the keys below. Raises KeyError for another."""
    name, letter, short, number = era(day)
    first = "元" if number == 1 else str(number)
    month, dom = day.month, day.day
    return {
        "full": f"{name}{first}年{month}月{dom}日",
        "wide": f"{name}{first}年{month}月{dom}日".translate(FULL),
        "spaced": f"{name} {first}年 {month}月 {dom}日",
        "kanji": f"{name}{'元' if number == 1 else kanji(number)}年{kanji(month)}月{kanji(dom)}日",
        "letter": f"{letter}{first}.{month}.{dom}",
        "padded": f"{letter}{number:02d}.{month:02d}.{dom:02d}",
        "slash": f"{letter}{first}/{month}/{dom}",
        "short": f"{short}{first}.{month}.{dom}",
        "western": f"{day.year}年{month}月{dom}日",
        "iso_slash": f"{day.year}/{month}/{dom}",
        "dots": f"{day.year}.{month}.{dom}",
        "bare": f"{number}.{month}.{dom}",
    }[form]


def overrun(day: date) -> str:
    """令和元年 written as 平成31年 from habit."""
    return f"H{day.year - 1988}.{day.month}.{day.day}"


def without_year(day: date, form: str) -> str:
    """A day in the style of `form` that leaves its year out."""
    month, dom = day.month, day.day
    if form == "kanji":
        return f"{kanji(month)}月{kanji(dom)}日"
    if form in ("full", "western", "spaced"):
        return f"{month}月{dom}日"
    if form == "wide":
        return f"{month}月{dom}日".translate(FULL)
    if form == "padded":
        return f"{month:02d}.{dom:02d}"
    return f"{month}.{dom}" if form in ("letter", "short", "dots", "bare") else f"{month}/{dom}"
