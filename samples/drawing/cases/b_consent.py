"""Case B, 同意書: what must not reach the husband. Trap: signed after the first sharing."""

from random import Random

from drawing import consents
from drawing.paper import Sheet
from drawing.style import Look
from drawing.truth import Consent, Facts, Field
from drawing.writing import Gap, boxes, filled, late, printed

SCOPE = ("氏名・生年月日", "相談内容", "健康・医療情報", "子どもの状況", "住所・居所")
GIVEN = ("氏名・生年月日", "相談内容", "健康・医療情報", "子どもの状況")
AGENCIES = ("自立相談", "児童相談所", "警察", "(転居先)学校", "民生委員")
SHARED = ("自立相談", "児童相談所", "警察", "(転居先)学校")
NOT_TO = ("夫(相手方)及びその親族。", "南台小の保護者会関係者。")


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    paper = consents.ConsentPaper(
        "個人情報の取扱いに関する同意書",
        ("潮見ケ丘市長 様",),
        "私は、こども家庭相談室が行う相談支援のため、次の範囲で私及び子の情報を関係機関に提供・共有することに同意します。",
        (
            consents.Section("提供する情報の範囲", boxes(SCOPE, GIVEN)),
            consents.Section("提供先", boxes(AGENCIES, SHARED)),
            consents.Section("共有しない相手", (printed("(　"), filled("".join(NOT_TO), "exclusions"), printed("　)"))),
        ),
        (
            (printed("年月日　"), late("令和5年11月28日", "signedOn")),
            (printed("氏名　"), late("﨑山美咲", "fullName"), Gap(1), printed("(自署)")),
        ),
        form_no="様式第3号",
    )
    consents.draw(sheet, paper, style=look.style)
    sheet.facts = FACTS
    return sheet


FACTS = Facts(
    "consent_form",
    fields=(Field("fullName", "﨑山美咲", "﨑山 美咲", "氏名"),),
    consent=Consent("2023-11-28", GIVEN, SHARED, tuple(one.rstrip("。") for one in NOT_TO)),
    warnings=(("protection_word", "相手方"),),
)
