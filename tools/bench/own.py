"""Tsuzuri on the same pages: one process as `tsuzuri read` starts it, with a watch on every engine."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from reading_score import Line, mapped

from bench.outcome import PageOutcome
from bench.pages import BenchPage
from domain.geometry import Box
from domain.page import Direction, OcrPage, Page, Sheet
from extract.reading import extract
from extract.stakes import needs_second_reader
from extract.trust.routing import Policy
from ingest.unpack import open_scan
from ocr.engine import RawLine, Region
from ocr.engines.onnx import OnnxEngine
from ocr.pixels import Image
from ocr.reader import Reader
from pipeline.chain import Stopwatch, read_page


class TimedSession:
    """An ONNX session whose runs are timed; everything else is the session's own."""

    def __init__(self, session: Any, watch: Stopwatch, *, name: str) -> None:
        self.session, self.watch, self.name = session, watch, name

    def run(self, *given: Any) -> Any:
        with self.watch.timing(self.name):
            return self.session.run(*given)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.session, name)


class TimedEngine:
    """Reader two, timed as a whole: its work is another program's."""

    def __init__(self, engine: Any, watch: Stopwatch) -> None:
        self.engine, self.watch, self.name = engine, watch, engine.name

    def version(self) -> str:
        return str(self.engine.version())

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        with self.watch.timing("second reader"):
            found: tuple[RawLine, ...] = self.engine.read(image, regions, timeout_s=timeout_s)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)


def timed_reader(watch: Stopwatch) -> Reader:
    reader = Reader(asks=needs_second_reader)
    first, second = reader.first_engine, reader.second_engine
    if isinstance(first, OnnxEngine):
        detector = replace(first.detector, session=TimedSession(first.detector.session, watch, name="detect"))
        recogniser = replace(first.recogniser, session=TimedSession(first.recogniser.session, watch, name="recognise"))
        reader.__dict__["first_engine"] = replace(first, detector=detector, recogniser=recogniser)
    if second is not None:
        reader.__dict__["second_engine"] = TimedEngine(second, watch)
    return reader


def tsuzuri(pages: Sequence[BenchPage]) -> list[PageOutcome]:
    watch = Stopwatch()
    reader = timed_reader(watch)
    _page(reader, pages[0], watch=watch)  # opens models and dictionaries
    return [_page(reader, page, watch=watch) for page in pages]


def _page(reader: Reader, page: BenchPage, *, watch: Stopwatch) -> PageOutcome:
    watch.seconds.clear()
    start = time.perf_counter()
    with open_scan(page.path) as scan:
        sheet = read_page(reader, scan, page_no=1, watch=watch).sheet
    seconds = time.perf_counter() - start
    with watch.timing("extract"):
        extract((sheet,), policy=Policy(), today=date(2026, 4, 1))
    parts = dict(watch.seconds)
    inside = sum(parts.get(name, 0.0) for name in ("detect", "recognise", "second reader"))
    parts["layers, marks, order"] = parts.pop("read") - inside
    return PageOutcome(placed(sheet, page), seconds, parts, on_sheet(sheet, page))


def placed(sheet: Sheet, page: BenchPage) -> tuple[Line, ...]:
    """The lines read, in px of the straight sheet."""
    lead = way(sheet.page, page)
    lines = (Line(one.text, one.box.as_tuple(), one.direction is Direction.VERTICAL) for one in sheet.ocr.lines)
    return tuple(mapped(line, lead) for line in lines)


def way(page: Page, bench: BenchPage) -> Any:
    """From px of the page as read to px of the straight sheet."""
    return lambda x, y: bench.at(*page.to_scan.apply(x, y))


def on_sheet(sheet: Sheet, page: BenchPage) -> OcrPage:
    """The reading with its marks' boxes led to the sheet; lines keep theirs."""
    lead = way(sheet.page, page)
    marks = tuple(
        replace(mark, box=_boxed(mapped(Line("", mark.box.as_tuple()), lead).box)) for mark in sheet.ocr.marks
    )
    return replace(sheet.ocr, marks=marks)


def _boxed(box: Any) -> Any:
    x, y, width, height = (round(value) for value in box)
    return Box(max(0, x), max(0, y), max(0, width), max(0, height))
