"""Random case files: the same again from the same seed, and true in everything they print."""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from drawing import containers
from drawing.fiction import casefile, contacts, names
from drawing.fiction.dates import WEEKDAYS, age_on
from drawing.truth import NOWHERE
from PIL import Image

from domain.contract import FIELD_RISK, FORM_LABEL_JA, METHOD_LABEL_JA
from domain.notices import NOTICE_JA

DRAFTS = {number: casefile.draft(31, number) for number in range(28)}
TELEPHONE = re.compile(r"(?<!\d)0\d{1,4}[-()]\d{1,4}[-)]\d{3,4}(?!\d)")


def sheets():
    return [(number, sheet) for number, made in DRAFTS.items() for sheet in made.sheets]


def test_the_same_number_of_a_seed_gives_the_same_bytes_whatever_was_drawn_before(tmp_path: Path) -> None:
    wish = casefile.Wish(ageing="fax")
    casefile.draw(8, 2, wish=wish)
    first = casefile.save(casefile.draw(8, 3, wish=wish), tmp_path / "a")
    second = casefile.save(casefile.draw(8, 3, wish=wish), tmp_path / "b")
    for one in sorted((tmp_path / "a").rglob("*.*")):
        other = tmp_path / "b" / one.relative_to(tmp_path / "a")
        assert one.is_dir() or one.read_bytes() == other.read_bytes()
    assert first.name == second.name


def test_another_number_or_seed_gives_another_person() -> None:
    people = {made.intake.cast.person for made in DRAFTS.values()} | {casefile.draft(32, 0).intake.cast.person}
    assert len(people) == len(DRAFTS) + 1


def test_restrictions_are_obeyed() -> None:
    made = casefile.draft(8, 5, wish=casefile.Wish("worn", "vertical", "borderless"))
    assert (made.traits["ageing"], made.traits["layout"], made.traits["log"]) == ("worn", "borderless", "vertical")
    assert any(line.direction == "vertical" for sheet in made.sheets for line in sheet.seen.lines)


def test_turned_files_are_turned_and_say_so() -> None:
    drawn = casefile.draw(8, 6, wish=casefile.Wish("clean", "turned"))
    for page in drawn.pages:
        height, width = page.scan.pixels.shape[:2]
        assert page.scan.turned_deg in (90, 180, 270)
        assert (height > width) == (page.scan.turned_deg == 180)


def test_only_the_contracts_names_are_used() -> None:
    for _, sheet in sheets():
        assert sheet.facts.form in FORM_LABEL_JA
        assert {field.name for field in sheet.facts.fields} <= set(FIELD_RISK)
        assert {entry.method for entry in sheet.facts.entries} <= set(METHOD_LABEL_JA)
        assert {code for code, _ in sheet.facts.warnings} <= set(NOTICE_JA)


def test_every_printed_weekday_is_the_dates_own() -> None:
    shown = 0
    for _, sheet in sheets():
        for entry in sheet.facts.entries:
            found = re.search(rf"(?:\(|（|\[| )([{WEEKDAYS}])(?:\)|）|\]|$| )", entry.date_raw)
            assert (entry.weekday == "agrees") == bool(found), entry.date_raw
            if found:
                shown += 1
                assert WEEKDAYS[date.fromisoformat(entry.date).weekday()] == found[1]
    assert shown > 40


def test_a_log_runs_forward_and_a_date_without_its_year_says_so() -> None:
    for made in DRAFTS.values():
        days = [entry.date for sheet in made.sheets for entry in sheet.facts.entries]
        assert days == sorted(days)
        first = next(entry for sheet in made.sheets for entry in sheet.facts.entries)
        assert not first.inferred
    raws = [entry for _, sheet in sheets() for entry in sheet.facts.entries]
    assert all(entry.inferred for entry in raws if entry.date_raw in contacts.DITTOS)


def test_ages_and_birth_dates_agree_on_the_day_of_intake() -> None:
    seen = 0
    for made in DRAFTS.values():
        for field in made.sheets[0].facts.fields:
            found = re.search(r"\( ?(\d+) ?\)?歳?|　(\d+)歳", field.raw) if field.name == "dateOfBirth" else None
            if found:
                seen += 1
                born = date.fromisoformat(field.value)
                assert age_on(made.intake.received, born=born) == int(found[1] or found[2])
        for member in made.sheets[0].facts.members:
            if member.date_of_birth and member.age is not None:
                assert age_on(made.intake.received, born=date.fromisoformat(member.date_of_birth)) == member.age
    assert seen > 15


def test_brothers_and_sisters_are_born_apart() -> None:
    for made in DRAFTS.values():
        born = sorted(one.person.born for one in made.intake.cast.relatives if one.code == "child")
        assert all((later - sooner).days > 300 for sooner, later in pairwise(born))


def test_readings_belong_to_their_names() -> None:
    families = dict((*names.VARIANT_FAMILIES, *names.PLAIN_FAMILIES))
    for made in DRAFTS.values():
        facts = {field.name: field for field in made.sheets[0].facts.fields}
        family, _ = facts["fullName"].value.split(" ")
        assert facts["fullNameKana"].value.split(" ")[0] == families[family]


def test_spans_point_at_their_words() -> None:
    seen = 0
    for _, sheet in sheets():
        for entry in sheet.facts.entries:
            for one in (*entry.people, *entry.organisations):
                assert entry.text[slice(*one.span)] == one.name
            for one in entry.dates:
                assert entry.text[slice(*one.span)] == one.raw
                seen += 1
            assert not any(struck in entry.text.split("。")[0][:1] for struck in entry.struck if not struck)
    assert seen > 50


def test_everything_said_to_be_read_has_a_place_on_its_sheet() -> None:
    for number, sheet in sheets():
        for field in sheet.facts.fields:
            box = sheet.seen.place(field.tag or field.name)
            if field.state != "read":
                continue
            assert field.raw, (number, field)
            assert box != NOWHERE, (number, field)
            assert box[0] >= 0 and box[1] >= 0 and box[0] + box[2] <= 2480 and box[1] + box[3] <= 3508, (number, field)
        for entry in sheet.facts.entries:
            assert sheet.seen.place(entry.tag) != NOWHERE


def test_every_text_of_the_truth_stands_on_the_paper() -> None:
    for number, sheet in sheets():
        written = "".join(line.text for line in sheet.seen.lines).replace(" ", "").replace("　", "")
        for entry in sheet.facts.entries:
            for words in (entry.text, entry.date_raw):
                for part in re.split(r"[ 　]", words):
                    left = [char for char in part if char not in written]
                    assert not left, (number, words, left)


def test_all_numbers_are_set_aside_for_samples() -> None:
    found = [number for _, sheet in sheets() for line in sheet.seen.lines for number in TELEPHONE.findall(line.text)]
    assert len(found) > 40
    for number in found:
        digits = re.sub(r"\D", "", number)
        assert digits.startswith(("047000", "043000", "0900000")), number
    for _, sheet in sheets():
        for line in sheet.seen.lines:
            assert not re.search(r"\d{4} \d{4} \d{4}", line.text)
            for code in re.findall(r"〒(\d{3}-\d{4})", unicodedata.normalize("NFKC", line.text)):
                assert code.startswith("299-000")


def test_variety_is_there() -> None:
    traits = [made.traits for made in DRAFTS.values()]
    for trait, least in (("ageing", 6), ("layout", 5), ("direction", 3), ("hand", 2), ("log", 3)):
        assert len({one[trait] for one in traits}) >= least, trait
    styles = {mark.kind for _, sheet in sheets() for mark in sheet.seen.marks}
    assert styles == {"checkbox", "circled"}
    assert any(line.struck for _, sheet in sheets() for line in sheet.seen.lines)


@pytest.mark.parametrize("kind", ["pdf", "tiff", "jpeg"])
def test_each_container_holds_the_pages_it_was_given(kind: str, tmp_path: Path) -> None:
    pages = [page.scan for page in casefile.draw(8, 4, wish=casefile.Wish("scan", "upright")).pages[:2]]
    path = containers.save(pages, tmp_path / "one", kind=kind)
    if kind == "tiff":
        with Image.open(path) as image:
            assert image.n_frames == 2
            assert np.allclose(image.info["dpi"], pages[0].dpi, atol=1)
    elif kind == "jpeg":
        assert [one.name for one in sorted(path.iterdir())] == ["001.jpg", "002.jpg"]
    else:
        assert path.read_bytes().startswith(b"%PDF")
