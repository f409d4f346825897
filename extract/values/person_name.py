"""Names of people: honorifics off, 旧姓 and remarks set apart, family and given name with one space between.

Refuses to touch a glyph: characters are taken out of `raw` one by one and never normalised (values.md 3.2, 3.3).
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from domain.field import Alternative, Evidence
from extract.values.kana import KANA_NATS, kana_agrees, part_agrees
from extract.values.kana import parse as parse_kana
from extract.values.parsed import Context, Parsed, blank, others, unparsed
from extract.values.readings import readings
from extract.values.seal import without_seal
from extract.values.variants import shapes_of, variant_places

if TYPE_CHECKING:
    from namedivider import BasicNameDivider

# Half of all misread names are still names: ln 2.
DICTIONARY_NATS = 0.7
_HONORIFIC = re.compile(r"(?<=.)\s*(?:様|さま|サマ|殿|氏|さん|ちゃん|くん|先生|御中)$")
_MASTER = re.compile(r"(?<=..)君$")
_SEAL = re.compile(r"[㊞印]$|[(（]\s*印\s*[)）]|㊞|[(（]\s*自署\s*[)）]|[(（]\s*本人\s*[)）]$")
_REMARK = re.compile(r"[(（\[［〔]([^()（）\[\]［］〔〕]*)[)）\]］〕]?")
_FORMER = re.compile(r"(?:旧姓|旧氏|旧)\s*[:：]?\s*(\S+)")
_ALSO = re.compile(r"(\S+?)(?:とも|と(?:書く|表記|名乗)|の場合)")
_KANA_ONLY = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\uff66-\uff9f・=＝\s]+")
_KANJI = re.compile(r"[\u3005\u3007\u303b\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NOT_A_NAME = re.compile(r"[0-9０-９@＠〒:：/／%％=＝。、「」『』]")
_KATAKANA, _KATAKANA_ONLY = re.compile(r"[ァ-ヶ]"), re.compile(r"[ァ-ヶー]+")
_AS_KATAKANA = str.maketrans("卜力口二八工夕千三", "トカロニハエタチミ")
_HALVES = ("family", "given")
_PLACEHOLDERS = frozenset(
    ("本人", "同上", "〃", "不明", "匿名", "なし", "無", "無し", "未記入", "非開示", "秘匿", "―", "-", "－")
)


def parse(raw: str, context: Context) -> Parsed:
    """Value: family and given name as written, one half-width space between. Parts `family`, `given`, `former_family`,
    `also_written`, `remark`. Evidence `kana` when `context.kana` is there."""
    bare, remarks = _without_remarks(raw)
    if not bare:
        return blank() if not raw.strip() else unparsed(parts=remarks)
    if bare in _PLACEHOLDERS or _NOT_A_NAME.search(bare):
        return unparsed(parts=remarks)
    bare, sealed = _unsealed(bare)
    heard = context.kana or next((text for key, text in remarks if key == "remark"), "")
    kana = parse_kana(heard, context.now(name=None)).value if heard else None
    found = _divided(bare, kana)
    parts = (*_name_parts(found.value), *remarks)
    reasons = (*found.reasons, "stamp_over_text") if sealed else found.reasons
    found = Parsed(found.value, None, found.inferred, reasons, found.alternatives, found.evidence, parts=parts)
    return _with_variants(_with_dictionary(_with_kana(_with_katakana(found), kana)))


def _without_remarks(raw: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    bare = _SEAL.sub("", raw.strip())
    remarks = tuple(part for hit in _REMARK.finditer(bare) for part in _remark(hit.group(1).strip()))
    bare = _REMARK.sub(" ", bare).strip()
    if (former := re.search(r"\s+旧姓\s*(\S+)$", bare)) is not None:
        remarks = (*remarks, ("former_family", former.group(1)))
        bare = bare[: former.start()]
    while (shorter := _MASTER.sub("", _HONORIFIC.sub("", bare)).strip()) != bare:
        bare = shorter
    return bare, remarks


def _unsealed(bare: str) -> tuple[str, bool]:
    """`齋藤勝 齋` loses its seal; `清水 清` is a whole name and keeps its given half."""
    shorter, sealed = without_seal(bare)
    whole = "".join(shorter.split())
    full = any(readings(whole[:cut], "姓") and readings(whole[cut:], "名") for cut in range(1, len(whole)))
    return (shorter, True) if sealed and full and not readings(whole, "姓") else (bare, False)


def _remark(text: str) -> tuple[tuple[str, str], ...]:
    if not text:
        return ()
    if former := _FORMER.fullmatch(text):
        return (("former_family", former.group(1)),)
    if also := _ALSO.match(text):
        return (("also_written", also.group(1)), ("remark", text))
    return (("remark", text),)


def _divided(bare: str, kana: str | None) -> Parsed:
    words = bare.split()
    if len(words) == 2 and not (len(bare) > 4 and all(len(word) == 1 for word in words)):
        return Parsed(" ".join(words))
    if len(words) > 2 and not all(len(word) <= 2 for word in words):
        return Parsed(" ".join(words), reasons=("name_divided_by_guess",))
    whole = "".join(words)
    if _KANA_ONLY.fullmatch(whole) or len(whole) == 1 or not _KANJI.search(whole):
        return Parsed(bare if len(words) <= 2 else whole)
    return _guessed(whole, kana)


def _guessed(whole: str, kana: str | None) -> Parsed:
    """Where the reading or the dictionary settles the cut it is no guess; a bare family name stays whole."""
    if kana and (cut := _cut_by_reading(whole, kana)):
        return Parsed(f"{whole[:cut]} {whole[cut:]}", inferred=True)
    if (readings(whole, "姓") or readings(whole, "名")) and " " not in (kana or ""):
        return Parsed(whole)
    family, given = _divider_cut(whole)
    value = f"{family} {given}"
    rest = (Alternative(f"{whole[:cut]} {whole[cut:]}", "別の区切り") for cut in range(1, len(whole)))
    choices = [Alternative(whole, "区切らない"), *rest]
    return Parsed(value, None, True, ("name_divided_by_guess",), others(value, choices, most=4))


def _cut_by_reading(whole: str, kana: str) -> int | None:
    """The one place where both halves read as the furigana's halves."""
    heard = kana.split()
    cuts = range(1, len(whole))
    if len(heard) == 2:
        fits = [cut for cut in cuts if part_agrees(whole[:cut], heard[0], kind="姓")]
        sure = [cut for cut in fits if part_agrees(whole[cut:], heard[1], kind="名") is not False]
        return sure[0] if len(sure) == 1 else None
    fits = [cut for cut in cuts if readings(whole[:cut], "姓") and kana_agrees(f"{whole[:cut]} {whole[cut:]}", kana)]
    return fits[0] if len(fits) == 1 else None


@lru_cache(maxsize=1)
def _divider() -> "BasicNameDivider":
    from namedivider import BasicNameDivider  # noqa: PLC0415 - draws in pandas: half a second where no name is divided

    return BasicNameDivider()


def _divider_cut(whole: str) -> tuple[str, str]:
    known = [cut for cut in range(1, len(whole)) if readings(whole[:cut], "姓") and readings(whole[cut:], "名")]
    if len(known) == 1:
        return whole[: known[0]], whole[known[0] :]
    divided = _divider().divide_name(whole)
    return divided.family, divided.given


def _name_parts(value: str | None) -> tuple[tuple[str, str], ...]:
    words = (value or "").split(" ")
    return (("family", words[0]), ("given", words[1])) if len(words) == 2 else ()


def _with_kana(found: Parsed, kana: str | None) -> Parsed:
    agrees = kana_agrees(found.value, kana) if kana and found.value else None
    if agrees is None:
        return found
    found = found.with_evidence(Evidence("kana", agrees, KANA_NATS))
    return found if agrees else found.with_reasons("kana_contradicts")


def _with_katakana(found: Parsed) -> Parsed:
    """`卜メ` in a given name is ト: beside katakana a kanji of that shape is katakana; what was read stays."""
    family, given = found.part("family"), found.part("given")
    if not family or not given or not _KATAKANA.search(given):
        return found
    spelled = given.translate(_AS_KATAKANA)
    if spelled == given or not _KATAKANA_ONLY.fullmatch(spelled):
        return found
    value = f"{family} {spelled}"
    rest = others(value, (Alternative(found.value or "", "読みのまま"), *found.alternatives))
    return Parsed(
        value,
        None,
        True,
        (*found.reasons, "lookalike"),
        rest,
        found.evidence,
        parts=(("family", family), ("given", spelled), *(part for part in found.parts if part[0] not in _HALVES)),
    )


def _with_dictionary(found: Parsed) -> Parsed:
    """A family name that no dictionary knows may be a misreading; a known one proves little (木村, 本村)."""
    family, given = found.part("family"), found.part("given")
    if not family or not given or not _KANJI.search(family):
        return found
    if not readings(family, "姓"):
        return found.with_reasons("name_unknown")
    known = bool(readings(given, "名"))
    return found.with_evidence(Evidence("dictionary", True, DICTIONARY_NATS)) if known else found


def _with_variants(found: Parsed) -> Parsed:
    """Any member of a variant class: the shape must be picked by eye, from a palette."""
    name = found.value or ""
    places = variant_places(name)
    if not places:
        return found
    palette = (
        Alternative(name[:place] + shape + name[place + 1 :], f"異体字 {name[place]}→{shape}")
        for place in places
        for shape in shapes_of(name[place])
    )
    found = found.with_reasons("variant_name")
    return Parsed(
        found.value,
        None,
        found.inferred,
        found.reasons,
        others(found.value, (*palette, *found.alternatives), most=12),
        found.evidence,
        parts=found.parts,
    )
