"""Puts one section into docs/benchmarks.md, between its marks; what else stands there stays."""

from pathlib import Path

NOTE = Path("docs/benchmarks.md")


def put(name: str, section: str) -> None:
    """At the end of the page when the section is new."""
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    text = NOTE.read_text(encoding="utf-8")
    body = f"{start}\n{section}\n{end}"
    if start in text:
        head, rest = text.split(start, 1)
        text = head + body + rest.split(end, 1)[1]
    else:
        text = text.rstrip("\n") + "\n\n" + body + "\n"
    NOTE.write_text(text, encoding="utf-8")
