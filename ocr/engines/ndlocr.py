"""Reader three: the line recognisers of NDLOCR-Lite (PARSeq), from a folder into which the office put their files.

They take a line and give letters as NDLOCR-Lite's own program does: the crop turned to the left where it is tall,
squeezed to the model's size, BGR from -1 to 1, letters up to the first end sign; a line that fills a model goes to
the next longer one. Finds no lines and fetches no files; says in both languages what a folder lacks.
"""

import hashlib
import math
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
import yaml

from domain.errors import ConfigError, EngineTimeout
from ocr import models
from ocr.engine import RawChar, RawLine, Region
from ocr.pixels import Floats, Image, as_bgr
from ocr.strips import strip

ALPHABET = "NDLmoji.yaml"
MODEL = re.compile(r"parseq-.+-(30|50|100)-.+\.onnx")  # the letters a model reads at most, then how it was taught
PLACES = ("", "model", "config")  # the files side by side, or as NDLOCR-Lite's own `src` holds them
FULL = {30: 25, 50: 45, 100: 98}  # so many letters in a model's answer may be more on the paper
TALL = 0.8  # a crop higher than this share of its width is turned
TALLEST_PX = 4096


@dataclass(frozen=True)
class LineModel:
    """One recogniser. `alphabet`: class number minus 1 -> character; class 0 ends the line."""

    session: ort.InferenceSession
    alphabet: tuple[str, ...]

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height of what it takes. Raises ConfigError for a model that takes no pictures."""
        shape = self.session.get_inputs()[0].shape
        if len(shape) != 4 or shape[1] != 3 or not all(isinstance(one, int) and one > 0 for one in shape[2:]):
            raise wrong("文字認識のモデルではないファイルがあります", "a model does not take pictures of lines")
        return int(shape[3]), int(shape[2])

    def scores(self, image: Image) -> Floats:
        """One row a letter, one column a class."""
        feed = {self.session.get_inputs()[0].name: fed(image, self.size)}
        every: Floats = self.session.run(None, feed)[0]
        line: Floats = every[0]
        return line

    def check(self) -> None:
        """Reads an empty line. Raises ConfigError where it cannot or the list of characters is another model's."""
        try:
            found = self.scores(np.full((16, 64, 3), 255, np.uint8)).shape
        except (RuntimeError, ValueError, *models.REFUSED) as error:
            raise wrong(
                "文字認識のモデルではないファイルがあります", "a model does not take pictures of lines"
            ) from error
        if len(found) != 2 or found[1] != len(self.alphabet) + 1:
            raise wrong(
                f"{ALPHABET} とモデルの文字の数が合いません。同じ版のファイルをそろえてください",
                f"the model does not fit the {len(self.alphabet)} characters of {ALPHABET}: take one release",
            )

    def read(self, image: Image) -> list[tuple[str, float]]:
        """Letters and their probabilities up to the end sign."""
        scores = self.scores(image)
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        best = scores.argmax(axis=1)
        ends = np.flatnonzero(best == 0)
        stop = int(ends[0]) if ends.size else len(best)
        return [(self.alphabet[one - 1], float(row[one])) for one, row in zip(best[:stop], chances, strict=False)]


@dataclass(frozen=True)
class NdlocrEngine:
    """`by_length`: 30, 50, 100 letters -> its model. `files`: names and fingerprints of all that was opened."""

    by_length: Mapping[int, LineModel]
    files: tuple[str, ...] = field(default=())
    name: str = "ndlocr"

    def version(self) -> str:
        return f"NDLOCR-Lite ({', '.join(self.files)}, onnxruntime {ort.__version__})"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        """None: it reads the lines that others found."""
        return ()

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        deadline = time.monotonic() + timeout_s
        colour = as_bgr(image)
        lines = []
        for region in regions:
            if time.monotonic() > deadline:
                raise EngineTimeout(f"reading {len(regions)} lines took longer than {timeout_s:.0f} s")
            lines.append(_spread(self._letters(_cut(colour, region))))
        return tuple(lines)

    def _letters(self, crop: Image) -> list[tuple[str, float]]:
        """By the shortest model that may hold the line; NDLOCR-Lite asks its own finder of lines, which is not here."""
        ratio = max(crop.shape[:2]) / max(1, min(crop.shape[:2]))
        read: list[tuple[str, float]] = []
        for length in (one for one in FULL if ratio < FULL[one] or one == max(FULL)):
            read = self.by_length[length].read(crop)
            if len(read) < FULL[length]:
                return read
        if crop.shape[0] >= crop.shape[1]:
            return read
        middle, longest = crop.shape[1] // 2, self.by_length[max(FULL)]
        return [*longest.read(crop[:, :middle]), *longest.read(crop[:, middle:])]


def fed(image: Image, size: tuple[int, int]) -> Floats:
    """A line as the models take it: one picture, three layers (blue, green, red), -1 to 1."""
    if image.shape[0] > TALL * image.shape[1]:
        image = np.asarray(cv2.rotate(image, cv2.ROTATE_90_COUNTERCLOCKWISE), dtype=np.uint8)
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_LINEAR), dtype=np.float32)
    return np.ascontiguousarray((small / np.float32(127.5) - np.float32(1)).transpose(2, 0, 1)[np.newaxis])


def _cut(image: Image, region: Region) -> Image:
    """The line straightened, upright as it stands on the page, in its own size."""
    top_left, _, _, bottom_left = region.corners
    height = min(TALLEST_PX, max(1, round(math.dist(top_left, bottom_left))))
    return strip(image, region.corners, height_px=height)


def _spread(letters: Sequence[tuple[str, float]]) -> RawLine:
    """Letters of equal width: the model does not say where they stand."""
    share = 1 / max(1, len(letters))
    return RawLine(
        tuple(RawChar(text, chance, n * share, min(1.0, (n + 1) * share)) for n, (text, chance) in enumerate(letters))
    )


def wrong(japanese: str, english: str) -> ConfigError:
    return ConfigError(f"第三の読み手：{japanese}。 / third reader: {english}")


def _files(folder: Path) -> Iterator[Path]:
    for place in PLACES:
        inside = folder / place
        if inside.is_dir():
            yield from sorted(path for path in inside.iterdir() if path.is_file())


def chosen(folder: Path) -> dict[int, Path]:
    """The three models by their length. Raises ConfigError naming what is not there or there twice."""
    if not folder.is_dir():
        raise wrong(f"フォルダー {folder} がありません", f"there is no folder {folder}")
    found: dict[int, list[Path]] = {length: [] for length in FULL}
    for path in _files(folder):
        if hit := MODEL.fullmatch(path.name):
            found[int(hit[1])].append(path)
    missing = [f"parseq-…-{length}-….onnx" for length, paths in found.items() if not paths]
    if missing:
        listed = ", ".join(missing)
        raise wrong(f"{folder} に {listed} がありません", f"{folder} lacks {listed}")
    double = [path.name for paths in found.values() if len(paths) > 1 for path in paths]
    if double:
        listed = ", ".join(double)
        raise wrong(f"同じ長さのモデルが二つあります（{listed}）", f"two models of one length ({listed})")
    return {length: paths[0] for length, paths in found.items()}


def alphabet_in(folder: Path) -> tuple[str, ...]:
    """The characters in the order of the models' classes. Raises ConfigError."""
    path = next((path for path in _files(folder) if path.name == ALPHABET), None)
    if path is None:
        raise wrong(f"{folder} に {ALPHABET} がありません", f"{folder} lacks {ALPHABET}")
    try:
        listed = yaml.safe_load(path.read_text(encoding="utf-8"))["model"]["charset_train"]
    except (OSError, ValueError, KeyError, TypeError, yaml.YAMLError) as error:
        raise wrong(f"{ALPHABET} から文字の一覧を読めません", f"{ALPHABET} lists no characters") from error
    if not isinstance(listed, str) or not listed:
        raise wrong(f"{ALPHABET} から文字の一覧を読めません", f"{ALPHABET} lists no characters")
    return tuple(listed)


def _opened(path: Path, alphabet: tuple[str, ...], *, threads: int) -> tuple[LineModel, str]:
    """A model and its name with the beginning of its SHA-256."""
    try:
        held = path.read_bytes()
        model = LineModel(models.open_model(held, threads), alphabet)
    except (OSError, ConfigError) as error:
        raise wrong(
            f"{path.name} を開けません（壊れているか、途中までの写しです）", f"cannot open {path.name}"
        ) from error
    model.check()
    return model, f"{path.stem} {hashlib.sha256(held).hexdigest()[:12]}"


def ENGINE(threads: int, *, folder: Path | None = None) -> NdlocrEngine:  # noqa: N802
    """Raises ConfigError when a file is missing or does not fit the others."""
    if folder is None:
        raise wrong("TSUZURI_THIRD_READER にフォルダーがありません", "TSUZURI_THIRD_READER names no folder")
    paths, alphabet = chosen(folder), alphabet_in(folder)
    opened = {length: _opened(path, alphabet, threads=threads) for length, path in paths.items()}
    return NdlocrEngine(
        {length: model for length, (model, _) in opened.items()}, tuple(told for _, told in opened.values())
    )
