"""A small business of one's own."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    CHEAT,
    CLERK,
    FARMER,
    FARMER_WOMAN,
    GIVE,
    OLD_WOMAN,
    POINT,
    REFUSE,
    SIT,
    STAND,
    WOMAN,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import BASKET, BOARD, CARROT, OFFICE, SHOP, STALL, STALL_TABLE
from scripts.lesson_pictures.shapes import (
    DARK_GREY,
    DEEP_RED,
    GRASS,
    GREEN,
    INK,
    PALE_BLUE,
    RED,
    SKY,
    WHITE,
    YELLOW,
    at,
    disc,
    rect,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    PLUS,
    arrow,
    bubble,
    cross,
    right_and_wrong,
    scene,
    struck,
)
from scripts.lesson_pictures.things import (
    COIN,
    COINS,
    COUNTER,
    GREENS,
    MONEY_BAG,
    NOTEBOOK,
    PILE,
    STAR,
    STOOL,
)

ALARM = "#ffe3de"
VEGETABLES = at(-20, -24, GREENS, scale=0.6) + at(-6, -24, CARROT) + at(0, -24, CARROT) + at(16, -24, GREENS, scale=0.6)
SEATED = replace(SIT, near_arm=((3, -30), (12, -26)))
MAT = shape("M-22 0 -16 -8H16L22 0Z", "#d8746c")
LICENCE = (
    rect(-18, -26, 36, 26, WHITE, round_by=1)
    + rect(-15, -23, 30, 20, "#ffe9a8", round_by=1, line=0.8)
    + at(0, -16, STAR, scale=0.5)
    + stroke("M-9 -7H9", DARK_GREY, width=1.6)
    + disc(10, -8, 3.4, RED, line=0)
)

PAGES = {
    "cover": scene(
        at(80, 106, STALL, scale=1.35),
        figure(OLD_WOMAN, STAND, 80, 104, scale=0.95),
        at(80, 106, STALL_TABLE, VEGETABLES, scale=1.2),
        rect(110, 84, 14, 14, WHITE, round_by=2),
        at(117, 97, COIN, scale=0.6),
        sky=SKY,
        ground=GRASS,
    ),
    "1": scene(
        at(24, 106, BASKET, scale=1.0),
        at(24, 92, GREENS, scale=0.7),
        at(76, 104, STALL, scale=0.72),
        at(76, 104, STALL_TABLE, VEGETABLES, scale=0.62),
        at(130, 104, SHOP, scale=0.88),
        arrow(26, 58, 24, turn=-14, colour=GREEN),
        arrow(82, 42, 26, turn=-14, colour=GREEN),
        sky=SKY,
        ground=GRASS,
    ),
    "2": scene(
        at(80, 98, NOTEBOOK, scale=1.75),
        at(24, 92, COINS, scale=1.5),
        arrow(40, 58, 14, colour=GREEN),
        at(24, 38, PLUS, scale=1.9),
        at(138, 92, COINS, scale=1.2),
        arrow(110, 58, 14, colour=DEEP_RED),
        at(138, 38, stroke("M-5 0H5", DEEP_RED, width=3), scale=1.6),
        sky="#fff3d6",
    ),
    "3": scene(
        figure(CLERK, GIVE, 114, 98, mirrored=True),
        at(112, 106, COUNTER),
        figure(FARMER_WOMAN, GIVE, 28, 106),
        at(66, 70, LICENCE),
        at(66, 32, COIN, scale=1.2),
        struck(66, 22, 13),
        sky=SKY,
    ),
    "4": right_and_wrong(
        stroke("M8 96H68M8 110H68M8 96V110M68 96V110", WHITE, width=2.6)
        + at(36, 108, MAT, scale=1.25)
        + at(24, 104, GREENS, scale=0.8)
        + at(44, 104, CARROT, scale=1.2)
        + at(52, 104, CARROT, scale=1.2)
        + figure(FARMER_WOMAN, STAND, 34, 95, scale=0.85),
        rect(0, 84, 76, 32, "#8d8791", round_by=0, line=0)
        + "".join(rect(x, 98, 12, 2.4, WHITE, line=0) for x in (4, 32, 60))
        + at(28, 108, MAT, scale=1.1)
        + at(20, 104, GREENS, scale=0.7)
        + at(36, 104, CARROT, scale=1.1)
        + figure(FARMER_WOMAN, STAND, 26, 96, scale=0.72, mood=Mood.WORRIED)
        + rect(50, 74, 26, 20, RED, round_by=3)
        + rect(51, 78, 7, 8, PALE_BLUE, round_by=1, line=1.1)
        + disc(60, 95, 5, INK)
        + disc(72, 95, 5, INK),
        ground=GRASS,
    ),
    "5": scene(
        at(40, 104, OFFICE, scale=1.2),
        arrow(78, 58, 24, colour=GREEN),
        at(112, 66, MONEY_BAG, scale=0.9),
        figure(FARMER, GIVE, 140, 106, mirrored=True),
        sky=SKY,
        ground=GRASS,
    ),
    "6": scene(
        at(98, 66, BOARD, scale=1.75),
        figure(CLERK, replace(POINT, near_arm=((10, -56), (22, -62))), 26, 100, mood=Mood.TALKING),
        at(98, 36, at(-22, 6, COIN, scale=1.0), arrow(-8, -2, 16, colour=YELLOW), at(24, 8, SHOP, scale=0.42)),
        "".join(
            at(x, 112, STOOL, figure(person, replace(SEATED, look=0), 0, 0), scale=0.72)
            for x, person in ((74, OLD_WOMAN), (104, FARMER), (134, WOMAN))
        ),
        sky=SKY,
    ),
    "7": scene(
        figure(CHEAT, GIVE, 34, 106, mood=Mood.TALKING),
        bubble(84, 28, 54, 36, at(0, 14, PILE, scale=0.85)),
        figure(FARMER, REFUSE, 128, 106, mirrored=True, mood=Mood.CALM),
        at(66, 76, COIN, scale=0.9),
        arrow(92, 70, 18, turn=180, colour=DEEP_RED),
        cross(144, 16),
        sky=ALARM,
    ),
}
