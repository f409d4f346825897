import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.finders.dates_in_text import find_dates
from extract.finders.entity import find_entities
from extract.finders.glossary import abbreviations
from extract.finders.language import analyse, chunks

TODAY, DAY = date(2026, 11, 1), date(2024, 4, 9)

# Invented people. Sentence and the names in it, in order.
SENTENCES = [
    ("民生委員 小田氏より。髙橋宅、臭気と回覧板不達。本人「足が悪い」と。", ["小田", "髙橋"]),
    ("高齢福祉課 野口へ報告。緊急性は中。", ["野口"]),
    ("長女 佐藤氏来所。父死亡後に悪化、長男は高校中退後ひきこもり。", ["佐藤"]),
    ("認定結果:要介護2。居宅選定:みなと居宅 Cm 石原。訪看週1、DS週2案。", ["石原"]),
    ("同行(ハロワ)。MSW 林氏(みぎわ病院)へTEL、服薬中断歴あり。", ["林"]),
    ("法テラス同行。司法書士 秋田。", ["秋田"]),
    ("年度替わり、担当交代 片山→田村。", ["片山", "田村"]),
    ("佐々木MSWへTEL。健一 昭和55年生。", ["佐々木"]),
    ("みぎわ病院 佐伯医師へ病状照会。", ["佐伯"]),
    ("長男 健一さんが同席。妻 惠子は別室。", ["健一", "惠子"]),
    ("長女 心春より手紙が届く。", ["心春"]),
    ("見守りはNs 大久保。渡邉Cmと情報共有。", ["大久保", "渡邉"]),
    ("﨑山氏より着信。𠮷田主事へ引き継ぐ。", ["﨑山", "𠮷田"]),
    ("大家の濵田さん来所。家賃2か月滞納とのこと。", ["濵田"]),
    ("斎藤 勝氏が窓口へ。", ["斎藤 勝"]),
    ("本人の委任状を受理、市民課へ提出。", []),
    ("北浜クリニック受診。血圧168/92。", []),
    ("訪問時不在。郵便物がたまっている。", []),
    ("ケアマネより連絡。民生委員も同席予定。", []),
    ("長男は応答なし。次男より折り返しあり。", []),
    ("東潮見小学校へ照会。担任のみに共有。", []),
    ("みぎわ荘102号室を訪問。大島団地の自治会より情報提供。", []),
    ("後見センターと保健センターで協議。", []),
    ("PHN 早川、SSW 西と三者で会議。", ["早川", "西"]),
    # The reader often loses the space behind the post.
    ("高齢福祉課野口へ報告。", ["野口"]),
    ("MSW祇園の車でハロワへ。父清よりTEL。", ["祇園", "清"]),
    ("保健センター 林MSWより連絡。", ["林"]),
]


def names(text, **more):
    (found,) = find_entities([text], [DAY], today=TODAY, **more)
    for one in (*found.people, *found.organisations, *found.places):
        assert text[slice(*one.span)] == one.name
    return [one.name for one in found.people]


@pytest.mark.parametrize(("text", "wanted"), SENTENCES)
def test_people(text, wanted):
    found = names(text)
    assert [one for one in found if one != "健一" or "健一" in wanted] == wanted


def test_people_of_drawn_entries_reach_the_floor():
    dice = random.Random(20240409)
    families = (
        "佐藤",
        "髙橋",
        "渡邊",
        "小林",
        "林",
        "森",
        "東",
        "関",
        "長谷川",
        "五十嵐",
        "齋藤",
        "濵田",
        "𠮷村",
        "德永",
        "久保田",
    )
    givens = ("健一", "美咲", "正彦", "ひより", "蒼太", "良枝", "キヨ", "惠子", "大輔", "さくら", "葵", "陽翔")
    called = (
        *("民生委員 {f}氏", "Cm {f}", "{f}Cm", "MSW {f}氏", "{f}医師", "保健師 {f}", "{f}主事", "相談員の{f}さん"),
        *("大家の{f}氏", "長男 {g}さん", "長女 {g}", "{f} {g}さん"),
    )
    said = [
        "{}より連絡あり。",
        "{}へ経過報告。",
        "{}と同行訪問。",
        "{}、玄関先で面接。",
        "窓口で{}と面談、申請書を受理。",
        "見守りは{}が担う。",
    ]
    right = wrong = missed = 0
    for _ in range(250):
        family, given_name = dice.choice(families), dice.choice(givens)
        form = dice.choice(called)
        text = dice.choice(said).format(form.format(f=family, g=given_name)) + "本人の体調に変化なし。"
        want = f"{family} {given_name}" if "{f} {g}" in form else given_name if "{g}" in form else family
        found = names(text)
        right += want in found
        missed += want not in found
        wrong += len([one for one in found if one != want])
    assert 2 * right / (2 * right + wrong + missed) >= 0.97


def test_roles_come_from_the_calling_word():
    (found,) = find_entities(["民生委員 小田氏より。石原Cmへ。長女 佐藤氏。髙橋宅。"], [DAY], today=TODAY)
    assert [(one.name, one.role) for one in found.people] == [
        ("小田", "民生委員"),
        ("石原", "Cm"),
        ("佐藤", "長女"),
        ("髙橋", "本人"),
    ]


def test_names_of_the_file_are_known():
    text = "ひより、弟の送迎と夕食を担う。"
    assert names(text, known=["﨑山 ひより", "ひより"]) == ["ひより"]


def test_agencies_and_their_short_forms():
    (found,) = find_entities(
        ["包括内で共有。みなと居宅へ連絡。ハロワ同行。高齢福祉課・社協と協議。"], [DAY], today=TODAY
    )
    assert [one.name for one in found.organisations] == ["包括", "みなと居宅", "ハロワ", "高齢福祉課", "社協"]
    assert found.organisations[0].role == "地域包括支援センター"


@pytest.mark.parametrize(
    ("text", "raw", "value", "role"),
    [
        ("包括内で共有し4/11訪問とする。", "4/11", "2024-04-11", "next_contact"),
        ("次回訪問を4/18(木)で調整。", "4/18(木)", "2024-04-18", "next_contact"),
        ("手帳更新の期限は5月31日。", "5月31日", "2024-05-31", "deadline"),
        ("再提出は4/30まで。", "4/30", "2024-04-30", "deadline"),
        ("4/2に救急搬送されたが入院には至らず。", "4/2", "2024-04-02", "event"),
        ("次回 R6.6。", "R6.6", "2024-06", "next_contact"),
        ("次回訪問は六月中。", "六月", "2024-06", "next_contact"),
        ("前回は12/20に来所。", "12/20", "2023-12-20", "event"),
        ("更新期限は令和7年4月30日。", "令和7年4月30日", "2025-04-30", "deadline"),
    ],
)
def test_dates_in_the_text(text, raw, value, role):
    found = find_dates(text, entry_date=DAY, today=TODAY)
    assert [(one.raw, one.value, one.role) for one in found] == [(raw, value, role)]
    assert text[slice(*found[0].span)] == raw


@pytest.mark.parametrize(
    "text",
    [
        "BP 168/92。",
        "BP 98/62。",
        "HDS-R 12/30点。",
        "家賃28,000円、2か月滞納。",
        "昼食は2/3量。",
        "8050世帯。",
        "3.5kg減。",
    ],
)
def test_numbers_that_are_no_dates(text):
    assert find_dates(text, entry_date=DAY, today=TODAY) == ()


def test_without_an_entry_date_nothing_is_made_up():
    (found,) = find_dates("次回4/18。", entry_date=None, today=TODAY)
    assert found.value is None


@pytest.mark.parametrize(
    "text",
    [
        "〜〜〜〜〜〜",
        "～～～本人より。～～",
        "2016.9 - 2017.2",
        "「「「",
        "\x00\x07",
        "",
        " \n ",
        "𠮷" * 40,
        "ＡＢＣ㍻㍼①",
    ],
)
def test_known_crashes_are_kept_away(text):
    (found,) = find_entities([text], [DAY], today=TODAY)
    assert all(text[slice(*one.span)] == one.name for one in found.people)


def test_a_text_beyond_the_limit_keeps_its_offsets():
    text = "民生委員 小田氏より連絡。" * 1400 + "保健師 早川へ報告。"
    assert len(text.encode()) > 49_149
    found = names(text)
    assert found.count("小田") == 1400
    assert found[-1] == "早川"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_chunks_cover_the_text(text):
    assert "".join(text[start:end] for start, end in chunks(text)) == text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=40), st.sampled_from([text for text, _ in SENTENCES]))
def test_no_text_is_too_strange(noise, text):
    for mixed in (noise, noise + text, text + noise):
        names(mixed)
        (seen,) = analyse([mixed])
        assert len(seen.text) == len(mixed)


def test_abbreviations_with_two_meanings_stay_open():
    settled = {one.word: one.meaning for one in abbreviations("生保CWへTEL。生活保護課の担当。DM、HTあり。")}
    assert settled["CW"] == "ケースワーカー"
    assert settled["DM"] == "糖尿病"
    (alone,) = abbreviations("CWより。")
    assert alone.meaning is None
    assert set(alone.choices) == {"ケースワーカー", "ケアワーカー"}
    (bill,) = abbreviations("家計: 生保の保険料1.2万円")
    assert bill.meaning == "生命保険"
