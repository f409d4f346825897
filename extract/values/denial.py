"""A sentence that says no more than that there is none: 「DVなし。」, 「DV・虐待：なし」.

Refuses all that could bend it: 不明, 疑い, a time or a speaker in front (離婚後は, 本人は), another answer behind
(なし・あり), a box to tick, a sentence that goes on in the next line, and a ただし after it. 避難, 支援措置 and 非開示
are never denied away: whoever writes of them knows of a danger.
"""

import re

from extract.values.width import plain

_WORD = r"(?:DV|D\.V|配偶者暴力|(?:夫|妻)(?:から)?の暴力|ストーカー|つきまとい|暴力|虐待)"
_HEADED = re.compile(r"(?:備考|特記|特記事項|家族関係|リスク):")
_DENIAL = re.compile(
    rf"(?:{_HEADED.pattern})?{_WORD}(?:[・/、]{_WORD})*(?:被害|行為|歴)?[は:]?(?:なし|無し)",
    re.IGNORECASE,
)
_HEADS = frozenset(("備考", "特記", "特記事項", "家族関係", "リスク", "内容"))
_GOES_ON = re.compile(r"[ぁ-ん、,・/)」』(]|有|無|但し|□|☐|☑|■|✓|○|◯")
_SENTENCE = re.compile(r"[^。]+。?")


def without_denials(line: str, *, before: str, behind: str) -> str:
    """The line without its plain denials. `before`, `behind`: the lines around it, empty where there is none."""
    sentences = _SENTENCE.findall(_close(line))
    kept = []
    for at, sentence in enumerate(sentences):
        starts = at > 0 or _ends(before) or bool(_HEADED.match(sentence))
        after = sentences[at + 1] if at + 1 < len(sentences) else _close(behind)
        if not (starts and _DENIAL.fullmatch(sentence.rstrip("。")) and not _GOES_ON.match(after)):
            kept.append(sentence)
    return line if len(kept) == len(sentences) else "".join(kept)


def _close(text: str) -> str:
    return "".join(plain(text).split())


def _ends(before: str) -> bool:
    """Whether a new sentence starts behind this line."""
    told = _close(before)
    return not told or told.endswith("。") or told in _HEADS
