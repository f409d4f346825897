"""One row for everything the truth or the reading of a case file holds: what was wanted, what was read, its route.

Fields of face sheets and contacts of logs are judged as `tools/score_reading.py` judges them. Refuses to leave out what
was not found: an absent field is a row, too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from rapidfuzz.distance import Levenshtein

from domain.contract import FIELD_RISK
from domain.entry import SupportEntry
from domain.field import FieldReading, Route
from domain.page import Sheet
from domain.reading import Extraction
from extract.reading import extract
from extract.trust.calibration import ENTRY, features_of
from extract.trust.fitting import Row
from extract.trust.measures import stood_unopposed
from extract.trust.routing import Policy
from pipeline.contract_out import Source, reading_out
from tools.measuring.once import asked_once, fields_asked_once
from tools.score_reading import FACE, bare, is_same, matched

TODAY = date(2026, 4, 1)
# Questions about a page as a whole: nothing on it is used before a person has answered.
_WHOLE_PAGE = frozenset(("page_unread", "other_person", "backside_other"))
Found = dict[str, Any]
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """`outcome`: right | wrong | absent | spurious. `within`: the truth is the value or among the alternatives.

    `auto`: passed without a person; `follows`: its only doubt was a name or an unsaid era asked once in the file.
    `group`: risk class, or `entry`. `date_right`, `edits`, `letters`: of contacts.
    `read` False: nothing was read there, so nothing could be calibrated.
    """

    file: str
    page_no: int
    name: str
    group: str
    outcome: str
    within: bool
    auto: bool
    chance: float
    unopposed: bool
    read: bool
    form: str
    traits: Mapping[str, str]
    wanted: str
    got: str
    reasons: tuple[str, ...] = ()
    box: Box = (0, 0, 0, 0)
    features: Mapping[str, float] | None = None
    date_right: bool = False
    edits: int = 0
    letters: int = 0
    follows: bool = False

    @property
    def passes(self) -> bool:
        """Without a person, once each name of the file was decided."""
        return self.auto or self.follows

    @property
    def is_right(self) -> bool:
        return self.outcome == "right"

    @property
    def is_silent(self) -> bool:
        return self.auto and self.outcome in ("wrong", "spurious")

    @property
    def is_silent_once(self) -> bool:
        return self.passes and self.outcome in ("wrong", "spurious")

    @property
    def row(self) -> Row | None:
        """For the fit; None where there is nothing to fit on."""
        if self.features is None or not self.read:
            return None
        return Row(self.features, self.is_right, self.group, self.unopposed)


@dataclass(frozen=True, slots=True)
class Measured:
    """`missing`: expected fields neither read nor flagged, in words: a page shown as unread, or as somebody else's,
    flags what is on it.

    `idle`: questions about fields that are not on the paper, in words.
    """

    items: tuple[Item, ...]
    pages: int
    missing: tuple[str, ...]
    lost: tuple[str, ...]
    idle: tuple[str, ...] = ()


def measured(stem: str, truth: Found, *, sheets: tuple[Sheet, ...], policy: Policy) -> Measured:
    """Everything about one file."""
    found = extract(sheets, policy=policy, today=TODAY)
    reading = reading_out(Source(stem, ""), sheets, found=found, seconds={}).model_dump(mode="json", by_alias=True)
    traits = {str(name): str(value) for name, value in truth.get("traits", {}).items()}
    case = _Case(stem, truth, reading=reading, found=found, traits=traits)
    items = (*case.fields(), *case.entries())
    flagged = {one["page_no"] for one in reading["warnings"] if one["code"] in _WHOLE_PAGE}
    missing = tuple(
        f"{stem} p{one.page_no} {one.name}: {one.wanted}"
        for one in items
        if _is_missing(one) and one.page_no not in flagged
    )
    return Measured(items, len(sheets), missing, tuple(case.lost), tuple(case.idle))


def _is_missing(one: Item) -> bool:
    return one.outcome == "absent" and one.group != ENTRY


class _Case:
    def __init__(
        self, stem: str, truth: Found, *, reading: Found, found: Extraction, traits: Mapping[str, str]
    ) -> None:
        self.stem, self.truth, self.reading, self.traits, self.found = stem, truth, reading, traits, found
        self.forms = {page["page_no"]: page["form"] for page in truth["pages"]}
        self.by_key = {one.key: one for one in found.fields}
        self.by_seq = {one.seq: one for one in found.entries}
        self.following = fields_asked_once(truth, found)
        self.lost: list[str] = []
        self.idle: list[str] = []

    def fields(self) -> Iterator[Item]:
        unmatched = [one for one in self.reading["fields"] if one["name"] in FACE]
        for want in self.truth["fields"]:
            if want["name"] not in FACE:
                continue
            same = [one for one in unmatched if one["name"] == want["name"] and one["page_no"] == want["page_no"]]
            got = min(same, key=lambda one: (not is_same(want, one), abs(one["index"] - want["index"])), default=None)
            if got is not None:
                unmatched.remove(got)
            if got is not None or want["value"] is not None:
                yield self._field(want, got)
        yield from (self._extra(one) for one in unmatched if one["value"] is not None)
        asked = (one for one in unmatched if one["value"] is None and one["route"] == Route.REVIEW.value)
        self.idle += [f"{self.stem} p{one['page_no']} {one['name']} {one['state']} {one['raw']!r}" for one in asked]

    def _field(self, want: Found, got: Found | None) -> Item:
        if got is None:
            box = tuple(want["box"])
            return self._item(want, None, outcome="absent", within=False, box=box)
        right = is_same(want, got)
        within = right or any(one["value"] == want["value"] for one in got["alternatives"])
        return self._item(want, got, outcome="right" if right else "wrong", within=within, box=tuple(got["box"]))

    def _extra(self, got: Found) -> Item:
        want = {**got, "value": None}
        return self._item(want, got, outcome="spurious", within=False, box=tuple(got["box"]))

    def _item(self, want: Found, got: Found | None, *, outcome: str, within: bool, box: Box) -> Item:
        reading = self.by_key.get(f"p{got['page_no']}.{got['name']}.{got['index']}") if got else None
        group = FIELD_RISK[want["name"]].value
        return Item(
            self.stem, want["page_no"], want["name"], group, outcome, within,
            auto=reading is not None and reading.route is Route.AUTO,
            chance=float(reading.confidence) if reading else 0.0,
            unopposed=reading is not None and stood_unopposed(reading.evidence, reading.reasons),
            read=reading is not None and reading.value is not None,
            form=self.forms.get(want["page_no"], "unknown"), traits=self.traits,
            wanted=str(want["value"]), got=str(got["value"]) if got else "", reasons=_reasons(reading), box=box,
            features=features_of(reading.name, reading.evidence) if reading else None,
            follows=reading is not None and reading.key in self.following,
        )  # fmt: skip

    def entries(self) -> Iterator[Item]:
        wanted, got = self.truth["entries"], self.reading["entries"]
        pairs = matched(wanted, got)
        following = asked_once(self.truth, self.found, pairs={got[right]["seq"]: wanted[left] for left, right in pairs})
        for left, right in pairs:
            yield replace(self._entry(wanted[left], got[right]), follows=got[right]["seq"] in following)
        for place in sorted(set(range(len(wanted))) - {left for left, _ in pairs}):
            want = wanted[place]
            self.lost.append(f"{self.stem} p{want['page_no']} {want['date_raw']} {want['text'][:20]}")
            yield self._contact(want, None, outcome="absent")
        for place in sorted(set(range(len(got))) - {right for _, right in pairs}):
            yield self._contact(got[place], got[place], outcome="spurious")

    def _entry(self, want: Found, got: Found) -> Item:
        same = all(want[part] == got[part] for part in ("date", "method", "staff"))
        return self._contact(want, got, outcome="right" if same else "wrong")

    def _contact(self, want: Found, got: Found | None, *, outcome: str) -> Item:
        entry = self.by_seq.get(got["seq"]) if got else None
        is_true = outcome in ("right", "wrong") and got is not None
        date_right = is_true and got is not None and got["date"] == want["date"]
        offered = {one.value for one in entry.alternatives} if entry else set()
        return Item(
            self.stem, want["page_no"], ENTRY, ENTRY, outcome, within=date_right or want["date"] in offered,
            auto=entry is not None and entry.route is Route.AUTO,
            chance=float(entry.confidence) if entry else 0.0,
            unopposed=entry is not None and stood_unopposed(entry.evidence, entry.reasons),
            read=entry is not None and entry.date is not None,
            form="support_log", traits=self.traits, wanted=_told(want), got=_told(got) if got else "",
            reasons=_reasons(entry), box=tuple(got["box"] if got else want["box"]),
            features=features_of(ENTRY, entry.evidence) if entry else None, date_right=date_right,
            edits=Levenshtein.distance(bare(want["text"]), bare(got["text"])) if is_true and got else 0,
            letters=len(bare(want["text"])) if is_true else 0,
        )  # fmt: skip


def _reasons(one: FieldReading | SupportEntry | None) -> tuple[str, ...]:
    return one.reasons if one is not None else ()


def _told(entry: Found) -> str:
    return f"{entry['date']} {entry['method']} {'・'.join(entry['staff'])}"
