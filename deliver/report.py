"""report.html of a package: what is in it, what of its cases stays behind and why, which characters were replaced.

Holds no personal data but case numbers and the replaced characters' cells; everything from outside is escaped. Pure.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from deliver.code_lists import CASE_LISTS
from deliver.packing import Parcel
from deliver.shrink import Replaced
from domain.access import office_name
from domain.contract import FIELD_LABEL_JA
from domain.reasons import REASON_JA

_NAMED = ("ケース", "ケース番号")
_UNSETTLED = ("proposed", "unknown")
_PARTS_JA = {"entry": "支援経過の行", "member": "世帯員", "consent": "同意書", "page": "ページの画像"}

_STYLE = """body{font-family:"Noto Sans CJK JP","Yu Gothic","Hiragino Sans",sans-serif;margin:2rem auto;max-width:60rem;
color:#1d2433}h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{border:1px solid #c5ccd8;padding:.35rem .6rem;text-align:left;vertical-align:top}th{background:#eef1f6}
.none{color:#5b6577}"""


def report(parcels: Iterable[Parcel], *, created: str, office: str, replaced: Iterable[Replaced] = ()) -> str:
    """A page of its own: no script, nothing from outside."""
    found = tuple(parcels)
    cases = [
        (*_named(one), len(one.record.common.pages), len(one.record.common.entries), len(one.held)) for one in found
    ]
    held = [
        (*_named(parcel), item_ja(one.item), REASON_JA.get(one.reason, one.reason))
        for parcel in found
        for one in parcel.held
    ]
    shrunk = [(one.case_id, one.column, one.text, one.before, one.after) for one in replaced]
    parts = (
        _table("ケース", (*_NAMED, "ページ", "支援経過", "渡さなかった項目"), rows=cases),
        _table("渡さなかった項目とその理由", (*_NAMED, "項目", "理由"), rows=held),
        _table(
            "同じ人か決まっていないケース", (*_NAMED, "相手のケース", "いまの決定", "似ている点"), rows=_open(found)
        ),
        _table(
            "縮退した文字（CP932 の CSV のみ）", ("ケース", "列", "元の文字列", "元の文字", "置き換え"), rows=shrunk
        ),
    )
    return (
        f'<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>取り込みパッケージ</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(f'取り込みパッケージ　{office_name(office)}'.strip())}</h1>"
        f"<p>作成 {escape(_when(created))}　ケース {len(found)} 件</p>{''.join(parts)}</body></html>\n"
    )


def item_ja(key: str) -> str:
    """`p1.emergencyPhone.0` as a clerk says it: 1ページ　緊急連絡先. Keys of another shape stay as they are."""
    page, _, rest = key.partition(".")
    name, _, number = rest.partition(".")
    if not (page[:1] == "p" and page[1:].isdigit() and name and number.split(".")[0].isdigit()):
        return FIELD_LABEL_JA.get(key, key)
    at, told = int(number.split(".")[0]), _PARTS_JA.get(name) or FIELD_LABEL_JA.get(name, name)
    count = at if name == "entry" else at + 1
    is_one = name in ("page", "consent") or (at == 0 and name not in ("entry", "member"))
    return f"{page[1:]}ページ　{told}" + ("" if is_one else f"（{count}）")


def _named(parcel: Parcel) -> tuple[str, str]:
    numbers = parcel.record.common.case.case_number_raw
    return parcel.case_id, (numbers[0].value or numbers[0].raw) if numbers else ""


def _open(found: Iterable[Parcel]) -> Iterator[tuple[object, ...]]:
    """Another case that may be the same person's, and nobody has said the last word."""
    says, alike = CASE_LISTS["match_decision"], CASE_LISTS["match_reason"]
    for parcel in found:
        for one in parcel.know(parcel.case_id).matches:
            if one.decision in _UNSETTLED:
                reasons = "、".join(alike.get(reason, reason) for reason in one.reasons)
                yield (*_named(parcel), one.case_id, says[one.decision], reasons)


def _when(created: str) -> str:
    """To the minute, with the zone it is told in; what is no time stays as it is."""
    try:
        at = datetime.fromisoformat(created).astimezone()
    except ValueError:
        return created
    return f"{at.year}年{at.month}月{at.day}日 {at:%H:%M}（{at:%Z}）"


def _table(title: str, heading: tuple[str, ...], *, rows: Iterable[tuple[object, ...]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    if not lines:
        return f'<h2>{escape(title)}</h2><p class="none">ありません。</p>'
    head = "".join(f"<th>{escape(name)}</th>" for name in heading)
    return f"<h2>{escape(title)}</h2><table><tr>{head}</tr>{lines}</table>"
