"""Work in great heat."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BACKACHE,
    FARMER,
    FARMER_WOMAN,
    KNEEL,
    OLD_MAN,
    SIT,
    STAND,
    WOMAN,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    AMBULANCE,
)
from scripts.lesson_pictures.shapes import (
    BLUE,
    BROWN,
    DEEP_RED,
    GRASS,
    INK,
    LIGHT_GREY,
    ORANGE,
    RED,
    SAND,
    SKY,
    WHITE,
    at,
    disc,
    oval,
    rect,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    DIZZY,
    HEAT_WAVES,
    check,
    digits,
    halves,
    scene,
)
from scripts.lesson_pictures.things import BENCH, BOTTLE, CUP, SUN, TREE, clock, phone_number

DRINK = replace(STAND, near_arm=((14, -48), (7, -60)))
TEMPLES = replace(STAND, near_arm=((15, -56), (9, -69)), far_arm=((-15, -56), (-9, -69)))
FLAT_OUT = replace(STAND, near_arm=((10, -42), (9, -31)), far_arm=((-10, -42), (-9, -31)))
THERMOMETER = (
    rect(-9, -88, 18, 76, WHITE, round_by=9)
    + disc(0, -9, 13, WHITE)
    + disc(0, -9, 9, RED, line=0)
    + rect(-4, -80, 8, 70, RED, round_by=4, line=0)
)
TOWEL = stroke("M-7 -55C-3 -51 3 -51 7 -55M6 -55V-42", INK, width=6) + stroke(
    "M-7 -55C-3 -51 3 -51 7 -55M6 -55V-42", WHITE, width=3.4
)
FAN = shape("M0 0C-16 -4 -18 -20 -10 -24S12 -22 12 -10Z", "#8ed1a0") + rod("M0 0 6 9", BROWN, width=1.6)

PAGES = {
    "cover": scene(
        at(132, 24, SUN),
        at(50, 106, TREE, scale=1.2),
        figure(FARMER, DRINK, 72, 106, held=at(8, -58, BOTTLE, scale=0.55, turn=-60)),
        sky="#ffe9b8",
        ground=GRASS,
    ),
    "1": scene(
        at(128, 28, SUN, scale=1.2),
        at(34, 112, THERMOMETER, scale=1.12),
        stroke("M46 84H52M46 58H52M46 32H52", DEEP_RED, width=2.6),
        digits("35", 66, 84, height=13, colour=ORANGE),
        digits("37", 67, 58, height=16, colour="#d9541e"),
        digits("40", 69, 32, height=20, colour=DEEP_RED),
        figure(FARMER, replace(STAND, near_arm=((14, -52), (8, -64))), 122, 108, scale=0.7, mood=Mood.WORRIED),
        sky="#ffe9b8",
        ground=GRASS,
    ),
    "2": scene(
        figure(WORKER, DRINK, 38, 106, held=at(8, -58, BOTTLE, scale=0.5, turn=-60)),
        at(86, 104, BOTTLE, scale=1.5),
        at(112, 104, CUP, scale=1.4),
        at(82, 26, clock(9)),
        at(112, 26, clock(9.5)),
        at(142, 26, clock(10)),
        stroke("M95 26H99M125 26H129", INK, width=2),
        check(142, 70),
        sky=SKY,
    ),
    "3": halves(
        at(60, 18, SUN, scale=0.62) + figure(FARMER_WOMAN, STAND, 34, 104, held=TOWEL),
        at(46, 104, TREE, scale=0.84)
        + at(34, 104, BENCH, scale=0.85)
        + figure(WORKER, SIT, 30, 104, scale=0.68)
        + at(16, 18, clock(12)),
        colours=("#ffe9b8", "#dff1da"),
        ground=GRASS,
    ),
    "4": halves(
        figure(replace(FARMER, skin="#ff9d6e"), TEMPLES, 38, 104, mood=Mood.WORRIED) + at(38, 16, HEAT_WAVES),
        figure(
            replace(OLD_MAN, skin="#e9d48a"),
            replace(BACKACHE, near_arm=((8, -42), (9, -52))),
            28,
            104,
            mood=Mood.WORRIED,
        )
        + at(38, 16, DIZZY)
        + stroke("M46 54C51 58 50 66 52 72", "#8fa53d", width=3.4),
        colours=("#ffd9c2", "#ffe9b8"),
    ),
    "5": scene(
        at(120, 104, TREE, scale=1.15),
        oval(80, 104, 70, 7, "#8cc267", line=0),
        rect(88, 88, 26, 15, SAND),
        figure(
            OLD_MAN,
            replace(FLAT_OUT, near_leg=((5, -17), (9, -5)), far_leg=((-1, -17), (4, -5))),
            108,
            88,
            turn=-84,
            mood=Mood.ASLEEP,
            scale=0.95,
        ),
        figure(WOMAN, KNEEL, 17, 104, scale=0.85),
        at(34, 66, FAN, scale=0.85),
        at(136, 106, BOTTLE, scale=0.7),
        at(44, 78, rect(-5, -3, 10, 6, BLUE, round_by=2, line=1.2)),
        sky=SKY,
        ground=GRASS,
    ),
    "6": scene(
        at(30, 96, phone_number("120"), scale=1.25),
        at(122, 66, AMBULANCE, scale=0.95),
        stroke("M58 68H160", LIGHT_GREY, width=2),
        figure(FARMER, FLAT_OUT, 150, 102, turn=-88, mood=Mood.ASLEEP, scale=0.95),
        sky=SKY,
    ),
}
