"""One question to the platform and its answer: growing waits where it is silent, a clear error where it is not itself.

Refuses to follow redirects, to accept a certificate it cannot check, to send records over an open line, and to take an
answer for a platform's that is none.
"""

import json
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx

from deliver.target import Options
from domain.errors import ConfigError, DeliveryError, NotThePlatform, RecordRefused

ANSWER_BYTES = 64 << 20
LOOPBACK = ("localhost", "127.0.0.1", "::1")
# Not now, says the platform; the same question again may be answered.
LATER = frozenset((408, 425, 429))
CREDENTIALS = frozenset((401, 403))
# The record's own fault, as against a wrong address.
REFUSALS = frozenset((400, 409, 413, 422))


class Silence(Exception):
    """No whole answer came; asking again is safe because every question carries its key."""


@dataclass(frozen=True, slots=True)
class Question:
    """`body` as bytes of `kind`; `key`: the idempotency key, the same for every try."""

    method: str
    path: str
    body: bytes = b""
    kind: str = "application/json"
    key: str = ""


@dataclass
class Client:
    """Opened for one address; asks one question at a time."""

    options: Options
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        url = urlsplit(self.options.url)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise ConfigError(f"the platform's address must begin with https://, found {self.options.url!r}")
        if url.scheme == "http" and url.hostname not in LOOPBACK:
            raise ConfigError(f"records do not travel over an open line: {self.options.url} must begin with https://")
        trust = self.options.trust
        if trust is not None and not trust.is_file():
            raise ConfigError(f"there is no certificate file {trust}")
        headers = {"Authorization": f"Bearer {self.options.token}"} if self.options.token else {}
        self._http = httpx.Client(
            base_url=self.options.url,
            headers=headers,
            timeout=self.options.timeout_s,
            verify=httpx.create_ssl_context(verify=str(trust)) if trust else True,
            follow_redirects=False,
            trust_env=False,
        )
        weakref.finalize(self, self._http.close)

    def ask(self, question: Question) -> Mapping[str, object]:
        """The answer as a JSON object. Raises DeliveryError, NotThePlatform or RecordRefused (with its reason)."""
        for wait in (*self.options.waits_s, None):
            try:
                return self._once(question)
            except Silence as silence:
                if wait is None:
                    tries = len(self.options.waits_s) + 1
                    raise DeliveryError(f"the platform did not answer in {tries} tries: {silence}") from silence
                self.options.sleep(wait)
        raise AssertionError("the last try answers or raises")

    def _once(self, question: Question) -> Mapping[str, object]:
        headers = {"Content-Type": question.kind}
        if question.key:
            headers["Idempotency-Key"] = question.key
        until = time.monotonic() + self.options.timeout_s
        try:
            with self._http.stream(
                question.method, question.path, content=question.body or None, headers=headers
            ) as answer:
                body = _read(answer, until)
        except httpx.TransportError as error:
            raise _heard(error) from error
        return _judged(answer, body)


def _read(answer: httpx.Response, until: float) -> bytes:
    """A platform that sends a drop at a time is silent too: the whole answer has one time limit."""
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_bytes():
        parts.append(part)
        size += len(part)
        if time.monotonic() > until:
            raise Silence("the answer took too long")
        if size > ANSWER_BYTES:
            raise NotThePlatform(f"an answer of more than {ANSWER_BYTES >> 20} MB; nothing was taken from it")
    return b"".join(parts)


def _heard(error: httpx.TransportError) -> Exception:
    if "CERTIFICATE_VERIFY_FAILED" in str(error):
        return NotThePlatform(f"its certificate cannot be trusted; nothing was handed over ({error})")
    return Silence(f"{type(error).__name__} {error}".strip())


def _judged(answer: httpx.Response, body: bytes) -> Mapping[str, object]:
    code, kind = answer.status_code, answer.headers.get("content-type", "").partition(";")[0].strip()
    if code >= 500 or code in LATER:
        raise Silence(f"status {code}")
    if code in CREDENTIALS:
        raise NotThePlatform(f"it does not let us in (status {code}); the token must be set: TSUZURI_PLATFORM_TOKEN")
    if code in REFUSALS:
        raise RecordRefused(_reason(body) or f"status {code}")
    if not 200 <= code < 300:
        raise NotThePlatform(f"status {code} where the platform answers 200; the address may be wrong")
    if kind != "application/json":
        raise NotThePlatform(f"wanted JSON, found {kind or 'no content type'}; the address may be wrong")
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Silence("the answer broke off") from error
    if not isinstance(found, dict):
        raise NotThePlatform("wanted a JSON object, found something else")
    return found


def _reason(body: bytes) -> str:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    said = found.get("reason") if isinstance(found, dict) else None
    return str(said)[:500] if said else ""
