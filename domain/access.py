"""Who may do what: six roles, the rights of each, and the person who acts. The only permission table of the house.

Refuses roles that add up: administrator and auditor never see a case, a scan operator never reads a word.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import AccessRefused


class Role(StrEnum):
    """`ALONE` is no account's role: one person on one computer, before the first account exists."""

    SCAN = "scan"
    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    COUNSELLOR = "counsellor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    ALONE = "alone"


class Right(StrEnum):
    TAKE_IN = "take_in"  # bring scans in, watch their counts
    RUN = "run"  # start the machine's work, look after the installation
    COUNT = "count"  # numbers without names
    READ = "read"  # see a case
    DECIDE = "decide"  # change a case
    APPROVE = "approve"  # vouch for a case as a whole
    RELEASE = "release"  # let something leave the house
    PROTECT = "protect"  # settle a suspicion of danger, unmask with a reason
    SHARE = "share"  # let another office look
    RULE = "rule"  # order how the desk checks
    DISPOSE = "dispose"  # rules of retention and the disposal queue, without seeing a case
    ACCOUNTS = "accounts"  # people and their roles
    AUDIT = "audit"  # read the log
    SELF = "self"  # sign in and out, change one's own secret


_OFFICE = {Right.SELF, Right.COUNT, Right.READ}
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.SCAN: frozenset({Right.SELF, Right.TAKE_IN, Right.COUNT}),
    Role.CLERK: frozenset({*_OFFICE, Right.TAKE_IN, Right.RUN, Right.DECIDE, Right.APPROVE}),
    Role.SUPERVISOR: frozenset(set(Right) - {Right.ACCOUNTS, Right.AUDIT}),
    Role.COUNSELLOR: frozenset(_OFFICE),
    Role.ADMINISTRATOR: frozenset({Right.SELF, Right.COUNT, Right.RUN, Right.ACCOUNTS, Right.DISPOSE}),
    Role.AUDITOR: frozenset({Right.SELF, Right.AUDIT}),
    Role.ALONE: frozenset(Right),
}
ACCOUNT_ROLES = tuple(role for role in Role if role is not Role.ALONE)


UNNAMED_OFFICE = "office"  # until a setting or an account says a name: of use to programs, never printed


def office_name(office: str) -> str:
    """As people read it: nothing where nobody gave the office a name."""
    return "" if office == UNNAMED_OFFICE else office


@dataclass(frozen=True, slots=True)
class Operator:
    """The person who acts: `name` as the history and the log will say, `office` whose cases they see ("": all)."""

    name: str
    role: Role
    office: str = ""
    must_change: bool = False

    def may(self, right: Right) -> bool:
        """Before the first secret is changed, nothing but changing it."""
        return right is Right.SELF if self.must_change else right in RIGHTS[self.role]

    def need(self, right: Right, *, what: str) -> None:
        """Raises AccessRefused."""
        if not self.may(right):
            raise AccessRefused(f"{self.name} ({self.role.value}) may not do this: {what}")
