"""Where everything stands, as plain numbers and lists: for `status`, for programs, for the end of the demo."""

from typing import Any

from domain.batch import FileState
from domain.case import ImportStatus
from pipeline.texts import Language, say
from storage.archive import Archive

LISTED = 200  # quarantined items named one by one; more are only counted


def status_report(archive: Archive) -> dict[str, Any]:
    """`adds_up`: every file and page taken in is in an end state. Holds no personal data but file names."""
    counts = archive.counts()
    approved = archive.cases(import_status=ImportStatus.APPROVED, limit=LISTED)
    return {
        "files": dict(counts.files),
        "pages": dict(counts.pages),
        "cases": dict(counts.cases),
        "tasks": counts.tasks,
        "doubts": counts.doubts,
        "approved": len(approved),
        "adds_up": counts.adds_up,
        "unfinished_batches": list(archive.unfinished_batches()),
        "quarantined": [*quarantined_files(archive), *quarantined_pages(archive)],
    }


def quarantined_files(archive: Archive) -> list[dict[str, str]]:
    files = archive.files(state=FileState.QUARANTINED, limit=LISTED)
    return [{"source": one.source, "reason": one.reason} for one in files]


def quarantined_pages(archive: Archive) -> list[dict[str, str]]:
    return [{"source": source, "reason": reason} for source, reason in archive.quarantined_pages(LISTED)]


def status_lines(report: dict[str, Any], lang: Language, *, queued: bool = False) -> list[str]:
    """The same for a person, with the next step last. `queued`: workers read, whoever asks has nothing to start."""
    lines = [numbers(name, report[name], lang=lang) for name in ("files", "pages", "cases")]
    lines.append(f"{say('doubts', lang)}: {report['doubts']} ({report['tasks']} {say('cases', lang)})")
    for one in report["quarantined"]:
        lines.append(f"  {say('quarantined', lang)}: {one['source']} — {one['reason'].splitlines()[0]}")
    for name in report["unfinished_batches"]:
        lines.append(say("unfinished", lang, name=name))
    lines.append(say("balanced" if report["adds_up"] else "unbalanced", lang))
    lines.append(next_step(report, lang, queued=queued))
    return lines


def numbers(name: str, by_state: dict[str, int], *, lang: Language) -> str:
    whole = sum(by_state.values())
    parts = ", ".join(f"{say('state_' + state, lang)} {count}" for state, count in sorted(by_state.items()))
    return f"{say(name, lang)}: {whole}" + (f" ({parts})" if parts else "")


def next_step(report: dict[str, Any], lang: Language, *, queued: bool = False) -> str:
    if not report["files"]:
        return say("next_ingest", lang)
    if not report["adds_up"]:
        return say("next_workers" if queued else "next_work", lang)
    if report["tasks"]:
        return say("next_review", lang, doubts=report["doubts"], tasks=report["tasks"])
    if report["approved"]:
        return say("next_deliver", lang, approved=report["approved"])
    return say("all_done", lang)
