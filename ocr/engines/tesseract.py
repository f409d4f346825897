"""Reader two: Tesseract through pytesseract, all lines of a page in one process start a direction.

Refuses to guess a missing language: it names the Debian package. Never more than one thread.
"""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from domain.errors import ConfigError, EngineError, EngineTimeout
from domain.geometry import Box
from domain.page import Direction
from ocr.engine import RawChar, RawLine, Region
from ocr.pixels import Image, as_grey
from ocr.strips import column, strip

LINE_HEIGHT_PX = 48
MARGIN_PX = 8  # Tesseract wants paper around the ink
LANGUAGE = {Direction.HORIZONTAL: "jpn", Direction.VERTICAL: "jpn_vert"}
LAYOUT = {Direction.HORIZONTAL: 7, Direction.VERTICAL: 5}  # one line; one block of vertical text
PAGE_LAYOUT = 11  # sparse text: finds lines anywhere
LEAST_CONFIDENCE = 20.0  # below this Tesseract draws letters into noise


@dataclass(frozen=True, slots=True)
class Word:
    """One word of Tesseract's table; `page` counts the crops from 1, `line` names its line inside the crop."""

    page: int
    line: tuple[int, int, int]
    text: str
    confidence: float
    box: Box


@dataclass(frozen=True, slots=True)
class TesseractEngine:
    command: str = "tesseract"
    name: str = "tesseract"

    def version(self) -> str:
        """Raises ConfigError when the program or a language is missing."""
        with _plain_errors(self.command, 0):
            found = str(pytesseract.get_tesseract_version())
            missing = sorted(set(LANGUAGE.values()) - set(pytesseract.get_languages()))
        if missing:
            raise ConfigError(
                f"Tesseract lacks {', '.join(missing)}; install tesseract-ocr-jpn, tesseract-ocr-jpn-vert"
            )
        return f"tesseract {found}"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        """Tesseract's own horizontal lines of the whole page."""
        page = Box(0, 0, image.shape[1], image.shape[0])
        words = self._words([image], Direction.HORIZONTAL, layout=PAGE_LAYOUT, timeout_s=timeout_s)
        lines: dict[tuple[int, int, int], Box] = {}
        for word in words:
            lines[word.line] = lines[word.line].union(word.box) if word.line in lines else word.box
        return tuple(Region.around(box.overlap(page)) for box in lines.values() if box.overlap(page).area)

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        grey = as_grey(image)
        lines = [RawLine()] * len(regions)
        for direction in Direction:
            wanted = [number for number, region in enumerate(regions) if region.direction is direction]
            if not wanted:
                continue
            crops = [_cut(grey, regions[number]) for number in wanted]
            words = self._words(crops, direction, layout=LAYOUT[direction], timeout_s=timeout_s)
            for place, number in enumerate(wanted):
                own = [word for word in words if word.page == place + 1]
                lines[number] = _line(own, crops[place], direction=direction)
        return tuple(lines)

    def _words(
        self, crops: Sequence[Image], direction: Direction, *, layout: int, timeout_s: float
    ) -> tuple[Word, ...]:
        """One process start for all crops, through a list file."""
        with tempfile.TemporaryDirectory(prefix="tsuzuri-lines-") as folder, _plain_errors(self.command, timeout_s):
            paths = [str(_saved(crop, Path(folder) / f"{number:05d}.pgm")) for number, crop in enumerate(crops)]
            listing = Path(folder) / "lines.txt"
            listing.write_text("\n".join(paths) + "\n", encoding="utf-8")
            # Light writing on dark ground is not looked for: trying it a second time costs a tenth and found nothing.
            config = f"--psm {layout} --dpi 300 -c tessedit_do_invert=0"
            table = pytesseract.image_to_data(str(listing), LANGUAGE[direction], config, timeout=timeout_s)
        return tuple(words_of(str(table)))


def words_of(table: str) -> Iterator[Word]:
    """Words of Tesseract's TSV (level 5 rows) that are surer than noise."""
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip() or float(cells[10]) < LEAST_CONFIDENCE:
            continue
        page, block, paragraph, line = (int(cell) for cell in cells[1:5])
        x, y, width, height = (int(cell) for cell in cells[6:10])
        yield Word(page, (block, paragraph, line), cells[11].strip(), float(cells[10]), Box(x, y, width, height))


def _line(words: Sequence[Word], crop: Image, *, direction: Direction) -> RawLine:
    """Characters of equal width inside each word; shares are of the crop without its margin."""
    chars: list[RawChar] = []
    long = (crop.shape[0] if direction is Direction.VERTICAL else crop.shape[1]) - 2 * MARGIN_PX
    for word in words:
        vertical = direction is Direction.VERTICAL
        first, size = (word.box.y, word.box.height) if vertical else (word.box.x, word.box.width)
        step = size / len(word.text)
        for number, character in enumerate(word.text):
            start, end = ((first - MARGIN_PX + step * n) / long for n in (number, number + 1))
            chars.append(RawChar(character, word.confidence / 100, _share(start), _share(end)))
    return RawLine(tuple(chars))


def _share(value: float) -> float:
    return min(1.0, max(0.0, value))


def _cut(grey: Image, region: Region) -> Image:
    if region.direction is Direction.VERTICAL:
        cut = np.ascontiguousarray(np.rot90(column(grey, region), -1))
    else:
        cut = strip(grey, region.corners, height_px=LINE_HEIGHT_PX)
    paper = int(np.percentile(cut, 90))
    border = cv2.copyMakeBorder(cut, *(MARGIN_PX,) * 4, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(border, dtype=np.uint8)


def _saved(crop: Image, path: Path) -> Path:
    if not cv2.imwrite(str(path), as_grey(crop)):
        raise EngineError(f"a line picture could not be written to {path.parent}")
    return path


@contextmanager
def _plain_errors(command: str, timeout_s: float) -> Iterator[None]:
    """Turns pytesseract's errors into the house's."""
    pytesseract.pytesseract.tesseract_cmd = command
    try:
        yield
    except pytesseract.TesseractNotFoundError as error:
        raise ConfigError(f"the program {command} is not installed; install tesseract-ocr") from error
    except pytesseract.TesseractError as error:
        raise EngineError(f"Tesseract failed: {error}") from error
    except RuntimeError as error:  # pytesseract's way of saying that time is up
        raise EngineTimeout(f"Tesseract took longer than {timeout_s:.0f} s") from error
    except SystemExit as error:
        raise ConfigError(f"the program {command} does not say its version: {error}") from error


def ENGINE(threads: int, *, folder: Path | None = None) -> TesseractEngine:  # noqa: N802
    os.environ["OMP_THREAD_LIMIT"] = str(threads)
    return TesseractEngine()
