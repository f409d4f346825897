"""The programs Tsuzuri is measured against, each as its own manual would have it used, on the same pages.

Tesseract and OCRmyPDF are told which pages are vertical (`jpn_vert`): a favour, since an office would have to sort.
"""

import re
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from html import unescape
from pathlib import Path

import cv2
import pikepdf
import pytesseract
from reading_score import Line, mapped

from bench.outcome import PageOutcome
from bench.pages import BenchPage
from ingest.unpack import open_scan

LANGUAGE = {False: "jpn", True: "jpn_vert"}
TALL = 1.5
JOBS = 2


def image_of(page: BenchPage) -> cv2.typing.MatLike:
    with open_scan(page.path) as scan:
        return scan.page(1).image


def rapidocr(pages: Sequence[BenchPage]) -> list[PageOutcome]:
    """RapidOCR with its defaults (its own threads, orientation classifier on)."""
    import logging  # noqa: PLC0415 - only in this program's own process

    from rapidocr import RapidOCR  # noqa: PLC0415

    logging.disable(logging.INFO)
    engine = RapidOCR()
    engine(image_of(pages[0]))  # the first call opens files
    return [_rapid_page(engine, page) for page in pages]


def _rapid_page(engine: object, page: BenchPage) -> PageOutcome:
    image = image_of(page)
    start = time.perf_counter()
    found = engine(image)  # type: ignore[operator]
    seconds = time.perf_counter() - start
    boxes, texts = found.boxes, found.txts
    lines = [] if boxes is None else [_line(text, box, page=page) for box, text in zip(boxes, texts, strict=True)]
    return PageOutcome(tuple(lines), seconds)


def _line(text: str, corners: object, *, page: BenchPage) -> Line:
    points = [page.at(float(x), float(y)) for x, y in corners]  # type: ignore[attr-defined]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return _directed(text, (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)))


def _directed(text: str, box: tuple[float, float, float, float]) -> Line:
    return Line(text, box, box[3] > TALL * box[2] and len(text) > 1)


def tesseract(pages: Sequence[BenchPage]) -> list[PageOutcome]:
    """The whole page to Tesseract, automatic layout with orientation (`--psm 1`)."""
    return [_tesseract_page(page) for page in pages]


def _tesseract_page(page: BenchPage) -> PageOutcome:
    image = image_of(page)
    start = time.perf_counter()
    try:
        table = pytesseract.image_to_data(image, _language(page), f"--psm 1 --dpi {page.dpi}")
    except pytesseract.TesseractError:
        table = ""
    seconds = time.perf_counter() - start
    lines = [mapped(line, page.at) for line in _words(str(table))]
    return PageOutcome(tuple(_directed(line.text, tuple(line.box)) for line in lines), seconds)  # type: ignore[arg-type]


def _language(page: BenchPage) -> str:
    return LANGUAGE[page.direction == "vertical"]


def _words(table: str) -> list[Line]:
    rows = [row.split("\t") for row in table.splitlines()[1:]]
    words = [row for row in rows if len(row) > 11 and row[0] == "5" and row[11].strip()]
    return [Line(row[11], tuple(float(value) for value in row[6:10])) for row in words]


def ocrmypdf(pages: Sequence[BenchPage]) -> list[PageOutcome]:
    """OCRmyPDF with rotation and deskewing, two jobs, one run a language over all its pages."""
    groups: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        groups[_language(page)].append(number)
    outcomes: dict[int, PageOutcome] = {}
    for language, numbers in groups.items():
        outcomes |= zip(numbers, _ocrmypdf_run([pages[number] for number in numbers], language), strict=True)
    return [outcomes[number] for number in range(len(pages))]


def _ocrmypdf_run(pages: Sequence[BenchPage], language: str) -> list[PageOutcome]:
    """Seconds are the run's, shared out evenly."""
    with tempfile.TemporaryDirectory(prefix="tsuzuri-bench-") as folder:
        whole, done = Path(folder) / "all.pdf", Path(folder) / "done.pdf"
        with pikepdf.new() as pdf:
            for page in pages:
                with pikepdf.open(page.path) as one:
                    pdf.pages.extend(one.pages)
            pdf.save(whole)
        command = ["ocrmypdf", "-q", "-l", language, "--rotate-pages", "--deskew", "--output-type", "pdf"]
        start = time.perf_counter()
        subprocess.run([*command, "--jobs", str(JOBS), "--optimize", "0", whole, done], check=False)
        seconds = (time.perf_counter() - start) / len(pages)
        if not done.is_file():
            return [PageOutcome((), seconds)] * len(pages)
        told = subprocess.run(["pdftotext", "-bbox", done, "-"], capture_output=True, text=True, check=True).stdout
    found = told.split("<page ")[1:]
    return [PageOutcome(_pdf_lines(text, page), seconds) for text, page in zip(found, pages, strict=True)]


_SIZE = re.compile(r'width="([\d.]+)" height="([\d.]+)"')
_WORD = re.compile(r'<word xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">(.*?)</word>')


def _pdf_lines(text: str, page: BenchPage) -> tuple[Line, ...]:
    """Words in px of the sheet: the program turned and straightened the page, so only the scale is left."""
    size = _SIZE.search(text)
    if size is None:
        return ()
    across, down = page.sheet_px[0] / float(size.group(1)), page.sheet_px[1] / float(size.group(2))
    lines = []
    for hit in _WORD.finditer(text):
        left, top, right, bottom = (float(value) for value in hit.groups()[:4])
        box = (left * across, top * down, (right - left) * across, (bottom - top) * down)
        lines.append(_directed(unescape(hit.group(5)), box))
    return tuple(lines)
