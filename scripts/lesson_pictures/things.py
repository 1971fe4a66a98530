"""Things of every day: papers, money, phones, clocks, weather. Each stands about x = 0 with its foot at y = 0."""

from __future__ import annotations

from scripts.lesson_pictures.shapes import (
    BLUE,
    BROWN,
    DARK_GREY,
    DEEP_BLUE,
    GREEN,
    GREY,
    INK,
    LEAF,
    LIGHT_GREY,
    ORANGE,
    PALE_BLUE,
    RED,
    SAND,
    SKY,
    TAN,
    WHITE,
    YELLOW,
    at,
    disc,
    oval,
    rect,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import digits

SKIN = "#ffc83d"


def phone(*screen: str, fill: str = WHITE) -> str:
    """Return a phone 34 wide and 58 high; what its screen shows lies about 0, 0, 26 by 42."""
    case = rect(-17, -58, 34, 58, "#4a4560", round_by=5)
    return (
        case
        + rect(-14, -52, 28, 43, fill, round_by=1, line=1)
        + disc(0, -4.6, 1.8, GREY, line=0)
        + at(0, -30.5, *screen)
    )


HAND_PHONE = rect(-3.4, -12, 6.8, 12, "#4a4560", round_by=1.4, line=1.3) + rect(
    -2, -10.4, 4, 7.6, PALE_BLUE, round_by=0.4, line=0
)
CALLING = shape("M-7 -9C-9 -5 -8 2 -3 6.5S6 11 9 8.6L5.4 4 2.4 5C-0.6 3.6 -3.4 0.4 -4 -3L-2 -5.6Z", GREEN, line=1.3)


def phone_number(number: str) -> str:
    """Return a phone that calls `number`."""
    wide = len(number) > 3
    return phone(
        digits(number, 0, -9, height=5.5 if wide else 9.4),
        at(0, 9, disc(0, 0, 9.5, GREEN), at(0, 0, HANDSET, scale=0.62)),
    )


HANDSET = shape(
    "M-8 -7C-10 -5 -8 1 -3.5 5S5.5 10 8 7.5L4.4 2.6 1.6 4C-0.8 2.6 -2.6 0.8 -3.8 -1.6L-2.4 -4.2Z", WHITE, line=0
)


def paper(*, lines: int = 5, width: float = 26, height: float = 34, prints: bool = False, fill: str = WHITE) -> str:
    """Return a sheet with lines, two red fingerprints at its foot where `prints`."""
    rows = "".join(
        stroke(
            f"M{-width / 2 + 4:g} {-height + 6 + row * 4.6:g}H{width / 2 - (9 if row % 3 == 2 else 4):g}",
            DARK_GREY,
            width=1.5,
        )
        for row in range(lines)
    )
    marks = oval(-6, -5, 2.6, 3.2, RED, line=0) + oval(6, -5, 2.6, 3.2, RED, line=0) if prints else ""
    return rect(-width / 2, -height, width, height, fill, round_by=1.5) + rows + marks


PEN = at(0, 0, shape("M0 0 -2.4 -5V-22H2.4V-5Z", BLUE, line=1.3), shape("M0 0 -1.4 -3H1.4Z", INK, line=0), turn=35)
PENCIL = at(0, 0, shape("M0 0 -2.4 -5V-22H2.4V-5Z", ORANGE, line=1.3), shape("M0 0 -1.4 -3H1.4Z", INK, line=0), turn=35)
NOTEBOOK = (
    rect(-15, -38, 30, 38, BLUE, round_by=2.5)
    + rect(-11, -35, 24, 32, WHITE, round_by=1, line=1)
    + "".join(stroke(f"M{x} {y}V{y + 5}", INK, width=1.5) for y in (-32, -24, -16) for x in (-8, -5, -2, 1))
    + "".join(
        stroke(f"M-9.4 {y + 4}L2.4 {y + 1}M6 {y + 2.6}L7.6 {y + 4.4} 10.6 {y}", GREEN, width=1.5)
        for y in (-32, -24, -16)
    )
)
CARD = (
    rect(-16, -21, 32, 21, "#dcecf8", round_by=2.5)
    + disc(-8.6, -12.8, 3.4, SKIN, line=1)
    + shape("M-14 -3.6C-14 -9 -3 -9 -3 -3.6Z", DEEP_BLUE, line=1)
    + stroke("M2 -15.5H12M2 -11H12M2 -6.5H9", DARK_GREY, width=1.6)
)
BANK_CARD = (
    rect(-16, -21, 32, 21, "#3a74c9", round_by=2.5)
    + rect(-16, -17, 32, 4, INK, round_by=0, line=0)
    + rect(-12, -9.5, 7, 5.5, YELLOW, round_by=1, line=0.8)
)
YUAN = stroke("M-3.4 -5 0 0 3.4 -5M0 0V5.6M-3.4 0.6H3.4M-3.4 3.2H3.4", "#8a5200", width=1.5)
COIN = disc(0, -8, 8, YELLOW) + at(0, -8, YUAN, scale=0.9)
COINS = "".join(at(0, y, oval(0, -3, 9, 3.6, YELLOW, line=1.3)) for y in (0, -3.6, -7.2)) + at(0, -10, COIN, scale=0.9)
MONEY = (
    rect(-16, -17, 32, 17, "#e08a8a", round_by=1.5)
    + rect(-13.5, -14.5, 27, 12, "#f6c6bd", round_by=1, line=0.8)
    + at(0, -8.4, disc(0, 0, 5.4, WHITE, line=0.9), at(0, 0, YUAN, scale=0.75))
)
PILE = "".join(at(dx, y, MONEY) for dx, y in ((1.5, 0), (-1, -5), (1, -10)))
MONEY_BAG = (
    shape("M-5 -24C-16 -14 -17 0 -8 0H8C17 0 16 -14 5 -24Z", TAN)
    + shape("M-8 -31H8L5 -24H-5Z", TAN)
    + rod("M-5 -24H5", BROWN, width=1.4)
    + at(0, -10, YUAN, scale=1.2)
)
PURSE = (
    shape("M-14 -3C-15 -16 -8 -18 0 -18S15 -16 14 -3Q14 0 11 0H-11Q-14 0 -14 -3Z", BROWN)
    + rod("M-9 -18H9", YELLOW, width=1.6)
    + at(0, -9, YUAN, scale=0.8)
)
TIN = (
    rect(-16, -22, 32, 22, RED, round_by=2)
    + oval(0, -22, 16, 5, "#ff8a80")
    + rect(-16, -13, 32, 4, YELLOW, round_by=0, line=0)
)
BAG = (
    shape("M-17 -28H17L14 0H-14Z", "#7bb6e8")
    + stroke("M-8 -28C-8 -40 8 -40 8 -28", INK, width=2.4)
    + stroke("M-15 -22H15", DEEP_BLUE, width=1.4)
)
SLIP = (
    shape("M-11 -34H11V0L7.4 -2.4 3.8 0 0 -2.4 -3.8 0 -7.4 -2.4 -11 0Z", WHITE)
    + stroke("M-7 -29.6H7", DARK_GREY, width=2)
    + "".join(
        rect(x, y, 5.4, 5.4, INK, round_by=0.4, line=0) + rect(x + 1.6, y + 1.6, 2.2, 2.2, WHITE, round_by=0, line=0)
        for x, y in ((-7, -25), (1.6, -25), (-7, -16))
    )
    + "".join(
        rect(x, y, 2, 2, INK, round_by=0, line=0)
        for x, y in ((1.6, -16), (5, -16), (3.4, -13), (1.6, -10.6), (5, -10.6))
    )
    + stroke("M-7 -6.6H3", DARK_GREY, width=1.4)
)
QR = (
    rect(-13, -26, 26, 26, WHITE, round_by=1.5)
    + "".join(
        rect(x, y, 8, 8, INK, round_by=0.4, line=0) + rect(x + 2.2, y + 2.2, 3.6, 3.6, WHITE, round_by=0, line=0)
        for x, y in ((-10.5, -23.5), (2.5, -23.5), (-10.5, -10.5))
    )
    + "".join(
        rect(x, y, 2.6, 2.6, INK, round_by=0, line=0)
        for x, y in ((0, -10), (4.4, -11.6), (7.6, -8), (1.6, -6), (5.2, -4.6))
    )
)


def clock(hour: float = 9, *, radius: float = 11) -> str:
    """Return a round clock about 0, 0 that shows a full or half hour."""
    face = disc(0, 0, 11, WHITE, line=2.2) + "".join(
        at(0, 0, stroke("M0 -9V-7.6", DARK_GREY, width=1.2), turn=30 * place) for place in range(0, 12, 3)
    )
    hands = at(0, 0, stroke("M0 0V-5", RED, width=2.4), turn=30 * hour) + at(
        0, 0, stroke("M0 0V-7.4", INK, width=1.8), turn=360 * (hour % 1)
    )
    return at(0, 0, face, hands, disc(0, 0, 1.2, INK, line=0), scale=radius / 11)


def calendar(*parts: str, days: bool = False) -> str:
    """Return a calendar sheet 38 by 36; parts lie about the middle of the paper."""
    sheet = rect(-19, -36, 38, 36, WHITE, round_by=3) + shape("M-19 -27V-33Q-19 -36 -16 -36H16Q19 -36 19 -33V-27Z", RED)
    rings = "".join(rod(f"M{x} -39V-33", LIGHT_GREY, width=1.6) for x in (-10, 10))
    grid = "".join(
        rect(-14.5 + 6.4 * column, -23.4 + 6.6 * row, 4, 4, LIGHT_GREY, round_by=0.8, line=0)
        for row in range(3)
        for column in range(5)
    )
    return sheet + rings + (grid if days else "") + at(0, -13.5, *parts)


PIN = shape("M0 0C-6 -8 -9 -12 -9 -17A9 9 0 0 1 9 -17C9 -12 6 -8 0 0Z", RED) + disc(0, -17, 3.6, WHITE, line=1.2)
SUN = "".join(at(0, 0, stroke("M0 -16V-20", ORANGE, width=3.4), turn=45 * place) for place in range(8)) + disc(
    0, 0, 12.5, YELLOW, line=1.4
)
MOON = shape("M4 -11A11 11 0 1 0 11 5A9.5 9.5 0 0 1 4 -11Z", YELLOW)
CLOUD = shape("M-16 8C-24 8 -23 -3 -15 -3C-14 -13 2 -14 4 -6C12 -10 20 -3 15 3C20 8 12 8 12 8Z", LIGHT_GREY)
RAIN = stroke("M-12 13 -15 20M-3 13 -6 20M6 13 3 20", DEEP_BLUE, width=2.2)
BOLT = shape("M2 -14 -7 2H-1L-4 13 7 -3H1L5 -14Z", YELLOW, line=1.4)
WIND = stroke("M-16 -6H4C11 -6 10 -14 5 -13M-18 0H12C20 0 18 9 12 8M-14 6H0C6 6 5 13 1 12", "#5f8fb0", width=2.4)
TREE = rod("M0 0V-26", BROWN, width=6) + shape(
    "M-26 -34C-34 -52 -20 -66 -8 -62C0 -76 24 -70 24 -56C36 -50 32 -30 18 -30H-18C-22 -30 -25 -31 -26 -34Z", "#5fae3c"
)
BENCH = rod("M-17 -10V0M17 -10V0", BROWN, width=2.6) + rect(-22, -15, 44, 5, TAN, round_by=2)
STOOL = rod("M-5 -12 -7 0M5 -12 7 0", BROWN, width=2.4) + rect(-9, -15, 18, 4, TAN, round_by=1.6)
TABLE = rod("M-24 -26V0M24 -26V0", BROWN, width=3) + rect(-30, -31, 60, 5.5, TAN, round_by=1.5)
COUNTER = (
    rect(-26, -36, 52, 36, SAND, round_by=1.5)
    + rect(-29, -40, 58, 6, BROWN, round_by=2)
    + stroke("M-13 -28V-6M13 -28V-6", TAN, width=1.6)
)
BOTTLE = (
    shape("M-3 -30H3V-25C7 -22 7 -20 7 -17V-3Q7 0 4 0H-4Q-7 0 -7 -3V-17C-7 -20 -7 -22 -3 -25Z", PALE_BLUE)
    + rect(-7, -15, 14, 8, BLUE, round_by=0, line=0)
    + rect(-3.6, -33.5, 7.2, 4.5, DEEP_BLUE, round_by=1, line=1.2)
)
CUP = (
    shape("M-8 -15H8L6.4 0H-6.4Z", WHITE)
    + shape("M-7.4 -11H7.4L6.4 0H-6.4Z", BLUE, line=0)
    + stroke("M-8 -15H8L6.4 0H-6.4Z")
)
LIQUOR = (
    shape(
        "M-2.6 -32H2.6V-24C6.6 -21 6.6 -19 6.6 -16V-2Q6.6 0 4.6 0H-4.6Q-6.6 0 -6.6 -2V-16C-6.6 -19 -6.6 -21 -2.6 -24Z",
        GREEN,
    )
    + rect(-6.6, -14, 13.2, 9, RED, round_by=0, line=0.8)
    + at(0, -9.5, disc(0, 0, 2.6, YELLOW, line=0))
)
BOWL = (
    shape("M-13 -11H13C13 -3 7 0 0 0S-13 -3 -13 -11Z", RED)
    + shape("M-12 -11C-8 -19 8 -19 12 -11Z", WHITE)
    + rod("M6 -20 13 -29M10 -19 17 -28", BROWN, width=1)
)
GREENS = shape("M0 0C-12 -2 -14 -14 -8 -18C-4 -24 6 -24 9 -17C15 -12 10 -1 0 0Z", "#5fae3c") + stroke(
    "M0 -1V-14M0 -7 -5 -11M0 -8 5 -12", LEAF, width=1.6
)
SCALE = (
    rod("M0 0V-34M-9 0H9", YELLOW, width=2.2)
    + rod("M-20 -30H20", YELLOW, width=1.8)
    + "".join(
        at(x, -29, stroke("M0 0 -7 15M0 0 7 15", width=1.1), shape("M-9 15H9C8 21 -8 21 -9 15Z", YELLOW))
        for x in (-18, 18)
    )
)
BIN = (
    shape("M-11 -24H11L8.6 0H-8.6Z", GREY)
    + rod("M-13 -25H13M-4 -28.4H4", LIGHT_GREY, width=1.6)
    + stroke("M-4 -19V-5M4 -19V-5", DARK_GREY, width=1.4)
)
MAGNIFIER = (
    rod("M8 8 18 19", BROWN, width=4) + disc(0, 0, 11, SKY, line=3) + stroke("M-6 -2C-5 -6 -2 -7 0 -7", WHITE, width=2)
)
SPEAKER = rect(-12, -22, 24, 22, DEEP_BLUE, round_by=4) + shape("M-7 -14H-3L3 -19V-3L-3 -8H-7Z", WHITE, line=0)
EAR = shape("M-8 -6C-9 -18 9 -18 9 -6C9 1 3 2 2 8C1 13 -6 13 -7 7", SKIN) + stroke(
    "M-3.6 -5C-4 -12 5 -12 4.4 -5C4 -2 0 -1 0 3", "#d98f00", width=1.8
)
FINGER = (
    shape(
        "M-4.4 -30C-4.4 -35.4 4.4 -35.4 4.4 -30V-16L15 -13C19 -12 19 -8 18.4 -5"
        "L16 8H-8L-16 -7C-18 -11 -13 -14 -10 -11L-4.4 -5Z",
        SKIN,
    )
    + stroke("M4.4 -16V-9M10 -14.4V-8.6", "#d98f00", width=1.5)
    + rect(-9, 8, 26, 8, BLUE, round_by=2)
)
BATTERY = (
    rect(-8, -24, 16, 24, WHITE, round_by=2)
    + rect(-3.4, -27.6, 6.8, 4, DARK_GREY, round_by=1, line=0)
    + "".join(rect(-5.4, y, 10.8, 4.6, GREEN, round_by=0.8, line=0) for y in (-21, -15, -9))
)
STAR = shape("M0 -10 2.6 -3.4 9.6 -3 4.2 1.4 6 8.2 0 4.4 -6 8.2 -4.2 1.4 -9.6 -3 -2.6 -3.4Z", YELLOW, line=1.2)
LOCK = (
    stroke("M-5 -10V-14C-5 -20 5 -20 5 -14V-10", DARK_GREY, width=2.6)
    + rect(-8, -11, 16, 12, YELLOW, round_by=2)
    + disc(0, -5.6, 1.9, INK, line=0)
)
UMBRELLA = rod("M0 -34V2C0 7 8 7 8 2", BROWN, width=1.8) + shape(
    "M-34 -14C-34 -44 34 -44 34 -14C30 -19 24 -19 20.4 -14"
    "C16 -19 11 -19 7 -14C4 -18 -4 -18 -7 -14C-11 -19 -16 -19 -20.4 -14C-24 -19 -30 -19 -34 -14Z",
    BLUE,
)
HOOK = (
    stroke("M0 -40V-12C0 -2 -14 -2 -14 -11", INK, width=5)
    + stroke("M0 -40V-12C0 -2 -14 -2 -14 -11", GREY, width=2.6)
    + shape("M-17 -9 -14 -17 -10 -9Z", GREY, line=1)
)
HANDCUFFS = (
    "".join(
        f'<circle cx="{x}" cy="-9" r="8" fill="none" stroke="{colour}" stroke-width="{width}"/>'
        for colour, width in ((INK, 5.4), (LIGHT_GREY, 2.6))
        for x in (-13, 13)
    )
    + stroke("M-5 -9H5", INK, width=4)
    + stroke("M-5 -9H5", LIGHT_GREY, width=1.6)
)
BED = rect(-34, -18, 68, 10, WHITE, round_by=2) + rod("M-34 -28V0M34 -18V0", BROWN, width=3)
QUILT = shape("M-16 -24H34V-9H-16Z", BLUE)
CHAT = (
    shape("M-11 -17H5Q8 -17 8 -14V-9Q8 -6 5 -6H-6L-11 -2Z", LEAF, line=1)
    + shape("M11 0H-5Q-8 0 -8 3V8Q-8 11 -5 11H6L11 15Z", SKY, line=1)
    + stroke("M-5 3.6V7.4M-2 2V9M1 3.6V7.4M4 1.6V9.4M7 4V7", DEEP_BLUE, width=1.3)
    + stroke("M-7 -13.4H4M-7 -10H1", GREEN, width=1.4)
)
