"""Work found by phone."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    CALL,
    CHEAT,
    CHILD,
    GIVE,
    OLD_MAN,
    OLD_WOMAN,
    READ,
    SIDE,
    STAND,
    WOMAN,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import OFFICE, SITE
from scripts.lesson_pictures.shapes import (
    DARK_GREY,
    DEEP_RED,
    GREEN,
    INK,
    ORANGE,
    SKY,
    WHITE,
    at,
    rect,
    stroke,
)
from scripts.lesson_pictures.signs import (
    QUESTION,
    bubble,
    halves,
    right_and_wrong,
    scene,
)
from scripts.lesson_pictures.things import (
    BATTERY,
    CALLING,
    COIN,
    HAND_PHONE,
    MOON,
    PIN,
    QR,
    SLIP,
    STAR,
    SUN,
    clock,
    phone,
)

BIG_CHARACTER = stroke("M0 -13V-10M-10 -5V-9H10V-5M-6 -3.5H6L0 0.5V10C0 12 -1.6 12.6 -4 12M-11 4H11", INK, width=2.6)
SITE_PAGE = at(0, -4, STAR, scale=1.0) + at(0, 18, OFFICE, scale=0.28)

PAGES = {
    "cover": scene(
        figure(OLD_WOMAN, READ, 46, 106, held="", over=at(0, -36, HAND_PHONE), scale=1.1),
        at(112, 108, phone(at(0, 14, SITE, scale=0.45), at(6, -10, COIN, scale=0.55)), scale=1.6),
        sky=SKY,
    ),
    "1": scene(
        figure(OLD_MAN, SIDE, 30, 106),
        figure(
            CHILD, replace(GIVE, near_arm=((9, -46), (19, -50))), 70, 106, scale=0.8, mirrored=True, mood=Mood.TALKING
        ),
        at(122, 112, phone(at(-5, -12, BIG_CHARACTER, scale=0.35), at(1, 6, BIG_CHARACTER, scale=0.95)), scale=1.75),
        sky=SKY,
    ),
    "2": scene(
        at(40, 100, SLIP, scale=2.1),
        at(
            112,
            110,
            phone(
                at(0, 13, QR, scale=0.8), stroke("M-12 -11V-16H-7M12 -11V-16H7M-12 11V16H-7M12 11V16H7", GREEN, width=2)
            ),
            scale=1.7,
        ),
        stroke("M62 44 86 30M62 84 86 96", ORANGE, width=2.2),
        sky=SKY,
        ground="",
    ),
    "3": right_and_wrong(
        at(38, 112, phone(SITE_PAGE), scale=1.55),
        at(
            38,
            112,
            phone(at(0, -4, QUESTION, scale=0.9), stroke("M-9 12H9", DEEP_RED, width=2.6), fill="#fff0c2"),
            scale=1.55,
        ),
    ),
    "4": scene(
        at(
            46,
            114,
            phone(
                at(-7, -8, COIN, scale=0.62),
                at(-7, 1, clock(9, radius=5)),
                at(-7, 20, PIN, scale=0.48),
                stroke("M2 -13H11M2 1H11M2 14H9", DARK_GREY, width=2),
            ),
            scale=1.75,
        ),
        figure(OLD_WOMAN, CALL, 116, 106, held=at(11, -60, HAND_PHONE), mood=Mood.TALKING),
        bubble(138, 22, 28, 22, at(0, -1, QUESTION, scale=0.8)),
        sky=SKY,
    ),
    "5": right_and_wrong(
        at(18, 18, SUN, scale=0.7)
        + at(54, 104, SITE, scale=0.75)
        + figure(WORKER, SIDE, 16, 104, scale=0.75)
        + figure(WOMAN, SIDE, 36, 104, scale=0.75),
        rect(0, 0, 76, 100, "#4d5577", round_by=5, line=0)
        + at(18, 20, MOON, scale=0.85)
        + figure(WORKER, STAND, 24, 104, scale=0.85, mood=Mood.WORRIED)
        + figure(CHEAT, SIDE, 58, 104, scale=0.85, mirrored=True),
    ),
    "6": halves(
        at(38, 108, phone(at(0, 14, BATTERY)), scale=1.7),
        figure(
            OLD_MAN,
            replace(STAND, near_arm=((13, -44), (6, -36))),
            34,
            104,
            over=at(
                6,
                -40,
                rect(-7, -14, 14, 11, WHITE, round_by=1, line=1.3),
                stroke("M-4 -10H4M-4 -7H4", DARK_GREY, width=1.2),
                rect(-8, -7, 16, 10, "#0088c4", round_by=2, line=1.3),
            ),
        )
        + bubble(54, 20, 34, 22, at(0, 0, CALLING, scale=0.8)),
        colours=("#def2da", "#fff3d6"),
    ),
}
