"""Refusals of wrong input in Japanese, as a person at the command line reads them; the code stays in front.

Refuses to guess: a sentence that is not known here stays as it is.
"""

import re

_JA: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (r"the archive has no record of case (.*)", r"そのケースはありません：\1"),
        (r"\w+: 「(.*)」 is no date such as .*", r"「\1」は日付として読めません（例：2024-04-09、H25.4、平成25年）"),
        (r"\w+: 「(.*)」 is none of (.*)", r"「\1」は次のどれでもありません：\2"),
        (r"\w+: 「(.*)」 is no number from (\d+) to (\d+)", r"「\1」は \2 から \3 までの数ではありません"),
        (
            r"([\d,]+) characters to look for; at most ([\d,]+)",
            r"探す言葉が \1 文字あります。\2 文字までにしてください",
        ),
        (
            r"(.*): there is no such file or folder \(No such file or directory\)",
            r"そのファイルまたはフォルダーはありません：\1",
        ),
        (
            r"the list is of another case, or the case changed since: make it anew",
            r"別のケースの一覧か、一覧を作ったあとにケースが変わりました。作り直してください",
        ),
        (r"the list has a row that the case has not: (.*)", r"ケースにない行が一覧にあります：\1"),
        (r"row (\S+) is missing in the list", r"一覧に行 \1 がありません"),
        (r"row (\S+) is undecided: 判断 is (.*) or (.*)", r"行 \1 の判断がまだです：判断は \2 か \3 です"),
        (r"row (\S+) is kept back without a reason: .*", r"行 \1 は不開示ですが、不開示の理由がありません"),
        (r"the list has more than ([\d,]+) bytes", r"一覧が大きすぎます（\1 バイトまで）"),
        (r"the list is no CSV in UTF-8", r"一覧が UTF-8 の CSV ではありません"),
    )
)
_CODED = re.compile(r"([A-Z]+-\d{3}) (.*)", re.DOTALL)


def in_japanese(told: str) -> str:
    """「STORE-000 そのケースはありません：nope」 of the same in English."""
    coded = _CODED.fullmatch(told)
    code, words = (f"{coded[1]} ", coded[2]) if coded else ("", told)
    for pattern, ja in _JA:
        found = pattern.fullmatch(words)
        if found:
            return code + found.expand(ja)
    return told
