"""Under which law a record may be shared, and what a consent's words cover. Data only.

Source: law-and-standards.md 4.9; the scope words are those printed on the consent forms of the samples and their like.
"""

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
    Share.HEALTH: ("健康", "医療", "病", "心身", "障害", "診断", "服薬"),
    Share.CARE: ("介護", "要介護", "サービス利用"),
    Share.ECONOMY: ("経済", "収入", "資産", "家計", "借金", "債務", "就労", "生活保護", "年金", "手当", "給付"),
}


def shares_in(words: str) -> frozenset[Share]:
    """The parts that a scope or an exclusion speaks of."""
    if any(word in words for word in COVERS_ALL):
        return frozenset(Share)
    return frozenset(share for share, known in SCOPE_WORDS.items() if any(word in words for word in known))
