"""Warnings about a page: stable codes with their Japanese sentences, and what some of them mean for everything else."""

NOTICE_JA: dict[str, str] = {
    "backside_other": "裏紙の疑い：別の人の書類が裏面に写っています。",
    "other_person": "別人の疑い：このページの本人がファイルの本人と違います。",
    "similar_person": "似ている別人がいます。統合しないでください。",
    "individual_number": "個人番号（12桁）の疑いがあります。",
    "number_kept": "個人番号のあるページです。伏せたまま残すと決めました。",
    "number_none": "12桁の数字は個人番号ではないと決めました。",
    "number_to_destroy": "個人番号のあるページです。ケースの廃棄まで外へ出さないと決めました。",
    "protection_confirmed": "保護の対象と決めた人です。",
    "protection_word": "秘匿の語があります（支援措置・ＤＶなど）。",
    "page_unread": "読み取れなかったページです。",
    "poor_scan": "画像が不鮮明です。再スキャンを検討してください。",
    "two_pages_on_scan": "一枚に二ページが写っている疑いがあります。",
    "sharing_beyond_consent": "同意範囲外の共有の可能性があります。",
    "unknown_form": "様式が分かりません。",
    "staff_contradiction": "担当者の記載に食い違いがあります。",
    "two_forms_on_page": "一ページに二つの様式がある疑いがあります。",
    "held": "保留中のページです。",
    "rescan_wanted": "再スキャンを依頼したページです。",
    "refused_by_platform": "取り込み先が受け取りませんでした。理由を読んで直してください。",
    "sent_back": "差し戻されました。理由を読んで確かめてください。",
    "turn_failed": "向きを直したページを読み直せませんでした。元の向きのままです。紙を見て確かめてください。",
    "page_moved_in": "別のケースから移したページです。この人の書類か確かめてください。",
    "two_consents": "同意書が二つあります。このページの同意書の内容を確かめてください。",
    "first_page_missing": "経過記録の前のページが見つかりません。",
}

# A suspicion by words on paper, or a person's decision: either hides where somebody is. The second is said of a case as
# a whole, so it stands on no page.
SUSPECTED, CONFIRMED, WHOLE_CASE = "protection_word", "protection_confirmed", 0
PROTECTING = frozenset((SUSPECTED, CONFIRMED))
# What became of a page with an individual number; all but the first are a person's decision.
NUMBER_OPEN, NUMBER_KEPT, NUMBER_NONE, NUMBER_DESTROY = (
    "individual_number",
    "number_kept",
    "number_none",
    "number_to_destroy",
)
NUMBERS = (NUMBER_OPEN, NUMBER_KEPT, NUMBER_NONE, NUMBER_DESTROY)
# Pages that stay in the house because of a number on them.
NUMBERS_STAY = frozenset((NUMBER_OPEN, NUMBER_DESTROY))
# Said by a person who had the right to: no doubt of anybody's any more.
DECIDED = frozenset((CONFIRMED, NUMBER_KEPT, NUMBER_NONE, NUMBER_DESTROY))
