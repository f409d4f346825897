"""report.html of a package: what is in it, what of its cases stays behind and why, which characters were replaced.

Holds no personal data but names of replaced characters' cells; everything from outside is escaped. Pure.
"""

from collections.abc import Iterable
from html import escape

from deliver.packing import Parcel
from deliver.shrink import Replaced
from domain.reasons import REASON_JA

_STYLE = """body{font-family:"Noto Sans CJK JP","Yu Gothic","Hiragino Sans",sans-serif;margin:2rem auto;max-width:60rem;
color:#1d2433}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c5ccd8;padding:.35rem .6rem;text-align:left;vertical-align:top}th{background:#eef1f6}
.none{color:#5b6577}"""


def report(parcels: Iterable[Parcel], *, created: str, office: str, replaced: Iterable[Replaced] = ()) -> str:
    """A page of its own: no script, nothing from outside."""
    found = tuple(parcels)
    cases = [
        (one.case_id, len(one.record.common.pages), len(one.record.common.entries), len(one.held)) for one in found
    ]
    held = [(one.case_id, one.item, REASON_JA.get(one.reason, one.reason)) for parcel in found for one in parcel.held]
    shrunk = [(one.case_id, one.column, one.text, one.before, one.after) for one in replaced]
    parts = (
        _table("ケース", ("ケース", "ページ", "記録", "残した項目"), rows=cases),
        _table("取り込まなかった項目とその理由", ("ケース", "項目", "理由"), rows=held),
        _table(
            "縮退した文字（CP932 の CSV のみ）", ("ケース", "列", "元の文字列", "元の文字", "置き換え"), rows=shrunk
        ),
    )
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>取り込みパッケージ</title>'
        f"<style>{_STYLE}</style></head><body><h1>取り込みパッケージ　{escape(office)}</h1>"
        f"<p>作成 {escape(created)}　ケース {len(found)} 件</p>{''.join(parts)}</body></html>\n"
    )


def _table(title: str, heading: tuple[str, ...], *, rows: Iterable[tuple[object, ...]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    if not lines:
        return f'<h2>{escape(title)}</h2><p class="none">ありません。</p>'
    head = "".join(f"<th>{escape(name)}</th>" for name in heading)
    return f"<h2>{escape(title)}</h2><table><tr>{head}</tr>{lines}</table>"
