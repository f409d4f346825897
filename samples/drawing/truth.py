"""What a drawn paper says, in the shape of the reading contract (`tsuzuri.reading/1`) without confidence and routing.

Boxes are px of the upright, straight page. Refuses values that the contract has no place for: use `localItem`.
"""

from dataclasses import dataclass, field

Box = tuple[int, int, int, int]
NOWHERE: Box = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of writing as it stands on the paper; `hand`: filled in rather than printed."""

    text: str
    box: Box
    direction: str = "horizontal"
    struck: bool = False
    hand: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind`: checkbox | circled. `label` is the word it chooses."""

    kind: str
    label: str
    on: bool
    box: Box


@dataclass(frozen=True, slots=True)
class Stamp:
    text: str
    box: Box


@dataclass(frozen=True, slots=True)
class Field:
    """`tag` names the place on the sheet while drawing; the box is found by it."""

    name: str
    raw: str
    value: str | None
    label: str = ""
    tag: str = ""
    index: int = 0
    precision: str | None = None
    inferred: bool = False
    state: str = "read"
    struck: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    name: str
    role: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateMention:
    """`role`: next_contact | deadline | event | other."""

    raw: str
    value: str | None
    role: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One contact of a running log. `weekday`: agrees | absent."""

    date: str | None
    date_raw: str
    text: str
    method: str | None = None
    method_raw: str = ""
    staff: tuple[str, ...] = ()
    time: str | None = None
    inferred: bool = False
    date_end: str | None = None
    precision: str = "day"
    weekday: str = "absent"
    order: str = "agrees"
    people: tuple[Mention, ...] = ()
    organisations: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    struck: tuple[str, ...] = ()
    counterpart: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    relationship_raw: str
    relationship: str | None
    date_of_birth: str | None = None
    age: int | None = None
    living: str | None = None
    note: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    signed_on: str | None
    scope: tuple[str, ...]
    agencies: tuple[str, ...]
    exclusions: tuple[str, ...] = ()
    valid_until: str | None = None
    until_support_ends: bool = False
    proxy: bool = False
    tag: str = "consent"


@dataclass(frozen=True, slots=True)
class Warning:
    """`code` is one of `domain.notices`; `page_no` counts within the file."""

    code: str
    page_no: int
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sheet states, apart from where it stands."""

    form: str
    fields: tuple[Field, ...] = ()
    entries: tuple[Entry, ...] = ()
    members: tuple[Member, ...] = ()
    consent: Consent | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    blank: bool = False
    set_aside: bool = False


@dataclass(slots=True)
class Seen:
    """What was put on a sheet and where, collected while it is drawn."""

    lines: list[Line] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    places: dict[str, list[Box]] = field(default_factory=dict)

    def place(self, tag: str) -> Box:
        """Box around everything drawn under `tag`; NOWHERE when nothing was."""
        return surround(self.places.get(tag, []))


def surround(boxes: list[Box]) -> Box:
    if not boxes:
        return NOWHERE
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, bottom = max(box[0] + box[2] for box in boxes), max(box[1] + box[3] for box in boxes)
    return left, top, right - left, bottom - top
