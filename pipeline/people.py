"""名寄せ for a person who asks: who may be the same, why, why not; and what that person says about it.

Candidates are only shown, never taken: every link is somebody's word, with a reason, and can be taken back.
"""

from dataclasses import dataclass, replace

from deliver.shield import BLOT
from domain.auditing import Action, Deed
from domain.errors import LinkRefused
from pipeline.on_duty import operator
from pipeline.veil import veil_of
from storage.archive import Archive
from storage.identity import Candidate, Decided, Decision
from storage.identity_keys import Person
from storage.likeness import REASON_JA

VERBS = {
    "link": Decision.SAME,
    "unlink": Decision.UNLINKED,
    "different": Decision.DIFFERENT,
    "unknown": Decision.UNKNOWN,
}


@dataclass(frozen=True, slots=True)
class People:
    """The person of a case, whoever is alike, the linked cases (also by way of a third) and all that was decided."""

    person: Person
    candidates: tuple[Candidate, ...]
    linked: tuple[str, ...]
    decisions: tuple[Decided, ...]


def people(archive: Archive, case_id: str, *, who: str = "", limit: int = 20) -> People:
    """Looking is in the log, with everybody who is shown beside. Raises StorageError without a record of the case."""
    asked = archive.identity
    person = _seen(archive, asked.person(case_id))
    found = tuple(replace(one, person=_seen(archive, one.person)) for one in asked.candidates(case_id, limit=limit))
    shown = dict.fromkeys((case_id, *(one.person.case_id for one in found)))
    archive.audit.add(operator(who), *(Deed(Action.VIEW, one, "identity") for one in shown))
    return People(person, found, asked.linked(case_id), asked.decisions(case_id))


def _seen(archive: Archive, person: Person) -> Person:
    """Without the address and telephone of somebody under protection."""
    record = archive.case(person.case_id)
    if record is None or not veil_of(archive, record).is_protected:
        return person
    return replace(person, address=BLOT if person.address else "", phones=())


def judge(archive: Archive, pair: tuple[str, str], *, verb: str, who: str, why: str) -> Decided:
    """Keeps one person's word about two cases. Raises LinkRefused without a reason, or where an objection stands."""
    if not why.strip():
        raise LinkRefused("a decision about two people needs a reason")
    return archive.identity.decide(*pair, decision=VERBS[verb], who=who, why=why.strip())


def told(candidate: Candidate) -> tuple[str, str]:
    """Reasons and objections as a counsellor reads them."""
    found = candidate.likeness
    reasons, objections = (tuple(REASON_JA[one] for one in some) for some in (found.reasons, found.objections))
    return "、".join(reasons), "、".join(objections)
