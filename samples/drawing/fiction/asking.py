"""The items of a face sheet one by one: each answers with the invented person's facts in some usual spelling."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from drawing.fiction import talk, towns
from drawing.fiction.dates import FULL, era, spelled, weekday
from drawing.fiction.items import Intake, Item, label_of, local, options, simple, words_of
from drawing.truth import Field
from drawing.writing import Break, Choice, Gap, Piece, Run, Seal, Struck, Writing, under

ROUTES = (
    ("本人", "1"),
    ("家族", "2"),
    ("長女", "2"),
    ("近隣住民", "3"),
    ("民生委員", "4"),
    ("民生委員({})より電話", "4"),
    ("自治会", "5"),
    ("社協", "6"),
    ("関係機関(紹介)", "6"),
    ("警察(生活安全課)", "10"),
    ("学校(担任)", "11"),
    ("みぎわ病院 MSWより", "12"),
    ("市民課", "9"),
    ("アウトリーチ", "8"),
)
CARE = ("非該当", "要支1", "要支2", "要介1", "要介2", "要介3", "要介4", "要介5")
CARE_CODE = ("01", "12", "13", "21", "22", "23", "24", "25")


def case_number(rng: Random, intake: Intake) -> Item:
    office, (_, letter, _, year) = intake.cast.office, era(intake.received)
    serial = rng.randint(1, 320)
    numbered = f"{letter}{year}-{serial:03d}"
    words = rng.choice(
        (f"{office.mark}-{numbered}", numbered, f"{office.mark}第{serial}号", f"{intake.received.year}-{serial:05d}")
    )
    return simple(rng, "caseNumber", words=words)


def received(rng: Random, intake: Intake) -> Item:
    form = intake.date_form
    tail = f"({weekday(intake.received)})" if rng.random() < 0.5 else ""
    label = label_of(rng, "receivedDate")
    name, _, _, year = era(intake.received)
    if rng.random() < 0.3:
        tag = "receivedDate"
        parts = (name, "元" if year == 1 else str(year), str(intake.received.month), str(intake.received.day))
        writing = _framed(parts, tag=tag) + ((Run(tail, "fill", tag),) if tail else ())
    else:
        writing = (Run(spelled(intake.received, form) + tail, "fill", "receivedDate"),)
    found = Field("receivedDate", words_of(writing), intake.received.isoformat(), label, precision="day")
    return Item(label, writing, (found,), "s")


def _framed(parts: tuple[str, str, str, str], *, tag: str) -> Writing:
    """Era, year, month, day by hand between the printed 年 月 日."""
    era_name, year, month, day = parts
    return (
        Run(f"{era_name} ", "print", tag), Run(year, "fill", tag), Run("年 ", "print", tag), Run(month, "fill", tag),
        Run("月 ", "print", tag), Run(day, "fill", tag), Run("日", "print", tag),
    )  # fmt: skip


def staff(rng: Random, intake: Intake) -> Item:
    item = simple(rng, "staff", words=intake.cast.staff[0])
    if rng.random() < 0.5:
        return Item(item.label, (*item.writing, Gap(0.3), Seal(intake.cast.staff[0])), item.fields, "s")
    return item


def route(rng: Random, intake: Intake) -> Item:
    words, code = rng.choice(ROUTES)
    return simple(rng, "route", words=words.format(intake.cast.callers[0].family), value=code, weight="m")


def method(rng: Random, intake: Intake) -> Item:
    words, code = intake.way
    label = label_of(rng, "method")
    if rng.random() < 0.5:
        return Item(label, (Run(words, "fill", "method"),), (Field("method", words, code, label),), "s")
    ticks = "circled" if intake.ticks == "numbered" else intake.ticks
    offered = ("来所", "電話", "訪問", "その他")
    writing = under(options(rng, offered, chosen=words, ticks=ticks), "method")
    return Item(label, writing, (Field("method", words_of(writing), code, label),), "m")


def name(rng: Random, intake: Intake) -> Item:
    one = intake.cast.person
    gap = rng.choice((" ", "　", "　", ""))
    words = one.family + gap + one.given + rng.choices(("", "様"), (14, 1))[0]
    label = label_of(rng, "fullName")
    writing = (Run(words, "fill", "fullName", rng.choice((1.0, 1.2, 1.35))),)
    return Item(label, writing, (Field("fullName", words, one.name, label),), "m")


def kana(rng: Random, intake: Intake) -> Item:
    one = intake.cast.person
    label = label_of(rng, "fullNameKana")
    words = one.family_kana + rng.choice((" ", "　", "　")) + one.given_kana
    if "ふ" in label or "よ" in label:
        words = "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in words)
    return Item(label, (Run(words, "fill", "fullNameKana"),), (Field("fullNameKana", words, one.kana, label),), "m")


def sex(rng: Random, intake: Intake) -> Item:
    one = intake.cast.person
    label = label_of(rng, "sex")
    pair = rng.choice((("男", "女"), ("男", "女"), ("男性", "女性")))
    chosen = pair[int(one.sex) - 1]
    if rng.random() < 0.2:
        return Item(label, (Run(chosen, "fill", "sex"),), (Field("sex", chosen, one.sex, label),), "s")
    words = (*pair, "その他") if intake.ticks == "numbered" else pair
    writing = under(options(rng, words, chosen=chosen, ticks=intake.ticks), "sex")
    return Item(label, writing, (Field("sex", words_of(writing), one.sex, label),), "s")


def birth(rng: Random, intake: Intake) -> Item:
    one = intake.cast.person
    label = label_of(rng, "dateOfBirth")
    age = one.age(intake.received)
    if rng.random() < 0.5:
        writing = _circled_era(rng, intake)
        doubled = rng.random() < 0.03
        writing = _second_mark(writing) if doubled else writing
        tail: Writing = (Run("生　( "), Run(str(age), "fill"), Run(" )歳")) if doubled or rng.random() < 0.75 else ()
    else:
        form = rng.choice(("full", "letter", "short", "wide", "slash", "western", "padded", "dots", "kanji"))
        writing = (Run(spelled(one.born, form), "fill"),)
        closing = rng.choice((f"({age})", f"({age}歳)", f"　{age}歳", f"生({age}歳)", ""))
        tail = (Run(closing, "fill"),) if closing else ()
    writing = under((*writing, *tail), "dateOfBirth")
    return Item(
        label, writing, (Field("dateOfBirth", words_of(writing), one.born.isoformat(), label, precision="day"),), "m"
    )


def _second_mark(writing: Writing) -> Writing:
    """A second era is marked by mistake; the age beside it tells which one holds."""
    found: list[Piece] = list(writing)
    for place, piece in enumerate(writing):
        if isinstance(piece, Choice) and not piece.on:
            found[place] = replace(piece, on=True)
            break
    return tuple(found)


def _circled_era(rng: Random, intake: Intake) -> Writing:
    """Printed eras with a mark at one, then the numbers by hand."""
    one = intake.cast.person
    long_name, letter, short, year = era(one.born)
    eras = {
        "letters": ("M", "T", "S", "H", "R"),
        "short": ("明", "大", "昭", "平", "令"),
        "long": ("大正", "昭和", "平成", "令和"),
    }
    offered = eras[intake.era_letters]
    chosen = {"letters": letter, "short": short, "long": long_name}[intake.era_letters]
    if intake.received.year < 2019 and chosen not in ("R", "令", "令和"):
        offered = offered[:-1]
    offered = offered[1:] if offered[0] in ("M", "明") and rng.random() < 0.6 else offered
    marked = options(rng, offered, chosen=chosen, ticks=intake.ticks)
    number = "元" if year == 1 else str(year)
    gap = rng.choice(("", " "))
    parts = (Run("　" + number, "fill"), Run(f"年{gap}"), Run(str(one.born.month), "fill"), Run(f"月{gap}"))
    return (*marked, *parts, Run(str(one.born.day), "fill"), Run("日"))


def address(rng: Random, intake: Intake) -> Item:
    home = towns.address(rng)
    label = label_of(rng, "address")
    head: Writing = ()
    fields: tuple[Field, ...] = (Field("address", home.text, home.text, label),)
    if rng.random() < 0.65:
        words = home.postcode.translate(FULL) if rng.random() < 0.1 else home.postcode
        head = (Run("〒", "print", "postcode"), Run(words, "fill", "postcode"), rng.choice((Break(), Gap(0.8))))
        fields = (*fields, Field("postcode", f"〒{words}", home.postcode.replace("-", ""), label))
    return Item(label, (*head, Run(home.text, "fill", "address")), fields, "l")


def registered(rng: Random, intake: Intake) -> Item:
    home = towns.address(rng)
    words = home.text if rng.random() < 0.7 else rng.choice(("同上", "同上", ""))
    label = label_of(rng, "registeredAddress")
    if not words:
        found = Field("registeredAddress", "", None, label, state="blank_on_paper")
        return Item(label, (), (found,), "l")
    value = home.text if words == home.text else None
    return Item(
        label, (Run(words, "fill", "registeredAddress"),), (Field("registeredAddress", words, value, label),), "l"
    )


def phone(rng: Random, intake: Intake) -> Item:
    number = towns.landline(rng)
    if rng.random() < 0.08:
        item = simple(rng, "phone", words="なし")
        return Item(item.label, item.writing, (Field("phone", "なし", None, item.label),), "s")
    item = simple(rng, "phone", words=towns.written(rng, number), value=number)
    return corrected(item, intake) if rng.random() < 0.05 else item


def mobile(rng: Random, intake: Intake) -> Item:
    item = simple(rng, "mobilePhone", words=towns.mobile(rng) if rng.random() < 0.85 else "")
    return corrected(item, intake) if item.writing and rng.random() < 0.05 else item


def corrected(item: Item, intake: Intake) -> Item:
    """見え消し: the last digits were wrong first; the right number stands above, a small seal beside."""
    field = item.fields[0]
    wrong = field.raw[:-2] + f"{(int(field.raw[-2:]) + 7) % 100:02d}"
    struck = Struck(wrong, field.raw, intake.cast.staff[0], tag=field.name)
    return Item(item.label, (struck,), (replace(field, struck=wrong),), "m")


def emergency(rng: Random, intake: Intake) -> Item:
    number = towns.mobile(rng) if rng.random() < 0.7 else towns.landline(rng)
    kin = intake.cast.relatives[0] if intake.cast.relatives else None
    label = label_of(rng, "emergencyPhone")
    who = f"{kin.person.name}({kin.relation})" if kin and kin.living != "deceased" else "知人"
    writing = (Run(who, "fill", "emergencyWho"), Gap(0.8), Run(number, "fill", "emergencyPhone"))
    fields = (Field("emergencyPhone", number, number, label), Field("localItem", who, who, label, tag="emergencyWho"))
    return Item(label, writing, fields, "m")


def complaint(rng: Random, intake: Intake) -> Item:
    words = "".join(rng.sample(talk.COMPLAINTS, rng.choice((1, 2, 2, 3))))
    words = f"「{words.rstrip('。')}」と。" if rng.random() < 0.25 else words
    return simple(rng, "chiefComplaint", words=words, weight="x")


def care_level(rng: Random, intake: Intake) -> Item:
    label = label_of(rng, "careLevel")
    place = rng.randrange(len(CARE))
    if rng.random() < 0.55:
        long = rng.random() < 0.3
        offered = tuple(
            one.replace("支", "支援").replace("介", "介護") if long and one[0] == "要" else one for one in CARE
        )
        ticks = "circled" if intake.ticks == "numbered" else intake.ticks
        writing = under(options(rng, offered, chosen=offered[place], ticks=ticks), "careLevel")
        return Item(label, writing, (Field("careLevel", words_of(writing), CARE_CODE[place], label),), "l")
    if rng.random() < 0.15:
        words = rng.choice(("申請中", "未申請"))
        return Item(label, (Run(words, "fill", "careLevel"),), (Field("careLevel", words, words, label),), "s")
    short = CARE[place]
    words = rng.choice((short, short.replace("支", "支援").replace("介", "介護"), short.translate(FULL)))
    return Item(label, (Run(words, "fill", "careLevel"),), (Field("careLevel", words, CARE_CODE[place], label),), "s")


BOOKS = (
    ("身体2級", "身体2級"),
    ("身障3級", "身体3級"),
    ("身障1種1級", "身体1級 第1種"),
    ("身障2種4級", "身体4級 第2種"),
    ("精神2級", "精神2級"),
    ("精神3級", "精神3級"),
    ("精神1級", "精神1級"),
    ("療育 Bの1", "療育 Bの1"),
    ("療育 Aの2", "療育 Aの2"),
    ("無", "無"),
    ("なし", "無"),
    ("手帳無", "無"),
)


def handbook(rng: Random, intake: Intake) -> Item:
    label = label_of(rng, "handbook")
    if rng.random() < 0.25:
        writing = under(options(rng, ("有", "無"), chosen="無", ticks="circled"), "handbook")
        return Item(label, writing, (Field("handbook", words_of(writing), "無", label),), "s")
    words, value = rng.choice(BOOKS)
    return Item(label, (Run(words, "fill", "handbook"),), (Field("handbook", words, value, label),), "s")


def benefit(rng: Random, intake: Intake) -> Item:
    kind = rng.choice(("生活保護", "年金"))
    if kind == "生活保護":
        chosen = rng.choice(("有", "無", "無"))
        writing = under(options(rng, ("有", "無"), chosen=chosen, ticks="circled"), "benefit")
        return Item(kind, writing, (Field("benefit", words_of(writing), chosen, kind),), "s")
    amount = rng.randint(40, 150) / 10
    words = rng.choice(
        (
            f"国民年金 月{amount}万円",
            f"厚生年金 月{amount}万円",
            f"国民 月¥{int(amount * 10000):,}",
            "障害基礎2級",
            "遺族年金",
        )
    )
    return Item(kind, (Run(words, "fill", "benefit"),), (Field("benefit", words, words, kind),), "m")


def extras(rng: Random, intake: Intake) -> list[Item]:
    """Items the contract has no name for."""
    valid = intake.received + timedelta(days=rng.randint(200, 700))
    pool = (
        ("主治医", f"{rng.choice(talk.DOCTORS)} {intake.cast.callers[-1].family}Dr"),
        ("既往歴", rng.choice(talk.HISTORIES)),
        ("生活歴", rng.choice(talk.LIVES)),
        ("住環境", rng.choice(talk.HOMES)),
        ("職業", rng.choice(talk.JOBS)),
        ("趣味・特技", rng.choice(talk.HOBBIES)),
        ("備考", rng.choice(talk.REMARK_ITEMS)),
        ("関係機関", "、".join(intake.cast.agencies[:2])),
        ("来談者", rng.choice(("本人", "家族", "本人、家族"))),
        ("健康保険", rng.choice(("国民健康保険", "社会保険", "後期高齢者医療"))),
        ("次回確認日", spelled(valid, intake.date_form)),
        ("希望", ""),
    )
    chosen = rng.sample(pool, rng.randint(2, 6))
    found = [
        local(label, words, number=number, weight="l" if len(words) > 20 else "m")
        for number, (label, words) in enumerate(chosen)
    ]
    return [*found, issues(rng, intake)] if rng.random() < 0.3 else found


ISSUES = (
    "病気",
    "けが",
    "住まい不安定",
    "経済的困窮",
    "多重債務",
    "家計管理の課題",
    "就職活動困難",
    "社会的孤立",
    "家族関係",
    "不登校",
    "ひとり親",
    "ＤＶ・虐待",
    "その他",
)


def issues(rng: Random, intake: Intake) -> Item:
    """課題と特性: any number of printed words may be marked, the gravest with a double ring."""
    tick = "circled" if intake.ticks == "numbered" else intake.ticks
    offered = [one for one in ISSUES if rng.random() < 0.75]
    on = [one for one in offered if rng.random() < 0.3]
    pieces: list[Choice | Gap] = []
    for one in offered:
        double = tick == "circled" and one in on[:1] and rng.random() < 0.4
        pieces += [Choice(one, one in on, tick, "issues", double=double), Gap(1.0)]
    words = "、".join(on)
    found = Field(
        "localItem",
        words_of(pieces),
        words or None,
        "課題と特性",
        tag="issues",
        state="read" if on else "blank_on_paper",
    )
    return Item("課題と特性", tuple(pieces), (found,), "l")
