"""Types of version 2 about people: names apart, papers of entitlement, who matched whom. Every item may be missing.

Source: record-schema.md 5.1. What an archive of paper cannot know is no item here; `unknowable` says so.
"""

from typing import Annotated, Literal

from pydantic import Field

from deliver.published import Address, Confidential, Evidence, Household, Intake, Member, Phone, Published, Source

OtherNameKind = Literal["former", "alias"]
HandbookKind = Literal["physical", "intellectual", "mental", "none"]
MemberRole = Literal["key_person", "main_carer", "household_head"]
MatchDecision = Literal["same", "proposed", "different", "unknown", "unlinked"]


class OtherName(Published):
    """旧氏・通称。様式にその欄があるとき（別表記は `otherNames`）。"""

    kind: Annotated[OtherNameKind, Field(description="種類（コード表 other_name_kind）")]
    name: Annotated[Evidence, Field(description="名前（そのまま）")]


class AddressParts(Published):
    """住所の各部。住所の一覧で一つに決まるときだけ。"""

    prefecture: Annotated[str | None, Field(description="都道府県")] = None
    city: Annotated[str | None, Field(description="市区町村")] = None
    municipality_code: Annotated[str | None, Field(description="全国地方公共団体コード")] = None
    town: Annotated[str | None, Field(description="町字")] = None
    lot: Annotated[str | None, Field(description="番地以下")] = None
    building: Annotated[str | None, Field(description="方書")] = None


class Address2(Address):
    """住所。版 1 の項目と、その各部。"""

    parts: Annotated[AddressParts | None, Field(description="各部に分けたもの")] = None
    confidential: Annotated[
        Literal[False], Field(description="常に false：秘匿する人の住所は記録に入れず、外へ出さない")
    ] = False


class Phone2(Phone):
    """電話。版 1 の項目と、いつの時点か。"""

    as_of: Annotated[str | None, Field(description="時点（受付の日）")] = None


class Confidential2(Confidential):
    """秘匿。版 1 の項目と、紙面にあった語。"""

    words: Annotated[tuple[str, ...], Field(description="秘匿の疑いのもとになった語（支援措置・DV など）")] = ()


class NameMatch(Published):
    """名寄せ：別のケースと同じ人かどうかについて、人が決めたこと。記録は統合しない。"""

    case_id: Annotated[str, Field(description="相手のケースの番号")]
    decision: Annotated[MatchDecision, Field(description="決定（コード表 match_decision）")]
    decided_by: Annotated[str, Field(description="決めた人")]
    decided_at: Annotated[str, Field(description="日時（UTC）")]
    reasons: Annotated[tuple[str, ...], Field(description="似ている点・違う点（コード表 match_reason）")] = ()


class CareCertificate(Published):
    """介護保険の認定。"""

    level: Annotated[Evidence, Field(description="介護度（コード表 care_level、または申請中などの語）")]
    valid_from: Annotated[str | None, Field(description="認定の有効期間の初日")] = None
    valid_to: Annotated[str | None, Field(description="認定の有効期間の末日")] = None
    period: Annotated[Evidence | None, Field(description="有効期間の欄（そのまま）")] = None
    insurer: Annotated[Evidence | None, Field(description="保険者")] = None


class Handbook(Published):
    """手帳一冊。一つの欄に二つ書かれていれば二つになる。"""

    kind: Annotated[HandbookKind, Field(description="種類（コード表 handbook_kind）")]
    grade_raw: Annotated[str, Field(description="等級（紙面の正規形のまま：4級、Bの1 など）")]
    grade_code: Annotated[str | None, Field(description="等級の数字。療育の判定区分には番号を当てない")] = None
    class_code: Annotated[Literal["1", "2"] | None, Field(description="身体障害者手帳の種別（第1種・第2種）")] = None
    expires: Annotated[str | None, Field(description="有効期限")] = None
    number: Annotated[Evidence | None, Field(description="手帳番号")] = None
    issued: Annotated[Evidence | None, Field(description="交付日")] = None
    found: Annotated[Evidence, Field(description="もとの欄")]


class Benefit(Published):
    """給付：生活保護・年金・手当・医療。"""

    kind: Annotated[str, Field(description="種類（紙面の語：生活保護、国民年金 など）")]
    grade: Annotated[str | None, Field(description="級")] = None
    amount_yen: Annotated[int | None, Field(ge=0, description="額（円）。二か月分は二か月分のまま")] = None
    per: Annotated[Literal["month", "two_months", "year"] | None, Field(description="何に対する額か")] = None
    found: Annotated[Evidence, Field(description="もとの欄")]


class Medical(Published):
    """健康・医療（要配慮個人情報）。一枚の様式にある欄。"""

    page_id: Annotated[str, Field(description="ページの番号")]
    diagnoses: Annotated[tuple[Evidence, ...], Field(description="病名・診断・既往")] = ()
    institutions: Annotated[tuple[Evidence, ...], Field(description="医療機関・通院")] = ()
    doctors: Annotated[tuple[Evidence, ...], Field(description="主治医")] = ()


class Member2(Member):
    """世帯員。版 1 の項目と、備考にある役割。"""

    roles: Annotated[tuple[MemberRole, ...], Field(description="備考の語から（コード表 member_role）")] = ()


class Household2(Household):
    """世帯。版 1 の項目と、いつの時点の世帯か、図のある場所。"""

    members: Annotated[tuple[Member2, ...], Field(description="世帯員")] = ()
    as_of: Annotated[str | None, Field(description="世帯の時点（受付の日。紙の上の世帯は、その日のもの）")] = None
    head: Annotated[Evidence | None, Field(description="世帯主")] = None
    genogram_image_ref: Annotated[tuple[Source, ...], Field(description="ジェノグラムの場所。図は読み解かない")] = ()
    ecomap_image_ref: Annotated[tuple[Source, ...], Field(description="エコマップの場所。図は読み解かない")] = ()


class Visitor(Published):
    """来談者（本人でないとき）。"""

    name: Annotated[Evidence | None, Field(description="氏名")] = None
    relation: Annotated[Evidence | None, Field(description="本人との関係")] = None
    phone: Annotated[Evidence | None, Field(description="電話")] = None


class Intake2(Intake):
    """受付。版 1 の項目と、来談者、相談内容の選択、対応。"""

    visitor: Annotated[Visitor | None, Field(description="来談者")] = None
    consultation_items: Annotated[tuple[Evidence, ...], Field(description="相談内容の欄（選んだ項目、そのまま）")] = ()
    response: Annotated[tuple[Evidence, ...], Field(description="対応結果・方針")] = ()
