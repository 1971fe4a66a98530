"""Keeping proof."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    GIVE,
    POINT,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import SITE
from scripts.lesson_pictures.shapes import (
    DARK_GREY,
    DEEP_RED,
    GREEN,
    ORANGE,
    SAND,
    SKY,
    at,
    stroke,
)
from scripts.lesson_pictures.signs import (
    arrow,
    check,
    crossed_out,
    halves,
    scene,
)
from scripts.lesson_pictures.things import (
    BAG,
    BANK_CARD,
    BIN,
    CHAT,
    COIN,
    COINS,
    NOTEBOOK,
    PENCIL,
    SLIP,
    TIN,
    paper,
    phone,
)

FRAME = stroke("M-10 -10V-16H-4M10 -10V-16H4M-10 10V16H-4M10 10V16H4", DEEP_RED, width=2)

PAGES = {
    "cover": scene(
        at(38, 92, NOTEBOOK, scale=1.6),
        at(82, 94, phone(at(0, 4, SITE, scale=0.32), FRAME), scale=1.15),
        at(122, 92, SLIP, scale=1.5),
        check(138, 20, 13),
        sky=SKY,
    ),
    "1": scene(at(70, 108, NOTEBOOK, scale=2.3), at(126, 100, PENCIL, scale=1.9), sky="#fff3d6"),
    "2": scene(
        at(118, 106, SITE, scale=1.15),
        figure(WORKER, GIVE, 28, 106, held=at(20, -38, phone(), scale=0.35)),
        at(66, 60, stroke("M-18 0 30 -20M-18 4 30 24", ORANGE, width=1.8)),
        at(118, 74, stroke("M-30 -22V-34H-18M30 -22V-34H18M-30 22V34H-18M30 22V34H18", DEEP_RED, width=3)),
        sky=SKY,
    ),
    "3": scene(
        at(26, 62, SLIP, scale=1.1),
        at(62, 60, paper(lines=4), scale=1.0),
        at(62, 54, BANK_CARD, scale=0.5),
        at(98, 58, COINS, scale=1.3),
        arrow(62, 66, 18, turn=90),
        at(62, 116, TIN, scale=1.25),
        at(124, 114, BAG, scale=1.15),
        arrow(112, 56, 14, turn=45),
        sky=SKY,
        ground=SAND,
    ),
    "4": halves(
        at(38, 106, phone(at(0, 0, CHAT, scale=1.15)), scale=1.65),
        at(38, 90, BIN, scale=1.7) + at(38, 44, CHAT, scale=0.9) + crossed_out(38, 62, 24),
        colours=("#def2da", "#ffe3de"),
    ),
    "5": scene(
        figure(WORKER, GIVE, 42, 106, held=at(20, -36, phone(), scale=0.36)),
        figure(replace(WORKER, coat=GREEN), GIVE, 118, 106, mirrored=True, held=at(20, -36, phone(), scale=0.36)),
        at(80, 44, arrow(-14, -5, 28), arrow(14, 7, 28, turn=180, colour=ORANGE)),
        sky=SKY,
    ),
    "6": scene(
        figure(WORKER, POINT, 28, 106, mood=Mood.CALM),
        figure(BOSS, GIVE, 138, 106, mirrored=True),
        at(84, 100, paper(lines=0, width=36, height=46), scale=1.3),
        "".join(at(72, y, COIN, scale=0.62) + stroke(f"M80 {y - 5}H98", DARK_GREY, width=2.4) for y in (56, 72, 88)),
        sky=SKY,
    ),
}
