"""What in a text tells where a person can be found: addresses, numbers, schools, places of work, words about a refuge.

Errs on the safe side: a sentence that speaks of a refuge or a place of work goes as a whole, whatever else it says.
Works on text folded by `folding`; refuses to know which of it is true.
"""

import re

from deliver.folding import fold_text

# A sentence with one of these tells, or may tell, where somebody hides, lives, works or learns.
_TELLING = (
    "避難先", "避難中", "転居先", "転出先", "新住居", "新居", "引越先", "引っ越し先", "移転先", "保護先", "入所先",
    "潜伏", "身を寄せ", "シェルター", "母子生活支援", "母子寮", "居所は", "居所:", "居場所", "住所は", "住所:",
    "勤務先", "勤め先", "勤務地", "職場は", "職場:", "転校先", "転園先", "在籍校", "通学先", "通園先", "入院先",
    "滞在先", "宿泊先", "実家は", "実家に",
)  # fmt: skip
TELLING = re.compile("|".join(re.escape(fold_text(word)) for word in _TELLING))

# Signs that readers take for figures, inside a number only.
_D = "[0-9oil|]"
_KANJI, _NAME = "[一-龥々〆]", "[一-龥々〆ぁ-んァ-ヴ0-9]"
_COUNTED = r"(?![0-9]*(?:回|人|名|時|日|か月|ケ月|週|年|歳|才|%|度|分|点|錠|円|件|枚|割|階建))"
_PATTERNS = (
    rf"\(?{_D}{{2,5}}\)?[-(]?{_D}{{1,4}}[-)]{_D}{{3,4}}(?![0-9])",  # 0470-00-1234, (0470)00-1234
    r"(?<![0-9.])0[0-9]{8,10}(?![0-9])",
    rf"(?<![0-9./]){_D}{{2,4}}-{_D}{{4}}(?![0-9])",  # the local part alone, and a postcode
    r"〒[-0-9]*",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"line-?id[:は]?[\w.-]+",
    rf"{_NAME}{{0,16}}[0-9]+丁目[-0-9]*(?:番地?|号)?",
    rf"{_NAME}{{0,16}}[0-9]+(?:番地[-0-9]*号?|番[-0-9]+号?)",
    rf"{_NAME}{{0,16}}(?:大字|小字){_NAME}{{1,8}}",
    rf"{_NAME}{{0,15}}(?![月日年時第])[一-龥々ぁ-んァ-ヴ][0-9]{{1,4}}(?:-[0-9]{{1,4}}){{1,3}}{_COUNTED}(?:番地?|号室?)?",
    r"(?<![0-9./])[0-9]{1,3}-[0-9]{1,3}-[0-9]{1,4}(?![0-9])(?:番地?|号室?)?",
    r"[0-9]{2,4}号室?",
    rf"{_KANJI}{{1,3}}[都道府県]{_NAME}{{1,7}}[市区町村郡]",
    rf"{_KANJI}{{1,5}}郡{_NAME}{{1,5}}[町村]",
    r"(?![他本同当各隣全])[一-龥々ケノ]{2,6}市(?!役|長|民|内|立|営|外|街|場|職|税|課|の|こ)",
    r"[ぁ-ん]{3,4}[市町](?!役|長|民|内|立)",
    r"(?![他本同当各隣])[一-龥々ケノ]{2,4}[町](?!役|長|民|内|立|会|の)",
    r"(?![他本同当各隣])[一-龥々ケノ]{2,4}区(?!役|長|民|内|立|分|域|間|変|画)",
    rf"{_NAME}{{1,10}}(?:荘|ハイツ|アパ-ト|マンション|コ-ポ|ハイム|メゾン|レジデンス|寮)[0-9]*(?:-?[0-9]+)*",
    r"(?:ハイツ|コ-ポ|メゾン|レジデンス|サンハイツ|グリ-ン|ハイム)[一-龥々ァ-ヴぁ-ん]{1,8}",
    r"(?!(?:市|県|町|公|都|府|村|区)営)[一-龥々ァ-ヴケ]{2,8}(?<!営)(?:住宅|団地)[0-9-]*",
    rf"{_NAME}{{1,10}}(?:小学校|中学校|高等学校|高校|大学|保育[園所]|幼稚園|こども園|学園|支援学校|学童)",
    r"(?![大最縮])[一-龥々ケ]{2,6}[小高](?=の|へ|に|で|を|から|、|。|[0-9]年|$)",
    r"[一-龥々ケ]{2,6}中(?=[0-9]年|学|生|校|へ通|に通|へ転|に転)",
    rf"{_NAME}{{0,12}}(?:株式会社|有限会社|合同会社|\(株\)|\(有\)){_NAME}{{0,12}}",
    rf"{_NAME}{{1,8}}駅(?!員)",
)  # fmt: skip
DWELLING = re.compile("荘|ハイツ|アパ-ト|マンション|コ-ポ|ハイム|メゾン|レジデンス|寮|号室?")
PLACES = re.compile("|".join(f"(?:{one})" for one in _PATTERNS))
INDIVIDUAL = re.compile(r"(?<![0-9])[0-9]{4}-?[0-9]{4}-?[0-9]{4}(?![0-9])")

# Labels of boxes that hold such a thing and nothing else.
_LABELS = (
    "住所", "居所", "避難", "転居", "電話", "tel", "連絡先", "携帯", "メ-ル", "mail", "line", "fax", "学校", "在籍",
    "保育", "幼稚園", "勤務", "勤め先", "職場", "就労先", "就業先", "本籍", "郵便", "〒", "アパ-ト", "家主", "大家",
    "入所", "施設", "地図", "最寄",
)  # fmt: skip
LABELS = re.compile("|".join(map(re.escape, _LABELS)))
# Words a box may hold that are no secret, whatever its label.
COMMON = frozenset(
    fold_text(word)
    for word in (
        "なし",
        "無",
        "有",
        "あり",
        "不明",
        "本人",
        "同上",
        "同左",
        "無職",
        "自宅",
        "非開示",
        "秘匿",
        "未記入",
        "別紙",
        "同居",
    )
)
