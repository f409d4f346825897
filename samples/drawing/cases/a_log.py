"""Case A, 支援経過記録: ten contacts and the next sheet that drops the year. Traps: ditto, struck date, a meeting."""

from dataclasses import replace
from random import Random

from drawing import logs, seals
from drawing.logs import Column, LogRow
from drawing.paper import Sheet, px
from drawing.style import Look
from drawing.truth import Entry
from drawing.writing import Struck, filled

COLUMNS = (
    Column("date", "年月日", 26),
    Column("method", "方法", 18),
    Column("staff", "担当", 26),
    Column("text", "内容", 110),
)


ROWS = (
    LogRow(
        Entry("2024-04-09", "R6.4.9(火)", "", "20", "TEL", ("木村",), weekday="agrees"),
        (filled("R6.4.9(火)"),),
        "民生委員 ‹p:民生委員|小田›氏より。‹p:本人|髙橋›宅、臭気と回覧板不達。本人「足が悪い」と。本人の同意未確認。"
        "‹o|包括›内で共有し‹d:next_contact:2024-04-11|4/11›訪問とする。",
        "TEL", "木村",
    ),
    LogRow(
        Entry("2024-04-11", "4/11(木) 10:00", "", "30", "訪問", ("木村", "早川"), "10:00", weekday="agrees"),
        (filled("4/11(木) 10:00"),),
        "玄関先で面接。ゴミ袋が天井近くまで。本人痩せ。BP 168/92。長男は応答なし。受診勧奨。介護申請の説明し同意得る。",
        "訪問", "木村・保健師 早川",
    ),
    LogRow(
        Entry("2024-04-11", "〃", "", "20", "TEL", ("木村",), inferred=True),
        (filled("〃"),),
        "‹o|高齢福祉課› ‹p:職員|野口›へ報告。緊急性は中。",
        "TEL", "木村",
    ),
    LogRow(
        Entry("2024-04-23", "4/23(火)", "", "30", "訪問", ("木村",), inferred=True, weekday="agrees"),
        (filled("4/23(火)"),),
        "本人在宅。要介護認定の申請書記入支援、同日窓口へ代行提出。「息子に怒られる」と涙。"
        "DV/虐待の有無は現時点で不明、要観察。",
        "訪問", "木村",
    ),
    LogRow(
        Entry("2024-05-14", "5/14(火)", "", "30", "訪問", ("木村", "三浦"), inferred=True, weekday="agrees",
              struck=("5/13",)),
        (Struck("5/13", "5/14(火)", "木村"),),
        "情報共有同意書に署名(本人)。長男、ドア越しに「ほっといて」。",
        "訪問", "木村・基幹 三浦",
    ),
    LogRow(
        Entry("2024-05-20", "5/20(月)", "", "10", "来所", ("木村",), inferred=True, weekday="agrees"),
        (filled("5/20(月)"),),
        "長女 ‹p:長女|佐藤›氏来所。父死亡後に悪化、長男は高校中退後ひきこもり。精神科受診歴なし。",
        "来所", "木村",
    ),
    LogRow(
        Entry("2024-06-03", "6.3(月)", "", "30", "訪問調査", ("野口",), inferred=True, weekday="agrees"),
        (filled("6.3(月)"),),
        "認定調査立会。ADL:屋内伝い歩き、排泄自立。",
        "訪問調査", "野口",
    ),
    LogRow(
        Entry("2024-06-27", "6/27(木)", "", "20", "TEL", ("木村",), inferred=True, weekday="agrees"),
        (filled("6/27(木)"),),
        "認定結果:要介護2。居宅選定:‹o|みなと居宅› Cm ‹p:Cm|石原›。訪看週1、DS週2案。",
        "TEL", "木村",
    ),
    LogRow(
        Entry("2024-07-10", "7/10(水) 14:00～15:40", "", "61", "支援会議(市役所2F)",
              ("木村", "三浦", "野口", "田村", "小田", "早川"), "14:00", inferred=True, weekday="agrees"),
        (filled("7/10(水) 14:00～15:40"),),
        "別紙会議録あり。方針: 母は介護サービス導入、長男は‹o|基幹›がアウトリーチ。ごみは‹o|社協›ボラ+清掃業者。"
        "費用は母の同意後。",
        "支援会議(市役所2F)", "出席:木村・三浦・野口・社協 田村・民生 小田・保健師 早川",
    ),
    LogRow(
        Entry("2024-08-06", "8/6(火)", "", "30", "訪問", ("石原", "田村"), inferred=True, weekday="agrees"),
        (filled("8/6(火)"),),
        "搬出2t。長男が自室から「ありがとう」と書いたメモ。",
        "訪問", "石原Cm・田村",
    ),
)  # fmt: skip
NEXT_ROWS = (
    LogRow(
        Entry("2024-09-02", "9.2", "", "20", "TEL", ("木村",), inferred=True),
        (filled("9.2"),),
        "長女 ‹p:長女|佐藤›氏より。母の訪看、週1で継続中とのこと。長男、昼に台所へ出る日あり。",
        "TEL", "木村",
    ),
)  # fmt: skip


def draw(rng: Random, look: Look) -> Sheet:
    return page(rng, look, rows=ROWS, sheet_no=1)


def draw_next(rng: Random, look: Look) -> Sheet:
    return page(rng, look, rows=NEXT_ROWS, sheet_no=2)


def page(rng: Random, look: Look, *, rows: tuple[LogRow, ...], sheet_no: int) -> Sheet:
    sheet = Sheet(rng)
    told = logs.LogPage(
        "支援経過記録", "北-R6-0013", "髙橋 キヨ", sheet_no, COLUMNS, rows, least=18, form_no="様式第5号"
    )
    logs.draw_page(sheet, told, style=look.style)
    words = tuple(("protection_word", "DV") for row in rows if "DV" in row.text)
    if look.seal_over:
        for entry in ("entry1", "entry4"):
            x, y, width, height = sheet.seen.place(entry)
            if width:
                seals.surname(sheet, "木村", centre=(x + width - px(24), y + height // 2), diameter_mm=11)
    sheet.facts = replace(sheet.facts, warnings=words)
    return sheet
