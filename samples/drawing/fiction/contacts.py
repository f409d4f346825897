"""Running logs of an invented case: when, how, who, what; with the habits of the hand that kept them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from drawing.fiction import talk
from drawing.fiction.calling import Cast
from drawing.fiction.dates import overrun, spelled, weekday, without_year
from drawing.logs import LogRow
from drawing.truth import Entry
from drawing.writing import Run, Struck, Writing, filled

FORMS = (
    *(("letter",) * 6),
    *("slash", "short", "full", "wide", "spaced", "padded", "western", "iso_slash", "dots") * 2,
    "bare",
)
DITTOS = ("〃", "〃", "〃", "〃", "〃", "同日", "同日", "同上", "″", "同", "↓", "")
BRACKETS = ("({})", "({})", "（{}）", "[{}]", " {}")
SLIPS = (
    "‹x:火|木›曜に再訪問の予定。",
    "金額は‹x:3,000|3,500›円と確認。",
    "窓口は‹x:南館|北館›2階。",
    "薬は‹x:朝|夕›のみ。",
    "収入は月‹x:8|6›万円。",
)


@dataclass(frozen=True, slots=True)
class Habit:
    """How one log is kept. `weekdays`, `times`: share of rows that show them; `ditto` None writes the day again.

    `old_era`: 平成31年 goes on for some months after the change.
    """

    form: str
    drops_year: bool
    restates: bool
    weekdays: float
    bracket: str
    ditto: str | None
    times: float
    old_era: bool = False


def habit(rng: Random, *, vertical: bool = False) -> Habit:
    form = "kanji" if vertical else rng.choice(FORMS)
    return Habit(
        form,
        drops_year=rng.random() < 0.75,
        restates=rng.random() < 0.4,
        weekdays=rng.choice((1.0, 1.0, 0.9, 0.5, 0.0)),
        bracket="（{}）" if vertical else rng.choice(BRACKETS),
        ditto=rng.choice(DITTOS) if rng.random() < 0.8 else None,
        times=0.0 if vertical else rng.choice((0.0, 0.2, 0.5)),
        old_era=rng.random() < 0.4,
    )


def rows(rng: Random, cast: Cast, *, first: date, count: int, habit: Habit) -> list[LogRow]:
    """`count` contacts from `first` on, in order."""
    found: list[LogRow] = []
    told: set[str] = set()
    day, before = first, None
    for number in range(count):
        if number:
            day = day if rng.random() < 0.13 else _next_day(rng, day)
        entry, writing = _dated(rng, habit, day=day, before=before)
        found.append(_filled(rng, cast, entry=(entry, writing), told=told, form=habit.form))
        before = day
    return found


def _closed(day: date) -> bool:
    """Week's end and the turn of the year."""
    return day.weekday() > 4 or (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


def _next_day(rng: Random, day: date) -> date:
    """Some time later; offices seldom work at the week's end."""
    day += timedelta(days=rng.randint(1, rng.choice((6, 20, 20, 45, 70))))
    while _closed(day) and rng.random() < 0.96:
        day += timedelta(days=1)
    return day


def _dated(rng: Random, habit: Habit, *, day: date, before: date | None) -> tuple[Entry, Writing]:
    if day == before and habit.ditto is not None:
        return Entry(day.isoformat(), habit.ditto, "", inferred=True), (filled(habit.ditto),) if habit.ditto else ()
    turned = before is not None and day.year != before.year
    named = before is None or not habit.drops_year or (turned and habit.restates)
    words = spelled(day, habit.form) if named else without_year(day, habit.form)
    if named and habit.old_era and habit.form == "letter" and date(2019, 5, 1) <= day < date(2019, 10, 1):
        words = overrun(day)
    shown = rng.random() < habit.weekdays
    tail = habit.bracket.format(weekday(day)) if shown else ""
    time = _time(rng) if rng.random() < habit.times else None
    raw = words + tail + (f" {time}" if time else "")
    facts = Entry(
        day.isoformat(),
        raw,
        "",
        time=time,
        inferred=not named or habit.form == "bare",
        weekday="agrees" if shown else "absent",
    )
    if rng.random() < 0.025 and habit.form != "kanji" and not time:
        wrong = without_year(day + timedelta(days=rng.choice((-1, 1))), habit.form)
        return _struck(facts, wrong, seal=rng.choice(("木村", "大森", "片山", "林")))
    hour = (Run(f" {time}", "fill", keep=True),) if time else ()
    return facts, (Run(words + tail, "fill", keep=True), *hour)


def _struck(entry: Entry, wrong: str, *, seal: str) -> tuple[Entry, Writing]:
    return Entry(entry.date, entry.date_raw, "", inferred=entry.inferred, weekday=entry.weekday, struck=(wrong,)), (
        Struck(wrong, entry.date_raw, seal),
    )


def _time(rng: Random) -> str:
    return f"{rng.randint(9, 16)}:{rng.choice(('00', '10', '15', '30', '40', '45'))}"


def _filled(rng: Random, cast: Cast, *, entry: tuple[Entry, Writing], told: set[str], form: str) -> LogRow:
    dated, writing = entry
    way, code, sentences = rng.choice(talk.WAYS)
    staff = tuple(rng.sample(cast.staff, rng.choices((1, 2), (4, 1))[0]))
    words = staff[0] if len(staff) == 1 else rng.choice(("・", "、", "・保健師 ", "・")).join(staff)
    day = date.fromisoformat(dated.date or "")
    text = narrative(rng, cast, sentences=_fresh(rng, sentences, told=told), day=day, form=form)
    facts = replace(dated, method=code, method_raw=way, staff=staff)
    caller = rng.choice(cast.callers)
    return LogRow(
        facts, writing, text, way, words, staff[0], counterpart=rng.choice(("本人", "本人", caller.family, "家族"))
    )


def _fresh(rng: Random, sentences: tuple[str, ...], *, told: set[str]) -> list[str]:
    """Some sentences of the pool, those not yet told in this case first; remembers them."""
    count = rng.choices((1, 2, 3, 4, 5), (3, 5, 4, 2, 1))[0]
    left = [one for one in sentences if one not in told] or list(sentences)
    chosen = rng.sample(left, min(count, len(left)))
    told.update(chosen)
    return chosen


def narrative(rng: Random, cast: Cast, *, sentences: list[str], day: date, form: str) -> str:
    """The sentences with their slots filled and marked, sometimes a remark or a slip among them."""
    if rng.random() < 0.25:
        sentences.append(rng.choice(talk.REMARKS))
    if rng.random() < 0.05 and form != "kanji":
        sentences.insert(rng.randrange(len(sentences) + 1), rng.choice(SLIPS))
    return "".join(_told(rng, cast, sentence=one, day=day, form=form) for one in sentences)


def _told(rng: Random, cast: Cast, *, sentence: str, day: date, form: str) -> str:
    houses = rng.sample(cast.agencies, 2)
    slots: dict[str, Callable[[], str]] = {
        "{caller}": lambda: rng.choice(cast.callers).marked,
        "{kin}": lambda: _kin(rng, cast),
        "{agency2}": lambda: f"‹o|{houses[1]}›",
        "{agency}": lambda: f"‹o|{houses[0]}›",
        "{next}": lambda: _later(rng, day, role="next_contact", form=form),
        "{due}": lambda: _later(rng, day, role="deadline", form=form),
        "{past}": lambda: _later(rng, day, role="event", form=form),
        "{bp}": lambda: f"{rng.randint(110, 178)}/{rng.randint(62, 98)}",
        "{score}": lambda: str(rng.randint(8, 26)),
        "{money}": lambda: f"{rng.randint(3, 140) * 500:,}",
    }
    for slot, make in slots.items():
        while slot in sentence:
            sentence = sentence.replace(slot, make(), 1)
    return sentence


def _kin(rng: Random, cast: Cast) -> str:
    if not cast.relatives:
        return rng.choice(("知人", "親族", "隣人"))
    one = rng.choice([kin for kin in cast.relatives if kin.living != "deceased"] or list(cast.relatives))
    form = rng.random()
    if form < 0.4:
        return one.relation
    name = one.person.given if form < 0.8 else one.person.family
    return f"{one.relation} ‹p:{one.relation}|{name}›" + (
        rng.choice(("さん", "氏")) if form < 0.55 or form >= 0.8 else ""
    )


def _later(rng: Random, day: date, *, role: str, form: str) -> str:
    away = -rng.randint(1, 12) if role == "event" else rng.randint(2, 35)
    then = day + timedelta(days=away)
    if form == "kanji":
        words = without_year(then, "kanji")
    else:
        words = rng.choice(
            (f"{then.month}/{then.day}", f"{then.month}/{then.day}({weekday(then)})", f"{then.month}月{then.day}日")
        )
    return f"‹d:{role}:{then.isoformat()}|{words}›"
