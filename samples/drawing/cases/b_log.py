"""Case B, 支援経過: ten contacts over the turn of the year. Traps: 12→1, DV words, an address kept apart."""

from dataclasses import replace
from random import Random

from drawing import logs, seals
from drawing.logs import Column, LogRow
from drawing.paper import Sheet, px
from drawing.style import Look
from drawing.truth import Entry
from drawing.writing import filled

COLUMNS = (
    Column("date", "年月日", 30),
    Column("method", "方法", 22),
    Column("staff", "担当", 26),
    Column("text", "内容", 100),
)


def told(date: str, raw: str, *, method: tuple[str, str], staff: tuple[str, ...], time: str | None = None) -> Entry:
    """A row of the sheet: the first names its year, the others leave it out; a weekday stands beside all but 〃."""
    named = raw.startswith("R")
    return Entry(
        date,
        raw,
        "",
        method[0],
        method[1],
        staff,
        time,
        inferred=not named,
        weekday="agrees" if "(" in raw else "absent",
    )


def row(entry: Entry, staff: str, *, text: str) -> LogRow:
    return LogRow(entry, (filled(entry.date_raw),), text, entry.method_raw, staff)


ROWS = (
    row(
        told("2023-11-13", "R5.11.13(月) 15:20", method=("10", "来所(警察同行)"), staff=("大森",), time="15:20"),
        "大森",
        text="昨夜の暴力で110番。左腕あざ(写真別添)。子2人連れ。安全確認、一時保護を‹o|婦相›へ協議。",
    ),
    row(
        told("2023-11-13", "〃 17:00", method=("20", "TEL"), staff=("大森",), time="17:00"),
        "大森",
        text="‹o|婦人相談所› 即日保護可。搬送は女性相談員同行。",
    ),
    row(
        told("2023-11-14", "11/14(火)", method=("67", "会議"), staff=("大森", "西")),
        "大森・SSW 西",
        text="学校へ一時欠席の連絡。担任のみに共有。学校名・避難先は記録しない。",
    ),
    row(
        told("2023-11-17", "11.17(金)", method=("42", "書面"), staff=("大森",)),
        "大森",
        text="支援措置申出書 意見欄記入。‹o|市民課›・‹o|税›・‹o|学校教育課›・‹o|保健›へ連絡票。",
    ),
    row(
        told("2023-11-28", "11/28(火)", method=("10", "面接"), staff=("大森", "片山")),
        "大森・自立 片山",
        text="転宅費・母子寡婦、生保の説明。本人「働きたい」。‹p:子|ひより›、弟の送迎と夕食を担う=ヤングケアラー疑い。",
    ),
    row(
        told("2023-12-05", "12/5(火)", method=("32", "同行"), staff=("片山",)),
        "片山",
        text="新住居の契約(代理契約)。※住所は別封筒。",
    ),
    row(
        told("2023-12-22", "12/22(金)", method=("61", "支援会議"), staff=()),
        "要対協+106条の6",
        text="出席者名簿のみ添付。資料回収済。",
    ),
    row(
        told("2024-01-15", "1/15(月)", method=("20", "TEL"), staff=("大森",)),
        "大森",
        text="夫が市役所来庁、居所を問う。応答せず、‹o|警察›へ情報提供。警戒。",
    ),
    row(
        told("2024-01-16", "1/16(火)", method=("30", "訪問"), staff=("大森", "早川")),
        "大森・保健師 早川",
        text="子2 発語遅れの相談。発達相談につなぐ。",
    ),
    row(
        told("2024-02-09", "2/9(金)", method=("10", "来所"), staff=("片山",)),
        "片山",
        text="パート就労(清掃)内定。児扶手当は離婚前のため保護命令要件を確認。学資の相談。",
    ),
)


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    page = logs.LogPage("支援経過", "こ-R5-0147", "﨑山 美咲", 1, COLUMNS, ROWS, name_label="氏名", least=19)
    logs.draw_page(sheet, page, style=look.style, left=16)
    seals.word(sheet, "取扱注意", centre=(px(178), px(13)), size_mm=5)
    if look.seal_over:
        for entry in ("entry3", "entry7"):
            x, y, width, height = sheet.seen.place(entry)
            seals.surname(sheet, "大森", centre=(x + width - px(30), y + height // 2), diameter_mm=11)
    sheet.facts = replace(sheet.facts, warnings=(("protection_word", "支援措置 避難先 一時保護 保護命令"),))
    return sheet
