"""A scan on its way into a document: the JPEG as it is, or its pixels without loss. Never encodes anew."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """`jpeg`, or `rows` of `bits` (1 or 8) a channel, top row first, each padded to whole bytes; 1 grey or 3 RGB."""

    width: int
    height: int
    channels: int
    bits: int
    jpeg: bytes = b""
    rows: bytes = b""
