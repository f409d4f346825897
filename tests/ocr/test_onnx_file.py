"""Model files taken apart and put together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import ConfigError
from ocr import onnx_file as of


def model(weights: np.ndarray) -> bytes:
    graph = [of.text(2, "graph"), of.tensor("w", weights), of.message(of.OUTPUT, [of.text(1, "out")])]
    note = of.message(of.NOTES, [of.text(1, "character"), of.text(2, "あ\nい")])
    return of.packed([of.integer(1, 10), of.message(of.GRAPH, graph), note])


@given(st.lists(st.tuples(st.integers(1, 500), st.integers(0, 2**62) | st.binary(max_size=300)), max_size=8))
def test_packing_reverses_parsing(fields):
    entries = [of.integer(n, v) if isinstance(v, int) else of.Entry(n, 2, v) for n, v in fields]
    assert of.parsed(of.packed(entries)) == entries


@pytest.mark.parametrize("kind", ["float32", "int8", "uint8", "int32", "int64"])
def test_weights_come_back_as_they_were(kind):
    held = np.arange(6, dtype=kind).reshape(2, 3)
    found = of.initializers(of.graph_of(model(held)))["w"]
    assert found.dtype == held.dtype
    assert np.array_equal(found, held)


def test_only_named_weights_are_replaced():
    changed = of.with_graph(
        model(np.ones(3, np.float32)),
        of.with_weights(of.graph_of(model(np.ones(3, np.float32))), {"w": np.zeros(2, np.float32)}),
    )
    assert of.initializers(of.graph_of(changed))["w"].tolist() == [0, 0]
    assert of.metadata(changed) == {"character": "あ\nい"}


@pytest.mark.parametrize("broken", [b"\xff", b"\x0f\x00", b"\x08"])
def test_damaged_bytes_are_refused(broken):
    with pytest.raises(ConfigError):
        of.parsed(broken)


def test_a_model_without_graph_is_refused():
    with pytest.raises(ConfigError):
        of.graph_of(of.packed([of.integer(1, 10)]))
