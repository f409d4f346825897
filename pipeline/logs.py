"""What the line did, one JSON object a line on standard error: ids, codes and seconds, never a word from a paper.

File names and error sentences are left out on purpose: an office names its scans after people.
"""

import json
import logging
import sys
import time

EVENTS = frozenset({"done", "failed", "bug", "unknown_stage", "worker_up", "worker_down", "waiting", "fed"})
_LOG = logging.getLogger("tsuzuri.line")


def note(event: str, **facts: str | float | int) -> None:
    """`facts`: stage, key, code, seconds, worker, count. Any other name is refused, so that nothing slips in."""
    if event not in EVENTS or not facts.keys() <= {"stage", "key", "code", "seconds", "worker", "count"}:
        raise ValueError(f"not an event of the line: {event} {sorted(facts)}")
    if _LOG.isEnabledFor(logging.INFO):
        rounded = {name: round(value, 4) if isinstance(value, float) else value for name, value in facts.items()}
        _LOG.info(json.dumps({"at": round(time.time(), 3), "event": event, **rounded}))


def open_log(chosen: str) -> None:
    """`json` writes events; "" stays silent. The queue's own log is kept to what needs a person, without tracebacks."""
    queue_log = logging.getLogger("rq")
    queue_log.setLevel(logging.CRITICAL)
    queue_log.propagate = False
    if chosen == "json" and not _LOG.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(logging.Formatter("%(message)s"))
        _LOG.addHandler(handler)
        _LOG.setLevel(logging.INFO)
        _LOG.propagate = False
