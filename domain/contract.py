"""Names, Japanese labels, risk classes and code lists of the machine interface, version 1.

Source: the reading contract and its field list (GIF item names where GIF has one). Data only.
"""

from enum import StrEnum


class Risk(StrEnum):
    """S identity, A entitlement or legal, B chronology, C free text, D technical."""

    S = "S"
    A = "A"
    B = "B"
    C = "C"
    D = "D"


FIELD_RISK: dict[str, Risk] = {
    "caseNumber": Risk.A,
    "fullName": Risk.S,
    "fullNameKana": Risk.S,
    "dateOfBirth": Risk.S,
    "sex": Risk.S,
    "address": Risk.S,
    "registeredAddress": Risk.S,
    "postcode": Risk.S,
    "phone": Risk.S,
    "mobilePhone": Risk.S,
    "emergencyPhone": Risk.S,
    "receivedDate": Risk.B,
    "staff": Risk.B,
    "route": Risk.B,
    "method": Risk.B,
    "chiefComplaint": Risk.C,
    "careLevel": Risk.A,
    "handbook": Risk.A,
    "benefit": Risk.A,
    "household": Risk.S,
    "localItem": Risk.C,
}

FIELD_LABEL_JA: dict[str, str] = {
    "caseNumber": "ケース番号",
    "fullName": "氏名",
    "fullNameKana": "ふりがな",
    "dateOfBirth": "生年月日",
    "sex": "性別",
    "address": "住所",
    "registeredAddress": "住民票住所",
    "postcode": "郵便番号",
    "phone": "電話",
    "mobilePhone": "携帯電話",
    "emergencyPhone": "緊急連絡先",
    "receivedDate": "受付日",
    "staff": "担当者",
    "route": "相談経路",
    "method": "相談方法",
    "chiefComplaint": "主訴",
    "careLevel": "要介護度",
    "handbook": "手帳",
    "benefit": "給付",
    "household": "世帯構成",
    "localItem": "その他の項目",
}

FORM_LABEL_JA: dict[str, str] = {
    "intake_sheet": "相談受付・申込票",
    "face_sheet": "フェイスシート",
    "basic_information": "利用者基本情報",
    "support_log": "支援経過記録",
    "assessment_sheet": "アセスメントシート",
    "support_plan": "支援計画",
    "conference_minutes": "会議録",
    "letter": "照会・回答文書",
    "consent_form": "同意書",
    "certificate": "証明書の写し",
    "checklist": "基本チェックリスト",
    "memo": "メモ",
    "photo": "写真",
    "unknown": "様式不明",
}

METHOD_LABEL_JA: dict[str, str] = {
    "10": "来所",
    "11": "来所（飛込）",
    "20": "電話",
    "21": "電話（発信）",
    "30": "訪問",
    "31": "訪問不在",
    "32": "同行",
    "40": "メール",
    "41": "FAX",
    "42": "手紙・文書",
    "43": "SNS",
    "50": "オンライン",
    "60": "所内会議",
    "61": "支援会議",
    "62": "重層的支援会議",
    "63": "支援調整会議",
    "64": "要対協",
    "65": "地域ケア会議",
    "66": "担当者会議",
    "67": "会議",
    "70": "関係機関連絡",
    "71": "照会・回答",
    "80": "緊急対応",
    "90": "その他",
    "99": "不明",
}

ROUTE_LABEL_JA: dict[str, str] = {
    "1": "本人",
    "2": "家族・親族",
    "3": "知人・近隣",
    "4": "民生委員・児童委員",
    "5": "自治会",
    "6": "関係機関（紹介）",
    "7": "関係機関（連絡・情報提供）",
    "8": "アウトリーチ",
    "9": "庁内",
    "10": "警察・消防",
    "11": "学校・園",
    "12": "医療機関",
    "13": "匿名",
    "98": "その他",
    "99": "不明",
}

SEX_LABEL_JA: dict[str, str] = {"0": "不明", "1": "男", "2": "女", "9": "その他"}

CARE_LEVEL_LABEL_JA: dict[str, str] = {
    "01": "非該当（自立）",
    "06": "事業対象者",
    "11": "要支援（旧）",
    "12": "要支援１",
    "13": "要支援２",
    "21": "要介護１",
    "22": "要介護２",
    "23": "要介護３",
    "24": "要介護４",
    "25": "要介護５",
}
