"""Which of the recogniser's 18,710 characters an office in Japan writes, and the modern forms of old ones.

The recogniser was taught Chinese and Japanese together; this file says what to prefer when it hesitates between two.
It never overrules a clear reading: see `FOREIGN_WEIGHT` and `OLD_WEIGHT`.
"""

from collections.abc import Sequence

import numpy as np

from ocr.pixels import Floats

FOREIGN_WEIGHT = 0.01  # characters outside Windows-31J (CP932), such as simplified Chinese
RARE_WEIGHT = 0.2  # in JIS X 0213 only
OLD_WEIGHT = 0.06  # an old form beside its modern one: 齡 wins over 齢 only when it is 16 times as likely

# Old form, modern form (Joyo kanji table, 2010, old forms in brackets there).
_OLD = (
    "亞亜惡悪壓圧圍囲醫医爲為壹壱隱隠榮栄營営衞衛驛駅圓円緣縁艷艶鹽塩奧奥應応橫横歐欧毆殴黃黄溫温穩穏假仮價価畫画會会壞壊懷懐"
    "繪絵槪概擴拡殼殻覺覚學学嶽岳樂楽渴渇勸勧卷巻寬寛歡歓罐缶觀観關関陷陥顏顔歸帰氣気龜亀僞偽戲戯犧犠舊旧據拠擧挙虛虚峽峡挾挟"
    "狹狭鄕郷曉暁區区驅駆勳勲薰薫徑径惠恵揭掲溪渓經経繼継莖茎螢蛍輕軽鷄鶏藝芸擊撃缺欠儉倹劍剣圈圏檢検權権獻献硏研縣県險険顯顕"
    "驗験嚴厳效効廣広恆恒鑛鉱號号國国黑黒碎砕濟済齋斎劑剤雜雑參参慘惨棧桟蠶蚕贊賛殘残絲糸齒歯兒児辭辞濕湿實実舍舎寫写釋釈壽寿"
    "收収從従澁渋獸獣縱縦肅粛處処緖緒敍叙奬奨將将涉渉燒焼稱称證証乘乗剩剰壤壌孃嬢條条淨浄狀状疊畳讓譲釀醸囑嘱觸触寢寝愼慎眞真"
    "盡尽圖図粹粋醉酔隨随髓髄數数樞枢瀨瀬聲声靜静齊斉攝摂竊窃專専戰戦淺浅潛潜纖繊踐践錢銭禪禅雙双壯壮層層搜捜插挿巢巣爭争瘦痩"
    "總総莊荘裝装騷騒增増臟臓藏蔵卽即屬属續続墮堕體体對対帶帯滯滞臺台瀧滝擇択澤沢單単擔担膽胆團団彈弾斷断遲遅癡痴晝昼蟲虫鑄鋳"
    "廳庁聽聴敕勅鎭鎮遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当鬪闘德徳獨独讀読屆届貳弐惱悩腦脳霸覇廢廃拜拝賣売麥麦發発髮髪拔抜晚晩"
    "蠻蛮祕秘濱浜甁瓶拂払佛仏倂併竝並變変邊辺瓣弁辯弁舖舗步歩飜翻每毎萬万滿満默黙餠餅彌弥樣様藥薬譯訳豫予餘余與与譽誉搖揺謠謡"
    "來来賴頼亂乱覽覧龍竜兩両獵猟綠緑壘塁淚涙勵励禮礼靈霊齡齢曆暦歷歴戀恋鍊錬爐炉勞労樓楼錄録灣湾查査內内敎教淸清靑青淨浄"
    "郞郎黑黒戶戸說説稅税悅悦銳鋭閱閲脫脱產産姬姫卷巻吳呉娛娯誤誤俱倶吞呑塡填頰頬剝剥强強絕絶鷗鴎麵麺啞唖禱祷"
)
MODERN = {old: modern for old, modern in zip(_OLD[::2], _OLD[1::2], strict=True) if old != modern}


def weights(alphabet: Sequence[str]) -> Floats:
    """One factor a class: 1 for what offices write, less for what they hardly do."""
    return np.array([_weight(character) for character in alphabet], dtype=np.float32)


def _weight(character: str) -> float:
    if not character or _encodes(character, "cp932"):
        return 1.0
    return RARE_WEIGHT if _encodes(character, "euc_jis_2004") else FOREIGN_WEIGHT


def is_japanese(character: str) -> bool:
    """In Windows-31J, or a kanji of the third level (JIS X 0213 plane 1), or the space."""
    if _encodes(character, "cp932"):
        return True
    return character >= "㐀" and _encodes(character, "euc_jis_2004") and len(character.encode("euc_jis_2004")) == 2


def _encodes(character: str, codec: str) -> bool:
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
