"""The loop that an idle kiosk shows: somebody looks for work, touches, hears, takes the slip, works and is paid.

    python -m scripts.lesson_pictures.attract [FOLDER]

Drawn of the people and things of the lessons, into `assets/pictures/`. Nobody needs to read anything in it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from scripts.lesson_pictures.__main__ import svg
from scripts.lesson_pictures.pages.this_kiosk import TOUCH, WORKS
from scripts.lesson_pictures.people import (
    FARMER,
    GIVE,
    KNEEL,
    OLD_WOMAN,
    SIDE,
    STAND,
    WALK,
    Hat,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import BASKET, HOUSE, WHOLE_KIOSK, screen
from scripts.lesson_pictures.shapes import (
    DEEP_BLUE,
    DEEP_RED,
    GRASS,
    SAND,
    SKY,
    SOIL,
    YELLOW,
    at,
    rect,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import HEIGHT, QUESTION, WIDTH, arrow, bubble, waves
from scripts.lesson_pictures.things import COIN, FINGER, GREENS, MONEY, SLIP, SPEAKER, SUN, TREE, clock

PICTURES = Path(__file__).parents[2] / "assets" / "pictures"
EDGE, FLOOR = 8, 102
"""Radius of the picture's corners, and where its ground begins."""
CHOSEN = stroke("M-34 -31H-6Q0 -31 0 -25V-5Q0 1 -6 1H-34Q-40 1 -40 -5V-25Q-40 -31 -34 -31Z", DEEP_RED, width=3.4)
"""About the picture of the screen that is touched."""
WORKER = replace(OLD_WOMAN, hat=Hat.STRAW)
"""The same woman, at work."""
FIELD = shape("M0 88C40 82 120 82 160 88V104H0Z", SOIL, line=0)


def place(*parts: str, sky: str = SKY, ground: str = SAND) -> str:
    """Return the parts before a sky, on a ground, in a picture with round corners."""
    path = f"M0 {FLOOR}H{WIDTH}V{HEIGHT - EDGE}q0 {EDGE} -{EDGE} {EDGE}H{EDGE}q-{EDGE} 0 -{EDGE} -{EDGE}Z"
    floor = shape(path, ground, line=0) if ground else ""
    return rect(0, 0, WIDTH, HEIGHT, sky, round_by=EDGE, line=0) + floor + "".join(parts)


LOOP: dict[str, str] = {
    "attract-1": place(
        at(24, 104, TREE, scale=0.7),
        figure(OLD_WOMAN, WALK, 62, 108, mood=Mood.CALM, scale=1.05),
        bubble(102, 19, 44, 26, at(-10, 3, QUESTION, scale=1.1), at(9, 8, GREENS, scale=0.8)),
        at(134, 110, WHOLE_KIOSK, scale=0.9),
    ),
    "attract-2": place(
        at(102, 110, WHOLE_KIOSK, scale=1.3),
        at(92.7, 20.3, stroke("M-9 -9H9V9H-9Z", DEEP_RED, width=3)),
        figure(OLD_WOMAN, replace(TOUCH, near_arm=((12, -54), (24, -64))), 60, 109, scale=1.25),
    ),
    "attract-3": place(
        at(80, 58, screen(WORKS, CHOSEN), scale=1.25),
        at(66, 72, FINGER, scale=1.2),
        sky="#fff3d6",
        ground="",
    ),
    "attract-4": place(
        at(28, 110, WHOLE_KIOSK, scale=1.3),
        at(66, 74, SPEAKER, scale=1.05),
        at(83, 62, waves(0, 0, scale=1.4)),
        bubble(84, 18, 58, 28, at(-17, 9, GREENS, scale=0.85), at(2, 9, COIN), at(19, 0, clock(8, radius=8))),
        figure(OLD_WOMAN, replace(STAND, near_arm=((17, -51), (12, -65))), 136, 109, scale=1.2, mirrored=True),
    ),
    "attract-5": place(
        at(56, 110, WHOLE_KIOSK, scale=1.3),
        at(56, 105, SLIP, scale=0.85),
        figure(OLD_WOMAN, replace(SIDE, near_arm=((12, -38), (27, -16))), 106, 109, scale=1.25, mirrored=True),
    ),
    "attract-6": place(
        at(22, 106, WHOLE_KIOSK, scale=0.85),
        at(136, 24, SUN, scale=0.8),
        at(138, 103, HOUSE, scale=0.75),
        figure(
            OLD_WOMAN,
            replace(WALK, near_arm=((12, -46), (17, -58))),
            70,
            109,
            over=at(20, -56, SLIP, scale=0.85),
            scale=1.2,
        ),
        arrow(95, 96, 22, colour=DEEP_BLUE),
        ground=GRASS,
    ),
    "attract-7": place(
        FIELD,
        at(22, 26, SUN, scale=0.8),
        at(134, 88, HOUSE, scale=0.75),
        figure(WORKER, KNEEL, 64, 110, scale=1.2),
        "".join(at(x, 112, GREENS, scale=0.75) for x in (97, 115, 133, 150)),
        at(28, 112, BASKET),
        at(28, 99, GREENS, scale=0.7),
        ground=SOIL,
    ),
    "attract-8": place(
        figure(FARMER, GIVE, 44, 109, scale=1.15),
        figure(WORKER, replace(GIVE, near_arm=((7, -43), (16, -44))), 116, 109, scale=1.15, mirrored=True),
        at(80, 66, MONEY, scale=1.1),
        at(80, 36, COIN, scale=1.3),
        ground=GRASS,
    ),
}
TOUCH_HERE = (
    rect(0, 0, 96, 96, "#1d6b34", round_by=20, line=0)
    + at(46, 68, FINGER, scale=1.35)
    + stroke("M30 28 22 20M62 28 70 20M46 20V10", YELLOW, width=5)
)


def square(picture: str, *, side: int) -> str:
    """Return a sign as SVG Tiny 1.2, as `svg` does a picture."""
    rounded = 'stroke-linecap="round" stroke-linejoin="round"'
    box = f'width="{side}" height="{side}" viewBox="0 0 {side} {side}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {rounded}>\n{picture}\n</svg>\n'


def main(folder: Path) -> None:
    """Write the loop and the sign beside it into `folder`."""
    for name, picture in LOOP.items():
        (folder / f"{name}.svg").write_text(svg(picture), "utf-8", newline="\n")
    (folder / "attract-touch.svg").write_text(square(TOUCH_HERE, side=96), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PICTURES)
