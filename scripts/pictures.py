"""Make the pictures of trades and screens from the icons of the open set and the recipes beside this script.

    python scripts/pictures.py icons.json

`icons.json` is the file of that name in the npm package `@iconify-json/fluent-emoji-flat`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import numpy as np
from picture_recipes import SCREEN_PICTURES, TRADE_PICTURES, Icon, Recipe
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from town_recipes import TOWN_PICTURES
from worker_recipes import WORKER_PICTURES

ASSETS = Path(__file__).parents[1] / "assets"
CANVAS = 32
PX_PER_UNIT = 16
FAINT = 40
"""Cover, of 255, that nobody misses where it ends at the edge."""
SOURCES_HEAD = """# What each picture is made of

Names are icons of Fluent Emoji Flat (see `../trades/LICENSE.md`); made by `scripts/pictures.py`.

| file | made of |
|---|---|"""
DRAWN = "drawn for this project"
OWN_ID = re.compile(r'(id="|url\(#|href="#)')


def main(icons_json: Path) -> None:
    """Write every picture, and the list of what each is made of beside it."""
    icons = {name: icon["body"] for name, icon in json.loads(icons_json.read_text("utf-8"))["icons"].items()}
    for folder, recipes in (
        ("trades", TRADE_PICTURES),
        ("pictures", SCREEN_PICTURES | WORKER_PICTURES | TOWN_PICTURES),
    ):
        for name, recipe in recipes.items():
            (ASSETS / folder / f"{name}.svg").write_text(svg(recipe, icons), "utf-8")
        (ASSETS / folder / "SOURCES.md").write_text(sources(recipes, ASSETS / folder), "utf-8")


def sources(recipes: dict[str, Recipe], folder: Path) -> str:
    """Return the table of what each picture in `folder` is made of; what has no recipe here is drawn elsewhere."""
    made = {name: ", ".join(made_of(recipe)) for name, recipe in recipes.items()}
    elsewhere = {path.stem: DRAWN for path in folder.glob("*.svg")}
    rows = [f"| {name}.svg | {what} |" for name, what in sorted((elsewhere | made).items())]
    return "\n".join([SOURCES_HEAD, *rows, ""])


def made_of(recipe: Recipe) -> list[str]:
    names = list(dict.fromkeys(part.name for part in recipe if isinstance(part, Icon)))
    return names + [DRAWN] * any(isinstance(part, str) for part in recipe)


def svg(recipe: Recipe, icons: dict[str, str]) -> str:
    """Return the picture as SVG Tiny 1.2, which the screen's renderer reads: no filters, masks or style sheets.

    Where something reaches beyond the canvas, the canvas moves and grows as little as holds it: nothing is cut off.
    """
    parts = [
        placed(part, icons[part.name], own=f"p{place}-") if isinstance(part, Icon) else part
        for place, part in enumerate(recipe)
    ]
    left, top, right, bottom = shown(parts)
    side = max(CANVAS, right - left, bottom - top)
    return on_canvas(parts, x=begin(left, right, side=side), y=begin(top, bottom, side=side), side=side)


def begin(first: float, last: float, *, side: float) -> float:
    """Return where an edge of `side` begins that holds `first` and `last`: at 0 where it can."""
    return min(first, max(0, last - side))


def on_canvas(parts: list[str], *, x: float, y: float, side: float) -> str:
    """Return the picture of what lies in the square of `side` from `x`, `y`."""
    box = f'width="{CANVAS}" height="{CANVAS}" viewBox="{x:g} {y:g} {side:g} {side:g}"'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {box}>', *parts, "</svg>", ""])


def shown(parts: list[str]) -> tuple[float, float, float, float]:
    """Return where something is seen, up to a canvas beyond each edge: left, top, right, bottom."""
    wide = on_canvas(parts, x=-CANVAS, y=-CANVAS, side=3 * CANVAS)
    side_px = 3 * CANVAS * PX_PER_UNIT
    image = QImage(side_px, side_px, QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(wide.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    cover = np.frombuffer(image.constBits(), np.uint8).reshape(side_px, side_px, 4)[..., 3] > FAINT
    across, down = (np.flatnonzero(cover.any(axis=axis)) for axis in (0, 1))
    ends = (across[0], down[0], across[-1] + 1, down[-1] + 1)
    left, top, right, bottom = (float(end) / PX_PER_UNIT - CANVAS for end in ends)
    return left, top, right, bottom


def placed(icon: Icon, body: str, *, own: str) -> str:
    """Return the icon's shapes moved to their place; ids get the prefix `own`, as two icons may share one."""
    moves = [f"translate({icon.x:g} {icon.y:g})", f"scale({icon.size / CANVAS:g})"]
    if icon.turn:
        moves.append(f"rotate({icon.turn:g} {CANVAS // 2} {CANVAS // 2})")
    if icon.mirrored:
        moves.append(f"translate({CANVAS} 0) scale(-1 1)")
    return f'<g transform="{" ".join(moves)}">{OWN_ID.sub(lambda found: found[1] + own, body)}</g>'


if __name__ == "__main__":
    main(Path(sys.argv[1]))
