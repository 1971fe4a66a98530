"""What stands at work, in the village and on the road: buildings, vehicles, tools, machines. Feet at y = 0."""

from __future__ import annotations

from scripts.lesson_pictures.shapes import (
    BLUE,
    BROWN,
    DARK_GREY,
    DEEP_BLUE,
    DEEP_RED,
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
    rect,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.things import CLOUD, SLIP, STAR

WALLS = "#f6e3c5"


def _windows(columns: tuple[float, ...], rows: tuple[float, ...], side: float = 7) -> str:
    return "".join(rect(x - side / 2, y, side, side, PALE_BLUE, round_by=0.8, line=1.1) for x in columns for y in rows)


RED_CROSS = shape("M-3 -9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z", RED, line=1.2)
HOSPITAL = (
    rect(-26, -50, 52, 50, WHITE, round_by=1.5)
    + rect(-12, -62, 24, 22, WHITE, round_by=2)
    + at(0, -51, RED_CROSS, scale=0.85)
    + _windows((-18, 18), (-38, -24))
    + rect(-7, -17, 14, 17, BLUE, round_by=1)
)
OFFICE = (
    shape("M-32 -40 0 -58 32 -40Z", DEEP_RED)
    + at(0, -46, STAR, scale=0.55)
    + rect(-29, -40, 58, 40, WALLS, round_by=0)
    + "".join(rect(x, -36, 5, 36, WHITE, round_by=0, line=1.2) for x in (-25, -12.5, 7.5, 20))
    + rect(-6, -20, 12, 20, BROWN, round_by=1)
)
TOWER = (
    rect(-20, -78, 40, 78, "#b7cbe0", round_by=1.5)
    + _windows((-10, 0, 10), (-71, -59, -47, -35, -23))
    + rect(-6, -13, 12, 13, DEEP_BLUE, round_by=1)
)
SITE = (
    rect(-22, -52, 44, 52, LIGHT_GREY, round_by=0)
    + _windows((-12, 0, 12), (-44, -30, -16), 8)
    + rod("M-30 0V-72M-38 -70H24", ORANGE, width=2.6)
    + stroke("M18 -68V-58", width=1.4)
)
HOUSE = (
    rect(-20, -26, 40, 26, WALLS, round_by=0)
    + shape("M-26 -25 0 -46 26 -25Z", RED)
    + rect(-6, -16, 12, 16, BROWN, round_by=1)
    + _windows((-13, 13), (-20,), 6)
)
SHOP = (
    rect(-26, -40, 52, 40, WALLS, round_by=1)
    + rect(-22, -24, 26, 18, PALE_BLUE, round_by=1)
    + rect(8, -25, 14, 25, BROWN, round_by=1)
    + "".join(
        shape(f"M{x} -44H{x + 10}V-34Q{x + 5} -28 {x} -34Z", colour, line=1.1)
        for x, colour in ((-30, RED), (-20, WHITE), (-10, RED), (0, WHITE), (10, RED), (20, WHITE))
    )
)
STALL = rod("M-26 -58V0M26 -58V0", BROWN, width=2.4) + "".join(
    shape(f"M{x} -66H{x + 10}V-55Q{x + 5} -49 {x} -55Z", colour, line=1.1)
    for x, colour in ((-30, GREEN), (-20, WHITE), (-10, GREEN), (0, WHITE), (10, GREEN), (20, WHITE))
)
STALL_TABLE = rect(-30, -24, 60, 24, SAND, round_by=1.5) + rect(-32, -27, 64, 5, BROWN, round_by=1.5)
CARROT = shape("M0 0C-4 -5 -4 -11 0 -12S4 -5 0 0Z", ORANGE, line=1.1) + stroke(
    "M0 -12 -3 -17M0 -12V-18M0 -12 3 -17", GREEN, width=1.8
)
BASKET = (
    shape("M-15 -14H15L11 0H-11Z", TAN)
    + stroke("M-13 -9H13M-12 -4.6H12", BROWN, width=1.3)
    + stroke("M-12 -14C-12 -30 12 -30 12 -14", INK, width=2.2)
)
BOARD = rect(-24, -34, 48, 30, "#2e7d4f", round_by=1.5, line=2.4)
CUPBOARD = rect(-17, -34, 34, 34, TAN, round_by=1.5) + stroke("M0 -34V0", width=1.4)

KIOSK = rect(-9, -14, 18, 14, DARK_GREY, round_by=1.5) + rect(-19, -82, 38, 70, "#54708f", round_by=4)
KIOSK_SCREEN = rect(-15, -77, 30, 44, WHITE, round_by=1.5, line=1.2)
KIOSK_TILES = "".join(
    rect(x, y, 12, 12, colour, round_by=2, line=0.8)
    for x, y, colour in ((-13.2, -75, LEAF), (1.2, -75, YELLOW), (-13.2, -61, PALE_BLUE), (1.2, -61, "#ffc2b8"))
) + rect(-13.2, -46, 26.4, 10, GREEN, round_by=2, line=0.8)
KIOSK_SLOT = rect(-11, -27, 22, 4, INK, round_by=1.5, line=0)
KIOSK_SLIP = at(0, 1, SLIP, scale=0.62)
WHOLE_KIOSK = KIOSK + KIOSK_SCREEN + KIOSK_TILES + KIOSK_SLOT


def screen(*parts: str) -> str:
    """Return a large screen about 0, 0, 84 by 66 inside."""
    return (
        rect(-47, -38, 94, 76, "#54708f", round_by=5)
        + rect(-42, -33, 84, 66, WHITE, round_by=2, line=1.2)
        + "".join(parts)
    )


def tile(x: float, y: float, fill: str, *parts: str, width: float = 36, height: float = 28) -> str:
    """Return a button of the screen about `x`, `y`."""
    return at(x, y, rect(-width / 2, -height / 2, width, height, fill, round_by=4, line=1.3), *parts)


WHEEL = disc(0, -6, 6, DARK_GREY) + disc(0, -6, 2.2, LIGHT_GREY, line=0)
AMBULANCE = (
    shape("M-30 -6V-30Q-30 -33 -27 -33H12L26 -20L30 -17V-6Z", WHITE)
    + shape("M13 -29 23 -19H13Z", PALE_BLUE, line=1.2)
    + at(-10, -20, RED_CROSS, scale=0.8)
    + rect(-4, -38, 9, 5, BLUE, round_by=2, line=1.2)
    + at(-17, 1, WHEEL)
    + at(17, 1, WHEEL)
)
MINIBUS = shape("M-38 -6V-30Q-38 -36 -32 -36H22Q34 -36 38 -18V-6Z", WHITE) + rect(
    -38, -16, 76, 5, DEEP_BLUE, round_by=0, line=0
)
MINIBUS_WHEELS = at(-22, 1, WHEEL) + at(22, 1, WHEEL)
TRUCK = (
    rect(-40, -14, 78, 7, DARK_GREY, round_by=1.5)
    + shape("M14 -12V-36H28L38 -24V-12Z", BLUE)
    + shape("M19 -31H27L33 -23H19Z", PALE_BLUE, line=1.1)
    + at(-24, 1, WHEEL, scale=1.2)
    + at(24, 1, WHEEL, scale=1.2)
)
TRUCK_SIDE = rect(-40, -24, 52, 12, SAND, round_by=1) + stroke("M-40 -18H12", TAN, width=1.2)
BIKE = (
    at(-19, 1, WHEEL, scale=1.35)
    + at(21, 1, WHEEL, scale=1.35)
    + shape(
        "M-28 -14C-28 -24 -16 -24 -8 -22L0 -12H8L14 -28L18 -27L14 -9C12 -5 4 -5 -4 -5H-12C-12 -14 -22 -16 -28 -14Z", RED
    )
    + rect(-26, -26, 22, 5, INK, round_by=2.4, line=0)
    + rod("M14 -28 12 -36 6 -38", DARK_GREY, width=1.8)
    + disc(18, -29, 3, YELLOW, line=1.2)
)
ROAD = rect(0, 96, 160, 24, "#8d8791", round_by=0, line=0) + "".join(
    rect(x, 107, 18, 2.6, WHITE, round_by=0, line=0) for x in (6, 46, 86, 126)
)


def ladder(height: float) -> str:
    """Return a ladder that stands upright."""
    rungs = "".join(f"M-6 {-y}H6" for y in range(7, int(height), 10))
    return (
        rod(f"M-7 0V{-height:g}M7 0V{-height:g}", SAND, width=2.2)
        + stroke(rungs, INK, width=4)
        + stroke(rungs, TAN, width=2)
    )


SCAFFOLD = (
    rod("M-40 0V-74M40 0V-74", DEEP_BLUE, width=2.6)
    + stroke("M-38 -4 38 -38M38 -4 -38 -38", GREY, width=2)
    + rect(-46, -44, 92, 5.5, TAN, round_by=1)
)
HELMET = (
    shape("M-15 -4C-16 -22 16 -22 15 -4Z", YELLOW)
    + stroke("M0 -17V-5", "#e0a020", width=2.6)
    + rod("M-18 -3.4H18", YELLOW, width=2.4)
    + stroke("M-11 -1C-11 10 11 10 11 -1", DARK_GREY, width=1.8)
)
HARNESS = (
    stroke("M-9 -34 -7 -12M9 -34 7 -12M-9 -34C-4 -20 4 -20 9 -34", INK, width=6)
    + stroke("M-12 -12H12", INK, width=7)
    + stroke("M-7 -10C-14 6 -2 6 -3 -9M7 -10C14 6 2 6 3 -9", INK, width=5.6)
    + stroke("M-9 -34 -7 -12M9 -34 7 -12M-9 -34C-4 -20 4 -20 9 -34", RED, width=3)
    + stroke("M-12 -12H12", RED, width=4)
    + stroke("M-7 -10C-14 6 -2 6 -3 -9M7 -10C14 6 2 6 3 -9", RED, width=2.6)
    + disc(0, -23, 3, LIGHT_GREY, line=1.2)
)
SHOES = "".join(
    at(x, 0, shape("M-9 -3V-12H-2C0 -7 8 -8 9 -3V0H-9Z", "#7a5a3c"), stroke("M-9 -1H9", INK, width=2.4))
    for x in (-11, 11)
)
TANK = rect(-16, -54, 11, 24, YELLOW, round_by=3) + rect(-13, -58, 5, 4.5, DARK_GREY, round_by=1, line=1)
WAND = stroke("M-8 -32C-2 -24 8 -30 14 -38", INK, width=1.6) + rod("M13 -40 30 -33", DARK_GREY, width=1.4)
MIST = "".join(
    disc(x, y, r, "#7cc7e8", line=0)
    for x, y, r in (
        (2, 0, 1.6),
        (7, -3, 1.9),
        (7, 3, 1.9),
        (13, -6, 2.2),
        (13, 0, 2.2),
        (13, 6, 2.2),
        (20, -4, 2),
        (20, 3, 2),
    )
)
PLANT = (
    stroke("M0 0V-13", GREEN, width=2.2)
    + shape("M0 -7C-9 -7 -11 -13 -10 -16C-4 -16 0 -13 0 -7Z", LEAF, line=1.1)
    + shape("M0 -9C8 -9 11 -15 10 -19C4 -19 0 -15 0 -9Z", LEAF, line=1.1)
)
PLANTS = "".join(at(x, 0, PLANT) for x in (-22, 0, 22))
SKULL = (
    disc(0, -2, 5.4, WHITE, line=1)
    + rect(-3, 1.4, 6, 4, WHITE, round_by=1, line=1)
    + disc(-2.1, -2, 1.4, INK, line=0)
    + disc(2.1, -2, 1.4, INK, line=0)
)
POISON = (
    shape("M-5 -36H5V-30C11 -28 11 -25 11 -22V-3Q11 0 8 0H-8Q-11 0 -11 -3V-22C-11 -25 -11 -28 -5 -30Z", "#6b9c3f")
    + rect(-6, -41, 12, 6, DEEP_RED, round_by=1.4)
    + rect(-11, -23, 22, 17, YELLOW, round_by=0, line=1)
    + at(0, -15, SKULL)
)
SACK = shape("M-13 0C-18 -4 -16 -22 -11 -27L-14 -33H14L11 -27C16 -22 18 -4 13 0Z", "#e2c291") + stroke(
    "M-11 -27H11", BROWN, width=2.2
)
BOX = rect(-14, -22, 28, 22, SAND, round_by=1) + rect(-4, -22, 8, 9, TAN, round_by=0, line=0.8)
BARROW = (
    rod("M-34 -20 -16 -18M10 -8 -6 0", DARK_GREY, width=2)
    + shape("M-20 -26H26L16 -9H-10Z", GREEN)
    + at(18, 1, WHEEL, scale=1.1)
)
STONE = shape("M-11 0C-14 -9 -6 -13 0 -12S13 -8 11 0Z", GREY)
TAP = rod("M-14 -10H4V-2", LIGHT_GREY, width=4) + rod("M-5 -12V-18M-10 -19H0", RED, width=2)
SOAP = (
    rect(-9, -8, 18, 8, "#ffb3c7", round_by=3.4)
    + disc(-6, -13, 2.6, SKY, line=0.9)
    + disc(1, -15, 3.4, SKY, line=0.9)
    + disc(7, -12, 2, SKY, line=0.9)
)
BUBBLES = disc(-6, -2, 2.8, SKY, line=0.9) + disc(1, -5, 3.6, SKY, line=0.9) + disc(8, -2, 2.4, SKY, line=0.9)
RIVER = shape("M0 0C10 -5 18 4 28 0S46 -5 56 0 70 4 76 0V14H0Z", BLUE, line=0)
DUST = at(0, 0, CLOUD, scale=0.9).replace(LIGHT_GREY, "#c9b89f")
GEAR = (
    "".join(at(0, 0, rect(-2.6, -15, 5.2, 7, DARK_GREY, round_by=1, line=1.1), turn=45 * place) for place in range(8))
    + disc(0, 0, 11, GREY)
    + disc(0, 0, 4, LIGHT_GREY, line=1.2)
)
STOP = rect(-9, -9, 18, 18, YELLOW, round_by=3) + disc(0, 0, 6.4, RED)
MACHINE = rect(-26, -46, 52, 46, "#7f9cb5", round_by=3) + rect(-32, -4, 64, 6, DARK_GREY, round_by=1.5)
SHAFTS = (
    at(-9, -24, GEAR, scale=0.85) + at(12, -24, GEAR, scale=0.6) + stroke("M-9 -36.6H12M-9 -11.4H12", INK, width=2.6)
)
GUARD = rect(-23, -40, 46, 32, YELLOW, round_by=3) + stroke(
    "M-16 -35V-13M-8 -35V-13M0 -35V-13M8 -35V-13M16 -35V-13", INK, width=1.5
)
SOCKET = rect(-11, -13, 22, 26, WHITE, round_by=3) + disc(-4, 0, 1.8, INK, line=0) + disc(4, 0, 1.8, INK, line=0)
PLUG = rod("M-3.4 -12V-18M3.4 -12V-18", LIGHT_GREY, width=1.6) + shape(
    "M-7 -12H7V-4C7 0 3 2 0 2S-7 0 -7 -4Z", DARK_GREY
)
SPARKS = shape("M0 -12 3 -4 11 -6 5 0 11 7 3 5 0 13 -3 5 -11 7 -5 0 -11 -6 -3 -4Z", YELLOW, line=1.1)
TURNING = stroke("M-14 -5A15 15 0 0 1 11 -9", DEEP_RED, width=2.4) + shape(
    "M8 -14.5 15.4 -8.6 6.6 -5.6Z", DEEP_RED, line=0
)
BRICKS = "".join(rect(x, y, 13, 6, "#d9694a", round_by=0.8, line=1.2) for x, y in ((-13, -6), (0.5, -6), (-6, -12.4)))
SYRINGE = rod("M0 -2V-12", PALE_BLUE, width=4.4) + stroke("M0 1V10M0 -14V-21M-4 -21H4", DARK_GREY, width=1.8)
PILL = at(0, 0, rect(-10, -5, 20, 10, WHITE, round_by=5), shape("M0 -5H5A5 5 0 0 1 5 5H0Z", RED), turn=-25)
HEART = shape("M0 9C-14 -1 -10 -12 -3 -10C-1 -9.4 0 -7 0 -7S1 -9.4 3 -10C10 -12 14 -1 0 9Z", RED)
CIGARETTE = (
    rect(-12, -3, 18, 5, WHITE, round_by=0, line=1.1)
    + rect(6, -3, 6, 5, ORANGE, round_by=0, line=1.1)
    + stroke("M-13 -5C-17 -9 -11 -12 -14 -16", GREY, width=1.8)
)
SHEET_ROOF = "M0 0C4 -6 8 -6 12 0S20 6 24 0 32 -6 36 0 44 6 48 0 56 -6 60 0 68 6 72 0"
