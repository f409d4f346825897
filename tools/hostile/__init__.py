"""Hostile inputs against the house as it is: what gets in, and what breaks. Refuses to count a bug as a refusal."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.errors import TsuzuriError


@dataclass(frozen=True, slots=True)
class Attack:
    """`gets_in`: makes the try; True when the hostile thing came about. A refusal may raise TsuzuriError."""

    kind: str
    name: str
    gets_in: Callable[[], bool]


def outcome(one: Attack) -> str:
    """refused | let_in | broke (anything but a refusal in a sentence)."""
    try:
        return "let_in" if one.gets_in() else "refused"
    except TsuzuriError:
        return "refused"
    except Exception as error:  # noqa: BLE001 - whatever else comes out is what is looked for
        return f"broke: {type(error).__name__} {str(error)[:80]}"


def tried(attacks: Iterable[Attack]) -> dict[str, object]:
    """Counts by kind, and the names of those that were not refused."""
    found = [(one, outcome(one)) for one in attacks]
    kinds: dict[str, int] = {}
    for one, _ in found:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    return {
        "hostile_inputs": len(found),
        "hostile_let_in": sum(said == "let_in" for _, said in found),
        "hostile_broke": sum(said.startswith("broke") for _, said in found),
        "hostile_kinds": kinds,
        "hostile_not_refused": [f"{one.kind}: {one.name}: {said}" for one, said in found if said != "refused"],
    }
