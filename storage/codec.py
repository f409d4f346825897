"""Frozen domain values to JSON and back, exactly: what comes out equals what went in, to the last code point.

Refuses what it does not know (an unknown key, a wrong type, NaN) instead of guessing. Never normalises text.
"""

import json
import types
import zlib
from collections.abc import Callable, Hashable
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import TypeVar, Union, cast, get_args, get_origin, get_type_hints

Value = TypeVar("Value")
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Decoder = Callable[[Json], object]
Encoder = Callable[[object], Json]


def encode(value: object) -> Json:
    """A value as plain JSON. Attributes that hold their default are left out. Raises TypeError for a foreign type."""
    return _ENCODERS[type(value)](value)


def decode(kind: type[Value], data: Json) -> Value:
    """The value of type `kind`. Raises ValueError where the JSON is not exactly such a value."""
    found = _decoder(cast(Hashable, kind))(data)
    if not isinstance(found, kind):
        raise ValueError(f"wanted {kind.__name__}, found {type(found).__name__}")
    return found


def pack(value: object) -> bytes:
    """Compressed JSON, for a column. Lone surrogates survive."""
    text = json.dumps(encode(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(kind: type[Value], data: bytes) -> Value:
    """Raises ValueError for bytes that `pack` did not make of a `kind`."""
    try:
        return decode(kind, json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))
    except zlib.error as error:
        raise ValueError(f"a stored {kind.__name__} is damaged: {error}") from error


@cache
def _plan(kind: type) -> tuple[tuple[str, object], ...]:
    assert is_dataclass(kind)
    return tuple((one.name, _default(one)) for one in fields(kind))


def _default(one: Field[object]) -> object:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def _differs(held: object, default: object) -> bool:
    """Equal is not enough: 1, 1.0 and True are equal and are not the same JSON; nor are 0.0 and -0.0."""
    if default is MISSING or type(held) is not type(default) or held != default:
        return True
    return isinstance(held, float) and repr(held) != repr(default)


class _Encoders(dict[type, Encoder]):
    """Each is made when its type is first met."""

    def __missing__(self, kind: type) -> Encoder:
        self[kind] = _encoder(kind)
        return self[kind]


_ENCODERS = _Encoders()


def _encoder(kind: type) -> Encoder:
    """How to write one type; built once a type."""
    if kind in (str, int, float, bool, type(None)):
        return lambda value: cast(Json, value)
    if issubclass(kind, Enum):
        return lambda value: encode(cast(Enum, value).value)
    for plain in (str, int, float):
        if issubclass(kind, plain):  # a float that calls itself float64 is that float
            return cast(Encoder, plain)
    if kind is tuple:
        return lambda value: [_ENCODERS[type(one)](one) for one in cast(tuple[object, ...], value)]
    if not is_dataclass(kind):
        raise TypeError(f"no JSON form for {kind.__name__}")
    plan = tuple((one.name, _default(one)) for one in fields(kind))

    def write(value: object) -> Json:
        held = ((name, getattr(value, name), default) for name, default in plan)
        return {name: _ENCODERS[type(one)](one) for name, one, default in held if _differs(one, default)}

    return write


@cache
def _decoder(kind: object) -> Decoder:
    """How to read one type; built once a type."""
    supertype = getattr(kind, "__supertype__", None)
    if supertype is not None:
        return _decoder(supertype)
    if get_origin(kind) in (Union, types.UnionType):
        return _either(tuple(get_args(kind)))
    if get_origin(kind) is tuple:
        return _row(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        return _whole(kind)
    if kind in (str, int, float, bool, type(None)) and isinstance(kind, type):
        return _plain(kind)
    raise TypeError(f"no JSON form for {kind}")


def _plain(kind: type) -> Decoder:
    allowed = (int, float) if kind is float else (kind,)

    def read(data: Json) -> object:
        if type(data) not in allowed:
            raise ValueError(f"wanted {kind.__name__}, found {type(data).__name__}")
        return data

    return read


def _choice(kind: type[Enum]) -> Decoder:
    return kind


def _either(kinds: tuple[object, ...]) -> Decoder:
    """`X | None`: the only union the nouns of the house use."""
    inner = [_decoder(one) for one in kinds if one is not type(None)]
    if len(inner) != 1 or len(inner) == len(kinds):
        raise TypeError(f"only `X | None` has a JSON form, found {kinds}")
    read = inner[0]
    return lambda data: None if data is None else read(data)


def _row(kinds: tuple[object, ...]) -> Decoder:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        every = _decoder(kinds[0])
        return lambda data: tuple([every(one) for one in _listed(data)])
    inner = [_decoder(one) for one in kinds]
    return lambda data: tuple(read(one) for read, one in zip(inner, _listed(data), strict=True))


def _listed(data: Json) -> list[Json]:
    if not isinstance(data, list):
        raise ValueError(f"wanted a list, found {type(data).__name__}")
    return data


def _whole(kind: type) -> Decoder:
    hints = get_type_hints(kind)
    parts: dict[str, Decoder] = {}

    def read(data: Json) -> object:
        if not parts:  # a type may hold itself, so its parts are looked up when first needed
            parts.update({name: _decoder(hints[name]) for name, _ in _plan(kind)})
        if not isinstance(data, dict):
            raise ValueError(f"wanted {kind.__name__}, found {type(data).__name__}")
        try:
            return kind(**{name: parts[name](one) for name, one in data.items()})
        except KeyError as error:
            raise ValueError(f"{kind.__name__} has no {error}") from error
        except TypeError as error:
            raise ValueError(f"not a {kind.__name__}: {error}") from error

    return read
