"""Which right every command needs. The only such table: the gate asks it, and a test holds it against the shelf.

Refuses a command that is not listed as soon as there is an account: whoever writes a new one has to say whose it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.access import Right


@dataclass(frozen=True, slots=True)
class Permit:
    """`right` None: needs nobody, because it shows and changes nothing of any case (`why`).

    `by`: parameters, and the right that one of their values, or (key "*") any value at all, needs instead.
    """

    right: Right | None
    why: str = ""
    by: tuple[str, ...] = ()
    also: Mapping[str, Right] = field(default_factory=dict)

    def wanted(self, given: Mapping[str, object]) -> Right | None:
        said = (given.get(name) for name in self.by)
        value = next((one for one in said if one is not None and one is not False), None)
        return self.right if value is None else self.also.get(str(value), self.also.get("*", self.right))

    @property
    def rights(self) -> frozenset[Right]:
        return frozenset(filter(None, (self.right, *self.also.values())))


RETENTION = ("rules", "offer", "rule", "hold", "due", "propose", "queue", "approve", "reject", "finish", "certificate",
             "copies")  # fmt: skip
NEEDS: dict[str, Permit] = {
    "ingest": Permit(Right.TAKE_IN),
    "announce": Permit(Right.TAKE_IN),
    "rescans": Permit(Right.READ),
    "ledger": Permit(Right.TAKE_IN),
    "watch": Permit(Right.TAKE_IN),
    "work": Permit(Right.RUN),
    "status": Permit(Right.COUNT),
    "cost": Permit(Right.COUNT),
    "queue": Permit(Right.COUNT, by=("verb",), also={"show": Right.COUNT, "*": Right.RUN}),
    "search": Permit(Right.READ),
    "chronology": Permit(Right.READ),
    "handover": Permit(Right.READ),
    "household": Permit(Right.READ),
    "identity": Permit(Right.READ, by=("verb",), also={"show": Right.READ, "*": Right.DECIDE}),
    "case": Permit(Right.READ),
    "case_mark": Permit(Right.DECIDE),
    "case_exclude": Permit(Right.DECIDE),
    "case_include": Permit(Right.DECIDE),
    "case_basis": Permit(Right.RELEASE),
    "case_rules": Permit(Right.READ),
    "deliver": Permit(Right.RELEASE),
    "deliver_status": Permit(Right.RELEASE),
    "deliver_verify": Permit(Right.RELEASE),
    "deliver_recall": Permit(Right.RELEASE),
    "export": Permit(Right.RELEASE, by=("whole",), also={"*": Right.PROTECT}),
    "rules": Permit(Right.COUNT, by=("double_entry", "plant_share", "sample_share"), also={"*": Right.RULE}),
    "calibrate": Permit(Right.RULE, by=("show",), also={"*": Right.COUNT}),
    "verify": Permit(Right.RUN, by=("ledger",), also={"*": Right.RELEASE}),
    "backup": Permit(Right.RUN),
    "restore": Permit(Right.RUN),
    **{f"retention_{one}": Permit(Right.DISPOSE) for one in RETENTION},
    "filebook": Permit(Right.READ),
    "request_note": Permit(Right.DECIDE),
    "request_list": Permit(Right.READ),
    "request_settle": Permit(Right.RELEASE),
    "disclose": Permit(Right.RELEASE),
    "retention_close": Permit(Right.DECIDE),
    **{f"protect_{one}": Permit(Right.PROTECT) for one in ("list", "confirm", "ask", "withdraw", "lift")},
    **{f"numbers_{one}": Permit(Right.PROTECT) for one in ("list", "decide")},
    **{f"share_{one}": Permit(Right.SHARE) for one in ("list", "add", "end")},
    "keys_status": Permit(Right.COUNT),
    **{f"keys_{one}": Permit(Right.RUN) for one in ("init", "rotate", "rewrap", "retire")},
    "user_add": Permit(Right.ACCOUNTS),
    "user_list": Permit(Right.ACCOUNTS),
    "user_role": Permit(Right.ACCOUNTS),
    "user_disable": Permit(Right.ACCOUNTS),
    "user_reset": Permit(Right.ACCOUNTS),
    "user_link": Permit(Right.ACCOUNTS),
    "user_secret": Permit(None, why="proves the person itself, and changes nothing but their own secret"),
    "user_totp": Permit(None, why="proves the person itself, and changes nothing but their own device"),
    "user_login": Permit(None, why="proves the person itself"),
    "audit_show": Permit(Right.AUDIT),
    "audit_incident": Permit(Right.AUDIT),
    "audit_verify": Permit(None, why="says only whether the log is whole"),
    "audit_head": Permit(None, why="a number and a hash"),
    "read": Permit(None, why="reads files the caller holds; opens no archive"),
    "separators": Permit(None, why="prints labels the caller gives; opens no archive"),
    "doctor": Permit(None, why="looks at the installation, at no case"),
    "metrics": Permit(None, why="numbers without names, started by the computer's own service"),
    "worker": Permit(None, why="the machine's own work: takes jobs, shows nothing"),
    "serve": Permit(None, why="starts the search service, which asks for everybody's own session"),
    "review": Permit(None, why="starts the desk, which asks for everybody's own account"),
}
