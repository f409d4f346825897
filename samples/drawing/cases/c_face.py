"""Case C, 相談受付・申込票, and the sheet of his near namesake. Traps: 齋/斎, transposed day, first days of 昭和."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from drawing import seals
from drawing.grid import Cell, Grid, label
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Look, Style
from drawing.truth import Facts, Field, Member
from drawing.writing import Break, Gap, Piece, Run, Seal, Writing, circled, filled, printed

WORK = ("1.正社員・公務員", "2.臨時・パート", "3.自営業", "4.専業主婦", "5.年金生活", "6.失業・休職中", "7.その他")
TROUBLES = (
    "病気や健康、障害のこと", "住まいについて", "収入・生活費のこと", "家賃やローンの支払いのこと", "債務について",
    "仕事探し、就職について", "ひきこもり・不登校", "食べるものがない", "その他(　　　　)",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Applicant:
    """What the form asks of one person, as written."""

    number: str
    date: str
    name: str
    name_note: str
    kana: str
    born: tuple[str, str, str, str]
    home: str
    home_note: str
    phone: str
    book: str
    treatment: str
    illness: str
    clinic: str
    work: str
    pension: str
    welfare_note: str
    debt: str
    family: tuple[tuple[str, str, str, str], ...]
    troubles: tuple[str, ...]
    wish: str


SAITO = Applicant(
    "社協-30-0099",
    "平成30年12月10日(月)",
    "齋藤 勝",
    "(斉藤と書くこともある)",
    "さいとう まさる",
    ("37", "8", "21", "56"),
    "潮見ケ丘市浜野辺3-1 みぎわ荘102",
    "(住所不定期間 H29.6～H30.8 ネットカフェ等)",
    "090-0000-8120",
    "精神2級 (H31.8.31迄)",
    "有",
    "統合失調症(H12初診)",
    "みぎわ病院 月1",
    WORK[5],
    "障害基礎2級",
    "(過去 H20～H25)",
    "約120万(消費者金融3社)",
    (("母", "トメ", "昭和元年12月28日生", "特養入所"), ("兄", "", "", "行方不明")),
    ("収入・生活費のこと", "家賃やローンの支払いのこと", "債務について"),
    "家賃を2ヶ月滞納。電気を止めると通知が来た。家計を立て直したい。",
)
NAMESAKE = Applicant(
    "社協-30-0142", "平成31年2月20日(水)", "斎藤 勝", "", "さいとう まさる", ("37", "8", "12", "56"),
    "潮見ケ丘市浜野辺3-14 みぎわ荘202", "", "090-0000-8121", "", "無", "", "", WORK[2], "", "",
    "", (("妻", "和子", "昭和40年5月2日生", "同居"),), ("収入・生活費のこと", "仕事探し、就職について"),
    "店の売上が減り、家賃の支払いが苦しい。別の仕事も探したい。",
)  # fmt: skip


def draw(rng: Random, look: Look) -> Sheet:
    return _sheet(rng, look, one=SAITO, facts=SAITO_FACTS)


def draw_namesake(rng: Random, look: Look) -> Sheet:
    return _sheet(rng, look, one=NAMESAKE, facts=NAMESAKE_FACTS)


def _sheet(rng: Random, look: Look, *, one: Applicant, facts: Facts) -> Sheet:
    sheet = Sheet(rng)
    head(sheet, one, style=look.style)
    grid = Grid(sheet, look.style.sized(10), 14, 48)
    person(grid, one)
    trouble(grid, one)
    state(grid, one)
    if look.seal_over:
        for tag in ("fullName", "handbook"):
            x, y, width, height = sheet.seen.place(tag)
            if width:
                seals.surname(sheet, "片山", centre=(x + width - px(5), y + height // 2), diameter_mm=12)
    sheet.facts = facts
    return sheet


def head(sheet: Sheet, one: Applicant, *, style: Style) -> None:
    write(sheet, (Run("相談受付・申込票"),), box=(px(14), px(14), px(110), px(11)), style=style.sized(17))
    by = "潮見ケ丘市自立相談支援機関（潮見ケ丘市社会福祉協議会 受託）"
    write(sheet, (printed(by),), box=(px(14), px(26), px(110), px(6)), style=style.sized(8.5))
    grid = Grid(sheet, style.sized(9.5), 118, 12)
    grid.row(8, [label(20, "ID"), Cell(58, (filled(one.number, "caseNumber"),))])
    grid.row(8, [label(20, "受付日"), Cell(58, (filled(one.date, "receivedDate"),))])
    grid.row(12, [label(20, "受付者"), Cell(58, (filled("片山", "staff"), Gap(0.3), Seal("片山")))])
    note = "■基本情報(書ける範囲でご記入ください)"
    write(sheet, (printed(note),), box=(px(14), px(41), px(120), px(6)), style=style.sized(10))


def numbered(options: tuple[str, ...], chosen: str, *, tag: str) -> Writing:
    """`1.男性 2.女性`, the mark round the number alone."""
    pieces: list[Piece] = []
    for option in options:
        number, word = option.split(".", 1)
        pieces += [*circled((number,), (number,) if option == chosen else (), tag=tag)]
        pieces += [printed(f".{word}", tag), Gap(0.5)]
    return tuple(pieces)


def person(grid: Grid, one: Applicant) -> None:
    sexes = numbered(("1.男性", "2.女性", "3.他(　　)"), "1.男性", tag="sex")
    grid.row(8, [label(26, "ふりがな", points=8.5), Cell(70, (filled(one.kana, "fullNameKana"),), points=9),
                 label(18, "性別"), Cell(68, sexes, points=9)])  # fmt: skip
    name = (Run(one.name, "fill", "fullName", 1.4), Gap(0.7), filled(one.name_note, "nameNote"))
    tag, (year, month, day, age) = "dateOfBirth", one.born
    born = (
        *numbered(("1.大正", "2.昭和", "3.平成"), "2.昭和", tag=tag),
        Break(),
        filled("　" + year, tag),
        printed("年 ", tag),
        filled(month, tag),
        printed("月 ", tag),
        filled(day, tag),
        printed("日　( ", tag),
        filled(age, tag),
        printed(" 歳)", tag),
    )
    grid.row(17, [label(26, "氏名"), Cell(70, name, points=9.5), label(18, "生年月日", points=9), Cell(68, born)])
    home = (
        printed("〒　　　-　　　　"),
        Break(),
        filled(one.home, "address"),
        Gap(0.6),
        filled(one.home_note, "homeNote"),
    )
    grid.row(16, [label(26, "住所"), Cell(156, home, points=9.5)])
    phone = (printed("自宅(　　　　　　　　　)　/　携帯( "), filled(one.phone, "mobilePhone"), printed(" )"))
    grid.row(10, [label(26, "電話"), Cell(156, phone)])


def trouble(grid: Grid, one: Applicant) -> None:
    heading = "■ご相談の内容(お困りのこと)　〇をおつけください。複数ある場合は、一番お困りのことに◎"
    grid.row(8, [Cell(182, (printed(heading),), points=9)])
    grid.row(19, [Cell(182, circled(TROUBLES, one.troubles, tag="consultation", between="　/　"), points=9.5, pad=3)])
    asked = "ご相談されたいこと、ご支援にあたっての希望を具体的に書いてください。"
    grid.row(30, [Cell(182, (printed(asked), Break(), filled("　" + one.wish, "chiefComplaint")), points=9.5, pad=3)])


def state(grid: Grid, one: Applicant) -> None:
    grid.row(8, [Cell(182, (printed("■生活の状況(聞き取り)"),), points=9.5)])
    treated = circled(("有", "無"), (one.treatment,), tag="treatment")
    grid.row(
        10, [label(26, "手帳"), Cell(72, (filled(one.book, "handbook"),)), label(32, "自立支援医療"), Cell(52, treated)]
    )
    grid.row(
        10,
        [
            label(26, "診断"),
            Cell(72, (filled(one.illness, "illness"),)),
            label(32, "通院"),
            Cell(52, (filled(one.clinic, "clinic"),)),
        ],
    )
    grid.row(16, [label(26, "仕事"), Cell(156, numbered(WORK, one.work, tag="work"), points=9.5)])
    aid = (*circled(("有", "無"), ("無",), tag="welfare"), filled(one.welfare_note, "welfare"))
    grid.row(10, [label(26, "年金"), Cell(72, (filled(one.pension, "pension"),)), label(32, "生保"), Cell(52, aid)])
    grid.row(10, [label(26, "債務"), Cell(156, (filled(one.debt, "debt"),))])
    left = grid.x
    grid.tall(26, 7 + 9 * 3, text="家族")
    widths, titles = (26, 40, 52, 38), ("続柄", "氏名", "生年月日", "備考")
    grid.row(7, [label(width, text, points=9) for width, text in zip(widths, titles, strict=True)])
    for number, row in enumerate((*one.family, ("", "", "", ""), ("", "", "", ""))[:3]):
        grid.row(
            9,
            [Cell(w, (filled(text, f"member{number}"),) if text else ()) for w, text in zip(widths, row, strict=True)],
        )
    grid.x = left


def local(label_text: str, words: str, *, tag: str) -> Field:
    if not words:
        return Field("localItem", "", None, label_text, tag=tag, state="blank_on_paper")
    return Field("localItem", words, words, label_text, tag=tag)


def facts_of(one: Applicant, values: dict[str, str | None], *, members: tuple[Member, ...]) -> Facts:
    """`values`: canonical values that are not simply the words written."""
    year, month, day, age = one.born
    born = f"1.大正 2.昭和 3.平成　{year}年 {month}月 {day}日　( {age} 歳)"
    said: Callable[[str], str] = lambda state: "read" if state else "blank_on_paper"  # noqa: E731
    fields = (
        Field("caseNumber", one.number, one.number, "ID"),
        Field("receivedDate", one.date, values["receivedDate"], "受付日", precision="day"),
        Field("staff", "片山", "片山", "受付者"),
        Field("fullNameKana", one.kana, "サイトウ マサル", "ふりがな"),
        Field("sex", "1.男性 2.女性 3.他(　　)", "1", "性別"),
        Field("fullName", one.name, one.name, "氏名"),
        Field("dateOfBirth", born, values["dateOfBirth"], "生年月日", precision="day"),
        Field("postcode", "", None, "住所", state="blank_on_paper"),
        Field("address", one.home, one.home, "住所"),
        Field("phone", "", None, "電話", state="blank_on_paper"),
        Field("mobilePhone", one.phone, one.phone, "電話"),
        Field("chiefComplaint", one.wish, one.wish, "ご相談されたいこと"),
        Field("handbook", one.book, values["handbook"], "手帳", state=said(one.book)),
        Field("benefit", one.pension, one.pension or None, "年金", tag="pension", state=said(one.pension)),
        Field("benefit", "無" + one.welfare_note, "無", "生保", tag="welfare", index=1),
        local("ご相談の内容", "、".join(one.troubles), tag="consultation"),
        local("自立支援医療", one.treatment, tag="treatment"),
        local("診断", one.illness, tag="illness"),
        local("通院", one.clinic, tag="clinic"),
        local("仕事", one.work, tag="work"),
        local("債務", one.debt, tag="debt"),
    )
    notes = tuple(
        local(label_text, words, tag=tag)
        for label_text, words, tag in (("氏名", one.name_note, "nameNote"), ("住所", one.home_note, "homeNote"))
        if words
    )
    return Facts("intake_sheet", fields + notes, members=members)


SAITO_FACTS = facts_of(
    SAITO,
    {"receivedDate": "2018-12-10", "dateOfBirth": "1962-08-21", "handbook": "精神2級"},
    members=(
        Member("トメ", "母", "parent", "1926-12-28", None, "institution", "特養入所", "member0"),
        Member("", "兄", "sibling", None, None, "unknown", "行方不明", "member1"),
    ),
)
NAMESAKE_FACTS = facts_of(
    NAMESAKE,
    {"receivedDate": "2019-02-20", "dateOfBirth": "1962-08-12", "handbook": None},
    members=(Member("和子", "妻", "spouse", "1965-05-02", None, "same_household", "同居", "member0"),),
)
