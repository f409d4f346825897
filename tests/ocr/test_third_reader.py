"""Reader three from an office's folder: its input as NDLOCR-Lite makes it, what a bad folder is told, its voice."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ConfigError, EngineTimeout
from domain.geometry import Affine, Box
from domain.page import Direction, OcrPage, Page, Quality
from domain.reasons import REASON_JA
from ocr import models
from ocr.consensus import THIRD_DOUBT, Others, settle
from ocr.engine import RawChar, RawLine, Region
from ocr.engines import ndlocr
from ocr.pixels import Image
from ocr.reader import Reader
from pipeline.health import third_reader
from pipeline.settings import Settings
from tests.ocr import standin

PAGE = 400
BLACK, RED, BLUE = (20, 20, 20), (40, 40, 230), (230, 40, 40)  # blue, green, red


def page(*boxes: tuple[int, int, int, int], ink: tuple[int, int, int] = BLACK) -> Image:
    image = np.full((PAGE, PAGE, 3), 255, np.uint8)
    for x, y, width, height in boxes:
        image[y : y + height, x : x + width] = ink
    return image


def read(engine: ndlocr.NdlocrEngine, image: Image, *box: int, direction: Direction = Direction.HORIZONTAL) -> str:
    return engine.read(image, (Region.around(Box(*box), direction),), timeout_s=60)[0].text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return standin.folder(tmp_path_factory.mktemp("ndl"))


@pytest.fixture(scope="module")
def engine(folder: Path) -> ndlocr.NdlocrEngine:
    return ndlocr.ENGINE(1, folder=folder)


def test_a_line_is_read_up_to_the_end_sign(engine: ndlocr.NdlocrEngine) -> None:
    assert read(engine, page((20, 110, 80, 20)), 10, 100, 300, 40) == "左"
    assert read(engine, page((200, 110, 80, 20)), 10, 100, 300, 40) == "右"


def test_layers_are_blue_green_red(engine: ndlocr.NdlocrEngine) -> None:
    assert read(engine, page((20, 110, 80, 20), ink=RED), 10, 100, 300, 40) == "左赤"
    assert read(engine, page((20, 110, 80, 20), ink=BLUE), 10, 100, 300, 40) == "左青"


def test_a_column_is_turned_so_that_its_top_comes_first(engine: ndlocr.NdlocrEngine) -> None:
    vertical = Direction.VERTICAL
    assert read(engine, page((110, 20, 20, 80)), 100, 10, 40, 300, direction=vertical) == "左"
    assert read(engine, page((110, 200, 20, 80)), 100, 10, 40, 300, direction=vertical) == "右"


def test_the_feed_is_squeezed_turned_and_from_minus_one_to_one() -> None:
    image = np.zeros((30, 90, 3), np.uint8)
    image[:, :, 1] = 255
    feed = ndlocr.fed(image, (32, 16))
    assert feed.shape == (1, 3, 16, 32) and feed.dtype == np.float32
    assert [float(feed[0, layer].mean()) for layer in range(3)] == [-1, 1, -1]
    square = np.zeros((80, 100, 3), np.uint8)
    square[:, :50] = 255  # 80 of 100 lies flat still, 81 of 100 stands
    assert ndlocr.fed(square, (32, 16))[0, 0, 8].tolist()[0] == 1
    standing = np.concatenate([square, square[:1]])
    assert ndlocr.fed(standing, (32, 16))[0, 0, :, 8].tolist()[0] == -1
    assert ndlocr.fed(standing, (32, 16))[0, 0, :, 8].tolist()[-1] == 1


@pytest.mark.parametrize(
    ("runs", "wanted"),
    [
        ({30: 24, 50: 40, 100: 90}, 24),
        ({30: 25, 50: 40, 100: 90}, 40),
        ({30: 25, 50: 45, 100: 97}, 97),
        ({30: 25, 50: 45, 100: 98}, 196),
    ],
)
def test_a_line_that_fills_a_model_goes_to_the_next(tmp_path: Path, runs: dict[int, int], wanted: int) -> None:
    engine = ndlocr.ENGINE(1, folder=standin.folder(tmp_path, runs=runs))
    assert read(engine, page(), 0, 100, 390, 30) == "字" * wanted


def test_a_long_strip_starts_at_the_longer_model(tmp_path: Path) -> None:
    engine = ndlocr.ENGINE(1, folder=standin.folder(tmp_path, runs={30: 3, 50: 4, 100: 5}))
    image = page()
    assert [len(read(engine, image, 0, 100, width, 8)) for width in (160, 320, 392)] == [3, 4, 5]


def test_time_that_has_run_out_is_told(engine: ndlocr.NdlocrEngine) -> None:
    with pytest.raises(EngineTimeout):
        engine.read(page(), (Region.around(Box(0, 0, 300, 40)),), timeout_s=-1)


def test_the_version_names_each_model_and_its_fingerprint(engine: ndlocr.NdlocrEngine) -> None:
    assert all(Path(name).stem in engine.version() for name in standin.NAMES.values())
    assert len(engine.files) == 3 and all(len(told.split()[-1]) == 12 for told in engine.files)


def test_the_files_may_lie_as_in_ndlocr_lite_itself(folder: Path, tmp_path: Path) -> None:
    for name, inside in ((path.name, path) for path in folder.iterdir()):
        place = tmp_path / ("config" if name.endswith(".yaml") else "model")
        place.mkdir(exist_ok=True)
        (place / name).write_bytes(inside.read_bytes())
    assert ndlocr.ENGINE(1, folder=tmp_path).version()


def broken(place: Path, kind: str) -> Path:
    made = standin.folder(place)
    model = made / standin.NAMES[50]
    match kind:
        case "missing":
            model.unlink()
        case "double":
            (made / "parseq-ndl-24x384-50-tiny-2epoch.onnx").write_bytes(model.read_bytes())
        case "cut":
            model.write_bytes(model.read_bytes()[:5000])
        case "nonsense":
            model.write_bytes(b"<html>not found</html>")
        case "classes":
            model.write_bytes(standin.model(50, width=48, classes=9))
        case "other kind":
            model.write_bytes(models.model_bytes(models.RECOGNISER))
        case "two pictures":
            model.write_bytes(standin.model(50, width=48, pictures=2))
        case "no list":
            (made / ndlocr.ALPHABET).unlink()
        case "bad list":
            (made / ndlocr.ALPHABET).write_text("model: [1, 2", encoding="utf-8")
        case "empty list":
            (made / ndlocr.ALPHABET).write_text("model:\n  other: 1\n", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("missing", "parseq-…-50-….onnx"),
        ("double", "parseq-ndl-24x384-50-tiny-2epoch.onnx"),
        ("cut", standin.NAMES[50]),
        ("nonsense", standin.NAMES[50]),
        ("classes", "同じ版"),
        ("other kind", "文字認識のモデルではない"),
        ("two pictures", "文字認識のモデルではない"),
        ("no list", ndlocr.ALPHABET),
        ("bad list", ndlocr.ALPHABET),
        ("empty list", ndlocr.ALPHABET),
    ],
)
def test_a_bad_folder_is_told_in_both_languages(tmp_path: Path, kind: str, word: str) -> None:
    made = broken(tmp_path / "ndl", kind)
    with pytest.raises(ConfigError) as told:
        ndlocr.ENGINE(1, folder=made)
    japanese, english = told.value.sentence.split(" / ")
    assert word in japanese and english.startswith("third reader: ")
    finding = third_reader(Settings(home=tmp_path, third_reader=made))
    assert not finding.ok and word in finding.found and finding.remedy


def test_doctor_says_whether_it_is_there(folder: Path, tmp_path: Path) -> None:
    assert third_reader(Settings(home=tmp_path)).ok
    found = third_reader(Settings(home=tmp_path, third_reader=folder))
    assert found.ok and "NDLOCR-Lite" in found.found
    assert not third_reader(Settings(home=tmp_path, third_reader=tmp_path / "nowhere")).ok


REGION = Region.around(Box(0, 0, 200, 40))


def line(text: str, chance: float = 0.999) -> RawLine:
    return RawLine(tuple(RawChar(sign, chance, n / len(text), (n + 1) / len(text)) for n, sign in enumerate(text)))


def test_a_third_voice_that_agrees_or_is_silent_changes_nothing_unmeasured() -> None:
    for second in (None, RawLine(), line("山田"), line("山口")):
        without = settle(REGION, line("山田"), others=Others(second))
        assert settle(REGION, line("山田"), others=Others(second, line("山田"))) == without
        assert settle(REGION, line("山田"), others=Others(second, RawLine())) == without


def test_where_it_differs_it_is_a_reason_and_holds_back_what_nobody_bears_out() -> None:
    borne_out = settle(REGION, line("山田"), others=Others(line("山田"), line("山口")))
    alone = settle(REGION, line("山田"), others=Others(None, line("山口")))
    assert borne_out is not None and alone is not None
    assert borne_out.text == alone.text == "山田"
    assert "third_reader_differs" in borne_out.reasons and "third_reader_differs" in alone.reasons
    assert borne_out.confidence > 0.9 and alone.confidence <= THIRD_DOUBT
    assert [char.confidence <= THIRD_DOUBT for char in alone.chars] == [False, True]
    assert "第三" in REASON_JA["third_reader_differs"]


def test_letters_that_only_the_third_saw_are_a_difference() -> None:
    settled = settle(REGION, line("山田"), others=Others(line("山田"), line("山田太")))
    assert settled is not None and settled.text == "山田" and "third_reader_differs" in settled.reasons


class Fixed:
    """A reader that finds two lines and says the same of each; counts what it is asked."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text, self.asked = name, text, 0

    def version(self) -> str:
        return f"{self.name} 1"

    def find(self, image: Image, *, timeout_s: float) -> tuple[Region, ...]:
        return tuple(Region.around(Box(20, y, 300, 40)) for y in (60, 200))

    def read(self, image: Image, regions: tuple[Region, ...], *, timeout_s: float) -> tuple[RawLine, ...]:
        self.asked += len(regions)
        return (line(self.text),) * len(regions)


def page_read(folder: Path | None, *, asks: Callable[[str], bool]) -> tuple[Reader, OcrPage]:
    """Read by two stand-ins, and by a third that saw other letters where there is a folder."""
    reader = Reader(third=folder, asks=asks)
    reader.__dict__["first_engine"], reader.__dict__["second_engine"] = Fixed("one", "山田"), Fixed("two", "山田")
    if folder is not None:
        assert isinstance(reader.third_engine, ndlocr.NdlocrEngine)
        reader.__dict__["third_engine"] = Fixed("three", "山口")
    quality = Quality(sharpness=1.0, contrast=1.0, rescan=False)
    image = page((30, 65, 200, 30), (30, 205, 200, 30))
    return reader, reader.read(Page(1, PAGE, PAGE, 300, 0, 0.0, Affine(), False, quality), image)


def test_it_is_asked_only_where_reader_two_is_and_stands_with_the_page(folder: Path) -> None:
    answers = iter((True, False))
    reader, found = page_read(folder, asks=lambda text: next(answers))
    assert found.engines[2] == "three: three 1"
    assert [engine.asked for engine in (reader.first_engine, reader.second_engine, reader.third_engine)] == [2, 1, 1]
    assert [("third_reader_differs" in one.reasons) for one in found.lines] == [True, False]
    spared, _ = page_read(folder, asks=lambda text: False)
    assert spared.second_engine.asked == spared.third_engine.asked == 0


def test_a_reader_with_a_folder_names_its_models(folder: Path) -> None:
    told = Reader(engine="blank", second="replay", third=folder).versions()
    assert [one.split(":")[0] for one in told] == ["blank", "replay", "ndlocr"] and standin.NAMES[100][:-5] in told[2]


def test_without_a_folder_nothing_changes() -> None:
    reader, read_without = page_read(None, asks=lambda text: True)
    assert reader.third_engine is None and [one.split(":")[0] for one in read_without.engines] == ["one", "two"]
    assert not any(one.reasons for one in read_without.lines)
