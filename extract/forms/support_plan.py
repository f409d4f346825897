"""F03, F09 支援計画、プラン兼事業等利用申込書."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "support_plan",
    titles=words(
        "支援計画 支援計画書 個別支援計画 個別支援計画書 プラン兼事業等利用申込書 プラン兼利用申込書 "
        "居宅サービス計画書 サービス等利用計画 介護予防サービス・支援計画表 援助方針 支援プラン"
    ),
    fields=(
        w.CASE_NUMBER,
        w.KANA,
        w.FULL_NAME,
        w.SEX,
        w.BIRTH,
        w.ADDRESS,
        w.STAFF,
        w.CARE_LEVEL,
    ),
    local=words(
        "作成日 計画作成日 長期目標 短期目標 目標 課題 支援内容 担当機関 期間 頻度 同意日 解決したい課題 "
        "モニタリング 総合的な援助の方針 プラン番号"
    ),
    tell_tales=words("長期目標 短期目標 モニタリング 援助の方針"),
)
