"""Case B, 回答文書: the city's answer on the protection measure. Trap: three different days on one letter."""

from random import Random

from drawing import letters, seals
from drawing.letters import value
from drawing.paper import Sheet, px
from drawing.style import Look
from drawing.truth import Facts, Field

BODY = (
    "令和5年11月17日付けで申出のあった標記の件について、下記のとおり決定したので回答します。"
    "本書の取扱いには十分注意してください。"
)
SUBJECT = "住民基本台帳事務における支援措置について(回答)"


def draw(rng: Random, look: Look) -> Sheet:
    sheet = Sheet(rng)
    letter = letters.Letter(
        "潮市第123号",
        "令和5年11月22日",
        "こども家庭相談室長 様",
        ("潮見ケ丘市長　湊　和夫", "(市民課扱い)"),
        SUBJECT,
        BODY,
        (
            ("1　氏名", value("﨑山 美咲", "fullName")),
            ("2　生年月日", value("昭和61年7月15日", "dateOfBirth")),
            ("3　支援措置の期間", value("令和5年11月22日から令和6年11月21日まで", "period")),
            ("4　併せて支援を求める者", value("ひより、蒼太", "together")),
        ),
        ("担当：市民課 記録係 小林", "電話：0470-00-1111（内線312）"),
        "潮見ケ丘市長之印",
    )
    letters.draw(sheet, letter, style=look.style)
    seals.received(sheet, ("こども家庭相談室", "5.11.24", "収受"), centre=(px(40), px(33)), diameter_mm=28)
    sheet.facts = FACTS
    return sheet


def local(label: str, words: str, *, tag: str) -> Field:
    return Field("localItem", words, words, label, tag=tag)


FACTS = Facts(
    "letter",
    fields=(
        Field("fullName", "﨑山 美咲", "﨑山 美咲", "氏名"),
        Field("dateOfBirth", "昭和61年7月15日", "1986-07-15", "生年月日", precision="day"),
        local("文書番号", "潮市第123号", tag="number"),
        local("文書日付", "令和5年11月22日", tag="date"),
        local("宛名", "こども家庭相談室長 様", tag="to"),
        local("発信者", "潮見ケ丘市長　湊　和夫(市民課扱い)", tag="sender"),
        local("件名", SUBJECT, tag="subject"),
        local("本文", BODY, tag="body"),
        local("支援措置の期間", "令和5年11月22日から令和6年11月21日まで", tag="period"),
        local("併せて支援を求める者", "ひより、蒼太", tag="together"),
        local("担当", "市民課 記録係 小林 電話：0470-00-1111（内線312）", tag="contact"),
    ),
    warnings=(("protection_word", "支援措置"),),
)
