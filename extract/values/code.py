"""ケース番号, 受付番号: as written, letters and digits half width, spaces inside removed (contract, `caseNumber`).

Refuses look-alike repair: O and 0 both occur in case numbers.
"""

import re

from extract.values.parsed import Context, Parsed, blank, unparsed
from extract.values.width import plain, squeeze

_LABEL = re.compile(r"^(?:ケース番号|受付番号|台帳番号|No\.?|№|ID)[\s:.]*", re.IGNORECASE)
_CODE = re.compile(r"[\w\-/.()第号・ー#]+")


def parse(raw: str, context: Context) -> Parsed:
    """`北－Ｒ６－００１３` -> `北-R6-0013`."""
    del context
    text = squeeze(_LABEL.sub("", plain(raw).strip()))
    if not text.strip("-_第号()"):
        return blank()
    return Parsed(text) if _CODE.fullmatch(text) and any(sign.isalnum() for sign in text) else unparsed()
