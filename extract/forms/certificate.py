"""住民票、戸籍、課税証明: certified copies, the most trusted source for a name's shape."""

from extract.form import Form, words
from extract.forms import _wordings as w

FORM = Form(
    "certificate",
    titles=words(
        "住民票の写し 住民票 戸籍謄本 戸籍抄本 戸籍の附票 課税証明書 非課税証明書 年金証書 被保険者証 "
        "介護保険被保険者証 所得証明書 除籍謄本"
    ),
    fields=(
        w.FULL_NAME,
        w.KANA,
        w.BIRTH,
        w.SEX,
        w.ADDRESS,
        w.PHONE,
    ),
    local=words("世帯主 続柄 住民となった日 前住所 本籍 筆頭者 住民票コード 個人番号 転入日 届出日 住所を定めた日"),
    tell_tales=words("世帯主 本籍 筆頭者 前住所 住民票コード 個人番号"),
)
