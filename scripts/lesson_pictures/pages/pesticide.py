"""Spraying pesticide."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    ACHE,
    CHILD,
    FARMER,
    FARMER_WOMAN,
    MAN,
    POINT,
    READ,
    SIDE,
    STAND,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    BUBBLES,
    CIGARETTE,
    CUPBOARD,
    HOSPITAL,
    MIST,
    PLANTS,
    POISON,
    RIVER,
    SHOP,
    SKULL,
    SOAP,
    TANK,
    TAP,
    WAND,
)
from scripts.lesson_pictures.shapes import (
    BLUE,
    DEEP_RED,
    GRASS,
    GREEN,
    WHITE,
    at,
    rect,
    stroke,
)
from scripts.lesson_pictures.signs import (
    DIZZY,
    arrow,
    right_and_wrong,
    scene,
    struck,
    waves,
)
from scripts.lesson_pictures.things import (
    BAG,
    BOTTLE,
    BOWL,
    CUP,
    LOCK,
    MAGNIFIER,
    SUN,
    WIND,
    phone_number,
)

COVERED = replace(FARMER, mask=True, gloves="#4aa3df", shoes="#3f7fb5", trousers="#4d6a8a", coat="#f4f4ee")
SPRAY = replace(SIDE, near_arm=((6, -40), (14, -39)), far_arm=((8, -45), (15, -44)))
SPRAYING = TANK + WAND
BARE = replace(FARMER, coat="#ffc83d", trousers="#ffc83d", shoes="#ffc83d")
FIELD_SKY = "#e3f2fb"

PAGES = {
    "cover": scene(
        at(62, 106, PLANTS, scale=1.2),
        at(116, 106, PLANTS, scale=1.2),
        figure(COVERED, SPRAY, 48, 106, held=SPRAYING, scale=1.1),
        at(86, 72, MIST, scale=1.5),
        sky=FIELD_SKY,
        ground=GRASS,
    ),
    "1": scene(
        figure(FARMER, STAND, 26, 106, scale=0.98),
        figure(CHILD, replace(READ, near_arm=((10, -43), (16, -48))), 66, 106, scale=0.86, mood=Mood.TALKING),
        at(108, 106, POISON, scale=1.9),
        at(112, 74, MAGNIFIER, scale=1.15),
        at(78, 34, waves(0, 0, scale=0.8)),
        sky=FIELD_SKY,
        ground=GRASS,
    ),
    "2": right_and_wrong(
        figure(replace(COVERED, goggles=True), STAND, 34, 104, scale=1.02),
        figure(
            BARE,
            STAND,
            32,
            104,
            scale=1.02,
            mood=Mood.WORRIED,
            held=rect(-11, -62, 22, 32, "#f4f4ee", round_by=5) + rect(-9, -32, 18, 12, "#4d6a8a", round_by=2),
        ),
        ground=GRASS,
    ),
    "3": right_and_wrong(
        figure(COVERED, SPRAY, 26, 104, held=SPRAYING, scale=0.85) + at(56, 76, MIST, scale=0.9) + at(24, 18, WIND),
        figure(COVERED, SPRAY, 24, 104, held=SPRAYING, scale=0.85, mood=Mood.WORRIED)
        + at(50, 68, MIST, scale=0.85, mirrored=True)
        + at(60, 46, WIND, scale=0.75, mirrored=True)
        + at(20, 18, SUN, scale=0.6)
        + struck(20, 18, 12),
        ground=GRASS,
    ),
    "4": right_and_wrong(
        at(22, 34, TAP, scale=1.4)
        + stroke("M27.6 34V50", BLUE, width=4)
        + figure(
            FARMER_WOMAN,
            replace(SIDE, near_arm=((8, -44), (18, -48)), far_arm=((10, -46), (20, -48))),
            50,
            104,
            scale=0.86,
            mirrored=True,
        )
        + at(22, 92, SOAP, scale=1.2)
        + at(30, 58, BUBBLES, scale=0.9),
        figure(replace(COVERED, mask=False), STAND, 22, 104, scale=0.8, held=TANK)
        + at(56, 50, BOWL, scale=0.95)
        + at(56, 72, CIGARETTE, scale=1.1)
        + at(56, 102, CUP, scale=1.05),
        ground=GRASS,
    ),
    "5": right_and_wrong(
        at(29, 54, CUPBOARD, scale=1.15)
        + at(29, 40, LOCK, scale=0.9)
        + figure(CHILD, replace(STAND, near_arm=((11, -55), (12, -66))), 29, 104, scale=0.52),
        at(38, 102, BOTTLE, scale=1.9)
        + rect(24.8, 70, 26.4, 18, WHITE, round_by=1, line=1.2)
        + arrow(38, 26, 12, turn=90, colour=DEEP_RED)
        + at(16, 40, POISON, scale=0.8, turn=70)
        + at(38, 80, SKULL, scale=1.3),
    ),
    "6": right_and_wrong(
        at(38, 104, SHOP, scale=1.1)
        + at(24, 46, POISON, scale=0.85, turn=-12)
        + arrow(40, 30, 22, turn=70, colour=GREEN),
        figure(MAN, replace(POINT, near_arm=((12, -50), (20, -58))), 16, 92, scale=0.75)
        + at(46, 48, POISON, scale=0.7, turn=70)
        + stroke("M36 40C44 32 54 34 58 46", DEEP_RED, width=2.6)
        + at(0, 96, RIVER)
        + at(56, 100, POISON, scale=0.55, turn=80),
        ground=GRASS,
    ),
    "7": scene(
        figure(FARMER, ACHE, 26, 106, mood=Mood.WORRIED),
        at(26, 18, DIZZY),
        at(54, 106, POISON, scale=0.9),
        arrow(66, 84, 22),
        at(128, 104, HOSPITAL, scale=0.95),
        at(80, 54, phone_number("120"), scale=0.82),
        at(92, 106, BAG, scale=0.6),
        sky=FIELD_SKY,
        ground=GRASS,
    ),
}
