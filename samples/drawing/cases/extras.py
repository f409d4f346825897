"""Pages that real folders also hold: a vertical record, a blank back, a stranger's 裏紙, a 住民票 with a number."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from drawing import letters, seals
from drawing.grid import Cell, Grid, label
from drawing.letters import value
from drawing.logs import LogRow
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Look
from drawing.truth import Entry, Facts, Field
from drawing.vertical import columns_of, write_column
from drawing.vertical_log import Scroll
from drawing.writing import Run, filled, printed

NUMBER = "1234 5678 9013"


def blank(rng: Random, look: Look) -> Sheet:
    """A back without writing."""
    sheet = Sheet(rng)
    sheet.facts = Facts("unknown", blank=True)
    return sheet


def other_side(rng: Random, look: Look) -> Sheet:
    """裏紙: the back of the log is an old notice to an unrelated person; nothing on it belongs to the case."""
    sheet = Sheet(rng)
    letter = letters.Letter(
        "潮介保第0456号",
        "令和5年7月14日",
        "小川 トシ子 様",
        ("潮見ケ丘市長　湊　和夫", "(介護保険課)"),
        "介護保険料の口座振替について(通知)",
        "日頃より介護保険事業にご理解をいただき、ありがとうございます。令和5年度の介護保険料の口座振替日を下記のとおりお知らせします。",
        (
            ("1　被保険者番号", value("0000000321")),
            ("2　生年月日", value("昭和15年11月6日")),
            ("3　振替日", value("各納期の末日（休日の場合は翌営業日）")),
        ),
        ("担当：介護保険課 保険料係", "電話：0470-00-1150"),
        "潮見ケ丘市長之印",
    )
    letters.draw(sheet, letter, style=look.style)
    sheet.facts = Facts("letter", warnings=(("backside_other", "小川 トシ子"),), set_aside=True)
    return sheet


RESIDENT = (
    ("氏名", "齋藤 勝", "fullName"),
    ("生年月日", "昭和37年8月21日", "dateOfBirth"),
    ("性別", "男", "sex"),
    ("世帯主", "齋藤 勝", "head"),
    ("続柄", "世帯主", "relation"),
    ("住所", "千葉県潮見ケ丘市浜野辺3番地1 みぎわ荘102", "address"),
    ("住民となった年月日", "平成30年9月3日", "since"),
    ("前住所", "千葉県潮見ケ丘市南台2丁目8番地", "before"),
    ("本籍", "(省略)", "register"),
    ("個人番号", NUMBER, "number"),
)


def resident_record(rng: Random, look: Look) -> Sheet:
    """A copy of the 住民票 with a number that the office must not keep; its check digit is wrong."""
    sheet = Sheet(rng)
    for row in range(18, 280, 13):
        for column in range(18, 195, 22):
            sheet.pen.text((px(column + row % 2 * 8), px(row)), "・", fill=(222, 232, 226))
    style = look.style
    write(
        sheet, (Run("住　民　票"),), box=(px(20), px(24), px(170), px(12)), style=style.sized(20), align="centre middle"
    )
    write(sheet, (printed("潮見ケ丘市"),), box=(px(20), px(38), px(60), px(7)), style=style.sized(11))
    grid = Grid(sheet, style.sized(11), 20, 50)
    for name, words, tag in RESIDENT:
        grid.row(15, [label(48, name, shade=False), Cell(122, (filled(words, tag),), pad=4)])
    proof = "この写しは、住民票の原本と相違ないことを証明する。"
    write(sheet, (printed(proof),), box=(px(20), px(212), px(170), px(8)), style=style.sized(11))
    write(sheet, (filled("平成30年12月14日", "issued"),), box=(px(30), px(224), px(80), px(8)), style=style.sized(11))
    write(sheet, (printed("潮見ケ丘市長　　湊　和夫"),), box=(px(92), px(236), px(90), px(8)), style=style.sized(12))
    seals.office(sheet, "潮見ケ丘市長之印", centre=(px(166), px(240)), size_mm=20)
    sheet.facts = Facts("certificate", RESIDENT_FIELDS, warnings=(("individual_number", NUMBER),))
    return sheet


def _local(name: str, words: str, *, tag: str) -> Field:
    return Field("localItem", words, words, name, tag=tag)


NAMED = ("fullName", "dateOfBirth", "sex", "address")
RESIDENT_FIELDS = (
    Field("fullName", "齋藤 勝", "齋藤 勝", "氏名"),
    Field("dateOfBirth", "昭和37年8月21日", "1962-08-21", "生年月日", precision="day"),
    Field("sex", "男", "1", "性別"),
    Field("address", RESIDENT[5][1], RESIDENT[5][1], "住所"),
    *(
        _local(item[0], item[1], tag=item[2])
        for item in RESIDENT
        if item[2] not in ("fullName", "dateOfBirth", "sex", "address")
    ),
    _local("証明日", "平成30年12月14日", tag="issued"),
)


def _old(date: str, raw: str, *, way: tuple[str, str], who: str, text: str) -> LogRow:
    named = raw.startswith("平成")
    weekday = "agrees" if "（" in raw else "absent"
    entry = Entry(date, raw, "", way[0], way[1], (who,), inferred=not named, weekday=weekday)
    return LogRow(entry, (filled(raw),), text, way[1], who)


OLD_ROWS: Sequence[LogRow] = (
    _old("2008-04-07", "平成二十年四月七日（月）", way=("10", "来所"), who="中里",
         text="本人来所。離職後の生活費に困窮し相談。手持金三千円余。生活保護の申請意思を確認し、申請書を交付。"),
    _old("2008-04-10", "四月十日（木）", way=("30", "訪問"), who="中里",
         text="‹o|みぎわ荘›一〇二号室を訪問。室内は片付いている。家賃二万八千円、滞納なし。預金通帳の写しを受領。"),
    _old("2008-04-10", "〃", way=("20", "電話"), who="中里",
         text="‹o|みぎわ病院› ‹p:医師|佐伯›医師へ病状照会。「服薬していれば生活は可能」とのこと。"),
    _old("2008-04-21", "四月二十一日（月）", way=("60", "所内会議"), who="中里",
         text="ケース診断会議。保護開始の方針。扶養照会は母と兄へ。兄は行方不明の由。"),
    _old("2008-05-01", "五月一日（木）", way=("10", "来所"), who="中里",
         text="保護開始決定を通知。生活扶助・住宅扶助。本人「ありがたい」と。次回訪問は‹d:next_contact:2008-06|六月›中。"),
)  # fmt: skip


def vertical_record(rng: Random, look: Look) -> Sheet:
    """The welfare office's record of ten years before, written downwards."""
    sheet = Sheet(rng)
    style = look.style.sized(11.5)
    title = (Run("ケース記録"),)
    head = (px(190), px(20), px(12), px(80))
    for column in columns_of(title, style.sized(15), height=head[3]):
        write_column(sheet, column, box=head, style=style.sized(15))
    name = (Run("氏名　"), filled("齋藤　勝", "fullName"))
    spot = (px(190), px(120), px(12), px(90))
    for column in columns_of(name, style, height=spot[3]):
        write_column(sheet, column, box=spot, style=style)
    office = (Run("潮見ケ丘市福祉事務所"),)
    foot = (px(190), px(205), px(12), px(80))
    for column in columns_of(office, style.sized(10), height=foot[3]):
        write_column(sheet, column, box=foot, style=style.sized(10))
    scroll = Scroll(sheet, style, 187, 20, left=16)
    scroll.frame()
    entries = []
    for number, row in enumerate(OLD_ROWS):
        if scroll.room(row):
            entries.append(scroll.put(row, tag=f"entry{number}"))
    fields = (Field("fullName", "齋藤　勝", "齋藤 勝", "氏名"),)
    sheet.facts = replace(Facts("support_log"), fields=fields, entries=tuple(entries))
    return sheet
