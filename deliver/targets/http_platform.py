"""The shared platform over HTTPS, as docs/schema/platform.openapi.json describes it: batches, receipts, recall.

Every question may be asked again without harm. A refusal of a whole batch is narrowed down to the case that is meant.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from deliver.client import Client, Question
from deliver.packing import Parcel, batch_key, key_of_line
from deliver.published import SCHEMA_NAME
from deliver.record import canonical
from deliver.target import Options
from domain.batch import Receipt
from domain.errors import DeliveryError, NotThePlatform, RecordRefused

API = "tsuzuri.platform/1"
STATUSES = frozenset(("filed", "already_filed", "refused"))
ASKED_AT_ONCE = 100


@dataclass(frozen=True)
class HttpPlatform:
    options: Options
    name: str = "http_platform"
    batch_size: int = 50

    @property
    def place(self) -> str:
        return self.options.url.rstrip("/")

    def send(self, batch_key: str, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]:
        if not parcels:
            return ()
        refused = {one.case_id: said for one in parcels if (said := self._pictures(one)) is not None}
        rest = tuple(one for one in parcels if one.case_id not in refused)
        found = {one.case_id: one for one in self._file(rest)} | refused
        return tuple(found[one.case_id] for one in parcels)

    def holds(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        wanted, found = list(case_ids), dict[str, str]()
        for at in range(0, len(wanted), ASKED_AT_ONCE):
            some = wanted[at : at + ASKED_AT_ONCE]
            answer = self._ask("/v1/records/query", {"case_ids": some})
            for one in _objects(answer, "records"):
                found[str(one.get("case_id"))] = _key_there(one)
        return {case_id: key for case_id, key in found.items() if case_id in set(wanted)}

    def recall(self, keys: Mapping[str, str], *, reason: str) -> tuple[Receipt, ...]:
        records = [{"case_id": case_id, "key": key} for case_id, key in sorted(keys.items())]
        asked = {"reason": reason, "records": records}
        key = sha256(canonical({"recall": list(keys.values())})).hexdigest()
        answer = self._ask("/v1/recalls", asked, key=key)
        said = {str(one.get("case_id")): str(one.get("status")) for one in _objects(answer, "receipts")}
        if not keys.keys() <= said.keys():
            raise DeliveryError("the platform said nothing about some of the recalled cases; ask again")
        return tuple(Receipt(case_id, key, said[case_id], reason, self.place) for case_id, key in keys.items())

    def _file(self, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]:
        """Asks until every parcel has its receipt; a refusal without names halves the batch."""
        if not parcels:
            return ()
        found: dict[str, Receipt] = {}
        for _ in range(len(self.options.waits_s) + 1):
            open_ones = tuple(one for one in parcels if one.case_id not in found)
            if not open_ones:
                return tuple(found.values())
            try:
                found |= self._posted(open_ones)
            except RecordRefused as refusal:
                if len(open_ones) == 1:
                    one = open_ones[0]
                    return (*found.values(), Receipt(one.case_id, one.key, "refused", str(refusal), self.place))
                half = len(open_ones) // 2
                return (*found.values(), *self._file(open_ones[:half]), *self._file(open_ones[half:]))
        if any(one.case_id not in found for one in parcels):
            raise DeliveryError("the platform gave no receipt for some cases; deliver again asks what arrived")
        return tuple(found.values())

    def _posted(self, parcels: tuple[Parcel, ...]) -> dict[str, Receipt]:
        head = {"api": API, "schema": SCHEMA_NAME, "office": self.options.office}
        head["municipality_code"] = self.options.municipality_code
        lines = b",".join(_line(one) for one in parcels)
        body = json.dumps(head, ensure_ascii=False).encode()[:-1] + b', "records": [' + lines + b"]}"
        answer = self._client.ask(Question("POST", "/v1/batches", body, key=batch_key(one.key for one in parcels)))
        return self._receipts(answer, parcels)

    def _receipts(self, answer: Mapping[str, object], parcels: tuple[Parcel, ...]) -> dict[str, Receipt]:
        sent, found = {one.case_id: one for one in parcels}, dict[str, Receipt]()
        for one in _objects(answer, "receipts"):
            case_id, status = str(one.get("case_id")), str(one.get("status"))
            if case_id not in sent or one.get("key") != sent[case_id].key or status not in STATUSES:
                raise NotThePlatform("a receipt for something that was not sent; look at the platform before going on")
            if case_id in found and found[case_id].status != status and "refused" in (found[case_id].status, status):
                raise NotThePlatform(f"two receipts for case {case_id} that contradict one another")
            reason = str(one.get("reason") or "")[:500]
            found.setdefault(case_id, Receipt(case_id, sent[case_id].key, status, reason, self.place))
        return found

    def _pictures(self, parcel: Parcel) -> Receipt | None:
        """Uploads the pictures that the platform does not have; a refusal is the case's."""
        hashes = [page.sha256 for page in parcel.record.common.pages if page.file and page.sha256]
        if not hashes:
            return None
        try:
            answer = self._ask("/v1/pictures/missing", {"sha256": hashes})
            missing = answer.get("missing")
            for _, picture in parcel.pages():
                sha = sha256(picture).hexdigest()
                if isinstance(missing, list) and sha in missing:
                    self._client.ask(Question("PUT", f"/v1/pictures/{sha}", picture, "image/jpeg", key=sha))
        except RecordRefused as refusal:
            return Receipt(parcel.case_id, parcel.key, "refused", str(refusal), self.place)
        return None

    def _ask(self, path: str, content: object, *, key: str = "") -> Mapping[str, object]:
        return self._client.ask(Question("POST", path, json.dumps(content, ensure_ascii=False).encode(), key=key))

    @cached_property
    def _client(self) -> Client:
        """Opened on the first question, which asks whether this is a platform we know."""
        client = Client(self.options)
        about = client.ask(Question("GET", "/v1/about"))
        if about.get("api") != API:
            raise NotThePlatform(f"wanted a platform that speaks {API}, found {about.get('api')!r}")
        return client


def _line(one: Parcel) -> bytes:
    head = {"case_id": one.case_id, "key": one.key, "content_hash": one.content_hash, "replaces": one.replaces or None}
    return json.dumps(head).encode()[:-1] + b', "record": ' + one.line + b', "record_2": ' + one.second() + b"}"


def _objects(answer: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    found = answer.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise NotThePlatform(f"wanted a list {name!r} in the answer, found something else")
    return found


def _key_there(one: Mapping[str, object]) -> str:
    try:
        return key_of_line(json.dumps(one.get("record")).encode())
    except ValueError:
        return ""


def TARGET(options: Options) -> HttpPlatform:  # noqa: N802 - the shelf's name for its part
    return HttpPlatform(options)
