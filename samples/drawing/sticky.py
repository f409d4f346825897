"""付箋: a sticky note over the form, with its own words by another hand and a shadow at its foot."""

from PIL import Image, ImageDraw, ImageFilter

from drawing.paper import Sheet, px
from drawing.setting import write
from drawing.style import Style
from drawing.truth import Field
from drawing.writing import late

YELLOW = (255, 240, 130)


def stick(sheet: Sheet, text: str, *, at_mm: tuple[float, float], style: Style) -> Field:
    """A 58 × 22 mm note with its top left at `at_mm`; gives its words as a local item."""
    x, y, width, height = px(at_mm[0]), px(at_mm[1]), px(58), px(22)
    shadow = Image.new("RGB", (width + 60, height + 60), (255, 255, 255))
    ImageDraw.Draw(shadow).rectangle((26, 34, width + 34, height + 40), fill=(178, 178, 178))
    sheet.multiply(shadow.filter(ImageFilter.GaussianBlur(11)), (x - 30, y - 30))
    sheet.pen.polygon([(x, y), (x + width, y - 4), (x + width + 3, y + height), (x + 2, y + height + 5)], fill=YELLOW)
    inner = (x + px(3), y + px(3), width - px(6), height - px(6))
    write(sheet, (late(text, "sticky"),), box=inner, style=style.sized(13))
    return Field("localItem", text, text, "付箋", tag="sticky")
