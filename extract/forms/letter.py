"""F11 照会・回答書, 情報提供依頼書, 通知: typed letters. The name may be anybody's."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "letter",
    titles=words(
        "照会書 回答書 情報提供依頼書 情報提供書 診療情報提供書 意見書 送致書 連絡書 援助依頼書 ケース移管通知書 "
        "照会・回答書 について（照会） について（回答） について（依頼） について（通知） 児童家庭相談連絡書 "
        "情報提供等協力依頼書 について（報告） 送付状 FAX送付状"
    ),
    fields=(w.only(w.FULL_NAME, "対象者", "対象者氏名", "氏名", "本人氏名"), w.BIRTH),
    local=words("文書番号 宛先 発信者 件名 担当 電話 内線 記 住所 FAX 照会事項 回答 理由 送信者 送付先"),
    tell_tales=words("様 御中 殿 記 以上 第号 文書番号"),
    principal=False,
)
