"""Pictures of what went wrong worst: the place on the page with what was wanted and what was read under it.

For people who mend the house; written under `build/`, never committed. Refuses nothing: a page that cannot be opened
is left out.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ingest.cleanup import clean
from ingest.unpack import open_scan
from tools.case_files import pages_of, sheets_of, stem_of
from tools.measuring.items import Item

MOST, WIDTH, PAD, TEXT_PX = 20, 1100, 40, 22
FONT = Path("/usr/share/fonts/truetype/bizud-gothic/BIZUDPGothic-Bold.ttf")


def worst_of(items: Sequence[Item]) -> list[Item]:
    """Silent errors first, then what was said with most confidence and is wrong, then what was not found."""
    bad = [one for one in items if not one.is_right]
    return sorted(bad, key=lambda one: (not one.is_silent, one.outcome == "absent", -one.chance))[:MOST]


def pictures(items: Sequence[Item], folders: Sequence[Path], *, out: Path) -> Iterator[Path]:
    """One PNG a case, numbered from the worst. `folders`: each with `papers` and `sheets`."""
    out.mkdir(parents=True, exist_ok=True)
    for old in out.glob("*.png"):
        old.unlink()
    paths = {stem_of(path): (path, folder) for folder in folders for path in (folder / "papers").iterdir()}
    for number, one in enumerate(worst_of(items), 1):
        path, folder = paths[one.file]
        page = sheets_of(folder, one.file)[one.page_no - 1].page
        crop = _crop(one, _upright(path, one.page_no, turned_deg=page.turned_deg))
        place = out / f"{number:02d}-{one.file}-p{one.page_no}-{one.name}.png"
        _card(one, crop).save(place)
        yield place


def _card(one: Item, crop: Image.Image) -> Image.Image:
    lines = (
        f"{one.file} p{one.page_no} {one.name} {one.outcome}{' SILENT' if one.is_silent else ''} p={one.chance:.3f}",
        f"wanted {one.wanted}",
        f"read   {one.got}",
        f"{' '.join(f'{name}={value}' for name, value in one.traits.items())}  {' '.join(one.reasons)}",
    )
    card = Image.new("RGB", (WIDTH, crop.height + (len(lines) + 1) * (TEXT_PX + 8)), "white")
    card.paste(crop, (0, 0))
    pen, font = ImageDraw.Draw(card), _font()
    for place, line in enumerate(lines):
        pen.text((8, crop.height + 8 + place * (TEXT_PX + 8)), line, fill="black", font=font)
    return card


def _crop(one: Item, page: Image.Image) -> Image.Image:
    x, y, width, height = one.box
    if width <= 0 or height <= 0:
        found = page
    else:
        found = page.crop((max(0, x - PAD), max(0, y - PAD), x + width + PAD, y + height + PAD))
    scale = min(1.0, WIDTH / found.width)
    return found.resize((max(1, round(found.width * scale)), max(1, round(found.height * scale))))


def _upright(path: Path, page_no: int, *, turned_deg: int) -> Image.Image:
    """The page as the readers saw it: boxes are places on that picture."""
    for part in pages_of(path):
        with open_scan(part) as scan:
            if page_no <= scan.page_count:
                cleaned = clean(scan.page(page_no), page_no=page_no, turned_deg=turned_deg)
                pixels = cleaned.image
                return Image.fromarray(pixels[..., ::-1] if pixels.ndim == 3 else pixels)
            page_no -= scan.page_count
    raise ValueError(f"{path} has no such page")


def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    try:
        return ImageFont.truetype(str(FONT), TEXT_PX)
    except OSError:
        return ImageFont.load_default()
