"""F01 相談受付・申込票, also 相談票, 相談受付簿, 受付カード. The consent variant is read by `extract.consent`."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "intake_sheet",
    titles=words(
        "相談受付・申込票 相談受付票 相談受付申込票 相談票 相談受付簿 受付カード 面接相談票 新規相談受付票 "
        "初回相談シート 電話相談記録票 つながるシート 相談受付カード インテークシート 相談申込票 相談申込書 "
        "来所相談票"
    ),
    fields=(
        w.expected(w.worded(w.CASE_NUMBER, "ID", "ケース番号")),
        w.expected(w.RECEIVED),
        w.expected(w.worded(w.STAFF, "受付者")),
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
        w.ROUTE,
        w.METHOD,
        w.COMPLAINT,
        w.CARE_LEVEL,
        w.HANDBOOK,
        w.BENEFIT,
        w.HOUSEHOLD,
    ),
    local=w.LOCAL,
    tell_tales=words("来談者 ご相談されたいこと 相談申込み欄 受付者 お困りのこと"),
)
