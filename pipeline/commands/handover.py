"""`tsuzuri handover`: what whoever takes a case over must know, printed with a copy number."""

import click

from deliver.hand_over import Pack, hand_over
from deliver.shield import Shield
from domain.case import CaseRecord
from pipeline.doubts import doubts, sentence
from pipeline.printing import printed
from pipeline.texts import Language

KIND_JA = {"page": "ページ", "field": "項目", "entry": "支援経過", "member": "家族", "consent": "同意書"}


def COMMAND(lang: Language) -> click.Command:  # noqa: N802 - the shelf's name for its part
    return printed("handover", _made, lang=lang)


def _made(record: CaseRecord, shield: Shield) -> Pack:
    """Open doubts of one kind on one page are one line, with how many there are."""
    found: dict[tuple[str, int], list[str]] = {}
    for one in doubts(record):
        found.setdefault((KIND_JA[one.kind.value], one.page_no), []).extend([*one.reasons[:1], ""])
    told = []
    for (kind, page_no), reasons in sorted(found.items(), key=lambda one: one[0][1]):
        why = "".join(dict.fromkeys(sentence(code) for code in reasons if code))
        told.append((f"{kind}（{reasons.count('')} 件）", why, page_no))
    return hand_over(record, shield, open_doubts=told)
