"""What an installation needs and whether it is there: versions, languages, models, disk, database, queue, fonts."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version

from domain.errors import ConfigError, EngineError, StorageError
from ocr.engines import ndlocr
from ocr.engines.tesseract import TesseractEngine
from ocr.models import DETECTOR, RECOGNISER, model_file
from pipeline.jobs_rq import connect
from pipeline.settings import Settings
from pipeline.workbench import Workbench

PACKAGES = [
    "tsuzuri",
    "pytesseract",
    "opencv-python",
    "pdf2image",
    "spacy",
    "ginza",
    "ja-ginza",
    "rq",
    "streamlit",
    "rapidocr",
    "onnxruntime",
    "pikepdf",
    "sqlalchemy",
]
LEAST_FREE_BYTES = 5 * 1024**3


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: `ok`, what was found, and how to mend it when it is not ok."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def examine(settings: Settings) -> tuple[Finding, ...]:
    looks: tuple[Callable[[], Finding], ...] = (
        *(partial(package, name) for name in PACKAGES),
        lambda: program("tesseract", "apt install tesseract-ocr"),
        tesseract_languages,
        lambda: program("pdftoppm", "apt install poppler-utils"),
        models,
        lambda: third_reader(settings),
        fonts,
        lambda: disk(settings),
        lambda: database(settings),
        lambda: queue(settings),
    )
    return tuple(look() for look in looks)


def package(name: str) -> Finding:
    try:
        return Finding(name, True, version(name))
    except PackageNotFoundError:
        return Finding(name, False, "–", "make setup")


def program(name: str, remedy: str) -> Finding:
    place = shutil.which(name)
    return Finding(name, place is not None, place or "–", "" if place else remedy)


def tesseract_languages() -> Finding:
    """Installed is not the same as usable: asks the engine itself."""
    try:
        found = TesseractEngine().version()
    except (ConfigError, EngineError) as error:
        return Finding("tesseract languages", False, str(error), "apt install tesseract-ocr-jpn tesseract-ocr-jpn-vert")
    return Finding("tesseract languages", True, f"jpn, jpn_vert ({found})")


def models() -> Finding:
    try:
        files = [model_file(name) for name in (DETECTOR, RECOGNISER)]
    except ConfigError as error:
        return Finding("models", False, str(error), "make setup")
    return Finding("models", True, ", ".join(path.name for path in files))


def third_reader(settings: Settings) -> Finding:
    """Opens every file of it: complete and of one release, not only there."""
    if settings.third_reader is None:
        return Finding("third reader", True, "なし / none (TSUZURI_THIRD_READER)")
    try:
        found = ndlocr.ENGINE(1, folder=settings.third_reader).version()
    except ConfigError as error:
        return Finding("third reader", False, error.sentence, "docs/operations.ja.md, docs/operations.md")
    return Finding("third reader", True, found)


def fonts() -> Finding:
    """The desk shows Japanese with the fonts of the computer in front of the clerk; here for the printed outputs."""
    if shutil.which("fc-list") is None:
        return Finding("fonts", True, "fc-list is not installed; not looked at")
    listed = subprocess.run(["fc-list", ":lang=ja", "family"], capture_output=True, text=True, check=False).stdout
    count = len(set(listed.splitlines()))
    return Finding("fonts", count > 0, f"{count} Japanese families", "" if count else "apt install fonts-noto-cjk")


def disk(settings: Settings) -> Finding:
    place = settings.home.absolute()
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    enough = free >= LEAST_FREE_BYTES
    remedy = "" if enough else f"free {LEAST_FREE_BYTES // 1024**3} GiB, or set TSUZURI_HOME to a larger disk"
    return Finding("disk", enough, f"{free / 1024**3:.1f} GiB free at {place}", remedy)


def database(settings: Settings) -> Finding:
    try:
        counts = Workbench(settings).archive.counts()
    except (ConfigError, StorageError) as error:
        return Finding("database", False, str(error), "TSUZURI_ARCHIVE, TSUZURI_HOME")
    return Finding("database", True, f"{settings.archive_url.split('@')[-1]} ({counts.pages_total} pages)")


def queue(settings: Settings) -> Finding:
    if not settings.queue:
        return Finding("queue", True, "none: this computer works alone")
    try:
        connect(settings.queue)
    except ConfigError as error:
        return Finding("queue", False, str(error), "TSUZURI_QUEUE")
    return Finding("queue", True, "answers")
