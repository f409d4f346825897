"""Under which law a record may be shared, and what the words of a consent cover or keep out. Data and pure words only.

Source: law-and-standards.md 4.9; the scope words are those printed on the consent forms of the samples and their like.
"""

import re
from enum import StrEnum

LEGAL_BASIS_JA: dict[str, str] = {
    "consent": "本人の同意",
    "welfare_106_6": "社会福祉法106条の6（支援会議）",
    "child_25_2": "児童福祉法25条の2（要保護児童対策地域協議会）",
    "needy_9": "生活困窮者自立支援法9条（支援会議）",
    "emergency_69_2": "個人情報保護法69条2項（緊急）",
    "statute": "その他の法令",
}
# Sharing under these is for the members of that conference alone: never for a platform at large.
CONFERENCE_ONLY = frozenset(("welfare_106_6", "child_25_2", "needy_9"))
WITHOUT_CONSENT = frozenset(("emergency_69_2", "statute"))
# Codes of `method` for the conferences above.
CONFERENCES = frozenset(("61", "64"))


class Share(StrEnum):
    """Parts of a record that a consent form names. What has no part of its own counts as consultation."""

    CONTACT = "contact"
    HOUSEHOLD = "household"
    CONSULTATION = "consultation"
    HEALTH = "health"
    CARE = "care"
    ECONOMY = "economy"


# A scope that says one of these covers everything.
COVERS_ALL = ("全て", "すべて", "全般", "必要な情報", "支援に必要", "一切")
SCOPE_WORDS: dict[Share, tuple[str, ...]] = {
    Share.CONTACT: ("住所", "居所", "連絡先", "電話", "基本情報", "個人情報"),
    Share.HOUSEHOLD: ("世帯", "家族", "子ども", "こども"),
    Share.CONSULTATION: ("相談", "経過", "支援内容", "生活状況", "支援計画", "プラン"),
    Share.HEALTH: ("健康", "医療", "病", "心身", "障害", "診断", "服薬", "受診", "精神科"),
    Share.CARE: ("介護", "要介護", "サービス利用"),
    Share.ECONOMY: ("経済", "収入", "資産", "家計", "借金", "債務", "就労", "生活保護", "年金", "手当", "給付"),
}
_TOWARDS = re.compile(r"へ|には|に(?:も)?(?:伝|話|知ら|言|教|見せ|連絡)")
_KIN = ("夫", "妻", "父", "母", "長男", "長女", "次男", "次女", "兄", "姉", "弟", "妹", "息子", "娘", "親族", "親戚")
_PARTIES = (*_KIN, "相手方", "関係者", "民生委員", "学校", "職場", "会社", "近所", "近隣", "自治会", "さん", "氏", "様")


def shares_in(words: str) -> frozenset[Share]:
    """The parts that a scope or an exclusion speaks of."""
    if any(word in words for word in COVERS_ALL):
        return frozenset(Share)
    return touched_by(words)


def touched_by(text: str) -> frozenset[Share]:
    """The parts that a text touches, whatever it says of them."""
    return frozenset(share for share, known in SCOPE_WORDS.items() if any(word in text for word in known))


def excluded_shares(words: str) -> frozenset[Share]:
    """The parts that one exclusion keeps in; none where it names people who must not be told.

    Those the record carries along, for the receiver to keep to. Words that name neither keep everything in.
    """
    if _TOWARDS.search(words):
        return frozenset()
    if parts := shares_in(words):
        return parts
    return frozenset() if any(party in words for party in _PARTIES) else frozenset(Share)
