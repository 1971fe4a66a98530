"""Machines and electricity."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BACKACHE,
    HOLD,
    MAN,
    POINT,
    SIDE,
    STAND,
    WOMAN,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    GUARD,
    MACHINE,
    PLUG,
    SHAFTS,
    SOCKET,
    SPARKS,
    STOP,
    TURNING,
)
from scripts.lesson_pictures.shapes import (
    BROWN,
    DEEP_RED,
    GREEN,
    INK,
    ORANGE,
    RED,
    SKY,
    TAN,
    YELLOW,
    at,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    SWEAT,
    arrow,
    right_and_wrong,
    scene,
)
from scripts.lesson_pictures.things import (
    BOLT,
    clock,
    phone_number,
)

BROOM = rod("M8 -12 -4 4", BROWN, width=2.4) + shape("M-3 2 -10 4 -6 11 1 7Z", YELLOW, line=1.1)
CAPPED = replace(WORKER, coat=GREEN)
LOOSE = replace(WOMAN, gloves="#4aa3df")
SCARF = stroke("M-7 -56C-2 -52 3 -52 7 -56M5 -55C10 -46 18 -44 26 -42", INK, width=6) + stroke(
    "M-7 -56C-2 -52 3 -52 7 -56M5 -55C10 -46 18 -44 26 -42", RED, width=3.4
)
REACH = replace(SIDE, near_arm=((8, -44), (18, -40)))
CABLE_BROKEN = (
    stroke("M0 0C10 8 18 -6 28 0", INK, width=5)
    + stroke("M44 4C54 12 62 -2 76 4", INK, width=5)
    + stroke("M28 0 33 -2M28 0 34 3M44 4 39 2M44 4 40 8", "#e07a2f", width=1.8)
)
STICK = rod("M0 0 26 -10", TAN, width=2.6)

PAGES = {
    "cover": scene(
        figure(WORKER, STAND, 34, 106, scale=1.05),
        at(100, 106, MACHINE, scale=1.3),
        at(92, 102, GUARD, scale=0.85),
        at(140, 60, STOP, scale=1.5),
        sky=SKY,
    ),
    "1": scene(
        figure(MAN, replace(POINT, near_arm=((10, -52), (22, -58))), 62, 106, mood=Mood.TALKING),
        figure(WORKER, SIDE, 24, 106),
        at(122, 106, MACHINE, scale=1.15),
        at(122, 106, SHAFTS, scale=0.95),
        at(108, 46, STOP, scale=1.35),
        arrow(86, 46, 10, colour=DEEP_RED, broad=0.8),
        sky=SKY,
    ),
    "2": right_and_wrong(
        figure(CAPPED, REACH, 20, 104, scale=0.92) + at(58, 104, MACHINE, scale=0.58) + at(58, 104, GUARD, scale=0.5),
        at(56, 104, MACHINE, scale=0.62)
        + at(56, 104, SHAFTS, scale=0.75)
        + at(60, 60, TURNING, scale=0.8)
        + figure(LOOSE, REACH, 18, 104, scale=0.92, mood=Mood.WORRIED, over=SCARF),
    ),
    "3": right_and_wrong(
        at(38, 102, MACHINE, scale=1.2) + at(38, 100, GUARD, scale=1.1),
        at(38, 102, MACHINE, scale=1.2)
        + at(38, 104, SHAFTS, scale=1.25)
        + at(36, 36, TURNING)
        + at(62, 112, GUARD, scale=0.42, turn=14),
    ),
    "4": right_and_wrong(
        at(22, 30, STOP, scale=1.25)
        + at(24, 66, SOCKET, scale=0.85)
        + arrow(36, 58, 12, broad=0.7)
        + at(58, 68, PLUG, scale=0.95, turn=-90)
        + at(24, 90, clock(9, radius=9))
        + at(54, 94, BROOM, scale=1.3),
        at(50, 104, MACHINE, scale=0.78)
        + at(50, 104, SHAFTS, scale=0.85)
        + at(52, 54, TURNING, scale=0.8)
        + figure(WORKER, replace(REACH, near_arm=((10, -40), (26, -28))), 14, 104, scale=0.92, mood=Mood.WORRIED)
        + at(40, 80, SPARKS, scale=0.6),
    ),
    "5": right_and_wrong(
        figure(replace(WORKER, coat=ORANGE, gloves=RED), REACH, 22, 104)
        + at(58, 66, SOCKET, scale=1.1)
        + at(58, 30, BOLT, scale=0.8),
        at(0, 96, CABLE_BROKEN)
        + at(36, 92, SPARKS, scale=0.7)
        + at(58, 54, SOCKET, scale=1.1)
        + figure(MAN, REACH, 22, 92, scale=0.92, mood=Mood.WORRIED)
        + "".join(at(x, y, SWEAT, scale=1.2) for x, y in ((40, 68), (46, 66), (36, 74)))
        + at(50, 34, BOLT, scale=0.75),
    ),
    "6": right_and_wrong(
        at(18, 36, SOCKET, scale=0.9)
        + arrow(30, 36, 12, broad=0.7)
        + at(54, 46, PLUG, scale=0.9, turn=-90)
        + figure(MAN, replace(HOLD, near_arm=((6, -40), (13, -34))), 14, 104, scale=0.6, held=at(12, -34, STICK))
        + stroke("M40 100C30 96 42 88 36 80", INK, width=3.4)
        + at(59, 110, phone_number("120"), scale=0.8),
        figure(WOMAN, replace(BACKACHE, near_arm=((12, -42), (20, -30))), 24, 98, scale=0.82, mood=Mood.WORRIED)
        + figure(WORKER, STAND, 72, 106, turn=-88, scale=0.8, mood=Mood.ASLEEP)
        + at(46, 78, SPARKS, scale=0.75)
        + at(62, 48, BOLT),
    ),
}
