"""A written agreement."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    CHILD,
    GIVE,
    SIDE,
    STAND,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.shapes import (
    DEEP_RED,
    INK,
    SKY,
    YELLOW,
    at,
    disc,
    stroke,
)
from scripts.lesson_pictures.signs import (
    arrow,
    bubble,
    check,
    crossed_out,
    digits,
    halves,
    right_and_wrong,
    scene,
    waves,
)
from scripts.lesson_pictures.things import (
    CARD,
    CHAT,
    COIN,
    MONEY,
    PEN,
    PIN,
    TABLE,
    calendar,
    clock,
    paper,
    phone,
)

FRAME = stroke("M-10 -10V-16H-4M10 -10V-16H4M-10 10V16H-4M10 10V16H4", DEEP_RED, width=2)
ASK = at(-22, 8, COIN, scale=0.95) + clock(9, radius=8) + at(21, 9, PIN, scale=0.72)

PAGES = {
    "cover": scene(
        figure(WORKER, GIVE, 24, 106),
        figure(BOSS, GIVE, 136, 106, mirrored=True),
        at(80, 106, TABLE, scale=1.15),
        at(80, 68, paper(), scale=1.15),
        at(104, 70, PEN, scale=0.9),
        sky=SKY,
    ),
    "1": scene(
        figure(WORKER, GIVE, 22, 106, mood=Mood.TALKING),
        figure(BOSS, SIDE, 138, 106, mirrored=True),
        bubble(80, 26, 74, 34, ASK),
        sky=SKY,
    ),
    "2": scene(
        figure(WORKER, GIVE, 22, 106),
        figure(BOSS, GIVE, 138, 106, mirrored=True),
        at(58, 88, paper(prints=True), scale=1.3),
        at(102, 88, paper(prints=True), scale=1.3),
        check(80, 22),
        sky=SKY,
    ),
    "3": right_and_wrong(
        figure(WORKER, STAND, 18, 104, scale=0.78)
        + figure(
            CHILD, replace(SIDE, near_arm=((5, -42), (12, -46))), 66, 104, scale=0.72, mirrored=True, mood=Mood.TALKING
        )
        + at(42, 84, paper(), scale=0.95)
        + at(54, 36, waves(0, 0, mirrored=True, scale=0.6)),
        at(32, 92, paper(lines=0), scale=1.6) + at(46, 84, PEN, scale=1.15),
    ),
    "4": right_and_wrong(
        figure(WORKER, replace(STAND, near_arm=((13, -44), (8, -40))), 34, 104) + at(40, 62, CARD, scale=0.68),
        figure(WORKER, GIVE, 12, 104, scale=0.8, mood=Mood.WORRIED)
        + figure(BOSS, GIVE, 64, 104, scale=0.8, mirrored=True)
        + at(38, 78, CARD, scale=0.78)
        + arrow(28, 48, 22, colour=DEEP_RED, broad=0.9),
    ),
    "5": scene(
        figure(WORKER, STAND, 24, 106, mood=Mood.CALM),
        at(66, 98, paper(), scale=0.9),
        crossed_out(66, 83, 12),
        at(66, 56, calendar(digits("1", 0, 0, height=13)), scale=0.95),
        arrow(86, 82, 18),
        at(126, 104, MONEY, scale=1.1),
        at(126, 82, MONEY, scale=1.1),
        at(
            126,
            50,
            disc(0, 0, 13, YELLOW),
            stroke("M-8 -4 -1 4M-1 -4 -8 4", INK, width=2.2),
            digits("2", 6, 0, height=9),
        ),
        sky=SKY,
    ),
    "6": halves(
        figure(WORKER, GIVE, 16, 104, scale=0.85, mood=Mood.TALKING)
        + figure(BOSS, GIVE, 62, 104, scale=0.85, mirrored=True)
        + bubble(34, 18, 30, 20, at(0, 7, COIN, scale=0.85)),
        at(38, 108, phone(at(0, 0, CHAT, scale=1.1)), scale=1.6) + check(64, 14),
        colours=("#e4f1fb", "#fff3d6"),
    ),
}
