"""Working at heights."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    BOSS,
    CLIMB,
    FALL,
    HOLD,
    MAN,
    POINT,
    RAISE,
    REFUSE,
    SIDE,
    SIT,
    STAND,
    WALK,
    WORKER,
    Mood,
    figure,
)
from scripts.lesson_pictures.places import (
    BRICKS,
    HARNESS,
    HELMET,
    SCAFFOLD,
    SHEET_ROOF,
    SHOES,
    ladder,
)
from scripts.lesson_pictures.shapes import (
    DEEP_RED,
    GREY,
    INK,
    ORANGE,
    SAND,
    SKY,
    TAN,
    YELLOW,
    at,
    disc,
    rect,
    rod,
    stroke,
)
from scripts.lesson_pictures.signs import (
    DIZZY,
    arrow,
    check,
    crossed_out,
    digits,
    halves,
    right_and_wrong,
    scene,
)
from scripts.lesson_pictures.things import BOLT, CLOUD, RAIN, WIND

SAFE = replace(WORKER, harness=True)
BEAM = rect(2, 0, 49, 8, GREY, round_by=1)


def line(x: float, y: float, to_x: float, to_y: float) -> str:
    """A safety line with its hook at the first end."""
    return stroke(f"M{x} {y}L{to_x} {to_y}", DEEP_RED, width=2.4) + disc(x, y, 3.2, YELLOW, line=1.6)


def trapezoid_roof(width: float) -> str:
    return rect(0, 0, width, 7, "#c9603f", round_by=1) + rect(4, 7, width - 8, 60, "#f6e3c5", round_by=0)


PAGES = {
    "cover": scene(
        at(86, 106, SCAFFOLD),
        rod("M40 9H142", GREY, width=4),
        figure(SAFE, replace(RAISE, near_arm=((15, -56), (18, -70))), 80, 62, scale=0.6),
        line(97, 10, 74, 34),
        at(24, 106, ladder(70), turn=8),
        sky=SKY,
    ),
    "1": scene(
        at(8, 46, trapezoid_roof(76)),
        figure(WORKER, REFUSE, 58, 46, scale=0.55, mood=Mood.WORRIED),
        stroke("M90 46H128", INK, width=2),
        stroke("M90 102H128", INK, width=2),
        arrow(109, 48, 52, turn=90, colour=DEEP_RED),
        digits("2", 132, 74, height=26, colour=DEEP_RED),
        stroke("M142 86V76C142 71 148 71 148 76V86M148 76C148 71 154 71 154 76V86", DEEP_RED, width=2.6),
        sky=SKY,
    ),
    "2": scene(
        figure(SAFE, STAND, 46, 106, scale=1.15),
        at(92, 42, HELMET),
        at(134, 56, HARNESS, scale=1.1),
        at(116, 98, SHOES, scale=1.15),
        check(20, 18),
        sky=SKY,
    ),
    "3": right_and_wrong(
        at(0, 8, BEAM) + line(46, 14, 38, 50) + figure(SAFE, SIDE, 34, 102, scale=0.86),
        at(0, 8, BEAM)
        + line(58, 98, 38, 58)
        + figure(SAFE, SIDE, 32, 102, scale=0.86, mood=Mood.WORRIED)
        + rod("M52 100H72", GREY, width=3),
        ground=TAN,
    ),
    "4": right_and_wrong(
        rect(60, 20, 16, 82, "#c9b8a4", round_by=0)
        + at(34, 104, ladder(86), turn=17)
        + stroke("M50 24H66M50 29H66", DEEP_RED, width=2.6)
        + figure(WORKER, CLIMB, 36, 70, scale=0.55)
        + figure(MAN, HOLD, 16, 104, scale=0.72),
        rect(60, 20, 16, 82, "#c9b8a4", round_by=0)
        + at(30, 104, BRICKS)
        + at(30, 89, ladder(72), turn=25)
        + figure(WORKER, FALL, 22, 72, scale=0.6, turn=-22, mood=Mood.WORRIED)
        + stroke("M8 96 3 92M10 88 4 86", DEEP_RED, width=2.2),
    ),
    "5": right_and_wrong(
        at(2, 88, stroke(SHEET_ROOF, INK, width=7), stroke(SHEET_ROOF, "#a9c4d6", width=4))
        + rect(4, 74, 68, 7, SAND, round_by=1)
        + stroke("M10 77.5H30M40 77.5H62", TAN, width=1.2)
        + figure(SAFE, WALK, 34, 73, scale=0.72),
        at(
            2,
            88,
            stroke("M0 0C4 -6 8 -6 12 0S20 6 24 0M50 2C54 -6 58 -6 60 0S68 6 72 0", INK, width=7),
            stroke("M0 0C4 -6 8 -6 12 0S20 6 24 0M50 2C54 -6 58 -6 60 0S68 6 72 0", "#a9c4d6", width=4),
        )
        + figure(WORKER, FALL, 38, 96, scale=0.72, mood=Mood.WORRIED)
        + stroke("M25 84 30 92M50 82 46 92M22 98 18 106M56 98 60 106", DEEP_RED, width=2.4),
        ground="",
    ),
    "6": halves(
        at(24, 20, CLOUD)
        + at(24, 22, RAIN)
        + at(46, 28, BOLT)
        + at(60, 46, WIND, scale=0.6)
        + at(54, 104, ladder(52))
        + figure(WORKER, SIT, 22, 104, scale=0.78),
        figure(WORKER, replace(SIT, near_arm=((8, -36), (6, -48))), 32, 104, scale=0.95, mood=Mood.WORRIED)
        + at(32, 30, DIZZY)
        + rect(22, 94, 16, 10, TAN),
        colours=("#d3dbe3", "#fff0cf"),
    ),
    "7": scene(
        figure(BOSS, replace(POINT, near_arm=((9, -58), (17, -72))), 34, 106, mood=Mood.TALKING),
        at(134, 106, SCAFFOLD, scale=0.5),
        crossed_out(134, 62, 11),
        figure(WORKER, REFUSE, 94, 106, mirrored=True, mood=Mood.CALM),
        arrow(58, 30, 34, turn=-28, colour=ORANGE),
        sky=SKY,
    ),
}
