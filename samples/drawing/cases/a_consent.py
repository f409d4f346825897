"""Case A, 情報共有同意書. Trap: the log shares with agencies that are not ticked here."""

from random import Random

from drawing import consents
from drawing.paper import Sheet
from drawing.style import Look
from drawing.truth import Consent, Facts, Field
from drawing.writing import Gap, Seal, boxes, filled, late, printed

SCOPE = ("氏名・生年月日・住所", "相談内容", "健康・医療情報", "家計情報", "介護情報")
GIVEN = ("氏名・生年月日・住所", "相談内容", "健康・医療情報", "介護情報")
AGENCIES = (
    "市高齢福祉課",
    "基幹相談支援センター",
    "社会福祉協議会",
    "民生委員",
    "警察",
    "医療機関",
    "その他(　　　　)",
)
SHARED = ("市高齢福祉課", "基幹相談支援センター", "社会福祉協議会", "民生委員", "医療機関")
NOT_TO = "長男への相談内容の伝達"


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    until = (*boxes(("支援終了まで",), ("支援終了まで",)), Gap(1), *boxes(("令和　　年　　月　　日まで",), ()))
    paper = consents.ConsentPaper(
        "個人情報の取扱いに関する同意書",
        ("潮見ケ丘市長 様", "潮見ケ丘市北部地域包括支援センター 御中"),
        "私は、相談支援を受けるにあたり、次の関係機関に必要な範囲で私及び世帯の情報を提供・共有することに同意します。",
        (
            consents.Section("提供する情報", boxes(SCOPE, GIVEN)),
            consents.Section("提供先", boxes(AGENCIES, SHARED)),
            consents.Section(
                "共有しないでほしい相手・情報", (printed("(　"), filled(NOT_TO, "exclusions"), printed("　)"))
            ),
            consents.Section("有効期間", until),
        ),
        (
            (late("令和6年5月14日", "signedOn"),),
            (printed("氏名　"), late("髙橋 キヨ", "fullName"), Gap(0.8), Seal("髙橋")),
            (printed("代筆(　　　　　　　　　　)"),),
        ),
    )
    consents.draw(sheet, paper, style=look.style)
    sheet.facts = FACTS
    return sheet


FACTS = Facts(
    "consent_form",
    fields=(Field("fullName", "髙橋 キヨ", "髙橋 キヨ", "氏名"),),
    consent=Consent("2024-05-14", GIVEN, SHARED, (NOT_TO,), until_support_ends=True),
    warnings=(("sharing_beyond_consent", "みなと居宅、訪看"),),
)
