"""The picture that a link to a page shows in social networks: its title over its first chart."""

from __future__ import annotations

from pathlib import Path

import matplotlib
from PIL import Image, ImageDraw, ImageFont

from evidence.mime import GROUND

SIZE = (1200, 630)
MARGIN = 48
INK, QUIET, LINE = "#1b1f24", "#4b5560", "#0b4f7d"
FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def draw(title: str, book: str, chart: Path | None, target: Path) -> None:
    """Draw a card of 1200 × 630 pixels into ``target`` (PNG); without a chart it holds the words alone."""
    image = Image.new("RGB", SIZE, GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, SIZE[0], 12), fill=LINE)
    width = SIZE[0] // 3 if chart else SIZE[0]
    bottom = MARGIN + paragraph(pen, title, "DejaVuSans-Bold.ttf", 46, MARGIN, width - MARGIN, INK)
    paragraph(pen, book, "DejaVuSans.ttf", 26, bottom + 24, width - MARGIN, QUIET)
    if chart:
        with Image.open(chart) as opened:
            picture = opened.convert("RGB")
        picture.thumbnail((SIZE[0] - width - MARGIN, SIZE[1] - 2 * MARGIN))
        image.paste(picture, (width + (SIZE[0] - width - picture.width) // 2, (SIZE[1] - picture.height) // 2))
    target.parent.mkdir(parents=True, exist_ok=True)
    image.quantize(128).save(target, optimize=True)


def paragraph(pen: ImageDraw.ImageDraw, text: str, font: str, size: int, top: int, right: int, colour: str) -> int:
    """Set a text in lines no wider than to ``right``; returns its height in pixels."""
    face = ImageFont.truetype(str(FONTS / font), size)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=face) > right - MARGIN:
            lines.append(word)
        else:
            lines[-1] = longer
    for number, line in enumerate(lines):
        pen.text((MARGIN, top + number * size * 1.3), line, font=face, fill=colour)
    return round(len(lines) * size * 1.3)
