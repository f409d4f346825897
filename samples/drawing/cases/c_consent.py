"""Case C, 同意書: spoken first, then written by a staff member. Trap: 田村 signs before he takes over in the log."""

from random import Random

from drawing import consents
from drawing.paper import Sheet
from drawing.style import Look
from drawing.truth import Consent, Facts, Field
from drawing.writing import Gap, Seal, boxes, filled, late, printed

SCOPE = ("氏名・生年月日・住所", "相談内容", "健康・医療情報", "家計情報")
AGENCIES = ("福祉事務所", "みぎわ病院", "法テラス", "居住支援法人", "兄")
SHARED = ("福祉事務所", "みぎわ病院", "法テラス", "居住支援法人")
SPOKEN = "口頭同意 平成30年12月10日 → 後日書面 平成31年1月8日"
PROXY = "田村(職員)　理由 手指振戦"


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    paper = consents.ConsentPaper(
        "情報共有に関する同意書",
        ("潮見ケ丘市自立相談支援機関 御中",),
        "私は、生活困窮者自立支援制度による支援を受けるにあたり、次の関係機関と情報を共有することに同意します。",
        (
            consents.Section("提供する情報の範囲", boxes(SCOPE, SCOPE)),
            consents.Section("提供先", boxes(AGENCIES, SHARED, style="filled")),
            consents.Section(
                "有効期間", (*boxes(("支援終了まで",), ("支援終了まで",)), Gap(1), *boxes(("　　年　　月まで",), ()))
            ),
        ),
        (
            (filled(SPOKEN, "signedOn"),),
            (printed("氏名　"), late("齋藤 勝", "fullName"), Gap(0.8), Seal("齋藤")),
            (printed("代筆　"), late(PROXY, "proxy")),
        ),
        stamp="",
        form_no="様式第2号の1",
    )
    consents.draw(sheet, paper, style=look.style)
    sheet.facts = FACTS
    return sheet


FACTS = Facts(
    "consent_form",
    fields=(
        Field("fullName", "齋藤 勝", "齋藤 勝", "氏名"),
        Field("localItem", PROXY, PROXY, "代筆", tag="proxy"),
        Field("localItem", SPOKEN, SPOKEN, "", tag="signedOn"),
    ),
    consent=Consent("2019-01-08", SCOPE, SHARED, until_support_ends=True, proxy=True),
    warnings=(("staff_contradiction", "田村"),),
)
