"""Compares readings (`tsuzuri read` output or extractions) with the truth of drawn papers.

Per field: right, wrong, absent, auto, review, silent (auto and wrong). Entries: found, spurious, date right, character
errors. Prints a table, writes JSON. Usage: score_reading.py --truth DIR --readings FILE.jsonl [--json OUT]
"""

import argparse
import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

Reading = dict[str, Any]
FACE = (
    "caseNumber", "fullName", "fullNameKana", "dateOfBirth", "sex", "address", "registeredAddress", "postcode",
    "phone", "mobilePhone", "emergencyPhone", "receivedDate", "staff", "route", "method", "chiefComplaint", "careLevel",
    "handbook", "benefit",
)  # fmt: skip
RUNNING_TEXT = ("address", "registeredAddress", "chiefComplaint", "benefit", "localItem")
# An entry is the same contact when date or text agree this far.
SAME_TEXT = 0.45


@dataclass
class FieldScore:
    right: int = 0
    wrong: int = 0
    absent: int = 0
    within: int = 0
    auto: int = 0
    review: int = 0
    silent: int = 0
    spurious: int = 0

    @property
    def total(self) -> int:
        return self.right + self.wrong + self.absent


@dataclass
class EntryScore:
    truth: int = 0
    found: int = 0
    spurious: int = 0
    date_right: int = 0
    method_right: int = 0
    staff_right: int = 0
    ordered: int = 0
    auto: int = 0
    silent: int = 0
    characters: int = 0
    errors: int = 0


@dataclass
class Score:
    """Counts over all files given to `add`; `cases` says in words what went wrong."""

    fields: dict[str, FieldScore] = field(default_factory=lambda: defaultdict(FieldScore))
    entries: EntryScore = field(default_factory=EntryScore)
    members: Counter[str] = field(default_factory=Counter)
    consent: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    forms: Counter[str] = field(default_factory=Counter)
    local: Counter[str] = field(default_factory=Counter)
    cases: list[str] = field(default_factory=list)

    def add(self, truth: Reading, reading: Reading) -> None:
        """One file. Pages are matched by number."""
        source = truth["source"]
        self._fields(truth, reading, source=source)
        self._entries(truth, reading, source=source)
        self._others(truth, reading, source=source)

    def _fields(self, truth: Reading, reading: Reading, *, source: str) -> None:
        unmatched = [one for one in reading["fields"] if one["name"] in FACE]
        for want in truth["fields"]:
            if want["name"] not in FACE:
                continue
            same = [one for one in unmatched if one["name"] == want["name"] and one["page_no"] == want["page_no"]]
            got = min(same, key=lambda one: (not is_same(want, one), abs(one["index"] - want["index"])), default=None)
            if got is not None:
                unmatched.remove(got)
            self._field(want, got, source=source)
        for extra in unmatched:
            self._extra(extra, source=source)

    def _field(self, want: Reading, got: Reading | None, *, source: str) -> None:
        score, where = self.fields[want["name"]], f"{source} p{want['page_no']} {want['name']}"
        if got is None:
            if want["value"] is None:
                return
            score.absent += 1
            self.cases.append(f"{where}: absent, wanted {want['value']!r}")
            return
        score.auto += got["route"] == "auto"
        score.review += got["route"] == "review"
        if is_same(want, got):
            score.right += 1
            score.within += 1
            return
        score.wrong += 1
        score.within += any(one["value"] == want["value"] for one in got["alternatives"])
        silent = got["route"] == "auto"
        score.silent += silent
        word = "SILENT" if silent else "wrong"
        self.cases.append(
            f"{where}: {word}, wanted {want['value']!r}, got {got['value']!r} from {got['raw']!r} {got['reasons']}"
        )

    def _extra(self, extra: Reading, *, source: str) -> None:
        if extra["value"] is None:
            return
        score = self.fields[extra["name"]]
        score.spurious += 1
        silent = extra["route"] == "auto"
        score.silent += silent
        where = f"{source} p{extra['page_no']} {extra['name']}"
        self.cases.append(
            f"{where}: {'SILENT ' if silent else ''}spurious {extra['value']!r} under {extra.get('label', '')!r}"
        )

    def _entries(self, truth: Reading, reading: Reading, *, source: str) -> None:
        wanted, got = truth["entries"], reading["entries"]
        pairs = matched(wanted, got)
        score = self.entries
        score.truth += len(wanted)
        score.found += len(pairs)
        score.spurious += len(got) - len(pairs)
        places = [right for _, right in pairs]
        score.ordered += sum(1 for left, right in pairwise(places) if left < right) + bool(places)
        for left, right in pairs:
            self._entry(wanted[left], got[right], source=source)
        lost = set(range(len(wanted))) - {left for left, _ in pairs}
        self.cases += [
            f"{source} entry {wanted[one]['seq']} lost: {wanted[one]['date_raw']} {wanted[one]['text'][:20]}"
            for one in sorted(lost)
        ]
        extra = set(range(len(got))) - {right for _, right in pairs}
        self.cases += [
            f"{source} entry spurious: {got[one]['date_raw']} {got[one]['text'][:20]}" for one in sorted(extra)
        ]

    def _entry(self, want: Reading, got: Reading, *, source: str) -> None:
        score, where = self.entries, f"{source} entry {want['seq']}"
        score.characters += len(bare(want["text"]))
        score.errors += Levenshtein.distance(bare(want["text"]), bare(got["text"]))
        score.auto += got["route"] == "auto"
        right = {
            "date": want["date"] == got["date"],
            "method": want["method"] == got["method"],
            "staff": want["staff"] == got["staff"],
        }
        score.date_right += right["date"]
        score.method_right += right["method"]
        score.staff_right += right["staff"]
        wrong = [name for name, good in right.items() if not good]
        silent = got["route"] == "auto" and bool(wrong)
        score.silent += silent
        for name in wrong:
            word, why = "SILENT" if silent else "wrong", f"{got['date_raw']!r} {got['reasons']}"
            self.cases.append(f"{where} {name}: {word}, wanted {want[name]!r}, got {got[name]!r} ({why})")

    def _others(self, truth: Reading, reading: Reading, *, source: str) -> None:
        forms = {page["page_no"]: page["form"] for page in reading["pages"]}
        for page in truth["pages"]:
            good = forms.get(page["page_no"]) == page["form"]
            self.forms["right" if good else "wrong"] += 1
            if not good:
                self.cases.append(
                    f"{source} p{page['page_no']} form: wanted {page['form']}, got {forms.get(page['page_no'])}"
                )
        self._members(truth["members"], reading["members"], source=source)
        self._consent(truth["consent"], reading["consent"], source=source)
        codes = {(one["code"], one["page_no"]) for one in reading["warnings"]}
        for one in truth["warnings"]:
            good = (one["code"], one["page_no"]) in codes
            self.warnings["found" if good else "missed"] += 1
            if not good:
                self.cases.append(f"{source} p{one['page_no']} warning missed: {one['code']}")
        self._local(truth, reading, source=source)

    def _local(self, truth: Reading, reading: Reading, *, source: str) -> None:
        """Local items: is what was written anywhere in the reading of that page."""
        for want in truth["fields"]:
            if want["name"] != "localItem" or not want["value"]:
                continue
            said = "".join(
                _folded(one.get("label", "") + one["raw"] + (one["value"] or ""))
                for one in reading["fields"]
                if one["page_no"] == want["page_no"]
            )
            kept = _found_in(_folded(want["raw"]), said)
            self.local["kept" if kept else "lost"] += 1
            if not kept:
                self.cases.append(f"{source} p{want['page_no']} local item lost: {want['label']} {want['raw'][:30]!r}")

    def _members(self, wanted: list[Reading], got: list[Reading], *, source: str) -> None:
        left = list(got)
        for want in wanted:
            same = [
                one
                for one in left
                if bare(one["name"]) == bare(want["name"]) and one["relationship_raw"] == want["relationship_raw"]
            ]
            near = same or [
                one
                for one in left
                if bare(one["name"]) == bare(want["name"]) or one["relationship_raw"] == want["relationship_raw"]
            ]
            if not near:
                self.members["absent"] += 1
                self.cases.append(f"{source} member absent: {want['relationship_raw']} {want['name']}")
                continue
            left.remove(near[0])
            keys = ("name", "relationship", "dateOfBirth", "age", "living")
            wrong = [key for key in keys if near[0][key] != want[key]]
            self.members["right" if not wrong else "wrong"] += 1
            self.members["silent"] += bool(wrong) and near[0]["route"] == "auto"
            for key in wrong:
                self.cases.append(f"{source} member {want['name']} {key}: wanted {want[key]!r}, got {near[0][key]!r}")
        self.members["spurious"] += len(left)
        self.cases += [f"{source} member spurious: {one['relationship_raw']} {one['name']}" for one in left]

    def _consent(self, want: Reading | None, got: Reading | None, *, source: str) -> None:
        if want is None:
            self.consent["spurious"] += got is not None
            return
        keys = ("signedOn", "scope", "agencies", "exclusions", "validUntil", "untilSupportEnds", "proxy")
        for key in keys:
            good = got is not None and got[key] == want[key]
            self.consent["right" if good else "wrong"] += 1
            if not good:
                self.cases.append(f"{source} consent {key}: wanted {want[key]!r}, got {got[key] if got else None!r}")


def is_same(want: Reading, got: Reading) -> bool:
    """Names, dates and numbers to the letter; in running text the width of a bracket is not seen on paper."""
    if want["name"] in RUNNING_TEXT and want["value"] and got["value"]:
        return _folded(want["value"]) == _folded(got["value"])
    return bool(got["value"] == want["value"])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", bare(text))


def bare(text: str) -> str:
    """For comparing what is written: white space aside, look-alike punctuation folded."""
    return "".join(text.split()).translate(str.maketrans("·･（）：〜", "・・():～"))


def _found_in(wanted: str, said: str) -> bool:
    """Whether most of `wanted` is there in pieces of four characters."""
    pieces = [wanted[place : place + 4] for place in range(0, len(wanted), 4)]
    return sum(piece in said for piece in pieces) >= 0.5 * len(pieces)


def matched(wanted: list[Reading], got: list[Reading]) -> list[tuple[int, int]]:
    """Pairs of the same contact, best first, each entry once, in the order of the truth."""
    likeness = sorted(
        (
            (_alike(want, one), -abs(left - right), left, right)
            for left, want in enumerate(wanted)
            for right, one in enumerate(got)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for alike, _, left, right in likeness:
        if alike >= SAME_TEXT and left not in pairs and right not in pairs.values():
            pairs[left] = right
    return sorted(pairs.items())


def _alike(want: Reading, got: Reading) -> float:
    text = Levenshtein.normalized_similarity(bare(want["text"]), bare(got["text"]))
    return text + (0.2 if want["date"] == got["date"] else 0.0) + (0.1 if want["page_no"] == got["page_no"] else 0.0)


COLUMNS = ("total", "right", "within", "wrong", "absent", "auto", "review", "silent", "spurious")


def table(score: Score) -> str:
    lines = [f"{'field':18}" + "".join(f"{name:>9}" for name in COLUMNS)]
    lines += [_row(name, score.fields[name]) for name in FACE if name in score.fields]
    lines.append(_row("all fields", _summed(score.fields.values())))
    entries = vars(score.entries)
    rate = entries["errors"] / entries["characters"] if entries["characters"] else 0.0
    lines.append(
        "entries: " + ", ".join(f"{name} {count}" for name, count in entries.items()) + f"; text CER {rate:.2%}"
    )
    lines += [f"{name}: {dict(getattr(score, name))}" for name in ("forms", "members", "consent", "warnings", "local")]
    return "\n".join(lines)


def _row(name: str, one: FieldScore) -> str:
    share = f"  {one.right / one.total:6.1%} right" if one.total else ""
    return f"{name:18}" + "".join(f"{getattr(one, column):9}" for column in COLUMNS) + share


def _summed(scores: Iterable[FieldScore]) -> FieldScore:
    whole = FieldScore()
    for one in scores:
        for name in ("right", "wrong", "absent", "within", "auto", "review", "silent", "spurious"):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
    return whole


def as_json(score: Score) -> Reading:
    return {
        "fields": {name: {**vars(one), "total": one.total} for name, one in score.fields.items()},
        "entries": vars(score.entries),
        **{name: dict(getattr(score, name)) for name in ("forms", "members", "consent", "warnings", "local")},
        "cases": score.cases,
    }


def readings(path: Path) -> Iterator[Reading]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def truth_for(reading: Reading, folder: Path) -> Reading | None:
    """The truth beside the paper: by the name of the file or folder without its endings."""
    stem = Path(reading["source"]).name.split(".")[0]
    path = folder / f"{stem}.truth.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--truth", type=Path, required=True, help="folder of *.truth.json")
    parser.add_argument("--readings", type=Path, required=True, help="JSON Lines of `tsuzuri read`")
    parser.add_argument("--json", type=Path, help="where to write all counts")
    parser.add_argument("--cases", action="store_true", help="print what went wrong, one line each")
    asked = parser.parse_args()
    score = Score()
    for reading in readings(asked.readings):
        truth = truth_for(reading, asked.truth)
        if truth is None:
            print(f"no truth for {reading['source']}", file=sys.stderr)
            continue
        score.add(truth, reading)
    print(table(score))
    if asked.cases:
        print("\n".join(score.cases))
    if asked.json:
        asked.json.write_text(json.dumps(as_json(score), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
