"""What typed words mean for the item and part they are typed for, told while typing. Refuses nothing of its own."""

from collections.abc import Callable
from datetime import date

from domain.case import CaseRecord
from domain.entry import SupportEntry
from domain.field import FieldReading
from domain.household import Member
from extract.values.clock import find_time
from extract.values.typed import Typed, check_typed
from pipeline.desk.parts import LIVING_JA
from pipeline.desk.shape import LIST_MARK, listed
from pipeline.desk.words import told
from pipeline.doubts import items

WRONG_TIME = Typed(None, "時刻は 10:00、午後3時 のように書きます。", False)
WRONG_AGE = Typed(None, "年齢は数字で書きます。", False)
WRONG_LIVING = Typed(None, f"{LIST_MARK.join(LIVING_JA.values())} から選びます。", False)
WRONG_ANSWER = Typed(None, "はい、いいえ のどちらかで答えます。", False)
WRONG_NUMBER = Typed(None, "数字とハイフンで書きます。", False)
NUMBERS = ("postcode", "phone", "mobilePhone", "emergencyPhone")
EMPTIED = Typed("", "空にします。", True)
LISTS = ("staff", "scope", "agencies", "exclusions")


def typed_for(record: CaseRecord, target: str, *, part: str, text: str, today: date) -> Typed:
    """`part` "" for a field. The date of the sheet, or of the row above, lends what was left out."""
    item = next((one for one in items(record) if one.key == target), None)
    wrong = told(text, item.name if isinstance(item, FieldReading) else part)
    if wrong is not None:
        return wrong
    if isinstance(item, FieldReading):
        if item.name in NUMBERS and any(sign.isalpha() for sign in text):
            return WRONG_NUMBER
        return check_typed(item.name, text, record_date=record_day(record, item.page_no), today=today)
    if part in OWN:
        return OWN[part](text.strip())
    if isinstance(item, SupportEntry):
        return check_typed(part, text, record_date=day_above(record, item), today=today)
    name = "fullName" if isinstance(item, Member) and part == "name" else part
    return check_typed(name, text, record_date=record_day(record, item.page_no if item else 1), today=today)


def record_day(record: CaseRecord, page_no: int) -> date | None:
    """When the sheet was written: its own date first, else the first date of the case."""
    found = [one for one in record.fields if one.name == "receivedDate" and one.value and len(one.value) == 10]
    found.sort(key=lambda one: one.page_no != page_no)
    return date.fromisoformat(found[0].value) if found and found[0].value else None


def day_above(record: CaseRecord, entry: SupportEntry) -> date | None:
    """The last full date above a row."""
    above: date | None = None
    for one in record.entries:
        if one.key == entry.key:
            break
        if one.date and len(one.date) == 10:
            above = date.fromisoformat(one.date)
    return above or record_day(record, entry.page_no)


def _time(text: str) -> Typed:
    if not text:
        return EMPTIED
    found = dict(find_time(text)).get("time")
    return Typed(found, found, True) if found else WRONG_TIME


def _age(text: str) -> Typed:
    number = text.removesuffix("歳").strip()
    if not number:
        return EMPTIED
    return Typed(str(int(number)), f"{int(number)}歳", True) if number.isdecimal() else WRONG_AGE


def _living(text: str) -> Typed:
    if not text:
        return EMPTIED
    code = next((code for code, label in LIVING_JA.items() if text in (code, label)), None)
    return Typed(code, LIVING_JA[code], True) if code else WRONG_LIVING


def _list(text: str) -> Typed:
    found = listed(text.replace("・", LIST_MARK))
    return Typed(LIST_MARK.join(found), f"{len(found)} 件", True)


def _answer(text: str) -> Typed:
    answers = {"はい": "yes", "いいえ": "no", "yes": "yes", "no": "no"}
    return Typed(answers[text], "", True) if text in answers else WRONG_ANSWER


OWN: dict[str, Callable[[str], Typed]] = {
    "time": _time,
    "age": _age,
    "living": _living,
    "untilSupportEnds": _answer,
    "proxy": _answer,
    **dict.fromkeys(LISTS, _list),
}
