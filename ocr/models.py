"""Finds the model files that came with the packages and opens them for one thread. Downloads nothing, ever."""

from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import onnxruntime as ort

from domain.errors import ConfigError

DETECTOR = "PP-OCRv6_det_small.onnx"
RECOGNISER = "PP-OCRv6_rec_small.onnx"
# What the runtime says of a file that is no model, or damaged, or made for another version.
_ERRORS = ort.capi.onnxruntime_pybind11_state
REFUSED = (
    _ERRORS.Fail,
    _ERRORS.InvalidProtobuf,
    _ERRORS.InvalidGraph,
    _ERRORS.InvalidArgument,
    _ERRORS.NotImplemented,
)


def model_bytes(name: str) -> bytes:
    """Contents of a model file. Raises ConfigError."""
    try:
        return model_file(name).read_bytes()
    except OSError as error:
        raise ConfigError(f"model file {name} cannot be read: {error}") from error


def model_file(name: str) -> Path:
    """Path of a model inside the `rapidocr` package, found without importing it. Raises ConfigError."""
    spec = find_spec("rapidocr")
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in places:
        path = Path(place) / "models" / name
        if path.is_file():
            return path
    raise ConfigError(f"model file {name} is missing; it comes with the package rapidocr: install the packages again")


def packages_version() -> str:
    """Versions of the model's package and of the runtime, for a stored reading. Raises ConfigError."""
    try:
        return f"rapidocr {version('rapidocr')}, onnxruntime {ort.__version__}"
    except PackageNotFoundError as error:
        raise ConfigError("the package rapidocr, which holds the models, is not installed") from error


def open_model(model: bytes, threads: int) -> ort.InferenceSession:
    """A session that uses `threads` threads and keeps its results the same from run to run. Raises ConfigError."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = ort.ExecutionMode.ORT_SEQUENTIAL
    options.enable_cpu_mem_arena = False  # page sizes differ: an arena would only grow
    options.log_severity_level = 3
    try:
        return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    except (RuntimeError, ValueError, *REFUSED) as error:
        raise ConfigError(f"a model cannot be opened: {error}") from error
