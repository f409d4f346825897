"""The household table of a face sheet: which columns, what stands in them, and the members as the table tells them."""

from random import Random

from drawing.fiction.dates import spelled
from drawing.fiction.items import FamilyTable, Intake, label_of
from drawing.fiction.labels import MEMBER_COLUMNS
from drawing.fiction.people import Relative
from drawing.truth import Member

LIVING = {"same_household": "同居", "separate": "別居", "deceased": "死亡", "institution": "入所"}


def table(rng: Random, intake: Intake) -> FamilyTable:
    kinds = ["relation", "name", rng.choice(("born", "born", "age")), "living", "work", "note"]
    if rng.random() < 0.3:
        kinds[0], kinds[1] = kinds[1], kinds[0]
    for extra in ("work", "living"):
        if rng.random() < 0.3:
            kinds.remove(extra)
    columns = tuple((kind, rng.choice(MEMBER_COLUMNS[kind])) for kind in kinds)
    form = rng.choice(("letter", "letter", "short", "full", "slash"))
    rows, members = [], []
    for number, one in enumerate(intake.cast.relatives):
        row = {kind: _cell(one, kind, intake=intake, form=form) for kind, _ in columns}
        rows.append(tuple(row[kind] for kind, _ in columns))
        members.append(_member(one, row, intake=intake, number=number))
    return FamilyTable(label_of(rng, "household"), columns, tuple(rows), tuple(members))


def _cell(one: Relative, kind: str, *, intake: Intake, form: str) -> str:
    dead = one.living == "deceased"
    age = one.person.age(intake.received)
    return {
        "relation": one.relation,
        "name": one.person.name,
        "born": "" if dead else f"{spelled(one.person.born, form)}({age})",
        "age": "" if dead else str(age),
        "living": LIVING[one.living],
        "work": one.work,
        "note": one.note,
    }[kind]


def _member(one: Relative, row: dict[str, str], *, intake: Intake, number: int) -> Member:
    """Only what the table prints."""
    born = one.person.born.isoformat() if row.get("born") else None
    age = one.person.age(intake.received) if row.get("born") or row.get("age") else None
    told = one.living if "living" in row else {"死亡": "deceased", "特養入所": "institution"}.get(one.note)
    note = " ".join(filter(None, (row.get("work", ""), row.get("note", ""))))
    return Member(one.person.name, one.relation, one.code, born, age, told, note, f"member{number}")
