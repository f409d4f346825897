"""Leaves out of the recogniser what no office in Japan writes, before the model is opened.

The model knows 18,710 classes, most of them Chinese characters outside every Japanese standard. Without them its last
layer is a third of the size (a fifth of the whole work), and it cannot print a simplified form for a Japanese one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ocr import onnx_file
from ocr.alphabet import is_japanese


@dataclass(frozen=True, slots=True)
class Narrowed:
    """`model`: bytes to open; `alphabet`: class number -> character, class 0 the blank ("")."""

    model: bytes
    alphabet: tuple[str, ...]


def narrow(model: bytes, alphabet: Sequence[str]) -> Narrowed:
    """The recogniser with Japanese classes only; unchanged when its last layer is not where it is expected."""
    graph = onnx_file.graph_of(model)
    last = {name: held for name, held in onnx_file.initializers(graph).items() if held.shape[-1:] == (len(alphabet),)}
    kept = [number for number, character in enumerate(alphabet) if not character or is_japanese(character)]
    if len(last) != 2:  # the matrix and its bias
        return Narrowed(model, tuple(alphabet))
    swapped = {name: np.ascontiguousarray(held[..., kept]) for name, held in last.items()}
    smaller = onnx_file.with_graph(model, onnx_file.with_weights(graph, swapped))
    return Narrowed(smaller, tuple(alphabet[number] for number in kept))
