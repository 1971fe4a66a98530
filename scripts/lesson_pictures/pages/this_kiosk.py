"""This kiosk."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    CLERK,
    OLD_MAN,
    OLD_WOMAN,
    RAISE,
    SIDE,
    STAND,
    WALK,
    figure,
)
from scripts.lesson_pictures.places import (
    CARROT,
    KIOSK_SLIP,
    WHOLE_KIOSK,
    screen,
    tile,
)
from scripts.lesson_pictures.shapes import (
    BROWN,
    DARK_GREY,
    DEEP_RED,
    GREEN,
    SKY,
    WHITE,
    YELLOW,
    at,
    rect,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    arrow,
    scene,
    waves,
)
from scripts.lesson_pictures.things import (
    COIN,
    EAR,
    FINGER,
    GREENS,
    PIN,
    SLIP,
    SPEAKER,
    clock,
)

TOUCH = replace(SIDE, near_arm=((9, -47), (19, -53)))
BROOM = rod("M8 -12 -4 4", BROWN, width=2.4) + shape("M-3 2 -10 4 -6 11 1 7Z", YELLOW, line=1.1)
BRICK = rect(-10, -5, 20, 11, "#e0603c", round_by=1, line=1.3)
WHITE_HOUSE = shape("M0 -10 11 0H8V10H-8V0H-11Z", WHITE, line=0)
BACK_ARROW = stroke("M-6 -3H3C10 -3 10 8 3 8H-3", WHITE, width=3.6) + shape("M-5 -10V4L-12 -3Z", WHITE, line=0)
WORKS = (
    tile(-20, -15, "#ffe9a8", at(0, 8, GREENS, scale=0.8))
    + tile(20, -15, "#ffd9cd", BRICK)
    + tile(-20, 16, "#dff1da", at(0, 0, BROOM))
    + tile(20, 16, SKY, at(0, 7, CARROT, scale=1.2))
)

PAGES = {
    "cover": scene(
        figure(OLD_WOMAN, TOUCH, 66, 106, scale=1.05),
        at(104, 106, WHOLE_KIOSK, scale=1.2),
        at(104, 106, at(0, 8, KIOSK_SLIP)),
        sky=SKY,
    ),
    "1": scene(
        at(80, 46, screen(WORKS), scale=1.1),
        at(106, 76, FINGER, scale=1.15),
        stroke("M93 26 87 21M117 26 124 21M105 20V12", DEEP_RED, width=3),
        sky="#fff3d6",
        ground="",
    ),
    "2": scene(
        at(46, 60, screen(WORKS), scale=0.86),
        at(104, 76, SPEAKER, scale=1.35),
        at(123, 61, waves(0, 0, scale=0.9)),
        at(147, 60, EAR, scale=1.05),
        sky="#fff3d6",
        ground="",
    ),
    "3": scene(
        at(40, 60, screen(WORKS, rect(2, -29, 36, 28, "none", round_by=4, line=3.4)), scale=0.74),
        at(58, 66, FINGER, scale=0.8),
        arrow(78, 60, 14, colour=GREEN),
        at(
            126,
            60,
            screen(
                at(-22, 4, BRICK, scale=1.3),
                at(6, -8, COIN, scale=0.9),
                at(6, 3, clock(9, radius=7)),
                at(6, 29, PIN, scale=0.6),
                stroke("M18 -15H34M18 3H34M18 21H30", DARK_GREY, width=2.6),
            ),
            scale=0.7,
        ),
        sky="#fff3d6",
        ground="",
    ),
    "4": scene(
        at(44, 112, WHOLE_KIOSK, scale=1.3),
        at(44, 106, SLIP, scale=0.62),
        arrow(66, 84, 16, colour=GREEN),
        figure(
            OLD_WOMAN,
            replace(STAND, near_arm=((14, -46), (15, -58))),
            112,
            106,
            over=at(17, -56, SLIP, scale=0.75),
            scale=1.05,
        ),
        sky=SKY,
    ),
    "5": scene(
        at(42, 60, rect(-34, -34, 68, 68, "#1d6b34", round_by=14), at(0, 0, WHITE_HOUSE, scale=2.3)),
        at(118, 60, rect(-34, -34, 68, 68, "#0a5a9c", round_by=14), at(0, 0, BACK_ARROW, scale=2.3)),
        at(58, 104, FINGER, scale=0.75),
        sky="#fff3d6",
        ground="",
    ),
    "6": scene(
        at(84, 106, WHOLE_KIOSK, scale=1.05),
        figure(OLD_MAN, RAISE, 38, 106),
        figure(CLERK, WALK, 130, 106, mirrored=True),
        sky=SKY,
    ),
}
