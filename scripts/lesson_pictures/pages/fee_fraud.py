"""Fees and fraud."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    CALL,
    CHEAT,
    CLERK,
    GIVE,
    HOLD,
    REFUSE,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import SITE
from scripts.lesson_pictures.shapes import (
    DEEP_RED,
    INK,
    SKY,
    WHITE,
    YELLOW,
    at,
    rect,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    QUESTION,
    arrow,
    bubble,
    check,
    cross,
    digits,
    scene,
)
from scripts.lesson_pictures.things import (
    BANK_CARD,
    CARD,
    COIN,
    COINS,
    COUNTER,
    HAND_PHONE,
    HANDCUFFS,
    HOOK,
    MONEY,
    MONEY_BAG,
    PILE,
    paper,
    phone,
    phone_number,
)

ALARM = "#ffe3de"
SIM = (
    shape("M-9 -24H4L9 -19V0H-9Z", YELLOW)
    + rect(-5, -14, 10, 10, "#e0a020", round_by=1, line=1)
    + stroke("M0 -14V-4M-5 -9H5", INK, width=1)
)

PAGES = {
    "cover": scene(
        figure(WORKER, GIVE, 34, 106, mood=Mood.CALM),
        at(62, 62, COINS, scale=1.15),
        figure(CHEAT, replace(GIVE, near_arm=((8, -44), (19, -44))), 124, 106, mirrored=True),
        cross(80, 24, 17),
        sky=ALARM,
    ),
    "1": scene(
        figure(BOSS, GIVE, 34, 106, mood=Mood.TALKING),
        bubble(78, 28, 40, 34, at(0, 9, COIN, scale=1.2)),
        figure(WORKER, REFUSE, 124, 106, mirrored=True, mood=Mood.CALM),
        at(74, 102, SITE, scale=0.55),
        cross(142, 18),
        sky=ALARM,
    ),
    "2": scene(
        figure(WORKER, replace(GIVE, near_arm=((8, -50), (16, -56))), 26, 106, mood=Mood.WORRIED),
        figure(BOSS, GIVE, 134, 106, mirrored=True),
        at(80, 58, CARD, scale=1.15),
        at(80, 90, BANK_CARD, scale=1.15),
        arrow(64, 26, 34, colour=DEEP_RED),
        cross(142, 16),
        sky=ALARM,
    ),
    "3": scene(
        at(52, 114, phone(at(0, 15, PILE, scale=0.62), at(0, -9, MONEY_BAG, scale=0.34)), scale=1.75),
        at(78, 76, HOOK, scale=1.5),
        figure(CHEAT, replace(GIVE, near_arm=((8, -54), (18, -60))), 136, 106, mirrored=True),
        stroke("M78 16C92 2 108 20 117 46", INK, width=2),
        cross(22, 18),
        sky=ALARM,
    ),
    "4": scene(
        at(
            46,
            114,
            phone(digits("****", 0, -2, height=7), rect(-11, 8, 22, 8, WHITE, round_by=2, line=1.2), fill="#ff7d73"),
            scale=1.75,
        ),
        bubble(104, 26, 46, 30, digits("***", 0, 0, height=15), tail=1),
        figure(CHEAT, CALL, 136, 106, held=at(11, -60, HAND_PHONE), mood=Mood.TALKING),
        cross(92, 84, 14),
        sky=ALARM,
    ),
    "5": scene(
        figure(CHEAT, GIVE, 26, 106, held=at(22, -36, MONEY, scale=0.6)),
        figure(WORKER, REFUSE, 92, 106, mirrored=True, mood=Mood.CALM),
        at(56, 50, BANK_CARD, scale=0.95),
        at(60, 106, SIM, scale=0.9),
        cross(56, 18, 11),
        at(132, 76, HANDCUFFS, scale=1.1),
        sky=ALARM,
    ),
    "6": scene(
        figure(CLERK, replace(HOLD, near_arm=((8, -46), (16, -50))), 112, 98, mirrored=True, mood=Mood.TALKING),
        at(112, 106, COUNTER),
        figure(WORKER, GIVE, 42, 106, mood=Mood.TALKING),
        at(70, 66, paper(lines=4, width=18, height=22)),
        bubble(66, 22, 30, 24, at(0, 0, QUESTION, scale=0.9)),
        check(144, 18),
        sky="#def2da",
    ),
    "7": scene(at(48, 110, phone_number("110"), scale=1.65), at(110, 110, phone_number("96110"), scale=1.65), sky=SKY),
}
