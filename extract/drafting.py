"""From a place on paper to a reading: parse with what is known around it, gather the evidence, say what is in doubt.

Never routes and never raises on any writing; a value that is not understood stays as text with a reason.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from domain.field import Alternative, Evidence, FieldReading, FieldState, Route
from domain.geometry import Box, Confidence, confidence
from extract.finders.boxes import boxed
from extract.finders.choices import named_marks
from extract.finders.found import Found
from extract.form import Field
from extract.ink import Ink, ink_of
from extract.layout import Layout
from extract.lying import ends_at_edge
from extract.selection import Chosen
from extract.trust.decode import decode
from extract.values.kinds import parse_field
from extract.values.parsed import Context, Parsed, distinct, others

NOWHERE = Box(0, 0, 0, 0)
# Values with a grammar tight enough for the readers' runners-up to be worth trying.
DECODED = frozenset(("wareki", "phone", "postcode", "care_level", "handbook"))
# Boxes to tick before the era words of a date.
_UNBOXED = re.compile(r"[□☐☑☒■✓✔]")
LONGEST_DECODED = 40
# Doubts about which mark counts are not settled by other letters.
_LEFT_OPEN = frozenset(("no_mark", "two_marks"))
# A valid value this many nats of ink away from the letters read is offered as the value, for a person to confirm.
_REACH_NATS = -9.0


@dataclass(frozen=True, slots=True)
class Draft:
    """A reading before routing. `ink`: what the readers say for its letters. `parts` as the value parser named them."""

    reading: FieldReading
    ink: Confidence
    field: Field | None = None
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> str:
        return self.reading.name

    def part(self, name: str) -> str | None:
        return next((text for key, text in self.parts if key == name), None)

    def changed(self, **changes: object) -> "Draft":
        """The same draft with attributes of its reading changed."""
        return replace(self, reading=replace(self.reading, **changes))  # type: ignore[arg-type]  # replace checks the names


def draft(chosen: Chosen, layout: Layout, *, context: Context) -> Draft:
    """The reading of one chosen place; of a field that was expected and not found, its absence."""
    if chosen.found is None:
        return _absent(chosen, layout)
    found, field = chosen.found, chosen.field
    raw = str(found.value)
    read = _UNBOXED.sub(" ", raw) if field.kind == "wareki" else raw
    surroundings = context.now(
        marks=named_marks(found.marks, raw),
        options=distinct((*(mark.label for mark in found.marks), *field.options)),
        label=found.printed,
    )
    parsed = _unhidden(parse_field(field.name, read, context=surroundings), found, context=surroundings)
    parsed = _with_struck(parsed, found, field=field, context=surroundings)
    ink = ink_of(found.value, layout)
    parsed = _at_home(_decoded(parsed, found, context=surroundings), field)
    reading = FieldReading(
        name=field.name,
        raw=raw,
        value=parsed.value,
        confidence=confidence(0.0),
        route=Route.REVIEW,
        state=_state(parsed, found),
        page_no=layout.page_no,
        box=layout.frame.out(found.region),
        label=found.printed,
        index=chosen.index,
        precision=parsed.precision,
        inferred=parsed.inferred,
        reasons=(*_reasons(parsed, found, field=field, ink=ink), *_torn(found, layout)),
        alternatives=parsed.alternatives,
        evidence=_evidence(parsed, found, ink=ink),
    )
    return Draft(reading, ink.confidence, field, parsed.parts)


def _at_home(parsed: Parsed, field: Field) -> Parsed:
    """A mobile number in the place of the telephone at home may be its neighbour's: the label is asked about."""
    strange = field.name == "phone" and ("kind", "mobile") in parsed.parts
    return parsed.with_reasons("label_unread") if strange else parsed


def _with_struck(parsed: Parsed, found: Found, *, field: Field, context: Context) -> Parsed:
    """A place whose only writing was taken for crossed out: what stood there is offered, never taken."""
    if parsed.value is not None or found.value.compact or not found.struck:
        return parsed
    told = (parse_field(field.name, text, context=context).value for text in found.struck)
    offered = [Alternative(value, "二重線で消された記入") for value in told if value]
    return replace(parsed, alternatives=others(None, (*parsed.alternatives, *offered)))


def _unhidden(parsed: Parsed, found: Found, *, context: Context) -> Parsed:
    """Where no mark was found and one option alone has lost its box: that one, for a person to confirm."""
    if "no_mark" not in parsed.reasons or found.wording is None or found.wording.field is None:
        return parsed
    bare = boxed(str(found.value), found.marks).suspected
    if not bare:
        return parsed
    likely = parse_field(found.wording.field.name, "・".join(bare), context=context.now(marks=bare))
    if likely.value is None:
        return parsed
    rest = others(likely.value, (*parsed.alternatives, *likely.alternatives))
    return Parsed(likely.value, inferred=True, reasons=parsed.reasons, alternatives=rest, parts=likely.parts)


def _torn(found: Found, layout: Layout) -> tuple[str, ...]:
    """Writing that runs to the edge of the scan may have gone on beyond it."""
    reaches = found.value.compact and ends_at_edge(layout.frame.out(found.value.box), layout.sheet.page)
    return ("page_poor_scan",) if reaches else ()


def _state(parsed: Parsed, found: Found) -> FieldState:
    if not found.value.compact and not any(mark.on for mark in found.marks):
        return FieldState.BLANK_ON_PAPER
    return parsed.state


def _reasons(parsed: Parsed, found: Found, *, field: Field, ink: Ink) -> tuple[str, ...]:
    # A line's doubt about 髙 and 高 concerns the names in it.
    named = field.kind in ("person_name", "staff")
    told = () if _by_mark(parsed) else ink.reasons
    codes = [*parsed.reasons, *(code for code in told if named or code != "variant_name")]
    if found.struck:
        codes.append("struck_text")
    if found.score < 0.85:
        codes.append("low_confidence")
    if _state(parsed, found) is FieldState.BLANK_ON_PAPER:
        # That a reader saw nothing does not prove that nothing is written.
        codes = ["blank_sample"] if field.name != "localItem" else []
        codes += ["struck_text"] if found.struck else []
    marks = [mark for mark in found.marks if mark.on]
    if marks and min(float(mark.confidence) for mark in marks) < 0.5:
        codes.append("stray_mark")
    return distinct(codes)


def _evidence(parsed: Parsed, found: Found, *, ink: Ink) -> tuple[Evidence, ...]:
    own = [one for one in parsed.evidence if one.agrees is not None]
    reads = [ink.readers] if ink.readers.agrees is not None and found.value.compact else []
    reads = [one for one in reads if one.agrees or not _by_mark(parsed)]
    return (*own, *reads)


def _by_mark(parsed: Parsed) -> bool:
    """A mark chose the value: how the readers spell the boxes and options around it says nothing against it."""
    return any(one.signal == "mark" and one.agrees for one in parsed.evidence)


def _decoded(parsed: Parsed, found: Found, *, context: Context) -> Parsed:
    """Other values within reach of the readers' runners-up, for the clerk; never taken instead of what was read."""
    field = found.wording.field if found.wording else None
    if field is None or field.kind not in DECODED or not 0 < len(found.value.signs) <= LONGEST_DECODED:
        return parsed
    if _LEFT_OPEN & set(parsed.reasons) or _by_mark(parsed):
        # What a mark says does not hang on the letters: their odds would be no witness of it.
        return parsed
    reached = decode(
        found.value.signs, lambda raw, around: parse_field(field.name, raw, context=around), context=context
    )
    best = reached.best
    if best and parsed.value is None and reached.ratio > _REACH_NATS:
        rest = others(best.parsed.value, [*parsed.alternatives, *reached.alternatives])
        mended = replace(best.parsed, alternatives=rest, inferred=True)
        return mended.with_reasons(*parsed.reasons, "lookalike")
    offered = [one for one in reached.alternatives if one.value != parsed.value]
    if best and best.parsed.value and best.parsed.value != parsed.value:
        offered = [Alternative(best.parsed.value, f"読み「{best.text}」"), *offered]
        parsed = parsed.with_reasons("lookalike")
    every = others(parsed.value, [*parsed.alternatives, *offered])
    return replace(parsed, alternatives=every).with_evidence(reached.evidence)


def _absent(chosen: Chosen, layout: Layout) -> Draft:
    reading = FieldReading(
        name=chosen.field.name,
        raw="",
        value=None,
        confidence=confidence(0.0),
        route=Route.REVIEW,
        state=FieldState.NOT_ON_FORM,
        page_no=layout.page_no,
        box=NOWHERE,
        label=chosen.field.labels[0],
        reasons=("expected_not_found",),
    )
    return Draft(reading, confidence(0.0), chosen.field)


def expand_staff(one: Draft) -> tuple[Draft, ...]:
    """Several names in one place: the field repeats, each with the whole writing as its raw."""
    names = [text for key, text in one.parts if key == "name"]
    if one.name != "staff" or len(names) < 2:
        return (one,)
    return tuple(one.changed(value=name) for name in names)


def reindexed(drafts: tuple[Draft, ...]) -> tuple[Draft, ...]:
    """Repeats of a name on a page counted from 0 in order."""
    seen: dict[str, int] = {}
    done: list[Draft] = []
    for one in drafts:
        done.append(one.changed(index=seen.get(one.name, 0)))
        seen[one.name] = seen.get(one.name, 0) + 1
    return tuple(done)


def surroundings(values: Mapping[str, str], *, today: date, record_date: date | None) -> Context:
    """What the sister fields of a page lend to one another: raw texts by field name."""
    return Context(
        today,
        record_date=record_date,
        kana=values.get("fullNameKana") or None,
        name=values.get("fullName") or None,
        postcode=values.get("postcode") or None,
        address=values.get("address") or None,
    )
