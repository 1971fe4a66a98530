"""Hurt at work."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    CALL,
    DOCTOR,
    GIVE,
    MAN,
    OLD_MAN,
    POINT,
    READ,
    STAND,
    WOMAN,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    MACHINE,
    OFFICE,
    RED_CROSS,
    SHAFTS,
    SPARKS,
    STOP,
)
from scripts.lesson_pictures.shapes import (
    DEEP_RED,
    INK,
    RED,
    SKY,
    WHITE,
    at,
    rect,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    arrow,
    bubble,
    digits,
    halves,
    scene,
    waves,
)
from scripts.lesson_pictures.things import (
    BAG,
    COIN,
    COINS,
    HAND_PHONE,
    PURSE,
    UMBRELLA,
    calendar,
    paper,
    phone,
    phone_number,
)

LYING = replace(STAND, near_arm=((10, -42), (9, -31)), far_arm=((-10, -42), (-9, -31)))
BANDAGED = replace(STAND, near_arm=((12, -42), (2, -42)))
SLING = (
    stroke("M-6 -58 -3 -46M8 -57 15 -46", INK, width=4)
    + stroke("M-6 -58 -3 -46M8 -57 15 -46", WHITE, width=1.8)
    + shape("M-4 -48L14 -49C18 -46 17 -38 13 -36L-1 -37Z", WHITE)
    + at(6, -42.5, stroke("M0 -3.4V3.4M-3.4 0H3.4", RED, width=2.2))
)
XRAY = rect(-12, -30, 24, 30, "#2c3a52", round_by=1.5) + stroke(
    "M0 -26V-4M-7 -22H7M-7 -17H7M-6 -12H6", "#cfe6f5", width=2.2
)

PAGES = {
    "cover": scene(
        figure(WORKER, BANDAGED, 58, 106, over=SLING, mood=Mood.WORRIED, scale=1.15),
        rect(100, 26, 44, 44, WHITE, round_by=6),
        at(122, 48, RED_CROSS, scale=2),
        sky=SKY,
    ),
    "1": scene(
        at(34, 106, MACHINE, scale=0.9),
        at(34, 84, SHAFTS, scale=0.7),
        at(50, 98, STOP, scale=0.9),
        figure(MAN, replace(POINT, near_arm=((-9, -44), (-15, -30))), 71, 106, scale=0.9, mood=Mood.TALKING),
        figure(WORKER, LYING, 150, 98, turn=-88, scale=0.85, mood=Mood.WORRIED),
        at(118, 74, phone_number("120"), scale=1.1),
        at(40, 34, STOP, scale=1.4),
        sky="#ffe9d8",
    ),
    "2": scene(
        figure(WORKER, BANDAGED, 34, 106, over=SLING, mood=Mood.TALKING),
        bubble(74, 28, 46, 32, at(-6, 12, MACHINE, SHAFTS, scale=0.5), at(13, 2, SPARKS, scale=0.6)),
        figure(DOCTOR, READ, 116, 106, held=at(0, -32, paper(lines=3, width=18, height=22))),
        at(146, 34, RED_CROSS, scale=1.3),
        sky=SKY,
    ),
    "3": halves(
        at(38, 104, BAG, scale=1.55)
        + at(24, 56, paper(lines=4), scale=0.8, turn=-10)
        + at(38, 52, XRAY, scale=0.95)
        + at(54, 56, paper(lines=3, fill="#ffe9a8"), scale=0.75, turn=10)
        + rect(14, 54, 48, 20, "#7bb6e8", round_by=0, line=0)
        + stroke("M13 61H63", INK, width=1.7),
        at(
            38,
            100,
            phone(
                at(0, 12, MACHINE, scale=0.42),
                stroke("M-10 -5V-12H-4M10 -5V-12H4M-10 9V16H-4M10 9V16H4", DEEP_RED, width=1.8),
            ),
            scale=1.45,
        ),
        colours=("#e4f1fb", "#fff3d6"),
    ),
    "4": scene(
        figure(BOSS, GIVE, 26, 106, held=at(20, -38, paper(lines=4, width=18, height=24))),
        at(82, 106, OFFICE, scale=0.85),
        at(135, 92, calendar(digits("30", 0, 0, height=14)), scale=1.15),
        sky=SKY,
    ),
    "5": scene(
        figure(WOMAN, GIVE, 22, 106, held=at(20, -38, paper(lines=4, width=18, height=24)), scale=0.95),
        figure(WORKER, BANDAGED, 50, 106, over=SLING, scale=0.9),
        at(96, 106, OFFICE, scale=0.85),
        "".join(
            at(133 + dx, 92 + dy, calendar(digits("12", 0, 0, height=14)), scale=1) for dx, dy in ((4, -6), (0, 0))
        ),
        sky=SKY,
    ),
    "6": halves(
        at(38, 66, UMBRELLA, scale=0.98) + figure(WORKER, STAND, 34, 104, scale=0.66) + at(62, 94, COINS, scale=0.7),
        figure(BOSS, GIVE, 18, 104, scale=0.85, mood=Mood.WORRIED)
        + at(40, 72, PURSE, scale=0.75)
        + figure(WORKER, BANDAGED, 60, 104, over=SLING, scale=0.75)
        + arrow(28, 36, 24, broad=0.9)
        + at(18, 26, COIN, scale=0.9),
        colours=("#def2da", "#ffe9d8"),
    ),
    "7": scene(
        figure(OLD_MAN, CALL, 38, 106, held=at(11, -60, HAND_PHONE), mood=Mood.TALKING, scale=1.1),
        at(112, 104, phone_number("12333"), scale=1.5),
        at(66, 30, waves(0, 0)),
        sky=SKY,
    ),
}
