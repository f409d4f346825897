"""The other pages of an invented case: consent, letter, somebody else's 裏紙, a blank back."""

from datetime import date, timedelta
from random import Random

from drawing import consents, letters, seals
from drawing.fiction import talk, towns
from drawing.fiction.calling import Cast
from drawing.fiction.dates import era, spelled
from drawing.fiction.labels import TITLES
from drawing.fiction.people import person
from drawing.grid import Cell, Grid, label
from drawing.letters import value
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Style
from drawing.truth import Consent, Facts, Field
from drawing.writing import Gap, Seal, Writing, boxes, filled, late, printed

SCOPE = ("氏名・生年月日・住所", "相談内容", "健康・医療情報", "家計情報", "介護情報", "就労状況", "家族の状況")
AGENCIES = (
    "市高齢福祉課",
    "社会福祉協議会",
    "民生委員",
    "医療機関",
    "警察",
    "基幹相談支援センター",
    "福祉事務所",
    "学校",
    "法テラス",
    "居宅介護支援事業所",
)
NOT_TO = ("長男への相談内容の伝達", "勤務先", "元夫及びその親族", "近隣住民", "学校関係者", "")
HEADINGS = (
    ("提供する情報", "提供先", "共有しないでほしい相手・情報", "有効期間"),
    ("提供する情報の範囲", "情報を提供する機関", "提供してほしくない相手", "同意の有効期間"),
    ("同意する内容", "提供先機関", "共有しない相手・情報", "期間"),
)


def consent(rng: Random, cast: Cast, *, on: date, style: Style) -> Sheet:
    sheet = Sheet(rng)
    offered, houses = rng.sample(SCOPE, rng.randint(4, 6)), rng.sample(AGENCIES, rng.randint(4, 7))
    given = tuple(one for one in offered if rng.random() < 0.65) or (offered[0],)
    shared = tuple(one for one in houses if rng.random() < 0.6) or (houses[0],)
    hidden, tick = rng.choice(NOT_TO), rng.choice(("checkbox", "checkbox", "filled", "cross"))
    until = on + timedelta(days=rng.choice((365, 730))) if rng.random() < 0.35 else None
    titles = rng.choice(HEADINGS)
    told = (
        consents.Section(titles[0], boxes(offered, given, style=tick)),
        consents.Section(titles[1], boxes(houses, shared, style=tick)),
        consents.Section(titles[2], (printed("(　"), filled(hidden or "特になし", "exclusions"), printed("　)"))),
        consents.Section(titles[3], _until(until, tick=tick)),
    )
    proxy = cast.staff[0] if rng.random() < 0.12 else ""
    paper = consents.ConsentPaper(
        rng.choice(TITLES["consent_form"]),
        (f"{cast.office.name} 御中",),
        "私は、相談支援を受けるにあたり、下記のとおり関係機関との間で私及び世帯の情報を提供・共有することに同意します。",
        told,
        _signed(rng, cast, on=on, proxy=proxy),
        stamp=rng.choice(("取扱注意", "")),
    )
    consents.draw(sheet, paper, style=style, left=rng.uniform(20, 26))
    name = cast.person.name
    sheet.facts = Facts(
        "consent_form",
        (Field("fullName", name, name, "氏名"),),
        consent=Consent(
            on.isoformat(),
            given,
            shared,
            (hidden,) if hidden else (),
            until.isoformat() if until else None,
            until is None,
            proxy=bool(proxy),
        ),
    )
    return sheet


def _until(until: date | None, *, tick: str) -> Writing:
    words = f"{spelled(until, 'full')}まで" if until else "令和　　年　　月　　日まで"
    ends = boxes(("支援終了まで",), () if until else ("支援終了まで",), style=tick)
    return (*ends, Gap(1), *boxes((words,), (words,) if until else (), style=tick))


def _signed(rng: Random, cast: Cast, *, on: date, proxy: str) -> tuple[Writing, ...]:
    name: Writing = (printed("氏名　"), late(cast.person.name, "fullName"), Gap(0.8))
    name = (*name, Seal(cast.person.family)) if rng.random() < 0.6 else (*name, printed("(自署)"))
    lines: tuple[Writing, ...] = ((late(spelled(on, rng.choice(("full", "spaced", "wide"))), "signedOn"),), name)
    if proxy:
        return (*lines, (printed("代筆者　"), late(proxy, "proxy"), printed("　続柄　"), late("職員", "proxy")))
    return (*lines, (printed("代筆(　　　　　　　　)"),)) if rng.random() < 0.5 else lines


def letter(rng: Random, cast: Cast, *, on: date, style: Style) -> Sheet:
    """An answer from another house about the person."""
    sheet = Sheet(rng)
    kind = rng.choice(("(回答)", "(照会)", "(依頼)", "(通知)"))
    subject = (
        rng.choice(("利用状況について", "病状等に関する情報について", "生活状況の確認について", "会議の開催について"))
        + kind
    )
    number = f"{rng.choice('潮港里房東')}{rng.choice(('福', '高', '障', '生'))}第{rng.randint(11, 890)}号"
    sender = (rng.choice(talk.DOCTORS), f"院長　{cast.callers[0].family}　{rng.choice(('一郎', '正', '明', '恵子'))}")
    body = f"標記の件について、これまでの経過を含め下記のとおり{kind.strip('()')}します。"
    born = spelled(cast.person.born, "full")
    items = (
        ("1　氏名", value(cast.person.name, "fullName")),
        ("2　生年月日", value(born, "dateOfBirth")),
        ("3　内容", value(rng.choice(talk.COMPLAINTS) + rng.choice(talk.VISITS[:3]), "content")),
    )
    told = letters.Letter(
        number, spelled(on, "full"), f"{cast.office.name} 御中", sender, subject, body, items,
        (f"担当：{cast.callers[1].family}", f"電話：{towns.landline(rng)}"), "",
    )  # fmt: skip
    letters.draw(sheet, told, style=style)
    _, _, _, year = era(on)
    got = on + timedelta(days=2)
    seals.received(
        sheet, (cast.office.short, f"{year}.{got.month:>2}.{got.day}", "収受"), centre=(px(42), px(34)), diameter_mm=26
    )
    sheet.facts = Facts("letter", _letter_fields(told, cast, born=born))
    return sheet


def _letter_fields(told: letters.Letter, cast: Cast, *, born: str) -> tuple[Field, ...]:
    name = cast.person.name
    rest = (
        ("文書番号", told.number, "number"), ("文書日付", told.date, "date"), ("宛名", told.to, "to"),
        ("発信者", "".join(told.sender), "sender"), ("件名", told.subject, "subject"), ("本文", told.body, "body"),
        ("内容", told.items[2][1][0].text, "content"), ("担当", " ".join(told.contact), "contact"),  # type: ignore[union-attr]
    )  # fmt: skip
    return (
        Field("fullName", name, name, "氏名"),
        Field("dateOfBirth", born, cast.person.born.isoformat(), "生年月日", precision="day"),
        *(Field("localItem", words, words, title, tag=tag) for title, words, tag in rest),
    )


def backside(rng: Random, *, on: date, style: Style) -> Sheet:
    """裏紙: an old notice to somebody who has nothing to do with the case."""
    other = person(rng, age=rng.randint(30, 88), on=on)
    sheet = Sheet(rng)
    told = letters.Letter(
        f"潮税第{rng.randint(100, 900)}号",
        spelled(on - timedelta(days=rng.randint(200, 700)), "full"),
        f"{other.name} 様",
        ("潮見ケ丘市長　湊　和夫", "(課税課)"),
        rng.choice(("納付書の送付について(通知)", "説明会の開催について(案内)")),
        "日頃より市政にご協力をいただき、ありがとうございます。下記のとおりお知らせします。",
        (("1　整理番号", value(f"{rng.randint(100000, 999999)}")), ("2　期限", value("各納期の末日"))),
        ("担当：課税課", f"電話：{towns.landline(rng)}"),
        rng.choice(("潮見ケ丘市長之印", "")),
    )
    letters.draw(sheet, told, style=style)
    sheet.facts = Facts("letter", warnings=(("backside_other", other.name),), set_aside=True)
    return sheet


def blank(rng: Random) -> Sheet:
    sheet = Sheet(rng)
    sheet.facts = Facts("unknown", blank=True)
    return sheet


def minutes(rng: Random, cast: Cast, *, on: date, style: Style) -> Sheet:
    """会議録 of a support conference."""
    sheet = Sheet(rng)
    number = rng.randint(1, 6)
    head = (printed(rng.choice(("支援会議 会議録", "個別ケース検討会議 会議録", "サービス担当者会議 会議録"))),)
    write(sheet, head, box=(px(18), px(18), px(174), px(11)), style=style.sized(16), align="centre middle")
    present = "、".join((*cast.staff[:2], *(f"{one.role} {one.family}" for one in cast.callers[:3])))
    told = (
        ("対象者", cast.person.name, 11.0), ("開催日時", f"{spelled(on, 'full')} {rng.randint(9, 15)}:30～", 11.0),
        ("場所", rng.choice(("市役所2階会議室", "センター相談室", "オンライン")), 11.0), ("出席者", present, 16.0),
        ("議題", f"第{number}回 支援方針の確認", 11.0), ("検討内容", "".join(rng.sample(DISCUSSED, 4)), 48.0),
        ("決定事項", "".join(rng.sample(DECIDED, 3)), 38.0), ("次回", spelled(on + timedelta(days=60), "full"), 11.0),
        ("記録者", cast.staff[0], 11.0),
    )  # fmt: skip
    grid = Grid(sheet, style.sized(10.5), 18, 34)
    for place, (name, words, height) in enumerate(told):
        tag = "fullName" if name == "対象者" else f"item{place}"
        grid.row(height, [label(30, name), Cell(144, (filled(words, tag),))])
    name = cast.person.name
    rest = (Field("localItem", words, words, title, tag=f"item{place}") for place, (title, words, _) in enumerate(told))
    sheet.facts = Facts("conference_minutes", (Field("fullName", name, name, "対象者"), *list(rest)[1:]))
    return sheet


DISCUSSED = (
    "本人の生活状況について各機関から報告。",
    "服薬管理に課題があり、訪問看護の回数を検討。",
    "家計の見通しが立たず、滞納が続いている。",
    "家族の疲弊が大きく、休息の機会が必要。",
    "近隣との関係は落ち着いている。",
    "本人は在宅生活の継続を希望。",
)
DECIDED = (
    "訪問は週1回を継続。",
    "家計改善支援につなぐ。",
    "緊急時は担当課へ連絡する。",
    "3か月後に評価を行う。",
    "受診同行は保健師が担う。",
)


def misfiled(sheet: Sheet, name: str) -> Sheet:
    """Another person's sheet in this file: set aside, nothing on it belongs here."""
    sheet.facts = Facts(sheet.facts.form, warnings=(("other_person", name),), set_aside=True)
    return sheet
