"""The whole corpus of faulty papers, and names that file systems allow. Everything is made on the spot from code."""

from pathlib import Path

from tests.faults import pdfs, rare_pdfs, rare_stills, rare_tiffs, stills, tiffs
from tests.faults.case import Case, drawing, saved

NAMES = (
    b"\x83e\x83X\x83g.jpg",  # CP932
    "か\u3099ぎ.jpg".encode(),  # decomposed
    "\u202egpj.exe.jpg".encode(),  # written from right to left
    b"line\nbreak.jpg",
    b"-rf.jpg",
    b"100%s %d.jpg",
    b"  spaces  .jpg",
    b"back\\slash.jpg",
    "絵文字👵🏻と異体字葛󠄀.jpg".encode(),
    b"x" * 250 + b".jpg",
    b"\xff\xfe\x01\x1b[31m.jpg",
)


def not_scans() -> list[Case]:
    unknown = "UnknownFormat"
    return [
        Case("zero-bytes", lambda: b"", "EmptyPaper"),
        Case("zeros", lambda: bytes(100_000), unknown),
        Case("text", lambda: "相談記録\n".encode() * 30, unknown),
        Case("html", lambda: b"<!DOCTYPE html><html></html>", unknown),
        Case("zip", lambda: b"PK\x03\x04" + bytes(200), unknown),
        Case("old-office", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), unknown),
        Case("program", lambda: b"MZ" + bytes(300), unknown),
        Case("gif", lambda: saved(drawing("L"), "GIF"), unknown),
        Case("svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", unknown),
        Case("heic", lambda: b"\0\0\0\x18ftypheic" + bytes(100), unknown),
        Case("noise", lambda: bytes((one * 7919 >> 3) % 251 for one in range(5000)), unknown),
        Case("one-byte", lambda: b"I", unknown),
        Case("postscript", lambda: b"%!PS-Adobe-3.0\nshowpage", unknown),
    ]


def corpus() -> tuple[Case, ...]:
    """More than 300 papers; names are unique and good as file names."""
    common = (*stills.jpegs(), *stills.others(), *tiffs.cases(), *pdfs.cases(), *not_scans())
    return (*common, *rare_stills.cases(), *rare_tiffs.cases(), *rare_pdfs.cases())


def put(case: Case, folder: Path) -> Path:
    """Writes one paper under a name that says nothing of its format."""
    path = folder / f"{case.name}.scan"
    path.write_bytes(case.make())
    return path
