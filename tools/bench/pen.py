"""Reads the real pen handwriting that lies in the tests: five lines, a smoke test and never an accuracy figure."""

import json
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein
from reading_score import plain

from domain.geometry import Box
from ingest.cleanup import clean
from ingest.scan import RawPage
from ocr.engine import Region
from ocr.reader import Reader

FOLDER = Path("tests/ocr/handwriting")


@dataclass(frozen=True, slots=True)
class PenFigures:
    """Character error rates: lines cut by hand, and the page read as any scan."""

    lines_cer: float
    page_cer: float
    characters: int
    read: tuple[str, ...]


def pen() -> PenFigures:
    told = json.loads((FOLDER / "yokogaki.json").read_text(encoding="utf-8"))
    image = np.asarray(cv2.imread(str(FOLDER / told["image"])), dtype=np.uint8)
    wanted = [plain(line["text"]) for line in told["lines"]]
    reader = Reader()
    regions = tuple(Region.around(Box(*line["box"])) for line in told["lines"])
    cut = [plain(line.text) for line in reader.first_engine.read(image, regions, timeout_s=60)]
    cleaned = clean(RawPage(image, None), page_no=1, turned_deg=0)
    read = tuple(line.text for line in reader.read(cleaned.page, cleaned.image).lines)
    size = sum(map(len, wanted))
    apart = sum(Levenshtein.distance(a, b) for a, b in zip(wanted, cut, strict=True))
    return PenFigures(apart / size, Levenshtein.distance("".join(wanted), plain("".join(read))) / size, size, read)
