"""F07 基本チェックリスト."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "checklist",
    titles=words("基本チェックリスト チェックリスト"),
    fields=(
        w.CASE_NUMBER,
        w.KANA,
        w.FULL_NAME,
        w.SEX,
        w.BIRTH,
        w.ADDRESS,
    ),
    local=words("記入日 質問項目 回答 希望するサービス内容"),
    tell_tales=words("質問項目 BMI はい いいえ"),
)
