"""Case A, 利用者基本情報: an elderly mother and her withdrawn son. Traps: old town name, a later hand, 髙."""

from dataclasses import replace
from random import Random

from drawing import seals, sticky
from drawing.grid import Cell, Grid, label
from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Look, Style
from drawing.truth import Facts, Field, Member
from drawing.writing import Break, Gap, Run, Seal, Struck, Writing, circled, filled, late, printed

LEVELS_OLD = ("自立", "J1", "J2", "A1", "A2", "B1", "B2", "C1", "C2")
LEVELS_MIND = ("自立", "Ⅰ", "Ⅱa", "Ⅱb", "Ⅲa", "Ⅲb", "Ⅳ", "M")
CARE = ("非該当", "要支1", "要支2", "要介1", "要介2", "要介3", "要介4", "要介5")
BIRTH_RAW = "M・T・S 13年 3月 9日生 (86)歳"


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    title(sheet, look.style)
    grid = Grid(sheet, look.style.sized(10), 15, 44)
    contact(grid)
    person(grid)
    condition(grid)
    family(grid)
    story(grid)
    seals.received(sheet, ("潮見ケ丘市北部包括", "6. 4.-9", "受付"), centre=(px(180), px(25)), diameter_mm=32)
    sheet.facts = FACTS
    if look.seal_over:
        for tag in ("fullName", "carePeriod"):
            x, y, width, height = sheet.seen.place(tag)
            seals.surname(sheet, "木村", centre=(x + width - px(6), y + height // 2), diameter_mm=12)
    if look.sticky:
        note = sticky.stick(sheet, "長女さんからは火・木のみTEL可", at_mm=(147, 237.5), style=look.style)
        sheet.facts = replace(FACTS, fields=(*FACTS.fields, note))
    return sheet


def title(sheet: Sheet, style: Style) -> None:
    heading = style.sized(17)
    write(sheet, (Run("利用者基本情報"),), box=(px(15), px(16), px(110), px(10)), style=heading)
    small = style.sized(9)
    line = (printed("作成担当者　"), filled("木村", "staff"), Gap(0.4), Seal("木村"))
    write(sheet, line, box=(px(106), px(25), px(58), px(10)), style=small)
    by = "潮見ケ丘市北部地域包括支援センター（委託：社会福祉法人 みぎわ会）"
    write(sheet, (printed(by),), box=(px(15), px(27), px(95), px(6)), style=style.sized(7.5))
    write(sheet, (printed("様式第1号（R3.4改）"),), box=(px(15), px(8), px(60), px(5)), style=style.sized(7))


def contact(grid: Grid) -> None:
    number: Writing = (filled("北-R6-0013", "caseNumber"),)
    date: Writing = (filled("令和6年4月9日(火)", "receivedDate"),)
    ways = (
        *circled(("来所", "電話"), ("電話",), tag="method"),
        printed("・その他(　　　)", "method"),
        Gap(1),
        *circled(("初回", "再来"), ("初回",), tag="visit"),
    )
    grid.row(
        10,
        [
            label(22, "ケース番号"),
            Cell(36, number),
            label(18, "相談日"),
            Cell(104, (*date, Gap(0.5), *ways), points=9.5),
        ],
    )
    route: Writing = (filled("民生委員(小田)より電話", "route"),)
    grid.row(9.5, [label(22, "把握経路"), Cell(158, route)])


def person(grid: Grid) -> None:
    kana: Writing = (filled("タカハシ キヨ", "fullNameKana"),)
    sexes: Writing = circled(("男", "女"), ("女",), tag="sex")
    grid.row(
        7.5, [label(22, "フリガナ", points=8), Cell(62, kana, points=8), label(14, "性別", points=8), Cell(82, sexes)]
    )
    tag = "dateOfBirth"
    born = (
        *circled(("M", "T", "S"), ("S",), tag=tag),
        filled("　13", tag), printed("年 ", tag), filled("3", tag), printed("月 ", tag), filled("9", tag),
        printed("日生　(", tag), filled("86", tag + " age"), printed(")歳", tag),
    )  # fmt: skip
    name: Writing = (Run("髙橋 キヨ", "fill", "fullName", 1.35),)
    grid.row(14, [label(22, "氏名"), Cell(62, name), label(14, "生年月日", points=7.5), Cell(82, born)])
    home = (
        printed("〒", "postcode"), filled("299-0000", "postcode"), Break(),
        filled("千葉県潮見ヶ丘市北浜二丁目３番地の５", "address"), Gap(0.8),
        filled("(昭和の頃は浜野辺町大字北浜125)", "oldAddress"),
    )  # fmt: skip
    grid.row(16, [label(22, "住所"), Cell(158, home)])
    phone = (filled("0470-00-1234", "phone"), Gap(0.5), filled("(呼出・本人は難聴)", "phoneNote"))
    urgent = (filled("長女 ｻﾄｳ ﾖｼｴ(市外)", "emergencyWho"), Gap(0.5), filled("090-0000-2233", "emergencyPhone"))
    grid.row(
        10, [label(22, "Tel"), Cell(62, phone, points=9), label(20, "緊急連絡先", points=8), Cell(76, urgent, points=9)]
    )


def condition(grid: Grid) -> None:
    body = (printed("障害高齢者　"), *circled(LEVELS_OLD, ("A1",), tag="bodyLevel"))
    mind = (printed("認知症高齢者　"), *circled(LEVELS_MIND, ("Ⅱa",), tag="mindLevel"))
    grid.row(16, [label(22, "日常生活\n自立度", points=9), Cell(158, (*body, Break(), *mind))])
    care = (
        *circled(CARE, ("要介2",), tag="careLevel"), Gap(0.8), Struck("未申請", "", "木村", tag="careStruck"),
        Break(),
        printed("認定期間　"), late("令和6年4月23日～令和7年4月30日", "carePeriod"),
        Gap(0.8), late("6/27追記", "careNote"),
    )  # fmt: skip
    grid.row(18, [label(22, "認定情報"), Cell(158, care)])
    books = (
        printed("身障(　　　) 療育(　　　) 精神(　　　) 難病(　　　) その他("), filled("白内障術後", "disability"),
        printed(")"), Gap(0.8), printed("手帳　"), *circled(("有", "無"), ("無",), tag="handbook"),
    )  # fmt: skip
    grid.row(11, [label(22, "障害等認定", points=9), Cell(158, books, points=9)])
    home = (
        *circled(("自宅", "借家"), ("自宅",), tag="housing"), printed("(", "housing"),
        *circled(("持家", "賃貸"), ("持家",), tag="housing"), printed("・", "housing"),
        *circled(("一戸建て", "集合住宅"), ("一戸建て",), tag="housing"), printed(")　", "housing"),
        filled("2", "housing"), printed("階", "housing"), Break(), filled("庭・玄関に物が山積", "housing"),
    )  # fmt: skip
    money = (
        filled("国民年金 月5.2万円", "pension"), Break(),
        printed("生保　"), *circled(("有", "無"), ("無",), tag="welfare"), filled("(相談歴 H28)", "welfare"),
    )  # fmt: skip
    grid.row(
        16, [label(22, "住環境"), Cell(84, home, points=9), label(16, "経済状況", points=8), Cell(58, money, points=9)]
    )


FAMILY = (
    ("長男", "髙橋 正彦", "S44.11.2(54)", "同居", "ひきこもり30年・日中ほぼ自室。KPなし"),
    ("長女", "佐藤 良枝", "S47", "別居", "キーパーソン☆"),
    ("夫", "髙橋 一夫", "", "死亡", "H23"),
)
TREE = "本人(◎)─長男 正彦(54)同居 無職 / 長女 佐藤 良枝(51)別居(柏方面) / 夫 一夫 死亡(H23)"


def family(grid: Grid) -> None:
    left = grid.x
    grid.tall(10, 11 + 7 + 9 * len(FAMILY), text="家族構成")
    grid.row(11, [Cell(170, (filled(TREE, "household"),))])
    widths = (18, 36, 32, 18, 66)
    titles = ("続柄", "氏名", "生年月日", "同別居", "備考")
    grid.row(7, [label(width, text, points=9) for width, text in zip(widths, titles, strict=True)])
    for number, row in enumerate(FAMILY):
        cells = [
            Cell(width, (filled(text, f"member{number}"),) if text else ())
            for width, text in zip(widths, row, strict=True)
        ]
        grid.row(9, cells)
    grid.x = left


def story(grid: Grid) -> None:
    said = (filled("(本人)「足が悪くて買物に行けない。息子のことは言わないで」", "chiefComplaint"),)
    grid.row(18, [label(22, "主訴"), Cell(158, said)])
    told = (filled("ごみの臭気で近隣苦情。食事は1日1食。長男は口をきかない。", "consultation"),)
    grid.row(24, [label(22, "相談内容"), Cell(158, told)])
    doctor = (filled("北浜クリニック 佐々木Dr (内科)", "doctor"),)
    past = (filled("HT、白内障(H30手術)", "history"),)
    grid.row(11, [label(22, "主治医"), Cell(70, doctor), label(16, "既往"), Cell(72, past)])
    note = (
        printed(
            "地域包括支援センターが行う事業の実施に当たり、利用者基本情報、支援・対応経過シートを関係する者に提示することがあります。"
        ),
    )
    grid.y += 2
    write(grid.sheet, note, box=(px(15), px(grid.y), px(180), px(8)), style=grid.style.sized(7.5))


FIELDS = (
    Field("caseNumber", "北-R6-0013", "北-R6-0013", "ケース番号"),
    Field("staff", "木村", "木村", "作成担当者"),
    Field("receivedDate", "令和6年4月9日(火)", "2024-04-09", "相談日", precision="day"),
    Field("method", "来所・電話・その他(　　　)", "20", "相談日"),
    Field("route", "民生委員(小田)より電話", "4", "把握経路"),
    Field("fullNameKana", "タカハシ キヨ", "タカハシ キヨ", "フリガナ"),
    Field("fullName", "髙橋 キヨ", "髙橋 キヨ", "氏名"),
    Field("sex", "男・女", "2", "性別"),
    Field("dateOfBirth", BIRTH_RAW, "1938-03-09", "生年月日", precision="day"),
    Field("postcode", "〒299-0000", "2990000", "住所"),
    Field("address", "千葉県潮見ヶ丘市北浜二丁目３番地の５", "千葉県潮見ヶ丘市北浜二丁目３番地の５", "住所"),
    Field("phone", "0470-00-1234", "0470-00-1234", "Tel"),
    Field("emergencyPhone", "090-0000-2233", "090-0000-2233", "緊急連絡先"),
    Field("careLevel", "要介2", "22", "認定情報", struck="未申請"),
    Field("handbook", "無", "無", "手帳"),
    Field("benefit", "国民年金 月5.2万円", "国民年金 月5.2万円", "経済状況", tag="pension"),
    Field("benefit", "生保 無(相談歴 H28)", "無", "生保", tag="welfare", index=1),
    Field("chiefComplaint", "(本人)「足が悪くて買物に行けない。息子のことは言わないで」",
          "(本人)「足が悪くて買物に行けない。息子のことは言わないで」", "主訴"),
)  # fmt: skip


def local(label_text: str, words: str, *, tag: str) -> Field:
    return Field("localItem", words, words, label_text, tag=tag)


LOCAL = (
    local("相談日", "初回", tag="visit"),
    local("住所", "(昭和の頃は浜野辺町大字北浜125)", tag="oldAddress"),
    local("Tel", "(呼出・本人は難聴)", tag="phoneNote"),
    local("緊急連絡先", "長女 ｻﾄｳ ﾖｼｴ(市外)", tag="emergencyWho"),
    local("障害高齢者", "A1", tag="bodyLevel"),
    local("認知症高齢者", "Ⅱa", tag="mindLevel"),
    local("認定期間", "令和6年4月23日～令和7年4月30日", tag="carePeriod"),
    local("認定情報", "6/27追記", tag="careNote"),
    local("障害等認定", "その他(白内障術後)", tag="disability"),
    local("住環境", "自宅(持家・一戸建て) 2階 庭・玄関に物が山積", tag="housing"),
    local("家族構成", TREE, tag="household"),
    local("相談内容", "ごみの臭気で近隣苦情。食事は1日1食。長男は口をきかない。", tag="consultation"),
    local("主治医", "北浜クリニック 佐々木Dr (内科)", tag="doctor"),
    local("既往", "HT、白内障(H30手術)", tag="history"),
)
MEMBERS = (
    Member("髙橋 正彦", "長男", "child", "1969-11-02", 54, "same_household", FAMILY[0][4], "member0"),
    Member("佐藤 良枝", "長女", "child", None, None, "separate", FAMILY[1][4], "member1"),
    Member("髙橋 一夫", "夫", "spouse", None, None, "deceased", FAMILY[2][4], "member2"),
)
FACTS = Facts("basic_information", fields=FIELDS + LOCAL, members=MEMBERS)
