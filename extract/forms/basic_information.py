"""F06 利用者基本情報 of 地域包括支援センター: choices are circled, sex and birth date may stand without a label."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "basic_information",
    titles=words("利用者基本情報 基本情報 利用者基本情報シート 高齢者基本情報 相談者基本情報 利用者基本台帳"),
    fields=(
        w.expected(w.CASE_NUMBER),
        w.expected(w.worded(w.STAFF, "作成担当者", "作成担当者名")),
        w.expected(w.worded(w.RECEIVED, "相談日")),
        w.METHOD,
        w.ROUTE,
        w.expected(w.KANA),
        w.expected(w.worded(w.FULL_NAME, "本人氏名", "氏名")),
        w.expected(w.SEX),
        w.expected(w.BIRTH),
        w.expected(w.ADDRESS),
        w.POSTCODE,
        w.REGISTERED,
        w.PHONE,
        w.MOBILE,
        w.EMERGENCY,
        w.expected(w.worded(w.CARE_LEVEL, "認定情報")),
        w.HANDBOOK,
        w.BENEFIT,
        w.COMPLAINT,
        w.HOUSEHOLD,
    ),
    local=w.LOCAL,
    tell_tales=words("日常生活自立度 認定情報 障害等認定 本人の現況 趣味・楽しみ・特技 友人・地域との関係"),
)
