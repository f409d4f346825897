"""What a faulty paper is: bytes to be put into a file, and what the house must say of it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

EITHER = "either"  # damage by chance: accepted or quarantined, but nothing else


@dataclass(frozen=True)
class Case:
    """`expect`: a number of pages, the name of an error class, or EITHER. `damaged`: pages that must fail alone."""

    name: str
    make: Callable[[], bytes]
    expect: int | str
    damaged: tuple[int, ...] = ()


def drawing(mode: str = "L", size: tuple[int, int] = (240, 330)) -> Image.Image:
    """A small sheet with rules, a few strokes and, in colour, a red ring."""
    image = Image.new("RGB", size, (250, 249, 245))
    pen = ImageDraw.Draw(image)
    for y in range(30, size[1] - 20, 30):
        pen.line((20, y, size[0] - 20, y), fill=(30, 30, 30), width=2)
        for x in range(25, size[0] - 40, 17):
            pen.line((x, y - 18, x + 9, y - 6), fill=(20, 20, 40), width=2)
            pen.line((x + 9, y - 18, x, y - 6), fill=(20, 20, 40), width=2)
    pen.ellipse((size[0] - 80, 20, size[0] - 30, 70), outline=(215, 60, 40), width=4)
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def flipped(data: bytes, seed: int, *, start: int = 0) -> bytes:
    """Twelve bits turned over at places that follow from `seed`, none before `start`."""
    spoilt = bytearray(data)
    state = seed * 2654435761 + 12345
    for _ in range(12):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        place = start + (state >> 20) % max(len(spoilt) - start, 1)
        spoilt[place] ^= 1 << (state >> 10) % 8
    return bytes(spoilt)
