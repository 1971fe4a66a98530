"""Wages not paid."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    CALL,
    GIVE,
    OFFICER,
    OLD_WOMAN,
    SIDE,
    STAND,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import SITE, TOWER
from scripts.lesson_pictures.shapes import (
    DARK_GREY,
    DEEP_RED,
    GREEN,
    INK,
    SKY,
    at,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    QUESTION,
    digits,
    scene,
    struck,
    waves,
)
from scripts.lesson_pictures.things import (
    CARD,
    COIN,
    COINS,
    COUNTER,
    HAND_PHONE,
    NOTEBOOK,
    SCALE,
    SLIP,
    calendar,
    clock,
    paper,
    phone,
    phone_number,
)

FRAME = stroke("M-10 -10V-16H-4M10 -10V-16H4M-10 10V16H-4M10 10V16H4", DEEP_RED, width=2)
RING = stroke("M-6 0A6 5.4 0 1 1 6 0A6 5.4 0 1 1 -6 0Z", DEEP_RED, width=2.2)
EMPTY = replace(STAND, near_arm=((14, -46), (22, -50)), far_arm=((-14, -46), (-22, -50)))

PAGES = {
    "cover": scene(
        figure(WORKER, EMPTY, 60, 106, mood=Mood.WORRIED, scale=1.15),
        at(120, 66, COIN, scale=2.2),
        at(122, 88, QUESTION, scale=1.7),
        sky="#ffe9d8",
    ),
    "1": scene(
        figure(WORKER, GIVE, 28, 106, mood=Mood.TALKING),
        figure(BOSS, SIDE, 134, 106, mirrored=True),
        at(82, 66, calendar(at(4.6, 0.4, RING), days=True), scale=1.35),
        at(62, 100, COIN, scale=1.1),
        sky=SKY,
    ),
    "2": scene(
        figure(WORKER, CALL, 36, 106, held=at(11, -60, HAND_PHONE), mood=Mood.TALKING, scale=1.08),
        at(112, 104, phone_number("12333"), scale=1.55),
        at(64, 28, waves(0, 0)),
        sky=SKY,
    ),
    "3": scene(
        figure(OLD_WOMAN, CALL, 36, 106, held=at(11, -60, HAND_PHONE), mood=Mood.TALKING, scale=1.08),
        at(112, 104, phone_number("12345"), scale=1.55),
        at(64, 28, waves(0, 0)),
        sky="#fff3d6",
    ),
    "4": scene(
        figure(OFFICER, GIVE, 116, 98, mirrored=True),
        at(108, 106, COUNTER),
        figure(WORKER, GIVE, 36, 106),
        at(68, 66, paper(lines=4, width=20, height=24)),
        at(60, 70, paper(lines=4, width=20, height=24)),
        sky=SKY,
    ),
    "5": scene(
        at(32, 50, CARD, scale=1.4),
        at(84, 56, SLIP, scale=1.25),
        at(128, 56, NOTEBOOK, scale=1.1),
        at(48, 114, phone(at(0, 4, SITE, scale=0.32), FRAME), scale=0.85),
        at(108, 112, paper(lines=0, width=34, height=40)),
        "".join(at(99, y, COIN, scale=0.5) + stroke(f"M106 {y - 4}H119", DARK_GREY, width=2) for y in (86, 98, 109)),
        sky="#fff3d6",
        ground="",
    ),
    "6": scene(
        at(34, 104, TOWER, scale=1.15),
        figure(BOSS, EMPTY, 84, 106, scale=0.62, mood=Mood.WORRIED),
        figure(WORKER, replace(GIVE, near_arm=((8, -44), (16, -50))), 136, 106, mirrored=True),
        stroke("M56 44C76 22 96 24 108 42", INK, width=6),
        stroke("M56 44C76 22 96 24 108 42", GREEN, width=3.4),
        shape("M112 50 101 42 110 36Z", GREEN, line=1.2),
        at(116, 66, COINS, scale=0.9),
        at(82, 28, COIN, scale=0.9),
        sky=SKY,
    ),
    "7": scene(
        at(42, 104, SCALE, scale=1.5),
        at(94, 106, COIN, scale=1.4),
        struck(94, 94, 15),
        at(134, 92, calendar(digits("1", 0, 0, height=14)), scale=1.15),
        at(134, 30, clock(9), scale=1.1),
        sky=SKY,
    ),
}
