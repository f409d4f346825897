"""Case B, 相談受付票: a mother in hiding with two children. Traps: two eras circled, an address that is withheld."""

from random import Random

from drawing import seals
from drawing.grid import Cell, Grid, label
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Look, Style
from drawing.truth import Facts, Field, Member
from drawing.writing import Break, Gap, Run, Seal, boxes, circled, filled, printed

CARE = "※電話の前にSMS。夫からの着信あり、代理人以外に番号を教えないこと"
TROUBLE = "夫の暴力から避難。子の学校・生活費・住まい。"
FAMILY = (
    ("子1", "ひより", "H23.5.30(12)", "小6", ""),
    ("子2", "蒼太(そうた)", "H30.2.8(5)", "年長", ""),
    ("夫(相手方)", "﨑山 剛", "S57生", "", "同居時DV"),
)


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    title(sheet, look.style)
    grid = Grid(sheet, look.style.sized(10.5), 16, 46, line=3)
    reception(grid)
    person(grid)
    homes(grid)
    family(grid)
    trouble(grid)
    seals.received(sheet, ("こども家庭相談室", "R5.11.13", "受付"), centre=(px(175), px(21)), diameter_mm=30)
    seals.word(sheet, "秘", centre=(px(26), px(20)), size_mm=6, ring=True)
    seals.word(sheet, "取扱注意", centre=(px(54), px(17)), size_mm=5)
    if look.seal_over:
        for tag in ("fullName", "mobilePhone"):
            x, y, width, height = sheet.seen.place(tag)
            seals.surname(sheet, "大森", centre=(x + width - px(4), y + height // 2), diameter_mm=12)
    sheet.facts = FACTS
    return sheet


def title(sheet: Sheet, style: Style) -> None:
    write(
        sheet, (Run("相談受付票"),), box=(px(60), px(24), px(90), px(11)), style=style.sized(18), align="centre middle"
    )
    by = "潮見ケ丘市こども家庭課 こども家庭相談室"
    write(sheet, (printed(by),), box=(px(16), px(38), px(100), px(6)), style=style.sized(8.5))
    write(
        sheet,
        (printed("【本人同意あり】様式"),),
        box=(px(120), px(38), px(74), px(6)),
        style=style.sized(9),
        align="right middle",
    )


def reception(grid: Grid) -> None:
    number = (filled("こ-R5-0147", "caseNumber"),)
    date = (filled("令和5年11月13日", "receivedDate"),)
    staff = (filled("大森", "staff"), Gap(0.3), Seal("大森"))
    grid.row(
        11,
        [
            label(24, "ケース番号"),
            Cell(38, number),
            label(16, "受理"),
            Cell(44, date),
            label(20, "受付者"),
            Cell(36, staff),
        ],
    )
    visitor, way = (filled("本人", "visitor"),), (filled("警察(潮見署 生安)", "route"),)
    grid.row(10, [label(24, "来談者"), Cell(54, visitor), label(24, "経路"), Cell(76, way)])


def person(grid: Grid) -> None:
    kana = (filled("さきやま みさき", "fullNameKana"),)
    grid.row(
        8,
        [
            label(24, "ふりがな", points=8.5),
            Cell(84, kana, points=9),
            label(18, "性別"),
            Cell(52, circled(("男", "女"), ("女",), tag="sex")),
        ],
    )
    name = (Run("﨑山 美咲", "fill", "fullName", 1.3), Gap(0.8), filled("(旧姓 渡邉)", "formerName"))
    tag = "dateOfBirth"
    born = (
        *circled(("大", "昭", "平"), ("昭", "平"), tag=tag), filled("　61", tag), printed("年 ", tag), filled("7", tag),
        printed("月 ", tag), filled("15", tag), printed("日生　(", tag), filled("37", tag), printed("歳)", tag),
    )  # fmt: skip
    grid.row(14, [label(24, "氏名"), Cell(62, name), label(22, "生年月日"), Cell(70, born, points=10)])


def homes(grid: Grid) -> None:
    here = (
        printed("〒", "postcode"),
        filled("299-0000", "postcode"),
        Gap(1),
        filled("～以下、非開示～", "address"),
        Gap(0.6),
        filled("(支援措置申出済)", "protection"),
    )
    grid.row(12, [label(24, "住所"), Cell(154, here)])
    there = (
        filled("千葉県潮見ケ丘市南台1-4-203", "registeredAddress"), Gap(0.6),
        filled("←(避難前/相手方居住)", "registeredNote"),
    )  # fmt: skip
    grid.row(11, [label(24, "住民票住所"), Cell(154, there)])
    reach = (filled("090-0000-5577", "mobilePhone"), Break(), filled(CARE, "phoneNote"))
    grid.row(17, [label(24, "連絡先"), Cell(154, reach)])


def family(grid: Grid) -> None:
    left = grid.x
    grid.tall(10, 8 + 11 * len(FAMILY), text="家族")
    widths = (30, 40, 36, 24, 38)
    titles = ("続柄", "氏名", "生年月日(年齢)", "学年", "備考")
    grid.row(8, [label(width, text, points=9) for width, text in zip(widths, titles, strict=True)])
    for number, row in enumerate(FAMILY):
        cells = [
            Cell(width, (filled(text, f"member{number}"),) if text else ())
            for width, text in zip(widths, row, strict=True)
        ]
        grid.row(11, cells)
    grid.x = left


def trouble(grid: Grid) -> None:
    grid.row(34, [label(24, "主訴"), Cell(154, (filled(TROUBLE, "chiefComplaint"),))])
    kinds = (
        "病気や健康、障害のこと",
        "住まいについて",
        "収入・生活費のこと",
        "仕事探し、就職について",
        "家族との関係について",
        "子育てのこと",
        "ＤＶ・虐待",
        "その他(　　　)",
    )
    chosen = ("住まいについて", "収入・生活費のこと", "子育てのこと", "ＤＶ・虐待")
    grid.row(22, [label(24, "ご相談の\n内容"), Cell(154, boxes(kinds, chosen, tag="consultation"), points=9.5)])
    agreed = (*boxes(("本人",), ("本人",), tag="agreed"), Gap(1), *boxes(("その他",), (), tag="agreed"))
    grid.row(11, [label(24, "同意"), Cell(154, agreed)])
    grid.row(26, [label(24, "処理方針"), Cell(154)])


def local(label_text: str, words: str, *, tag: str) -> Field:
    return Field("localItem", words, words, label_text, tag=tag)


FIELDS = (
    Field("caseNumber", "こ-R5-0147", "こ-R5-0147", "ケース番号"),
    Field("receivedDate", "令和5年11月13日", "2023-11-13", "受理", precision="day"),
    Field("staff", "大森", "大森", "受付者"),
    Field("route", "警察(潮見署 生安)", "10", "経路"),
    Field("fullNameKana", "さきやま みさき", "サキヤマ ミサキ", "ふりがな"),
    Field("sex", "男・女", "2", "性別"),
    Field("fullName", "﨑山 美咲", "﨑山 美咲", "氏名"),
    Field("dateOfBirth", "大・昭・平　61年 7月 15日生　(37歳)", "1986-07-15", "生年月日", precision="day"),
    Field("postcode", "〒299-0000", "2990000", "住所"),
    # The place of refuge is withheld on the paper itself: there is no address to know.
    Field("address", "～以下、非開示～", None, "住所"),
    Field("registeredAddress", "千葉県潮見ケ丘市南台1-4-203", "千葉県潮見ケ丘市南台1-4-203", "住民票住所"),
    Field("mobilePhone", "090-0000-5577", "090-0000-5577", "連絡先"),
    Field("chiefComplaint", TROUBLE, TROUBLE, "主訴"),
    local("来談者", "本人", tag="visitor"),
    local("氏名", "(旧姓 渡邉)", tag="formerName"),
    local("住所", "(支援措置申出済)", tag="protection"),
    local("住民票住所", "←(避難前/相手方居住)", tag="registeredNote"),
    local("連絡先", CARE, tag="phoneNote"),
    local("ご相談の内容", "住まいについて、収入・生活費のこと、子育てのこと、ＤＶ・虐待", tag="consultation"),
    local("同意", "本人", tag="agreed"),
    Field("localItem", "", None, "処理方針", state="blank_on_paper"),
)
MEMBERS = (
    Member("ひより", "子1", "child", "2011-05-30", 12, None, "小6", "member0"),
    Member("蒼太", "子2", "child", "2018-02-08", 5, None, "年長", "member1"),
    Member("﨑山 剛", "夫(相手方)", "spouse", None, None, None, "同居時DV", "member2"),
)
FACTS = Facts("intake_sheet", FIELDS, members=MEMBERS, warnings=(("protection_word", "支援措置 非開示 DV"),))
