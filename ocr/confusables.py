"""Characters that are mistaken for one another: variants of one character, and look-alikes that mean different things.

Says which pairs exist; which of a pair stands on the paper is settled by context (`ocr.consensus`), by a measured
ratio of probabilities, or by a person. Never rewrites anything itself.
"""

# First the form that the recogniser prints for all of them, then the variants found in Japanese names
# (moji_joho and koseki variants that Debian's IPAmj Mincho draws).
VARIANTS: tuple[str, ...] = (
    "高髙",
    "崎﨑嵜碕埼",
    "吉𠮷",
    "濱濵浜演",
    "辺邉邊",
    "斉斎齊齋",
    "沢澤",
    "徳德",
    "広廣",
    "国國",
    "桜櫻",
    "島嶋嶌",
    "富冨",
    "恵惠",
    "真眞",
    "栄榮",
    "豊豐",
    "滝瀧",
    "竜龍",
    "条條",
    "閒間",
    "船舩",
    "柳栁桺",
    "曽曾",
    "槙槇",
    "遥遙",
    "尭堯",
    "亜亞",
    "壱壹",
    "寿壽",
    "実實",
    "静靜",
    "関關",
    "万萬",
    "与與",
    "来來",
    "礼禮",
    "禄祿",
    "暁曉",
    "晃晄",
    "薮藪",
    "桧檜",
    "篭籠",
    "館舘",
    "橋𣘺",
    "土圡",
    "角⻆",
    "梅楳",
    "凉涼",
    "巌巖",
    "蔵藏",
    "芦蘆",
    "黒黑",
    "増增",
    "清淸",
    "青靑",
    "緑綠",
    "郎郞",
    "鶴靏靎",
    "祇祗",
    "淵渕",
    "髪髮",
    "侠俠",
    "頼賴",
    "鴎鷗",
    "莱萊",
)

# Mistaken by shape only. Order inside a group says nothing.
LOOKALIKES: tuple[str, ...] = (
    "一ー－―‐-—―丨|",
    "二ニ=＝",
    "三ミ",
    "口ロ□囗",
    "力カ",
    "夕タ",
    "工エ",
    "八ハ",
    "ト卜",
    "へヘ",
    "べベ",
    "ぺペ",
    "千干于",
    "土士",
    "日曰",
    "末未",
    "己已巳",
    "大太犬",
    "人入",
    "〇○O0oОDＯ０",
    "1lI|１ｌＩ",
    "5S",
    "8B",
    "2Z",
    "6b",
    "9q",
    ".．・,、，",
    "。.oо°",
    "っつ",
    "ゃや",
    "ゅゆ",
    "ょよ",
    "ッツシ",
    "ャヤ",
    "ュユ",
    "ョヨ",
    "ァア",
    "ィイ",
    "ゥウ",
    "ェエ",
    "ォオ",
    "ソン",
    "ぁあ",
    "ぃい",
    "ばぱ",
    "びぴ",
    "ぶぷ",
    "ぼぽ",
    "バパ",
    "ビピ",
    "ブプ",
    "ベペ",
    "ボポ",
    "ぐく",
    "さき",
    "わね",
    "るろ",
    "昭招",
    "市布",
    "木本",
    "石右",
    "宮官",
    "待侍持",
    "間問聞",
    "母毋",
    "西酉",
    "免兎",
    "侯候",
    "鳥烏",
    "田由",
    '〃″"',
)


def _table(groups: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for group in groups:
        for character in group:
            others = "".join(other for other in group if other != character)
            found[character] = found.get(character, "") + others
    return found


_VARIANT_OF = _table(VARIANTS)
_LOOKALIKE_OF = _table(LOOKALIKES)


def variants(character: str) -> str:
    """Other forms of the same character that occur in names; "" when none is known."""
    return _VARIANT_OF.get(character, "")


def lookalikes(character: str) -> str:
    """Other characters of nearly the same shape; "" when none is known."""
    return _LOOKALIKE_OF.get(character, "")


def partners(character: str) -> str:
    """Variants and look-alikes together."""
    return variants(character) + lookalikes(character)
