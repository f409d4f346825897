"""The neutral record, version 2, as types: version 1 and beside it plans, conferences, documents and assessments.

Source: record-schema.md 5.1; what an archive of paper cannot know is no item, and `unknowable` says why. Version 1 goes
on being written and read; a record of version 2 is made of one of version 1 (`migration`), so nothing of the paper can
stand in it that was not cleared for version 1.
"""

from typing import Annotated, Literal

from pydantic import Field

from deliver.published import CaseFacts, Chosen, Evidence, Local, Person, Published
from deliver.published_papers import Consent2, ConsentState, Entry2, Kept, OfficeTerm, PagePublished2, RiskFlag
from deliver.published_people import (
    Address2,
    Benefit,
    CareCertificate,
    Confidential2,
    Handbook,
    Household2,
    Intake2,
    Medical,
    NameMatch,
    OtherName,
    Phone2,
)

SCHEMA_NAME_2: Literal["tsuzuri.record/2"] = "tsuzuri.record/2"
ConferenceKind = Literal["61", "62", "63", "64", "65", "66", "67"]
DocumentKind = Literal["inquiry", "answer", "request", "notice", "certificate", "other"]
AssessmentKind = Literal["assessment", "checklist"]
ExternalIdKind = Literal["insured", "recipient", "resident", "ledger", "other"]
CloseReason = Literal[
    "solved", "transferred", "moved", "died", "facility", "declined", "lost_contact", "abolished", "other", "unknown"
]
Found = Evidence | None


class Item(Published):
    """様式に印刷された一つの欄と、その記入。"""

    section: Annotated[str, Field(description="欄のまとまり（分からなければ空）")] = ""
    label_raw: Annotated[str, Field(description="印刷された見出し（そのまま）")]
    value: Annotated[Evidence, Field(description="記入された値と根拠")]


class Assessment(Published):
    """アセスメント：インテーク・アセスメントシート、基本チェックリスト。"""

    page_id: Annotated[str, Field(description="ページの番号")]
    kind: Annotated[AssessmentKind, Field(description="種類（コード表 assessment_kind）")]
    date: Annotated[Found, Field(description="記入日")] = None
    items: Annotated[tuple[Item, ...], Field(description="欄ごとの記入")] = ()


class ExternalId(Published):
    """ほかの制度・システムでの番号（個人番号は含めない）。"""

    system: Annotated[str, Field(description="番号の見出し（紙面のまま）")]
    kind: Annotated[ExternalIdKind, Field(description="種類（コード表 external_id_kind）")]
    id: Annotated[Evidence, Field(description="番号と根拠")]


class Person2(Person):
    """本人。版 1 の項目と、姓と名、旧氏・通称、ほかの制度での番号、名寄せ。"""

    family_name: Annotated[Found, Field(alias="familyName", description="姓（氏名の空白の前）")] = None
    given_name: Annotated[Found, Field(alias="givenName", description="名（氏名の空白の後）")] = None
    family_name_kana: Annotated[Found, Field(alias="familyNameKana", description="姓のかな")] = None
    given_name_kana: Annotated[Found, Field(alias="givenNameKana", description="名のかな")] = None
    alternative_names: Annotated[tuple[OtherName, ...], Field(description="旧氏・通称")] = ()
    date_of_death: Annotated[Found, Field(alias="dateOfDeath", description="死亡の日。紙面にあるとき")] = None
    addresses: Annotated[tuple[Address2, ...], Field(description="住所。上書きしない履歴")] = ()
    phones: Annotated[tuple[Phone2, ...], Field(description="電話")] = ()
    confidential_information: Annotated[
        Confidential2, Field(alias="confidentialInformation", description="秘匿。何もなくても必ずある")
    ]
    name_match_status: Annotated[tuple[NameMatch, ...], Field(description="名寄せの決定")] = ()
    external_ids: Annotated[tuple[ExternalId, ...], Field(description="ほかの制度・システムでの番号")] = ()


class CaseFacts2(CaseFacts):
    """ケース。版 1 の項目と、いつ始まり、いつなぜ終わったか。"""

    opened: Annotated[Found, Field(description="開始（受付）の日")] = None
    closed: Annotated[Found, Field(description="終結の日。紙面にあるとき")] = None
    closed_reason: Annotated[Found, Field(description="終結の理由（紙面のまま）")] = None
    staff: Annotated[tuple[str, ...], Field(description="受付と支援経過に出てくる担当者（そのまま、重複なし）")] = ()
    risk_words: Annotated[tuple[str, ...], Field(description="支援経過に出てくる危険の語（そのまま、重複なし）")] = ()
    close_reason: Annotated[CloseReason | None, Field(description="終結の理由（コード表 close_reason）")] = None
    household_id: Annotated[str | None, Field(description="世帯の番号")] = None
    principal_person_id: Annotated[str | None, Field(description="本人の番号")] = None
    status: Annotated[
        Literal["closed", "unknown"],
        Field(description="終結が紙面か台帳にあれば closed。ないことは継続中を意味しない"),
    ] = "unknown"
    offices: Annotated[tuple[OfficeTerm, ...], Field(description="関わった事務所と期間")] = ()
    issues: Annotated[tuple[str, ...], Field(description="課題（相談内容の欄と計画の行から、そのまま、重複なし）")] = ()
    risk_flags: Annotated[tuple[RiskFlag, ...], Field(description="危険の符号（語による）")] = ()
    consent_state: Annotated[ConsentState, Field(description="同意のいまの状態（コード表 consent_status）")] = "none"
    archive: Annotated[Kept, Field(description="保管")] = Kept()
    import_status: Annotated[Literal["approved"], Field(description="出るのは承認されたケースだけ")] = "approved"


class Decision(Published):
    """決まったこと一つ。誰が・いつまでは、紙面の行が対応するときだけ。"""

    what: Annotated[Evidence, Field(description="決まったこと（そのまま）")]
    who: Annotated[Found, Field(description="担当（そのまま）")] = None
    due: Annotated[Found, Field(description="期限（そのまま）")] = None


class AuditEvent(Published):
    """誰がいつこの記録の何を確かめたか。閲覧の記録は事務所の外へ出さない。"""

    who: Annotated[str, Field(description="確かめた人")]
    when: Annotated[str, Field(description="日時（UTC）")]
    action: Annotated[Literal["verify"], Field(description="したこと")] = "verify"
    target: Annotated[str, Field(description="ページの番号")]
    items: Annotated[int, Field(ge=1, description="そのとき確かめた値の数")]


class PlanItem(Published):
    """支援計画の一行。"""

    issue: Annotated[Found, Field(description="課題")] = None
    goal: Annotated[Found, Field(description="目標")] = None
    support: Annotated[Found, Field(description="支援内容")] = None
    agency: Annotated[Found, Field(description="担当機関")] = None
    frequency: Annotated[Found, Field(description="頻度")] = None
    period: Annotated[Found, Field(description="期間")] = None


class Plan(Published):
    """支援計画。"""

    page_id: Annotated[str, Field(description="ページの番号")]
    created: Annotated[Found, Field(description="作成日")] = None
    version: Annotated[Found, Field(description="版（初回・再プランの回数）")] = None
    goals_long: Annotated[tuple[Evidence, ...], Field(description="長期目標")] = ()
    goals_short: Annotated[tuple[Evidence, ...], Field(description="短期目標")] = ()
    items: Annotated[tuple[PlanItem, ...], Field(description="課題と支援の行")] = ()
    monitoring_date: Annotated[Found, Field(description="モニタリングの日")] = None
    consent_signed: Annotated[Found, Field(description="計画への同意日")] = None
    consent_signer: Annotated[Found, Field(description="署名した人（そのまま）")] = None
    consent_proxy: Annotated[Found, Field(description="代筆・代理した人（そのまま）")] = None
    author: Annotated[Found, Field(description="計画を作った人")] = None
    approved: Annotated[Found, Field(description="支援決定・確認の欄（そのまま）")] = None


class Conference(Published):
    """会議。`entry_id` のあるものは、経過記録に書かれた会議。"""

    page_id: Annotated[str | None, Field(description="会議録のページの番号")] = None
    entry_id: Annotated[str | None, Field(description="経過記録の番号")] = None
    kind: Annotated[ConferenceKind, Field(description="種類（コード表 method の 61～67）")]
    restricted: Annotated[bool, Field(description="出席した機関のほかには出せない会議か")]
    date: Annotated[Found, Field(description="開催日")] = None
    place: Annotated[Found, Field(description="場所")] = None
    attendees: Annotated[tuple[Evidence, ...], Field(description="出席者（そのまま）")] = ()
    agenda: Annotated[Found, Field(description="議題")] = None
    discussion: Annotated[Found, Field(description="協議内容")] = None
    decisions: Annotated[tuple[Decision, ...], Field(description="決定事項・役割分担")] = ()
    next_date: Annotated[Found, Field(description="次回の予定")] = None
    legal_basis: Annotated[str | None, Field(description="根拠（コード表 legal_basis）。種類から分かるとき")] = None
    absent: Annotated[tuple[Evidence, ...], Field(description="欠席者（そのまま）")] = ()
    recorder: Annotated[Found, Field(description="記録者")] = None
    copies_no: Annotated[Found, Field(description="資料の番号・回収番号")] = None


class Document(Published):
    """文書：照会・回答・依頼・通知・証明。"""

    page_id: Annotated[str, Field(description="ページの番号")]
    kind: Annotated[DocumentKind, Field(description="種類（コード表 document_kind）")]
    doc_no: Annotated[Found, Field(description="文書番号")] = None
    sender: Annotated[Found, Field(description="発信者")] = None
    addressee: Annotated[Found, Field(description="宛先")] = None
    doc_date: Annotated[Found, Field(description="文書の日付")] = None
    received_date: Annotated[Found, Field(description="収受日")] = None
    subject: Annotated[Found, Field(description="件名")] = None
    body_text: Annotated[Found, Field(description="本文")] = None


class Common2(Published):
    """共通的な項目。"""

    person: Annotated[Person2, Field(description="本人")]
    household: Annotated[Household2, Field(description="世帯")]
    case: Annotated[CaseFacts2, Field(description="ケース")]
    intake: Annotated[Intake2, Field(description="受付")]
    entries: Annotated[tuple[Entry2, ...], Field(description="支援経過")] = ()
    conferences: Annotated[tuple[Conference, ...], Field(description="会議")] = ()
    consent: Annotated[Consent2 | None, Field(description="同意")] = None
    pages: Annotated[tuple[PagePublished2, ...], Field(description="ページ")] = ()
    audit: Annotated[tuple[AuditEvent, ...], Field(description="確かめた記録")] = ()


class Chosen2(Chosen):
    """選択的な項目：事務所の様式にあるとき。"""

    assessments: Annotated[tuple[Assessment, ...], Field(description="アセスメント")] = ()
    plans: Annotated[tuple[Plan, ...], Field(description="支援計画")] = ()
    documents: Annotated[tuple[Document, ...], Field(description="文書")] = ()
    care_certificates: Annotated[
        tuple[CareCertificate, ...], Field(description="介護保険の認定（care_cert の内訳）")
    ] = ()
    handbook_details: Annotated[tuple[Handbook, ...], Field(description="手帳（handbooks の内訳）")] = ()
    benefit_details: Annotated[tuple[Benefit, ...], Field(description="給付（benefits の内訳）")] = ()
    medical: Annotated[tuple[Medical, ...], Field(description="健康・医療（要配慮個人情報）")] = ()


class Record2(Published):
    """一つのケース。版 1 の記録から作る。"""

    schema_: Literal["tsuzuri.record/2"] = Field(SCHEMA_NAME_2, alias="schema", description="版の名前")
    made_from: Annotated[Literal["tsuzuri.record/1"], Field(description="元の記録の版")] = "tsuzuri.record/1"
    case_id: Annotated[str, Field(description="ケースの番号")]
    content_hash: Annotated[str, Field(description="元の記録（版 1）の内容のハッシュ。同じ内容は同じ値")]
    revision: int = Field(ge=1, description="記録の版数")
    office: Annotated[str, Field(description="事務所")]
    common: Annotated[Common2, Field(description="共通的な項目")]
    optional: Annotated[Chosen2, Field(description="選択的な項目")]
    local: Annotated[Local, Field(description="独自的な項目：上のどこにも入らない欄を、見出しのまま")]
