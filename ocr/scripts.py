"""Which script a character belongs to, and forms folded for comparing two readings. Never used to rewrite a text."""

import unicodedata

KANA_MARKS = "ー・ヽヾ゛゜"
NUMERALS = "一二三四五六七八九十百千〇"
# Each character stands for the first of its group when two readings are compared.
_ALIKE = (
    "-－―‐—−–ー一",
    ",、，､",
    ".。．｡･・·",
    "~～〜∼",
    "'’‘`´",
    '"”“〃″',
    "0〇○oOοО◯",
    "1l|I",
    "ニ二",
    "ミ三",
    "ロ口□",
    "カ力",
    "タ夕",
    "エ工",
    "ハ八",
    "ト卜",
    "へヘ",
    "べベ",
    "ぺペ",
)
_FOLD = {character: group[0] for group in _ALIKE for character in group}


def is_katakana(character: str) -> bool:
    return "ァ" <= character <= "ヺ" or "ｦ" <= character <= "ﾝ"


def is_hiragana(character: str) -> bool:
    return "ぁ" <= character <= "ゖ"


def is_kanji(character: str) -> bool:
    return (
        "一" <= character <= "鿿" or "㐀" <= character <= "䶿" or character in "々〆ヶ𠮷" or ord(character) >= 0x20000
    )


def is_digit(character: str) -> bool:
    return "0" <= character <= "9" or "０" <= character <= "９"


def is_latin(character: str) -> bool:
    return "LATIN" in unicodedata.name(character, "")


def folded(character: str) -> str:
    """The form in which two readers' characters are compared: width and look-alikes set aside."""
    narrow = unicodedata.normalize("NFKC", character)
    return _FOLD.get(narrow, narrow) if len(narrow) == 1 else narrow


def folded_text(text: str) -> str:
    """The text folded, without spaces."""
    return "".join(folded(character) for character in text if not character.isspace())
