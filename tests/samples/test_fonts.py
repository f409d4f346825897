"""No paper ever shows an empty box."""

import pytest
from drawing import cmap, fonts
from drawing.fiction import names, talk

RARE = "髙﨑𠮷濵邉邊齋瀨栁德㊞〃□～℡①Ⅱⅲ⇒※ｻﾞ☎々"


@pytest.mark.parametrize("name", sorted(fonts.FACES))
def test_every_face_is_installed_and_draws_plain_japanese(name: str) -> None:
    assert all(fonts.draws(name, char) for char in "年月日氏名相談カナ123")


@pytest.mark.parametrize("name", sorted(fonts.FACES))
def test_a_character_is_drawn_by_a_face_that_has_it(name: str) -> None:
    for char in RARE:
        assert fonts.draws(fonts.face_for(name, char), char)
        assert fonts.glyph(name, char, size_px=40).mask.getbbox() is not None


def test_a_character_in_no_font_is_refused() -> None:
    with pytest.raises(fonts.MissingFont, match="U\\+E123"):
        fonts.face_for("gothic", "\ue123")


def test_a_missing_file_names_its_package(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(fonts.MissingFont, match="fonts-klee"):
        fonts.path_of("klee")


def test_the_character_map_tells_what_a_font_lacks() -> None:
    found = cmap.characters(fonts.path_of("ud-mincho"))
    assert ord("髙") in found and ord("𠮷") not in found
    assert ord("𠮷") in cmap.characters(fonts.path_of("mj-mincho"))


def test_all_invented_names_and_sentences_can_be_drawn() -> None:
    words = [name for table in (names.VARIANT_FAMILIES, names.PLAIN_FAMILIES) for name, _ in table]
    words += [name for table in (names.MEN, names.WOMEN) for given in table.values() for name, _ in given]
    words += [*talk.CALLS, *talk.VISITS, *talk.COMES, *talk.MEETS, *talk.LETTERS, *talk.GOES, *talk.REMARKS]
    for char in set("".join(words)):
        assert fonts.face_for("kiloji", char)


def test_names_have_readings_in_katakana() -> None:
    for _, kana in (*names.VARIANT_FAMILIES, *names.PLAIN_FAMILIES):
        assert all("ァ" <= char <= "ヶ" or char == "ー" for char in kana)
