"""Words that the chronology knows: who is family, who is an office, what makes an event.

Pure. Refuses to guess at more than a symbol: a word gives a mark beside the text, it never changes it.
"""

import re
from enum import StrEnum

FAMILY = re.compile(
    "[長次二三][男女]|夫(?!婦)|妻|(?<!父)母(?!子)|父|兄|弟|姉|妹|祖[父母]|息子|娘|子[0-9１-９]|子ども|家族|配偶者|parent|child|spouse"
)
OFFICES = re.compile(
    "民生委員|包括|ケアマネ|C[mM]|訪看|病院|クリニック|医師|D[rR]|MSW|警察|市役所|[^\\s。、]{1,6}課|児相|社協|"
    "法テラス|学校|担任|福祉事務所|ハロワ|支援センター|相談所|司法書士|弁護士|市民課|相談員|担当"
)
DWELLING = re.compile("(?:荘|ハイツ|アパート|マンション|コーポ|団地)$")
MEETINGS = re.compile("会議|カンファ|担当者会")


class Mark(StrEnum):
    """A symbol beside a row; its value is the character inside."""

    MEETING = "会"
    HOSPITAL = "院"
    MOVE = "居"
    DANGER = "危"
    DECISION = "決"
    CONSENT = "同"
    WORK = "職"
    HANDOVER = "替"


MARK_JA = {
    Mark.MEETING: "会議",
    Mark.HOSPITAL: "入院・退院",
    Mark.MOVE: "転居・入所",
    Mark.DANGER: "危険・保護",
    Mark.DECISION: "認定・決定",
    Mark.CONSENT: "同意",
    Mark.WORK: "就労",
    Mark.HANDOVER: "担当交代",
}
_EVENTS = {
    Mark.HOSPITAL: re.compile("入院|退院|救急"),
    Mark.MOVE: re.compile("転居|転宅(?!費)|引越|入居|入所|退所|新住居"),
    Mark.DANGER: re.compile("110番|暴力|一時保護|即日保護|保護命令|逮捕|自殺|居所を問う|警戒"),
    Mark.DECISION: re.compile("認定結果|開始決定|決定を?通知|却下|支援措置申出|廃止決定|プラン[①②③④0-9]|再プラン"),
    Mark.CONSENT: re.compile("同意書|同意口頭|口頭同意|本人同意(?!未|の?未)"),
    Mark.WORK: re.compile("就労|内定|就職|離職"),
    Mark.HANDOVER: re.compile("担当交代|担当替|引継"),
}


def marks_of(text: str, method: str) -> tuple[Mark, ...]:
    """`method`: the code of the method; those from 60 are meetings."""
    found = [Mark.MEETING] if method.startswith("6") or MEETINGS.search(text) else []
    return (*found, *(mark for mark, words in _EVENTS.items() if words.search(text)))
