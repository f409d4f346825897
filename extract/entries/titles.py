"""Column titles of running logs (forms.md F04). Data only."""

from extract.form import words

DATE, TIME, METHOD, STAFF, COUNTERPART, TEXT, JUDGEMENT, SEAL, PURPOSE, PLACE = (
    "date",
    "time",
    "method",
    "staff",
    "counterpart",
    "text",
    "judgement",
    "seal",
    "purpose",
    "place",
)
TITLES: dict[str, tuple[str, ...]] = {
    DATE: words(
        "年月日 月日 日時 日付 年月日（時刻） 年月日時 対応日 対応日時 相談日 相談日時 記録日 支援日 実施日 訪問日 日 "
        "期日 年月日・時刻 対応年月日 支援年月日 月日時刻 月日（曜日）"
    ),
    TIME: words("時刻 時間 時間帯 対応時間"),
    METHOD: words(
        "方法 対応方法 手段 種別 対応 相談方法 支援方法 対応種別 形態 対応区分 区分 支援形態 対応手段 相談種別 "
        "方法・場所 連絡方法 相談形態"
    ),
    STAFF: words(
        "担当 担当者 対応者 記録者 記入者 対応職員 担当職員 職員 支援員 相談員 支援者 記載者 対応者名 担当者名 援助者 "
        "記録"
    ),
    COUNTERPART: words("相手 相手方 対象者 相手先 連絡先 対象 対応相手 面接者 関係者 相談者 来所者"),
    TEXT: words(
        "内容 経過 相談内容 支援内容 記事 経過内容 相談・支援内容 支援経過 対応内容 相談内容・経過 内容・経過 記録内容 "
        "援助内容 支援の内容 相談・対応内容 経過記録 活動内容 面接内容 記録事項 相談・援助内容 事項 状況 内容（経過）"
    ),
    JUDGEMENT: words("所見 判断 方針 所見・方針 考察 評価 今後の方針 判断・方針 所見・判断 課題・方針 備考 特記事項"),
    SEAL: words("印 確認印 認印 供覧 確認 決裁 係長 課長 検印 係印"),
    PURPOSE: words("目的 件名 主題 項目 用件"),
    PLACE: words("場所 実施場所 面接場所"),
}
# A log must name its dates and have room for a text.
NEEDS = frozenset((DATE, TEXT))
