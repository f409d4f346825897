"""F04 支援経過記録 and its many names. Its rows are read by `extract.entries`; here is only what its head prints."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "support_log",
    titles=words(
        "支援経過記録 支援経過記録シート 支援経過 経過記録 ケース記録 相談記録 活動記録 業務日誌 相談・援助経過 "
        "支援・対応経過シート 介護予防支援経過記録 居宅介護支援経過 ケース記録票 相談援助記録 支援記録 児童記録票 "
        "援助経過 支援経過記録票 相談経過記録 ケース記録用紙 支援経過表 相談援助経過 ケースワーク記録 対応経過 "
        "経過記録票"
    ),
    fields=(
        w.only(
            w.CASE_NUMBER,
            *words(
                "ケース番号 ケースNo. ケースNo ケース№ 受付番号 台帳番号 相談番号 整理番号 登録番号 管理番号 "
                "利用者番号 ID番号 ID ケースID"
            ),
        ),
        w.FULL_NAME,
        w.KANA,
        w.BIRTH,
        w.only(w.STAFF, "計画作成者名", "作成担当者", "作成担当者名", "計画作成者", "担当者名", "担当職員"),
    ),
    local=words("No. 頁 ページ シートNo."),
    tell_tales=words("年月日 月日 日時 対応方法 方法 対応者 経過 内容"),
)
