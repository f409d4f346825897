"""Label -> value in every arrangement an office prints."""

import pytest

from domain.geometry import Box
from domain.page import MarkKind
from extract.finders.anchor import find
from extract.finders.found import Found, How
from extract.finders.refine import refine
from extract.form import FORMS
from extract.labels import book
from extract.layout import index
from extract.selection import choose
from tests.extract.paper import EM, Paper

FACE = FORMS.get("face_sheet")


def found_on(paper: Paper, form: str = "face_sheet") -> tuple[Found, ...]:
    layout, declared = index(paper.sheet()), FORMS.get(form)
    return refine(find(layout, book(declared)), declared, layout=layout)


def values(paper: Paper, form: str = "face_sheet") -> dict[str, str]:
    """The chosen value of each field, and what is left under `label: …`."""
    chosen, rest = choose(found_on(paper, form), FORMS.get(form))
    picked = {one.field.name: str(one.found.value) for one in chosen if one.found is not None and one.index == 0}
    return picked | {f"label: {one.printed}": str(one.value) for one in rest}


def test_label_cell_and_the_cell_on_its_right() -> None:
    paper = Paper()
    paper.row(300, (300, 800, 200, 400), texts=("氏名", "髙橋 キヨ", "性別", "女"))
    assert values(paper) == {"fullName": "髙橋 キヨ", "sex": "女"}


def test_labels_above_their_values() -> None:
    paper = Paper()
    paper.row(300, (500, 500, 500), texts=("氏名", "生年月日", "性別"), height=80)
    paper.row(380, (500, 500, 500), texts=("髙橋 キヨ", "昭和13年3月9日", "女"))
    assert values(paper) == {"fullName": "髙橋 キヨ", "dateOfBirth": "昭和13年3月9日", "sex": "女"}


def test_label_and_value_in_one_cell() -> None:
    paper = Paper()
    paper.cell(Box(160, 300, 900, 160), "氏名\n髙橋 キヨ")
    assert values(paper) == {"fullName": "髙橋 キヨ"}


def test_no_rules_at_all() -> None:
    paper = Paper()
    paper.write("氏名：髙橋 キヨ", x=160, y=300)
    paper.write("住所：千葉県潮見ケ丘市北浜二丁目3番地の5", x=160, y=400)
    assert values(paper) == {"fullName": "髙橋 キヨ", "address": "千葉県潮見ケ丘市北浜二丁目3番地の5"}


def test_an_empty_value_cell_is_found_empty() -> None:
    paper = Paper()
    paper.row(300, (300, 800), texts=("主訴", ""))
    assert values(paper) == {"chiefComplaint": ""}


def test_items_under_a_section_are_not_the_persons_own() -> None:
    paper = Paper()
    paper.row(300, (300, 600), texts=("氏名", "髙橋 キヨ"))
    paper.cell(Box(160, 400, 300, 200), "緊急連絡先")
    paper.row(400, (200, 500), texts=("氏名", "佐藤 良枝"), x=460)
    paper.row(500, (200, 500), texts=("電話", "090-0000-2233"), x=460)
    assert values(paper) == {
        "fullName": "髙橋 キヨ",
        "emergencyPhone": "090-0000-2233",
        "label: 緊急連絡先 氏名": "佐藤 良枝",
    }


def test_postcode_address_and_remark_are_parted() -> None:
    paper = Paper()
    paper.row(
        300,
        (200, 1800),
        texts=("住所", "〒299-0000\n千葉県潮見ケ丘市北浜二丁目3番地の5 （昭和の頃は浜野辺町）"),
        height=160,
    )
    assert values(paper) == {
        "address": "千葉県潮見ケ丘市北浜二丁目3番地の5",
        "postcode": "〒299-0000",
        "label: 住所": "（昭和の頃は浜野辺町）",
    }


def test_name_sex_and_birth_date_in_one_place() -> None:
    paper = Paper()
    paper.row(300, (200, 1900), texts=("氏名", "髙橋 キヨ 男・女 昭和13年3月9日生(86)歳"))
    found = values(paper, "basic_information")
    assert (found["fullName"], found["sex"]) == ("髙橋 キヨ", "男・女")
    assert found["dateOfBirth"].startswith("昭和13年3月9日生")


def test_a_phone_number_and_what_is_noted_beside_it() -> None:
    paper = Paper()
    paper.row(300, (200, 1200), texts=("電話", "0470-00-1234 (呼出・本人は難聴)"))
    assert values(paper) == {"phone": "0470-00-1234", "label: 電話": "(呼出・本人は難聴)"}


def test_a_labels_word_as_another_labels_value() -> None:
    paper = Paper()
    paper.row(300, (400, 1200), texts=("続柄", "世帯主"))
    paper.row(400, (400, 1200), texts=("住所", "千葉県潮見ケ丘市浜野辺3番地1"))
    assert values(paper, "certificate") == {"address": "千葉県潮見ケ丘市浜野辺3番地1", "label: 続柄": "世帯主"}


def test_an_unknown_label_keeps_its_own_words() -> None:
    paper = Paper()
    paper.row(300, (400, 1200), texts=("氏名", "髙橋 キヨ"))
    paper.row(400, (400, 1200), texts=("飼犬の名", "ポチ"))
    assert values(paper)["label: 飼犬の名"] == "ポチ"


def test_marks_stand_with_their_place() -> None:
    paper = Paper()
    paper.row(300, (300, 600), texts=("性別", "男・女"))
    paper.mark("女", Box(540, 310, 60, 60))
    paper.mark("電話", Box(2000, 2000, 40, 40), kind=MarkKind.CHECKBOX)
    (sex,) = (one for one in found_on(paper) if one.name == "sex")
    assert [mark.label for mark in sex.marks] == ["女"]
    assert sex.how is How.RIGHT


def test_struck_writing_is_kept_apart() -> None:
    paper = Paper()
    paper.row(300, (300, 900), texts=("電話", ""))
    paper.write("0470-00-1234", x=500, y=320)
    paper.write("0470-00-9999", x=900, y=320, struck=True)
    (phone,) = (one for one in found_on(paper) if one.name == "phone")
    assert (str(phone.value), phone.struck) == ("0470-00-1234", ("0470-00-9999",))


@pytest.mark.parametrize("words", ["本人の夫より、妻の担当者会議の件で", "氏名不詳の者が来所"])
def test_a_text_cell_stays_whole(words: str) -> None:
    paper = Paper()
    paper.row(300, (300, 1800), texts=("主訴", words))
    assert values(paper) == {"chiefComplaint": words}


def test_nothing_written_is_lost() -> None:
    paper = Paper()
    paper.row(300, (300, 700, 300, 700), texts=("氏名", "髙橋 キヨ", "飼犬の名", "ポチ"))
    paper.row(400, (2000,), texts=("欄外の書き込みがある。",))
    paper.write("FAX済", x=1900, y=80, em=EM)
    said = "".join(f"{one.label.compact}{one.value.compact}" for one in found_on(paper))
    for line in paper.lines:
        assert "".join(line.text.split()) in said


def test_a_cell_with_its_own_label_inside_is_no_unknown_label() -> None:
    paper = Paper()
    for y, texts in ((300, ("氏名北村朝陽", "よみ きたむら")), (460, ("職業会社員", "備考 なし"))):
        paper.row(y, (900, 900), texts=texts, height=160)
    assert values(paper)["fullName"] == "北村朝陽"


def test_a_way_of_contact_is_the_answer_of_its_label_though_it_is_a_label_elsewhere() -> None:
    paper = Paper()
    paper.row(300, (300, 500, 300, 600), texts=("対応方法", "電話", "氏名", "北村 朝陽"))
    paper.row(400, (300, 500, 300, 600), texts=("電話", "0470-00-1234", "性別", "男"))
    found = values(paper)
    assert (found["method"], found["phone"]) == ("電話", "0470-00-1234")


@pytest.mark.parametrize("read", ["i氏名", "氏名.", "リガナ"])
def test_dirt_at_the_edge_of_a_label(read: str) -> None:
    wanted = "fullNameKana" if read == "リガナ" else "fullName"
    value = "キタムラ アサヒ" if read == "リガナ" else "北村 朝陽"
    paper = Paper()
    paper.row(300, (300, 800), texts=(read, value))
    assert values(paper)[wanted] == value


def test_labels_above_their_values_beside_a_label_that_was_not_read() -> None:
    paper = Paper()
    paper.row(300, (500, 500, 500), texts=("氏名", "性別", ""), height=80)
    paper.row(380, (500, 500, 500), texts=("髙橋 キヨ", "女", "0470-00-1234"))
    assert values(paper)["sex"] == "女"


def test_an_address_goes_on_below_its_postcode_on_open_ground() -> None:
    paper = Paper()
    paper.write("住所：〒299-0000", x=160, y=300)
    paper.write("みなと野市桜木5-5-18", x=300, y=350)
    assert values(paper)["address"] == "みなと野市桜木5-5-18"


def test_a_word_behind_a_box_in_a_row_of_boxes_is_an_option() -> None:
    paper = Paper()
    paper.write("■氏名：生年月日住所 ■就労状況 □家計情報", x=160, y=300)
    paper.write("氏名 久保田 結衣", x=160, y=500)
    assert values(paper)["fullName"] == "久保田 結衣"


def test_an_answer_under_a_bare_label_is_no_label_of_its_own() -> None:
    paper = Paper(1)
    paper.row(300, [900, 900], texts=["相談経路\n関係機関(紹介)", "氏名\n髙橋 キヨ"], height=160)
    assert values(paper)["route"] == "関係機関(紹介)"
