"""F12 同意書. What its signer allows is read by `extract.consent`; here are the signer and the printed labels."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "consent_form",
    titles=words(
        "個人情報の取扱いに関する同意書 情報共有同意書 同意書 個人情報提供同意書 個人情報使用同意書 "
        "情報提供同意書 個人情報の提供に関する同意書 個人情報の共有に関する同意書 個人情報取扱同意書 "
        "個人情報保護に関する同意書 関係先照会同意書 個人情報の取り扱いに関する同意書 情報共有に関する同意書"
    ),
    fields=(
        w.CASE_NUMBER,
        w.KANA,
        w.only(
            w.FULL_NAME,
            "氏名",
            "本人氏名",
            "氏名（自署）",
            "本人氏名（自署）",
            "署名",
            "本人署名",
            "同意者氏名",
            "本人",
        ),
        w.BIRTH,
        w.only(w.ADDRESS, "住所", "現住所"),
    ),
    local=words(
        "提供する情報 提供する情報の範囲 情報の範囲 提供先 提供先機関 共有しないでほしい相手・情報 "
        "提供してほしくない相手 有効期間 代筆 代筆者 続柄 代理人 法定代理人 撤回 利用目的 同意日 理由 "
        "口頭同意 保護者 宛先 共有しない相手 共有しない相手・情報 同意する内容 "
        "情報を提供する機関 同意の有効期間 期間 年月日 同意年月日 記入日 電話"
    ),
    tell_tales=words("提供する情報 提供先 有効期間 代筆 同意します 共有しないでほしい相手・情報"),
)
