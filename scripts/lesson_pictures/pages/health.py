"""Health."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    ACHE,
    DOCTOR,
    GIVE,
    MAN,
    OLD_MAN,
    OLD_WOMAN,
    SIT,
    STAND,
    WORKER,
    Mood,
    figure,
    head,
)
from scripts.lesson_pictures.places import (
    BUBBLES,
    DUST,
    HEART,
    PILL,
    SPARKS,
    SYRINGE,
    TAP,
)
from scripts.lesson_pictures.shapes import (
    BLUE,
    DARK_GREY,
    DEEP_BLUE,
    GRASS,
    GREY,
    INK,
    LIGHT_GREY,
    RED,
    SKY,
    WHITE,
    at,
    disc,
    oval,
    rect,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    arrow,
    bubble,
    check,
    cross,
    digits,
    halves,
    right_and_wrong,
    scene,
    struck,
)
from scripts.lesson_pictures.things import (
    BED,
    BENCH,
    BOWL,
    CLOUD,
    COIN,
    CUP,
    GREENS,
    LIQUOR,
    MOON,
    QUILT,
    STOOL,
    TABLE,
    clock,
    phone_number,
)

CUFF = rect(-5, -6, 10, 12, DEEP_BLUE, round_by=2)
GAUGE = disc(0, 0, 9, WHITE, line=2) + stroke("M0 0 4 -5", RED, width=2)
SCOPE = stroke("M-5 -54C-5 -44 5 -44 5 -54M0 -46.5V-40", DARK_GREY, width=1.8) + disc(0, -38, 3, LIGHT_GREY, line=1.3)
LIGHT_HAND = shape(
    "M-26 -6C-16 -12 -4 -12 4 -9L18 -12C22 -13 24 -9 20 -7L8 -3 20 -2C24 -1 23 4 19 4L6 5C0 10 -12 10 -26 8Z", "#ffc83d"
)

PAGES = {
    "cover": scene(
        figure(OLD_MAN, STAND, 46, 106, scale=1.05),
        figure(DOCTOR, replace(GIVE, near_arm=((8, -46), (20, -47))), 104, 106, mirrored=True, scale=1.05, held=SCOPE),
        at(140, 30, HEART, scale=1.5),
        sky=SKY,
    ),
    "1": scene(
        at(34, 106, STOOL),
        figure(OLD_WOMAN, replace(SIT, near_arm=((8, -36), (24, -34))), 34, 106),
        at(52, 68, CUFF),
        at(70, 106, TABLE, scale=0.9),
        at(80, 68, GAUGE),
        stroke("M57 68C64 60 68 64 71 68", INK, width=1.8),
        figure(DOCTOR, STAND, 104, 106),
        rect(122, 14, 34, 24, WHITE, round_by=4),
        digits("65", 139, 26, height=15),
        at(140, 66, COIN, scale=1.3),
        struck(140, 56, 13),
        sky=SKY,
    ),
    "2": scene(
        at(34, 46, clock(8), scale=2),
        at(88, 46, PILL, scale=1.9),
        at(132, 62, CUP, scale=1.9),
        "".join(at(x, 92, PILL, scale=0.8) + check(x + 16, 92, 7) for x in (28, 76, 124)),
        sky="#fff3d6",
        ground="",
    ),
    "3": right_and_wrong(
        at(20, 40, DUST, scale=1.1) + at(52, 60, DUST, scale=0.8) + figure(replace(WORKER, mask=True), STAND, 36, 104),
        at(20, 40, DUST, scale=1.1)
        + at(56, 60, DUST, scale=0.8)
        + figure(WORKER, replace(ACHE, near_arm=((13, -46), (5, -56))), 34, 104, mood=Mood.WORRIED),
    ),
    "4": scene(
        figure(
            OLD_MAN,
            replace(STAND, far_arm=((-10, -42), (-9, -28)), near_arm=((13, -46), (3, -46))),
            34,
            106,
            mood=Mood.WORRIED,
        ),
        at(38, 60, SPARKS, scale=0.7),
        at(
            80,
            52,
            disc(0, 0, 22, "#ffc83d"),
            disc(-8, -3, 2.6, INK, line=0),
            stroke("M5 -1H11", width=2.4),
            stroke("M-9 9C-5 14 2 12 9 15", width=2.8),
            oval(-20, 0, 4, 8, "#b9b4bd"),
            oval(20, 2, 4, 8, "#b9b4bd"),
        ),
        at(128, 104, phone_number("120"), scale=1.25),
        at(128, 18, clock(9), scale=1.1),
        sky="#ffe9d8",
    ),
    "5": halves(
        at(30, 54, BOWL, scale=1.15) + at(20, 104, GREENS, scale=0.9) + check(64, 12) + at(54, 102, CUP),
        at(24, 24, MOON, scale=0.9)
        + at(38, 62, BED, scale=0.78)
        + at(20, 46, head(MAN, mood=Mood.ASLEEP), scale=0.75, turn=-80)
        + at(38, 62, QUILT, scale=0.78)
        + at(32, 110, LIQUOR, scale=1.15)
        + cross(52, 92, 9),
        colours=("#def2da", "#d9e0f5"),
        ground="",
    ),
    "6": scene(
        at(34, 34, TAP, scale=1.5),
        stroke("M40 34V56", BLUE, width=4),
        at(38, 66, LIGHT_HAND, scale=0.9),
        stroke("M32 63 41 67", RED, width=3),
        at(36, 82, BUBBLES),
        at(88, 66, LIGHT_HAND, scale=0.9),
        rect(78, 59, 13, 15, WHITE, round_by=2),
        stroke("M78 64H91M78 69H91", GREY, width=1),
        arrow(56, 90, 22),
        figure(
            DOCTOR,
            replace(GIVE, near_arm=((8, -46), (17, -50))),
            142,
            114,
            mirrored=True,
            scale=0.95,
            held=at(21, -54, SYRINGE, scale=0.75, turn=70),
        ),
        sky=SKY,
        ground="",
    ),
    "7": scene(
        at(60, 104, BENCH, scale=1.6),
        figure(MAN, replace(SIT, head=(4, -51)), 44, 100, mood=Mood.WORRIED),
        figure(OLD_MAN, replace(SIT, near_arm=((8, -34), (20, -38))), 84, 100, mirrored=True),
        bubble(26, 22, 34, 22, at(0, 3, CLOUD, scale=0.6), tail=1),
        at(76, 26, HEART, scale=1.1),
        at(132, 106, phone_number("12356"), scale=1.35),
        sky="#e3f2fb",
        ground=GRASS,
    ),
}
