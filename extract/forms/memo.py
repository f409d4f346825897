"""F18 メモ類: 電話連絡票、伝言メモ."""

from extract.form import Form, words

FORM = Form(
    "memo",
    titles=words("電話連絡票 伝言メモ 連絡票 メモ 電話メモ 伝言票 回覧"),
    fields=(),
    local=words("受信者 発信者 用件 日時 宛先"),
    tell_tales=words("用件 伝言 折り返し"),
    principal=False,
)
