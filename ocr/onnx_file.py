"""Reads and rewrites ONNX model files in memory: just enough of the protobuf wire format to swap weights and nodes.

Knows the field numbers of onnx.proto3 (ONNX 1.x, IR version 3 and later). Refuses weights that are not stored as raw
data; changes no file on disk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.errors import ConfigError

GRAPH, NOTES, NODE, INITIALIZER, OUTPUT, SHAPES = 7, 14, 1, 5, 12, 13  # fields of ModelProto and GraphProto
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9  # fields of TensorProto
_TYPES: dict[int, str] = {1: "float32", 2: "uint8", 3: "int8", 6: "int32", 7: "int64"}
_NUMBERS = {name: number for number, name in _TYPES.items()}

Array = NDArray[np.generic]


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a message: its number, wire type and value (a number, or the bytes of text or of a message)."""

    number: int
    wire: int
    value: int | bytes

    @property
    def body(self) -> bytes:
        """The bytes of a text or message field."""
        if not isinstance(self.value, bytes):
            raise ConfigError("the model file is damaged: a message was expected")
        return self.value


def parsed(message: bytes) -> list[Entry]:
    """The fields of a message in order. Raises ConfigError for bytes that are no message."""
    return list(_entries(message))


def _entries(message: bytes) -> Iterator[Entry]:
    place = 0
    while place < len(message):
        key, place = _varint(message, place)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, place = _varint(message, place)
            yield Entry(number, wire, value)
            continue
        size = {_FIXED64: 8, _FIXED32: 4}.get(wire, 0)
        if wire == _BYTES:
            size, place = _varint(message, place)
        elif not size:
            raise ConfigError("the model file is damaged: unknown wire type")
        yield Entry(number, wire, message[place : place + size])
        place += size


def _varint(message: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        if place >= len(message):
            raise ConfigError("the model file is damaged: it ends in the middle of a number")
        byte = message[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place


def packed(entries: Iterable[Entry]) -> bytes:
    """The reverse of `parsed`."""
    out = bytearray()
    for entry in entries:
        out += _number(entry.number << 3 | entry.wire)
        if isinstance(entry.value, int):
            out += _number(entry.value)
        else:
            out += (_number(len(entry.value)) if entry.wire == _BYTES else b"") + entry.value
    return bytes(out)


def _number(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def text(number: int, value: str) -> Entry:
    return Entry(number, _BYTES, value.encode())


def integer(number: int, value: int) -> Entry:
    return Entry(number, _VARINT, value)


def message(number: int, entries: Iterable[Entry]) -> Entry:
    return Entry(number, _BYTES, packed(entries))


def tensor(name: str, values: Array) -> Entry:
    """An initializer of a graph."""
    kind = _NUMBERS[str(values.dtype)]
    body = [*(integer(_DIMS, length) for length in values.shape), integer(_TYPE, kind), text(_NAME, name)]
    return message(INITIALIZER, [*body, Entry(_RAW, _BYTES, np.ascontiguousarray(values).tobytes())])


def initializers(graph: Iterable[Entry]) -> dict[str, Array]:
    """Name -> values of the weights stored as raw data."""
    found = {}
    for entry in graph:
        if entry.number == INITIALIZER:
            name, values = _tensor(parsed(entry.body))
            if values is not None:
                found[name] = values
    return found


def _tensor(fields: list[Entry]) -> tuple[str, Array | None]:
    name = next((field.body.decode() for field in fields if field.number == _NAME), "")
    shape = [length for field in fields if field.number == _DIMS for length in _lengths(field)]
    kind = next((field.value for field in fields if field.number == _TYPE), 0)
    raw = next((field.body for field in fields if field.number == _RAW), None)
    if raw is None or kind not in _TYPES:
        return name, None
    return name, np.frombuffer(raw, dtype=_TYPES[int(kind)]).reshape(shape)


def _lengths(field: Entry) -> list[int]:
    """A repeated number, packed or not."""
    if isinstance(field.value, int):
        return [field.value]
    found, place = [], 0
    while place < len(field.value):
        value, place = _varint(field.value, place)
        found.append(value)
    return found


def graph_of(model: bytes) -> list[Entry]:
    """The fields of the model's graph. Raises ConfigError when there is none."""
    for entry in parsed(model):
        if entry.number == GRAPH:
            return parsed(entry.body)
    raise ConfigError("the model file holds no graph")


def metadata(model: bytes) -> dict[str, str]:
    """The model's own notes (metadata_props)."""
    notes = [parsed(entry.body) for entry in parsed(model) if entry.number == NOTES]
    return {note[0].body.decode(): note[1].body.decode() for note in notes if len(note) == 2}


def with_graph(model: bytes, graph: Iterable[Entry]) -> bytes:
    """The model with another graph."""
    body = message(GRAPH, graph)
    return packed(body if entry.number == GRAPH else entry for entry in parsed(model))


def with_weights(graph: Iterable[Entry], weights: Mapping[str, Array]) -> list[Entry]:
    """The graph with these initializers replaced and its stored shapes, which may no longer hold, left out."""
    found = []
    for entry in graph:
        if entry.number == SHAPES:
            continue
        if entry.number == INITIALIZER:
            name, _ = _tensor(parsed(entry.body))
            found.append(tensor(name, weights[name]) if name in weights else entry)
        else:
            found.append(_shapeless(entry) if entry.number == OUTPUT else entry)
    return found


def _shapeless(output: Entry) -> Entry:
    """An output named as before, float, of any shape."""
    name = next(field for field in parsed(output.body) if field.number == 1)
    return message(OUTPUT, [name, message(2, [message(1, [integer(1, 1)])])])
