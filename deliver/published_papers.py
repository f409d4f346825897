"""Types of version 2 about paper and keeping: where a page lay, how it was scanned, how long the case is kept."""

from typing import Annotated, Literal

from pydantic import Field

from deliver.published import Consent, Entry, Evidence, PagePublished, Published, Source

ConsentState = Literal["written", "oral", "none", "withdrawn", "expired"]
RiskCode = Literal[
    "suicide", "abuse", "dv", "violence", "self_neglect", "8050", "withdrawal", "young_carer", "lonely_death",
    "exploitation", "many_animals", "lifeline", "protected",
]  # fmt: skip
PaperSize = Literal["A3", "A4", "A5", "B4", "B5", "other"]
Colour = Literal["colour", "grey", "bitonal"]


class Stamp(Published):
    """印影・日付印。読めないものは空。"""

    text: Annotated[str, Field(description="読み取り")]
    box: Annotated[tuple[int, int, int, int], Field(description="左上からの x, y, 幅, 高さ（px）")]


class Scan(Published):
    """どの箱のどの綴りの何枚目を、どうスキャンしたか。"""

    batch: Annotated[str, Field(description="取り込みの名前（箱・束）")]
    file: Annotated[str | None, Field(description="スキャンの名前。秘匿の疑いがあるときは出さない")] = None
    leaf: Annotated[int, Field(ge=1, description="そのスキャンの中で何ページ目か")]
    side: Annotated[Literal["a", "b"] | None, Field(description="両面の箱で、表 a・裏 b")] = None
    original_sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="スキャンそのもののハッシュ")]
    taken_in_at: Annotated[str, Field(description="取り込んだ日時（UTC）")]
    operator: Annotated[str | None, Field(description="取り込んだ人")] = None
    scanned_at: Annotated[str | None, Field(description="スキャンの日時。ファイルに書かれているとき")] = None
    scanner: Annotated[str | None, Field(description="スキャナ。ファイルに書かれているとき")] = None
    colour: Annotated[Colour | None, Field(description="色（コード表 colour）")] = None
    width_px: Annotated[int, Field(ge=1, description="正立させたページの幅（px）")]
    height_px: Annotated[int, Field(ge=1, description="正立させたページの高さ（px）")]
    dpi: Annotated[int, Field(ge=1, description="解像度")]
    paper_size: Annotated[PaperSize, Field(description="用紙（px と解像度から。3 % まで）")]
    rotation: Annotated[Literal[0, 90, 180, 270], Field(description="正立させるために時計回りに回した角度")]
    skew_deg: Annotated[float, Field(description="直した傾き（度）")]
    blank: Annotated[bool, Field(description="白紙と見えるか")]
    sharpness: Annotated[float, Field(ge=0, le=1, description="鮮明さ")]
    contrast: Annotated[float, Field(ge=0, le=1, description="濃淡")]
    rescan: Annotated[bool, Field(description="スキャンし直すべきか")]
    remarks: Annotated[tuple[str, ...], Field(description="気づいたこと（コード）")] = ()
    stamps: Annotated[tuple[Stamp, ...], Field(description="印影・日付印。見せてよいページだけ")] = ()
    ocr_version: Annotated[tuple[str, ...], Field(description="読み取りのエンジンと版")] = ()


class PagePublished2(PagePublished):
    """ページ。版 1 の項目と、並びの順、スキャンの詳細。"""

    order: Annotated[int, Field(ge=1, description="綴りの中の順")]
    scan: Annotated[Scan | None, Field(description="スキャンの詳細。版 1 から作り直した記録にはない")] = None


class Kept(Published):
    """保管：どこにあり、いつまで残すか。"""

    boxes: Annotated[tuple[str, ...], Field(description="箱・束の名前")] = ()
    file_no: Annotated[tuple[str, ...], Field(description="箱の中の綴りの番号と見出し")] = ()
    fiscal_years: Annotated[tuple[int, ...], Field(description="支援経過のある年度（4 月から）")] = ()
    retention_class: Annotated[str | None, Field(description="保存年限の根拠（事務所が定めた規則）")] = None
    retention_years: Annotated[int | None, Field(ge=1, description="保存年限（年）")] = None
    dispose_after: Annotated[str | None, Field(description="保存の末日。終結の日が分からなければない")] = None


class OfficeTerm(Published):
    """関わった事務所と期間。"""

    name: Annotated[str, Field(description="事務所")]
    role: Annotated[Literal["keeper"], Field(description="この綴りを持つ事務所")] = "keeper"
    since: Annotated[str | None, Field(description="いつから（受付の日）")] = None
    until: Annotated[str | None, Field(description="いつまで（終結の日）")] = None


class RiskFlag(Published):
    """危険の符号。語が見つかったというだけで、判断ではない。"""

    code: Annotated[RiskCode, Field(description="符号（コード表 risk_flag）")]
    words: Annotated[tuple[str, ...], Field(description="見つかった語（そのまま）")]
    entry_ids: Annotated[tuple[str, ...], Field(description="語のある支援経過")]


class Entry2(Entry):
    """支援経過。版 1 の項目と、曜日、続きのある場所。"""

    weekday_raw: Annotated[str | None, Field(description="紙面の曜日（そのまま）")] = None
    page_spans: Annotated[tuple[Source, ...], Field(description="次のページに続くとき、その場所")] = ()


class Consent2(Consent):
    """同意。版 1 の項目と、署名した人、印、撤回。"""

    page_id: Annotated[str | None, Field(description="同意書のページの番号")] = None
    state: Annotated[ConsentState, Field(description="いまの状態（コード表 consent_status）")]
    signer: Annotated[Evidence | None, Field(description="署名した人（そのまま）")] = None
    proxy_name: Annotated[Evidence | None, Field(description="代筆・代理した人（そのまま）")] = None
    proxy_relation: Annotated[Evidence | None, Field(description="その続柄（そのまま）")] = None
    withdrawn: Annotated[Evidence | None, Field(description="撤回の欄（そのまま）")] = None
    seal: Annotated[bool | None, Field(description="同意書に印影があるか。読み取りの記録がなければない")] = None
