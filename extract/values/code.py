"""ケース番号, 受付番号: as written, letters and digits half width, spaces inside removed (contract, `caseNumber`).

Refuses look-alike repair: O and 0 both occur in case numbers.
"""

import re

from domain.field import Alternative
from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.width import plain, squeeze

_LABEL = re.compile(r"^(?:ケース番号|受付番号|台帳番号|No\.?|№|ID)[\s:.]*", re.IGNORECASE)
# Between the office's sign and the era a dash that was read as a kanji or a long vowel: 「北一R3-233」.
_DASHES = re.compile(r"(?<=[\u3400-\u9fffぁ-ん])[一ー―](?=[A-Z]?\d)|(?<=\d)[一ー―](?=\d)")
_CODE = re.compile(r"[\w\-/.()第号・ー#]+")


def parse(raw: str, context: Context) -> Parsed:
    """`北－Ｒ６－００１３` -> `北-R6-0013`."""
    del context
    doubt: tuple[str, ...] = ()
    text = squeeze(_LABEL.sub("", plain(raw).strip()))
    if text.startswith(("〈", "<", "＜")) and not re.search(r"[〉>＞]", text):
        # The hand's く of くらし: a case number opens no bracket that it does not close.
        text = f"く{text[1:]}"
        doubt = ("lookalike",)
    if not text.strip("-_第号()"):
        return blank()
    if _DASHES.search(text):
        return Parsed(_DASHES.sub("-", text), reasons=("lookalike",), alternatives=(Alternative(text, "読みのまま"),))
    return Parsed(text, reasons=doubt) if _CODE.fullmatch(text) and any(sign.isalnum() for sign in text) else unparsed()
