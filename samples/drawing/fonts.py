"""Letter shapes: faces by name, each with the Debian package it comes from, and a fall-back for what a face lacks.

Refuses to draw a character that no installed face has, and names the package when a face is missing.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL import Image, ImageFont

from drawing import cmap

FOLDER = Path("/usr/share/fonts")


class MissingFont(Exception):
    """A face is not installed or a character is in none of them."""


@dataclass(frozen=True, slots=True)
class Face:
    """`index` is the place inside a collection file; `vertical`: the file holds upright forms for vertical writing."""

    name: str
    file: str
    package: str
    index: int = 0
    vertical: bool = False


FACES = {
    face.name: face
    for face in (
        Face("gothic", "opentype/ipaexfont-gothic/ipaexg.ttf", "fonts-ipaexfont-gothic"),
        Face("mincho", "opentype/ipaexfont-mincho/ipaexm.ttf", "fonts-ipaexfont-mincho"),
        Face("ipa-gothic", "opentype/ipafont-gothic/ipag.ttf", "fonts-ipafont-gothic"),
        Face("ipa-mincho", "opentype/ipafont-mincho/ipam.ttf", "fonts-ipafont-mincho"),
        Face("ud-gothic", "truetype/bizud-gothic/BIZUDGothic-Regular.ttf", "fonts-morisawa-bizud-gothic"),
        Face("ud-gothic-bold", "truetype/bizud-gothic/BIZUDGothic-Bold.ttf", "fonts-morisawa-bizud-gothic"),
        Face("ud-mincho", "truetype/bizud-mincho/BIZUDMincho-Regular.ttf", "fonts-morisawa-bizud-mincho"),
        Face("noto-sans", "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk"),
        Face("noto-serif", "opentype/noto/NotoSerifCJK-Regular.ttc", "fonts-noto-cjk"),
        Face("vl-gothic", "truetype/vlgothic/VL-Gothic-Regular.ttf", "fonts-vlgothic"),
        Face("mplus", "opentype/mplus/Mplus1-Regular.otf", "fonts-mplus"),
        Face("sawarabi-gothic", "truetype/sawarabi-gothic/sawarabi-gothic-medium.ttf", "fonts-sawarabi-gothic"),
        Face("sawarabi-mincho", "truetype/sawarabi-mincho/sawarabi-mincho-medium.ttf", "fonts-sawarabi-mincho"),
        Face("maru", "truetype/motoya-l-maruberi/MTLmr3m.ttf", "fonts-motoya-l-maruberi"),
        Face("mj-mincho", "truetype/ipamj/ipamjm.ttf", "fonts-ipamj-mincho"),
        Face("klee", "truetype/klee/KleeOne-Regular.ttf", "fonts-klee"),
        Face("klee-bold", "truetype/klee/KleeOne-SemiBold.ttf", "fonts-klee"),
        Face("yusei", "truetype/yusei-magic/YuseiMagic-Regular.ttf", "fonts-yusei-magic"),
        Face("seto", "truetype/seto/setofont.ttf", "fonts-seto"),
        Face("kiloji", "truetype/kiloji/kiloji.ttf", "fonts-kiloji"),
        Face("yoz", "truetype/yozvox-yozfont/YOzRS_.ttf", "fonts-yozvox-yozfont-standard-kana"),
        Face("yoz-bold", "truetype/yozvox-yozfont/YOzBS_.ttf", "fonts-yozvox-yozfont-standard-kana"),
    )
}
GOTHIC = ("gothic", "ipa-gothic", "ud-gothic", "noto-sans", "vl-gothic", "mplus", "sawarabi-gothic", "maru")
MINCHO = ("mincho", "ipa-mincho", "ud-mincho", "noto-serif", "mj-mincho", "sawarabi-mincho")
HANDS = ("klee", "klee-bold", "yusei", "seto", "kiloji", "yoz", "yoz-bold")
# Asked in this order for a character that the wanted face lacks.
FALLBACK = {"hand": ("klee", "mj-mincho", "noto-sans"), "print": ("noto-sans", "mj-mincho", "gothic")}


def path_of(name: str) -> Path:
    """Raises MissingFont with the package to install."""
    face = FACES[name]
    path = FOLDER / face.file
    if not path.is_file():
        raise MissingFont(f"font file {path} is missing; install the Debian package {face.package}")
    return path


@cache
def _mapped(name: str) -> frozenset[int]:
    return cmap.characters(path_of(name), FACES[name].index)


@lru_cache(maxsize=512)
def sized(name: str, size_px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path_of(name)), size_px, index=FACES[name].index)


@cache
def draws(name: str, char: str) -> bool:
    """True when the face maps the character and its shape is not empty (spaces aside)."""
    if ord(char) not in _mapped(name):
        return False
    return char.isspace() or sized(name, 32).getmask(char).getbbox() is not None


@cache
def face_for(name: str, char: str) -> str:
    """The wanted face, or the first fall-back that can draw `char`. Raises MissingFont when none can."""
    chain = FALLBACK["hand" if name in HANDS else "print"]
    for candidate in (name, *chain):
        if draws(candidate, char):
            return candidate
    raise MissingFont(f"no installed font draws {char!r} (U+{ord(char):04X})")


@dataclass(frozen=True, slots=True)
class Glyph:
    """`mask` is the inked part, `left` px right of the pen and `top` px below the line's top; `advance` px wide."""

    mask: Image.Image
    left: int
    top: int
    advance: float


@lru_cache(maxsize=20000)
def glyph(name: str, char: str, *, size_px: int) -> Glyph:
    """The character in the face or its fall-back, all faces brought to one baseline at 0.88 of the size."""
    font = sized(face_for(name, char), size_px)
    left, top, right, bottom = font.getbbox(char, anchor="ls")
    box = (max(1, int(right - left)), max(1, int(bottom - top)))
    mask = Image.new("L", box, 0)
    if not char.isspace():
        core = font.getmask(char, "L")
        mask = Image.frombytes("L", core.size, bytes(core)) if core.size[0] and core.size[1] else mask
    return Glyph(mask, int(left), round(size_px * 0.88 + top), font.getlength(char))
