"""The wordings that offices print for the contract's fields, shared by the form files.

Source: forms.md F01-F12 label lists, values.md. Data only; a form file picks the fields it prints.
"""

from dataclasses import replace

from extract.form import Extent, Field, Where, words

CASE_NUMBER = Field(
    "caseNumber",
    words(
        "ケース番号 ケースNo. ケースNo ケース№ 受付番号 台帳番号 相談番号 整理番号 登録番号 管理番号 利用者番号 "
        "記録番号 ケースID ID番号 No. № Ｎｏ． ID ＩＤ"
    ),
    "code",
)
FULL_NAME = Field(
    "fullName",
    words(
        "氏名 本人氏名 お名前 利用者氏名 対象者氏名 相談者氏名 申込者氏名 名前 対象者 利用者名 本人名 "
        "氏名（漢字） 本人氏名（自署） 氏名（自署） 本人署名 世帯主氏名 児童氏名 姓名"
    ),
    "person_name",
)
KANA = Field(
    "fullNameKana",
    words("ふりがな フリガナ ﾌﾘｶﾞﾅ ふり仮名 よみがな ヨミガナ よみ カナ カナ氏名 氏名カナ 氏名（カナ）"),
    "kana",
)
BIRTH = Field(
    "dateOfBirth",
    words("生年月日 生年月日（年齢） 生年月日（満年齢） 生年月日・年齢 誕生日 出生年月日"),
    "wareki",
    # Era words in a row to choose from, or one era, then the numbers, 生 and the age.
    printed=(
        r"(?:(?:[MTSHRＭＴＳＨＲ明大昭平令][治正和成]?\s*[・･./]\s*){1,4}[MTSHRＭＴＳＨＲ明大昭平令][治正和成]?\s*"
        r"|[明大昭平令][治正和成]|[MTSHR])?\s*[0-9０-９元]{1,2}\s*年\s*[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日\s*生"
        r"(?:まれ)?(?:\s*[(（]\s*[0-9０-９]{1,3}\s*(?:歳|才)?\s*[)）]\s*(?:歳|才)?)?"
    ),
)
SEX = Field(
    "sex",
    words("性別 男女別 性"),
    "sex",
    printed=r"(?:1\s*[.．]?\s*)?男(?:性)?\s*[・･/／,，.]?\s*(?:2\s*[.．]?\s*)?女(?:性)?(?:\s*[・･/／,，.]?\s*(?:3\s*[.．]?\s*)?(?:他|その他)(?:\s*[(（][^)）]*[)）])?)?",
    options=words("男 女 男性 女性 他 その他"),
)
ADDRESS = Field(
    "address",
    words("住所 現住所 居所 住所（現住所） 現在の住所 お住まい 住所・居所"),
    "address",
    extent=Extent.BLOCK,
)
REGISTERED = Field(
    "registeredAddress",
    words("住民票住所 住民登録地 住民票の住所 住民登録住所 住民票上の住所 住民票所在地"),
    "address",
    extent=Extent.BLOCK,
)
POSTCODE = Field(
    "postcode",
    words("郵便番号"),
    "postcode",
    printed=r"〒\s*[0-9０-９OoＯ〇]{3}\s*[-－‐ー−]?\s*[0-9０-９OoＯ〇]{4}|〒[\s\-－‐_ー−]{2,}",
)
PHONE = Field(
    "phone",
    words("電話 電話番号 TEL Tel ＴＥＬ ℡ ☎ 自宅電話 自宅 連絡先 固定電話 電話（自宅） 連絡先電話 連絡先電話番号"),
    "phone",
)
MOBILE = Field("mobilePhone", words("携帯 携帯電話 携帯番号 携帯電話番号 電話（携帯） 携帯TEL"), "phone")
EMERGENCY = Field(
    "emergencyPhone",
    words("緊急連絡先 緊急連絡先（続柄） 緊急時連絡先 緊急時の連絡先 緊急連絡先電話 緊急時電話"),
    "phone",
)
RECEIVED = Field(
    "receivedDate",
    words(
        "受付日 受理日 相談日 相談年月日 受付年月日 受理年月日 初回相談日 来所日 受理 相談受付日 受付月日 "
        "初回相談年月日 相談受付年月日"
    ),
    "wareki",
)
STAFF = Field(
    "staff",
    words(
        "受付者 担当者 対応者 記入者 作成担当者 聴取者 面接者 受理者 作成者 記録者 担当 作成担当者名 計画作成者名 "
        "相談員 担当職員 受付担当者 担当相談員 作成担当 担当者名 受付担当"
    ),
    "staff",
    repeat=True,
)
ROUTE = Field(
    "route",
    words("相談経路 把握経路 紹介経路 来所経路 経路 相談に至った経路 相談のきっかけ 把握の経路"),
    "route",
    extent=Extent.BLOCK,
)
METHOD = Field(
    "method",
    words("相談方法 対応方法 相談の方法 方法 受付方法 相談形態 来所方法"),
    "method",
    printed=r"来所\s*[・･/／]\s*電話(?:\s*[・･/／]\s*(?:訪問|その他|文書|メール)(?:\s*[(（][^)）]*[)）])?)*",
    options=words("来所 電話 訪問 同行 メール FAX 手紙 文書 SNS オンライン 会議 書面 その他"),
)
COMPLAINT = Field(
    "chiefComplaint",
    words(
        "主訴 相談内容 ご相談の内容 困りごと 本人の訴え ニーズ 相談の内容 お困りのこと ご相談内容 主な訴え "
        "ご相談されたいこと 主訴・相談内容 主訴（相談内容） 相談の主訴 困っていること "
        "ご相談の内容（お困りのこと）"
    ),
    "text",
    extent=Extent.BLOCK,
)
CARE_LEVEL = Field(
    "careLevel",
    words("要介護度 介護度 認定情報 要介護状態区分 認定・総合事業情報 要介護認定 要介護認定区分 介護認定 要介護状態"),
    "care_level",
    extent=Extent.BLOCK,
    printed=r"(?:非該当\s*[・･/／]\s*)?(?:事業対象者\s*[・･/／]\s*)?(?:要支(?:援)?[1１]\s*[・･/／]).*?要介(?:護)?[5５]",
    options=words("非該当 事業対象者 要支1 要支2 要介1 要介2 要介3 要介4 要介5 申請中 未申請"),
)
HANDBOOK = Field(
    "handbook",
    words("手帳 障害者手帳 障害手帳 障害等認定 手帳の有無 障がい者手帳 各種手帳 手帳・等級 手帳（種別・等級）"),
    "handbook",
    extent=Extent.BLOCK,
    options=words("有 無 身体 療育 精神"),
)
BENEFIT = Field(
    "benefit",
    words(
        "生活保護 年金 手当 生保 公的給付 経済状況 公的年金 年金・手当 受給 給付 年金（種類・額） 生活保護受給 "
        "年金等 経済"
    ),
    "benefit",
    extent=Extent.BLOCK,
    repeat=True,
    options=words("有 無 受給中 なし あり"),
)
HOUSEHOLD = Field(
    "household",
    words("世帯構成 家族構成 家族状況 世帯の状況 家族 世帯 世帯員 家族の状況 同居家族 家族・世帯"),
    "text",
    extent=Extent.BLOCK,
)

EVERY = (
    CASE_NUMBER,
    FULL_NAME,
    KANA,
    BIRTH,
    SEX,
    ADDRESS,
    REGISTERED,
    POSTCODE,
    PHONE,
    MOBILE,
    EMERGENCY,
    RECEIVED,
    STAFF,
    ROUTE,
    METHOD,
    COMPLAINT,
    CARE_LEVEL,
    HANDBOOK,
    BENEFIT,
    HOUSEHOLD,
)

# Labels under which any number may stand: a mobile one counts as the mobile phone.
GENERAL_PHONE = frozenset(("連絡先", "連絡先電話", "連絡先電話番号", "電話・携帯"))

# Labels whose own items (氏名, 住所, 電話) belong to somebody else than the person of the file.
SECTIONS = words(
    "緊急連絡先 来談者 来所者 相談者 来所者（相談者） 通報者 通告者 連絡者 主治医 医療機関 家族 家族構成 世帯構成 "
    "家族状況 保護者 保護者等 代筆者 代理人 法定代理人 後見人 世帯主 介護者 主介護者 民生委員 担当ケアマネ "
    "ケアマネジャー 勤務先 宛先 発信者 キーパーソン"
)

LOCAL = words(
    "年齢 本籍 旧姓 通称 職業 職業・学校 勤務先 学校 生活歴 成育歴 職歴 病歴 既往歴 既往 現病歴 "
    "現病歴・既往歴と経過 経済状況 収入 債務 住居 住環境 住まい 住居環境 本人の住居環境 健康保険 医療 主治医 "
    "医療機関 通院 診断 病名 服薬 自立支援医療 障害等認定 障害支援区分 障害高齢者 認知症高齢者 日常生活自立度 "
    "障害高齢者の日常生活自立度 認知症高齢者の日常生活自立度 認定期間 認定期限 認定有効期間 前回の介護度 "
    "本人の現況 関係機関 利用サービス 現在利用しているサービス 公的サービス 非公的サービス キーパーソン KP 来談者 "
    "来所者 相談者 本人との関係 来談者とご本人との関係 関係 続柄 E-mail メール メールアドレス FAX Fax 備考 "
    "特記事項 特記 その他 仕事 就労状況 就労 趣味・楽しみ・特技 友人・地域との関係 今までの生活 現在の生活状況 "
    "1日の生活・すごし方 地図 ジェノグラム 作成日 更新日 記入日 作成年月日 記入年月日 所見 対応 対応結果 "
    "今後の方針 方針 同意 本人同意 印 初回・再来 希望 意向 本人の意向 相談歴 担当地区 民生委員 住所不定期間 "
    "被保険者番号 保険者 相談対応者 基本チェックリスト 介護者 主介護者 性格 生活状況 家族の状況 世帯主 国籍 言語 "
    "緊急度 地区 ADL IADL 支援方針 支援の経過 課題 本人の希望 家族の希望 紹介者 紹介元 所属 電話連絡"
)

# Words that are labels only when nothing else stands in the cell, or a colon follows: they occur in values too.
WEAK = words(
    "その他 備考 関係 方針 対応 同意 印 所属 課題 民生委員 介護者 主介護者 希望 意向 家族 世帯 本人 学校 仕事 "
    "就労 地区 収入 通院 医療 服薬 診断 手当 受給 給付 経済 主治医 相談者 来所者 来談者 自宅 携帯 電話 連絡先 "
    "方法 担当 受理 記 理由 経路 住まい 性別 年齢 性 対象者 続柄 言語 国籍"
)


def expected(field: Field) -> Field:
    """The same field on a form that always prints it."""
    return replace(field, expected=True)


def worded(field: Field, *labels: str) -> Field:
    """The same field with a form's own wordings put first."""
    return replace(field, labels=(*labels, *(label for label in field.labels if label not in labels)))


def only(field: Field, *labels: str) -> Field:
    """The same field under these wordings only."""
    return replace(field, labels=labels)


def beside(field: Field) -> Field:
    """The same field where its value always stands on the label's right."""
    return replace(field, where=Where.RIGHT)
