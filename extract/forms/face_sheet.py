"""F05 フェイスシート, also 基本台帳, ケース台帳, 個人カード."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "face_sheet",
    titles=words(
        "フェイスシート フェースシート 基本台帳 ケース台帳 個人カード 相談者台帳 ケースカード 利用者台帳 個人台帳 "
        "ケース基本台帳 基本情報シート 世帯台帳 保護台帳 児童台帳"
    ),
    fields=(
        w.expected(w.CASE_NUMBER),
        w.expected(w.KANA),
        w.expected(w.FULL_NAME),
        w.expected(w.SEX),
        w.expected(w.BIRTH),
        w.expected(w.ADDRESS),
        w.POSTCODE,
        w.REGISTERED,
        w.PHONE,
        w.MOBILE,
        w.EMERGENCY,
        w.RECEIVED,
        w.STAFF,
        w.ROUTE,
        w.METHOD,
        w.COMPLAINT,
        w.CARE_LEVEL,
        w.HANDBOOK,
        w.BENEFIT,
        w.HOUSEHOLD,
    ),
    local=w.LOCAL,
    tell_tales=words("生活歴 成育歴 職歴 ジェノグラム 地図"),
)
