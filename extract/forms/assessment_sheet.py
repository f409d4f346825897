"""F02 インテーク・アセスメントシート."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "assessment_sheet",
    titles=words(
        "インテーク・アセスメントシート アセスメントシート アセスメント票 アセスメント表 課題分析表 "
        "インテーク・アセスメント"
    ),
    fields=(
        w.CASE_NUMBER,
        w.KANA,
        w.FULL_NAME,
        w.SEX,
        w.BIRTH,
        w.ADDRESS,
        w.POSTCODE,
        w.PHONE,
        w.MOBILE,
        w.EMERGENCY,
        w.RECEIVED,
        w.STAFF,
        w.CARE_LEVEL,
        w.HANDBOOK,
        w.BENEFIT,
        w.COMPLAINT,
        w.HOUSEHOLD,
    ),
    local=(*w.LOCAL,),
    tell_tales=words("課題と特性 スクリーニング 滞納 就労意欲 最終学歴"),
)
