"""廃棄証明書 on paper: A4 upright, one block a case, made of the certificates alone. Refuses words of a case: has none.

It says what went, when, by whose proposal and approval, under which rule, and where copies may still lie.
"""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from deliver.sheet_page import Sheet
from deliver.sheet_page import draw as drawn
from domain.access import office_name
from domain.retention import Start

START_JA = {Start.CLOSED: "終結の日", Start.FISCAL: "終結の翌年度 4月1日", Start.AGE: "生年月日"}
MOST_HASHES = 12

Told = Mapping[str, Any]


def draw(certificates: Sequence[tuple[str, Told]]) -> bytes:
    """`certificates`: the stored text of each, and what it says. Raises ConfigError without the font."""
    intro = "下記のケースの記録を、保存年限の満了により、二人の決裁を経て廃棄しました。"
    note = "この証明の SHA-256（アクセス記録に同じ値）"
    return drawn(
        [
            Sheet(
                "廃棄証明書",
                intro,
                [(label, lines or ["なし"]) for label, lines in rows(told)],
                (note, hashlib.sha256(text.encode()).hexdigest()),
            )
            for text, told in certificates
        ]
    )


def rows(told: Told) -> list[tuple[str, list[str]]]:
    rule = told["rule"]
    return [
        ("番号", [told["disposal_id"]]),
        ("ケース（識別子）", [f"{told['case_id']}　　{office_name(told['office'])}"]),
        (
            "保存年限",
            [f"{START_JA[Start(rule['start'])]}から {rule['years']} 年（{rule['last_day']} まで）", rule["basis"]],
        ),
        ("終結の日", [rule["closed_on"]]),
        ("起案", [f"{told['proposed']['by']}　{_minute(told['proposed']['at'])}"]),
        ("決裁", [f"{told['approved']['by']}　{_minute(told['approved']['at'])}"]),
        ("廃棄の完了", [_minute(told.get("done_at", ""))]),
        ("廃棄したもの", _gone(told)),
        ("原本の SHA-256", _hashes([one["sha256"] for one in told["originals"]])),
        ("残した原本", _kept(told)),
        ("変更履歴", [f"{told['history']['rows']} 行の内容を消し、連鎖の値だけを残しました。"]),
        ("外へ渡した写し", [f"{one['target']}　{one['batch_id']}　{one['status']}" for one in told["delivered"]]),
        ("印刷した写し", [f"写し {one['copy_no']}　{one['kind']}　{one['made_at'][:10]}" for one in told["printed"]]),
        ("書き出した写し", [f"{one['kind']}　{one['made_at'][:10]}" for one in told.get("exported", ())]),
        ("残る控え", [_copy(one) for one in told["copies"]]),
    ]


def _gone(told: Told) -> list[str]:
    rows = sum(told["rows"].values())
    return [
        f"原本 {len(told['originals'])} 件、頁の画像 {len(told['pictures'])} 件（{told['pages']} 頁）",
        f"読み取り結果・検索の文字・記録・下書きほか データベースの {rows:,} 行",
    ]


def _hashes(found: Sequence[str]) -> list[str]:
    more = [f"ほか {len(found) - MOST_HASHES} 件（JSON に全件）"] if len(found) > MOST_HASHES else []
    return [*found[:MOST_HASHES], *more]


def _kept(told: Told) -> list[str]:
    shared = [f"{one[:16]}…　ほかのケースの頁も含むため" for one in told["originals_kept_for_other_cases"]]
    return shared + [f"{one[:16]}…　同じ内容がほかのケースにあるため" for one in told.get("kept_elsewhere", ())]


def _copy(one: Told) -> str:
    return f"{one['made_at'][:10]}　{one['place']}{'（暗号化）' if one['is_sealed'] else ''}"


def _minute(at: str) -> str:
    """As the clock on the wall said."""
    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else ""
