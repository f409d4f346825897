from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.contract import FIELD_RISK
from extract.values.typed import check_typed

ON = date(2024, 4, 9)


@pytest.mark.parametrize(
    ("name", "typed", "value", "note"),
    [
        ("dateOfBirth", "S13.3.9", "1938-03-09", "昭和13年3月9日（水）86歳"),
        ("dateOfBirth", "1938-03-09", "1938-03-09", "昭和13年3月9日（水）86歳"),
        ("receivedDate", "R6.4.9", "2024-04-09", "令和6年4月9日（火）"),
        ("date", "4/11", "2024-04-11", "令和6年4月11日（木）"),
        ("sex", "女", "2", "女"),
        ("sex", "2", "2", "女"),
        ("method", "TEL", "20", "電話"),
        ("careLevel", "要介2", "22", "要介護２"),
        ("phone", "0470001234", "0470-00-1234", ""),
        ("fullNameKana", "たかはし　きよ", "タカハシ キヨ", ""),
        ("fullName", "髙橋　キヨ", "髙橋 キヨ", ""),
        ("address", "潮見ケ丘市北浜1", "潮見ケ丘市北浜1", "千葉県潮見ケ丘市（129992）"),
        ("text", "何か", "何か", ""),
    ],
)
def test_what_is_typed_becomes_canonical(name, typed, value, note):
    found = check_typed(name, typed, record_date=ON)
    assert (found.value, found.note_ja, found.ok) == (value, note, True)


@pytest.mark.parametrize(
    ("name", "typed", "hint"),
    [
        ("dateOfBirth", "昭和13年13月9日", "昭和13年3月9日"),
        ("dateOfBirth", "38.3.9", "昭和38年3月9日"),
        ("careLevel", "2", "要支援２"),
        ("phone", "123", ""),
        ("postcode", "29", ""),
        ("fullName", "", ""),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_a_hint(name, typed, hint):
    found = check_typed(name, typed, record_date=ON)
    assert (found.value, found.ok) == (None, False)
    assert hint in found.note_ja
    assert found.note == found.note_ja


@settings(deadline=None)
@given(st.sampled_from([*FIELD_RISK, "date", "signedOn", "name", "text"]), st.text(max_size=20))
def test_typing_anything_never_breaks_the_desk(name, typed):
    found = check_typed(name, typed, record_date=ON)
    assert found.ok == (found.value is not None)
