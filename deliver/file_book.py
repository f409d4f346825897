"""個人情報ファイル簿 (個人情報保護法 75条): what the archive itself knows of it, and lines for the office to fill in.

Counts and names of items, never a person. Refuses to guess a purpose or a receiver: those lines stay empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from deliver.sheet_page import Sheet
from domain.access import office_name
from domain.contract import FIELD_LABEL_JA
from domain.retention import Rule, Start

START_JA = {Start.CLOSED: "終結の日から", Start.FISCAL: "終結の翌年度4月1日から", Start.AGE: "生年月日から"}
FEW = 1000  # a file of fewer people needs no register (施行令 20条)


@dataclass(frozen=True, slots=True)
class Known:
    """`names`: items that occur in records; `targets`: where something was delivered to."""

    office: str
    made_on: str
    cases: int
    pages: int
    names: tuple[str, ...]
    forms: tuple[str, ...]
    targets: tuple[str, ...]
    rules: tuple[Rule, ...]


def sheet(known: Known) -> Sheet:
    under = f"（{FEW:,} 人に満たないファイルは作成・公表の義務の外です。件数を確かめてください）"
    name = office_name(known.office)
    rows: list[tuple[str, Sequence[str]]] = [
        ("ファイルの名称", ["相談支援記録（紙のケース記録を読み取ったもの）"]),
        ("行政機関等の名称", []),
        ("事務をつかさどる組織", [name] if name else []),
        ("利用目的", []),
        ("記録項目", ["、".join(FIELD_LABEL_JA.get(one, one) for one in known.names), "支援経過、世帯、同意の内容"]),
        ("様式", ["、".join(known.forms)]),
        ("記録範囲", ["相談・支援を受けた人とその世帯"]),
        ("収集方法", ["本人・家族・関係機関からの聞き取り、紙の記録の読み取り"]),
        ("要配慮個人情報", ["含む（病歴、障害、犯罪の被害など）"]),
        ("経常的な提供先", ["、".join(known.targets)] if known.targets else []),
        ("開示請求等の受理", []),
        ("訂正・利用停止の特別の手続", []),
        ("ファイルの種別", ["電算処理ファイル（原本の画像と読み取った文字）", "政令に定める紙のファイル：有・無"]),
        ("本人の数・量", [f"{known.cases:,} 件、{known.pages:,} 頁", *([under] if known.cases < FEW else [])]),
        ("保存期間", [_term(one) for one in known.rules] or ["規則が未設定です（tsuzuri retention rule）"]),
        ("備考", []),
    ]
    return Sheet("個人情報ファイル簿（単票）", "　".join(filter(None, (name, f"{known.made_on} 現在"))), rows)


def _term(one: Rule) -> str:
    scope = "・".join(filter(None, (office_name(one.office), one.series, one.form))) or "すべて"
    return f"{scope}：{START_JA[one.start]} {one.years} 年（{one.basis}）"
