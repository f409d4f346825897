"""Case C, 支援経過: two columns and a seal, across the change of era. Trap: 平成31年5月 written from habit."""

from random import Random

from drawing import logs, seals
from drawing.logs import Column, LogRow
from drawing.paper import Sheet, px
from drawing.style import Look
from drawing.truth import Entry
from drawing.writing import filled

COLUMNS = (Column("date", "年月日", 38), Column("text", "内容", 124), Column("seal", "印", 18))


def row(date: str, raw: str, *, method: tuple[str | None, str], seal: str, text: str) -> LogRow:
    """The year counts as carried over where the row does not print one."""
    named = raw[0] in "HR平令"
    entry = Entry(date, raw, "", method[0], method[1], inferred=not named, weekday="agrees" if "(" in raw else "absent")
    return LogRow(entry, (filled(raw),), text, seal=seal)


KATAYAMA, TAMURA = "片山", "田村"
ROWS = (
    row("2018-12-10", "H30.12.10(月)", method=("10", "来所"), seal=KATAYAMA,
        text="来所。家賃2ヶ月滞納、ライフライン(電気)停止予告。本人同意 口頭(書面は次回)。"),
    row("2018-12-17", "12/17(月)", method=("32", "同行"), seal=KATAYAMA,
        text="同行(‹o|ハロワ›)。MSW ‹p:MSW|林›氏(‹o|みぎわ病院›)へTEL、服薬中断歴あり。"),
    row("2018-12-17", "〃", method=(None, ""), seal=KATAYAMA,
        text="家計表作成。収入(障害年金)月65,000、家賃28,000、通信費9,800。"),
    row("2019-01-08", "H31.1.8(火)", method=("63", "支援調整会議"), seal=KATAYAMA,
        text="支援調整会議。プラン①: 債務整理(‹o|法テラス›)、家計改善、就労準備。"),
    row("2019-01-21", "1.21(月)", method=("32", "同行"), seal=KATAYAMA,
        text="‹o|法テラス›同行。司法書士 ‹p:司法書士|秋田›。"),
    row("2019-02-19", "2/19(火)", method=("30", "訪問"), seal=KATAYAMA,
        text="訪問。自室内。妄想なし。訪看週1開始。"),
    row("2019-03-12", "3/12(火)", method=("20", "TEL"), seal=KATAYAMA,
        text="TEL 本人「眠れない」。Dr.より、眠剤調整。"),
    row("2019-04-26", "H31.4.26(金)", method=(None, ""), seal=KATAYAMA,
        text="年度替わり、担当交代 ‹p:職員|片山›→‹p:職員|田村›。"),
    row("2019-05-10", "平成31年5月10日(金)", method=(None, ""), seal=TAMURA,
        text="就労準備終了。B型 見学。"),
    row("2019-06-03", "R元.6.3(月)", method=("67", "評価会議"), seal=TAMURA,
        text="評価会議。プラン①目標達成、②再プラン(B型定着)。次回 ‹d:next_contact:2019-09|R1.9›。"),
)  # fmt: skip


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    page = logs.LogPage(
        "支援経過", "社協-30-0099", "齋藤 勝", 1, COLUMNS, ROWS, name_label="氏名", number_label="ID", least=20
    )
    logs.draw_page(sheet, page, style=look.style)
    if look.seal_over:
        x, y, width, height = sheet.seen.place("entry8.date")
        seals.surname(sheet, TAMURA, centre=(x + width - px(3), y + height // 2 + px(3)), diameter_mm=11)
    return sheet
