"""A folder as NDLOCR-Lite's files would fill it, with tiny models that see which end of a line is dark, and its colour.

Each is one matrix: letter 1 is 左 or 右, letter 2 is 赤 or 青 (none for black ink); `run` letters 字 may follow.
"""

from pathlib import Path

import numpy as np

from ocr import onnx_file as of

LETTERS = "左右赤青字"
NAMES = {
    30: "parseq-ndl-16x32-30-tiny-1epoch-tegaki3.onnx",
    50: "parseq-ndl-16x48-50-tiny-1epoch-tegaki2.onnx",
    100: "parseq-ndl-16x64-100-tiny-1epoch-tegaki2.onnx",
}
FLOAT, INT_ATTRIBUTE = 1, 2
SHARP = 50.0


def model(length: int, *, width: int, run: int = 0, classes: int = len(LETTERS) + 1, pictures: int = 1) -> bytes:
    """`run`: so many letters 字 instead of the end sign and what follows it."""
    steps, pixels = length + 1, 3 * 16 * width
    weights = np.zeros((3, 16, width, steps, classes), np.float32)
    half, dark = width // 2, -SHARP / (8 * width * 3)
    weights[:, :, :half, 0, 1] = weights[:, :, half:, 0, 2] = dark
    for layer, sign in ((0, -1), (2, 1)):  # blue, red
        weights[layer, :, :, 1, 3] = sign * SHARP / (16 * width)
        weights[layer, :, :, 1, 4] = -sign * SHARP / (16 * width)
    bias = np.zeros((steps, classes), np.float32)
    bias[0] = -9 * SHARP
    bias[0, 1:3] = 0
    bias[1:, 0] = 1
    if run:
        weights[:, :, :, 1] = 0
        bias[:run, 5] = 2 * SHARP
    body = [
        node("Flatten", ["line"], "flat"),
        node("Gemm", ["flat", "weights", "bias"], "scores"),
        node("Reshape", ["scores", "shape"], "letters"),
        of.text(2, "stand-in"),
        of.tensor("weights", weights.reshape(pixels, steps * classes)),
        of.tensor("bias", bias.reshape(-1)),
        of.tensor("shape", np.array([1, steps, classes], np.int64)),
        value(11, "line", (pictures, 3, 16, width)),
        value(of.OUTPUT, "letters", (1, steps, classes)),
    ]
    return of.packed([of.integer(1, 8), of.message(8, [of.integer(2, 17)]), of.message(of.GRAPH, body)])


def node(kind: str, inputs: list[str], output: str) -> of.Entry:
    return of.message(of.NODE, [*(of.text(1, name) for name in inputs), of.text(2, output), of.text(4, kind)])


def value(place: int, name: str, shape: tuple[int, ...]) -> of.Entry:
    sizes = of.message(2, [of.message(1, [of.integer(1, size)]) for size in shape])
    return of.message(place, [of.text(1, name), of.message(2, [of.message(1, [of.integer(1, FLOAT), sizes])])])


def folder(place: Path, *, runs: dict[int, int] | None = None) -> Path:
    """All four files, laid out flat."""
    place.mkdir(parents=True, exist_ok=True)
    for length, name in NAMES.items():
        width = int(name.split("x")[1].split("-")[0])
        (place / name).write_bytes(model(length, width=width, run=(runs or {}).get(length, 0)))
    (place / "NDLmoji.yaml").write_text(f'model:\n  charset_train: "{LETTERS}"\n', encoding="utf-8")
    return place
