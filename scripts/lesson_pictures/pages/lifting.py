"""Lifting and carrying."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BACKACHE,
    BEND,
    BOSS,
    CARRY,
    HOLD,
    MAN,
    SIDE,
    SIT,
    SQUAT,
    STAND,
    WALK,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    BARROW,
    BOX,
    SACK,
    STONE,
)
from scripts.lesson_pictures.shapes import (
    BROWN,
    DEEP_BLUE,
    DEEP_RED,
    INK,
    WHITE,
    at,
    disc,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    WARNING,
    arrow,
    bubble,
    check,
    halves,
    right_and_wrong,
    scene,
)
from scripts.lesson_pictures.things import BENCH, CUP, clock

HELD_BOX = at(17, -30, BOX, scale=0.9)
LOW_BOX = at(20, -3, BOX, scale=0.9)
PAIN = stroke("M-6 0 -9 -6M0 -2V-9M6 0 9 -6", DEEP_RED, width=2.6)
TIRED = replace(SIT, near_arm=((4, -30), (12, -24)))

PAGES = {
    "cover": scene(
        figure(WORKER, SQUAT, 62, 106, held=at(22, -8, BOX, scale=1.1), scale=1.25),
        arrow(116, 96, 40, turn=-90, colour="#1d8a3e", broad=1.2),
        check(138, 22),
    ),
    "1": halves(
        figure(
            WORKER, replace(SIDE, near_arm=((8, -44), (20, -36)), far_arm=((9, -45), (21, -40))), 20, 104, scale=0.95
        )
        + at(50, 104, SACK, scale=1.05, turn=10)
        + stroke("M58 60C66 62 69 70 67 78", DEEP_BLUE, width=2.8)
        + bubble(
            50,
            22,
            30,
            20,
            at(
                0,
                0,
                stroke("M-4 -4C-4 -9.5 4.4 -9.5 4.4 -4C4.4 -0.6 0 -1 0 3", DEEP_BLUE, width=2.4),
                disc(0, 6.4, 1.6, DEEP_BLUE, line=0),
                scale=0.8,
            ),
        ),
        figure(MAN, BEND, 20, 104, scale=0.9)
        + at(44, 104, STONE, scale=0.9)
        + arrow(56, 96, 18, colour="#1d8a3e", broad=0.9)
        + stroke("M6 110H70", WHITE, width=2.4),
        colours=("#fff3d6", "#e4f1fb"),
    ),
    "2": right_and_wrong(
        figure(WORKER, SQUAT, 32, 104, held=LOW_BOX, scale=1.02) + stroke("M12 76 21 50", "#1d8a3e", width=3.4),
        figure(WORKER, BEND, 24, 104, held=at(26, -3, BOX, scale=0.8), mood=Mood.WORRIED)
        + stroke("M8 62C12 48 24 46 36 50", DEEP_RED, width=3.4)
        + at(22, 38, PAIN),
    ),
    "3": right_and_wrong(
        figure(WORKER, CARRY, 30, 100, held=HELD_BOX)
        + stroke("M14 108A20 7 0 0 0 46 108", "#1d8a3e", width=2.8)
        + shape("M44 103 52 104 47 111Z", "#1d8a3e", line=0),
        figure(
            WORKER,
            replace(STAND, near_arm=((14, -44), (22, -38)), far_arm=((4, -44), (20, -44)), look=4),
            28,
            104,
            held=at(27, -32, BOX, scale=0.8),
            mood=Mood.WORRIED,
        )
        + stroke("M14 66C20 76 36 76 42 66", DEEP_RED, width=3)
        + shape("M39 63 47 64 43 71Z", DEEP_RED, line=0)
        + at(14, 60, PAIN, turn=-60),
    ),
    "4": halves(
        figure(WORKER, HOLD, 12, 104, scale=0.8)
        + figure(MAN, HOLD, 64, 104, scale=0.8, mirrored=True)
        + rod("M20 72H56", BROWN, width=4)
        + stroke("M38 72V80", INK, width=1.6)
        + at(38, 104, SACK, scale=0.72),
        at(46, 104, BARROW, scale=0.78)
        + at(44, 84, SACK, scale=0.62)
        + at(56, 84, SACK, scale=0.5)
        + figure(
            WORKER, replace(WALK, near_arm=((5, -42), (11, -32)), far_arm=((7, -42), (12, -32))), 12, 104, scale=0.72
        ),
        colours=("#e4f1fb", "#fff3d6"),
    ),
    "5": halves(
        at(38, 46, SACK, scale=1.2)
        + arrow(24, 52, 20, turn=125)
        + arrow(52, 52, 20, turn=55)
        + at(18, 104, SACK, scale=0.85)
        + at(56, 104, SACK, scale=0.85),
        at(38, 104, BENCH)
        + figure(WORKER, TIRED, 34, 104, scale=0.9)
        + at(60, 22, clock(10))
        + at(62, 104, CUP, scale=0.8),
        colours=("#fff3d6", "#dff1da"),
    ),
    "6": scene(
        figure(WORKER, BACKACHE, 40, 106, mood=Mood.WORRIED),
        at(27, 66, PAIN, turn=-90),
        at(70, 106, BOX),
        figure(BOSS, STAND, 130, 106, mood=Mood.CALM),
        bubble(82, 28, 40, 26, at(0, 7, WARNING, scale=0.9)),
        sky="#ffe9d8",
    ),
}
