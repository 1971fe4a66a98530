"""Signs that say what a picture means: right, wrong, from here to there, this many, this number."""

from __future__ import annotations

from scripts.lesson_pictures.shapes import (
    BLUE,
    CREAM,
    DEEP_BLUE,
    DEEP_RED,
    GREEN,
    INK,
    RED,
    SAND,
    WHITE,
    YELLOW,
    at,
    disc,
    oval,
    rect,
    shape,
    stroke,
)

WIDTH, HEIGHT = 160, 120
GROUND = 106
"""Where feet stand."""
PANEL = 76
"""Width of one of the two halves that show the wrong and the right act."""


def scene(*parts: str, sky: str = CREAM, ground: str = SAND) -> str:
    """Return the parts before a sky, on a ground; `ground=""` leaves the ground out."""
    floor = rect(0, GROUND - 4, WIDTH, HEIGHT - GROUND + 4, ground, round_by=0, line=0) if ground else ""
    return rect(0, 0, WIDTH, HEIGHT, sky, round_by=0, line=0) + floor + "".join(parts)


def halves(left: str, right: str, *, colours: tuple[str, str] = ("#ffe3de", "#def2da"), ground: str = SAND) -> str:
    """Return two pictures of `PANEL` by 116 side by side, each in a frame, on the ground."""
    panels = []
    for x, colour, part in ((2, colours[0], left), (82, colours[1], right)):
        frame = rect(0, 0, PANEL, 116, colour, round_by=5, line=0)
        floor = shape("M0 102H76V111Q76 116 71 116H5Q0 116 0 111Z", ground, line=0) if ground else ""
        panels.append(at(x, 2, frame, floor, part))
    return rect(0, 0, WIDTH, HEIGHT, WHITE, round_by=0, line=0) + "".join(panels)


def right_and_wrong(right: str, wrong: str, *, ground: str = SAND) -> str:
    """Return the right act under a check, beside the wrong one under a cross."""
    return halves(right + check(64, 12), wrong + cross(64, 12), colours=("#def2da", "#ffe3de"), ground=ground)


def check(x: float, y: float, radius: float = 10) -> str:
    mark = stroke("M-4.8 0.4 -1.4 4 5.2 -3.8", WHITE, width=3)
    return at(x, y, disc(0, 0, 10, GREEN, line=1.4), mark, scale=radius / 10)


def cross(x: float, y: float, radius: float = 10) -> str:
    mark = stroke("M-4.2 -4.2 4.2 4.2M4.2 -4.2 -4.2 4.2", WHITE, width=3)
    return at(x, y, disc(0, 0, 10, DEEP_RED, line=1.4), mark, scale=radius / 10)


def crossed_out(x: float, y: float, half: float) -> str:
    """Return a large red cross over what lies about `x`, `y`."""
    path = f"M{x - half:g} {y - half:g}L{x + half:g} {y + half:g}M{x + half:g} {y - half:g}L{x - half:g} {y + half:g}"
    return stroke(path, WHITE, width=half * 0.3 + 3) + stroke(path, DEEP_RED, width=half * 0.3)


def struck(x: float, y: float, half: float) -> str:
    """Return one red stroke through what lies about `x`, `y`: none of it."""
    path = f"M{x - half:g} {y + half:g}L{x + half:g} {y - half:g}"
    return stroke(path, WHITE, width=7) + stroke(path, DEEP_RED, width=4)


def arrow(x: float, y: float, length: float, *, turn: float = 0, colour: str = DEEP_BLUE, broad: float = 1) -> str:
    """Return an arrow that begins at `x`, `y` and points right, turned clockwise by `turn`."""
    head, half = 8 * broad, 2.6 * broad
    path = f"M0 {-half:g}H{length - head:g}V{-2.4 * half:g}L{length:g} 0L{length - head:g} {2.4 * half:g}V{half:g}H0Z"
    return at(x, y, shape(path, colour, line=1.3), turn=turn)


def bubble(x: float, y: float, width: float, height: float, *parts: str, tail: float = -1, fill: str = WHITE) -> str:
    """Return a speech balloon about `x`, `y` with parts about its middle; `tail` -1 points down left, 1 down right."""
    right, bottom = width / 2, height / 2
    foot, tip = tail * width * 0.22, tail * width * 0.42
    path = (
        f"M{5 - right:g} {-bottom:g}H{right - 5:g}q5 0 5 5V{bottom - 5:g}q0 5 -5 5H{foot + 4:g}L{tip:g} {bottom + 9:g}"
        f" {foot - 4:g} {bottom:g}H{5 - right:g}q-5 0 -5 -5V{5 - bottom:g}q0 -5 5 -5Z"
    )
    return at(x, y, shape(path, fill), *parts)


def waves(x: float, y: float, *, mirrored: bool = False, scale: float = 1, colour: str = DEEP_BLUE) -> str:
    """Return the waves of a sound that goes to the right."""
    path = "M0 -5C2.6 -2 2.6 2 0 5M5 -9C10 -4 10 4 5 9M10 -13C17 -6 17 6 10 13"
    return at(x, y, stroke(path, colour, width=2.6), scale=scale, mirrored=mirrored)


STROKES = {
    "0": "M3 0C0.8 0 0 2 0 5S0.8 10 3 10 6 8 6 5 5.2 0 3 0Z",
    "1": "M0.8 2.2 3.6 0V10",
    "2": "M0.2 2.6C0.2 -1 6 -1 6 2.8C6 5.4 0.2 8 0.2 10H6",
    "3": "M0.3 1.4C1.5 -0.6 5.6 -0.4 5.6 2.4C5.6 4.4 4 4.8 2.4 4.8C4.4 4.8 6 5.4 6 7.4C6 10.6 1.4 10.8 0 8.4",
    "4": "M4.6 10V0L0 7H6.2",
    "5": "M5.6 0H1L0.6 4.4C2.6 3 6 3.8 6 6.8C6 10.4 1.6 10.8 0 8.6",
    "6": "M5.2 0.6C2 -0.8 0 2.6 0 6.6C0 11.2 6 11 6 7.2C6 3.4 0.8 3.6 0 6.6",
    "7": "M0 0H6L2.2 10",
    "8": "M3 4.7C-0.4 4 0 0 3 0S6.4 4 3 4.7C-1.2 5.4 -0.6 10 3 10S7.2 5.4 3 4.7Z",
    "9": "M6 3.4C5.2 6.4 0 6.6 0 2.8C0 -1 6 -1.2 6 3.4C6 7.4 4 10.8 0.8 9.4",
    "*": "M3 2.5V7.5M0.8 3.7 5.2 6.3M5.2 3.7 0.8 6.3",
}


def digits(number: str, x: float, y: float, *, height: float = 10, colour: str = INK) -> str:
    """Return a number about `x`, `y`, drawn with a pen: no font is needed."""
    step = 9
    begin = -(step * len(number) - 3) / 2
    pens = "".join(
        at(begin + step * place, -5, stroke(STROKES[digit], colour, width=2)) for place, digit in enumerate(number)
    )
    return at(x, y, pens, scale=height / 10)


PLUS = stroke("M-4 0H4M0 -4V4", GREEN, width=2.6)
QUESTION = stroke("M-4 -4C-4 -9.5 4.4 -9.5 4.4 -4C4.4 -0.6 0 -1 0 3", DEEP_BLUE, width=2.8) + disc(
    0, 7.4, 1.8, DEEP_BLUE, line=0
)
WARNING = shape("M0 -17 11 2H-11Z", YELLOW) + stroke("M0 -10V-4.6", width=2.4) + disc(0, -1.2, 1.3, INK, line=0)
DIZZY = "".join(
    at(x, y, shape("M0 -3.4 1 -1.1 3.4 -1 1.5 0.6 2.1 3 0 1.7 -2.1 3 -1.5 0.6 -3.4 -1 -1 -1.1Z", YELLOW, line=0.8))
    for x, y in ((-12, -2), (0, -7), (12, -2))
) + oval(0, 0, 15, 4, "none", line=0.9)
HEAT_WAVES = stroke("M-9 0C-12 -4 -6 -7 -9 -11M0 -1C-3 -5 3 -8 0 -12M9 0C6 -4 12 -7 9 -11", RED, width=2.2)
SWEAT = shape("M0 -4C3 0 3.4 4 0 4S-3 0 0 -4Z", BLUE, line=0.9)
