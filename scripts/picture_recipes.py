"""What each picture is made of: icons of the set and shapes drawn in its style, on a canvas of 32 x 32.

An `Icon` is one icon of the set scaled to `size` with its upper left corner at `x`, `y`; a plain string is SVG drawn
for this project, in the set's colours. Later parts lie on top.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Icon:
    """One icon of the set; `turn` in degrees clockwise about its middle, `mirrored` left to right."""

    name: str
    x: float = 0
    y: float = 0
    size: float = 32
    turn: float = 0
    mirrored: bool = False


Part = Icon | str
Recipe = tuple[Part, ...]


def rect(x: float, y: float, width: float, height: float, colour: str, *, round_by: float = 0) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="{round_by:g}" fill="{colour}"/>'


def shape(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def stroke(path: str, colour: str, *, width: float) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        'stroke-linecap="round" stroke-linejoin="round"/>'
    )


def disc(x: float, y: float, radius: float, colour: str) -> str:
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{colour}"/>'


def turned(part: str, *, degrees: float, x: float, y: float) -> str:
    return f'<g transform="rotate({degrees:g} {x:g} {y:g})">{part}</g>'


RED, ORANGE, YELLOW, LIME, GREEN = "#f8312f", "#ff822d", "#fcd53f", "#86d72f", "#44911b"
BLUE, DEEP_BLUE, PALE_BLUE, NAVY = "#00a6ed", "#0074ba", "#a9dcfd", "#321b41"
WHITE, PALE, LIGHT_GREY, GREY, DARK_GREY = "#ffffff", "#e6e6e6", "#d3d3d3", "#9b9b9b", "#757575"
BROWN, TAN, SAND, SOIL = "#966a50", "#d3883e", "#f3ad61", "#8c5543"
SHADE = "#7a7086"
"""Dark parts: these, `BROWN` and `DARK_GREY` stand out three to one on white and on the dark themes alike."""

HOE = stroke("M29 2 14.5 24", BROWN, width=2) + shape("M16.6 22.4 7.5 17.8 5.6 25.2 13.2 27.2Z", GREY)
TROWEL = (
    shape("M3 21.5 17 16 11.5 29.5Z", LIGHT_GREY)
    + stroke("M15 18.5 19.5 14.5 21.5 16", DARK_GREY, width=1.8)
    + stroke("M22 15.4 29 9.6", TAN, width=4)
)
NET_BAG = (
    stroke("M20.5 13 30.5 2", BROWN, width=2.6)
    + shape("M1.5 12C1 24 6 30.5 11.5 30.5S22.5 24 21.5 12Z", "#d7eef9")
    + stroke("M1.5 12C1.5 9.5 6 8 11.5 8S21.5 9.5 21.5 12", BROWN, width=2.4)
)
NET_MESH = stroke(
    "M5 15 12 30M10 16 18 26M15 16 20.6 21M18 15 11 30M13 16 5.4 26M8 16 2.4 20", "#4f6b3a", width=0.8
) + stroke("M1.5 12C1.5 14.5 6 16 11.5 16S21.5 14.5 21.5 12", BROWN, width=2.4)
SPRAYER = (
    rect(2, 11, 11, 18, BLUE, round_by=2.5)
    + rect(4.5, 8, 6, 4, DEEP_BLUE, round_by=1)
    + rect(2, 18, 11, 3, PALE_BLUE)
    + stroke("M12 25C19 29 15 15 19.5 12", SHADE, width=1.7)
    + stroke("M17.5 13.5 24 6.5", DARK_GREY, width=2.2)
)
MIXER = (
    stroke("M11 19 6 29M17 19 23 29M4 29H25", DARK_GREY, width=2)
    + disc(6.5, 29, 2.3, SHADE)
    + shape("M3.2 16.2 8 6 22.5 5.2 25 10 15.8 21.5 8.5 22Z", ORANGE)
    + shape("M6 10.4 8 6 22.5 5.2 24 8Z", YELLOW)
    + shape("M22 4.6 26.4 11 24.4 12 20.4 6Z", DARK_GREY)
    + shape("M24.5 9.5C29 11 30 16 29.6 23L32 30.5H18.5L24 26 26.6 22C26.6 16 25.5 13 23.4 11.4Z", GREY)
)
RUST, RUST_LIGHT = "#9c4a22", "#c9763f"
REBAR = "".join(stroke(f"M{x} 2.5V29.5", RUST, width=2.8) for x in (6, 14, 22)) + "".join(
    stroke(f"M2.5 {y}H29.5", RUST, width=2.8)
    + "".join(
        stroke(f"M{x} {y - 0.8}L{x - 0.8} {y + 0.8}", RUST_LIGHT, width=0.8)
        for x in (3.6, 9.2, 11.2, 17.2, 19.2, 25.6, 28)
    )
    for y in (7, 16, 25)
)
TIES = "".join(stroke(f"M{x - 2} {y - 2}L{x + 2} {y + 2}", SHADE, width=1.5) for x in (6, 14, 22) for y in (7, 16, 25))
SCAFFOLD = (
    stroke("M3.5 18 16 30M16 18 3.5 30M16 18 28.5 30M28.5 18 16 30", GREY, width=1.3)
    + stroke("M3.5 3V30.5M28.5 3V30.5M16 17V30.5", DEEP_BLUE, width=2)
    + stroke("M3.5 8H28.5", DEEP_BLUE, width=1.6)
    + rect(1.5, 17, 29, 2.6, SAND)
    + rect(1.5, 28.5, 29, 2.2, SAND)
)
BARROW = (
    shape("M13.5 16.5C17 12.5 25 12.5 27.5 16.5Z", "#e3b261")
    + shape("M11 16.5H30L26 24.5H15Z", GREEN)
    + rect(11, 16, 19.5, 1.8, "#37761a")
    + stroke("M11.5 17.5 8 19M18 24.5 15.5 29.5", DARK_GREY, width=1.8)
    + disc(25.5, 27.2, 3.4, SHADE)
    + disc(25.5, 27.2, 1.4, LIGHT_GREY)
)
PLASTERED = (
    rect(2, 2, 28, 28, "#c98a6b", round_by=2)
    + "".join(stroke(f"M2 {y}H30", "#a86b4e", width=0.8) for y in (7.5, 13, 18.5, 24))
    + shape("M2 4A2 2 0 0 1 4 2H28A2 2 0 0 1 30 4V11C24 9 21 15 16 14.5 11 14 8 20 2 18.5Z", PALE)
    + stroke("M6 7C11 4.5 15 8.5 25 5.5M5 12C9 9.5 12 11 16 9.5", LIGHT_GREY, width=1.2)
)
FLOAT = turned(
    rect(3, 15, 26, 4, DARK_GREY, round_by=0.8)
    + rect(3, 15, 26, 1.4, LIGHT_GREY, round_by=0.7)
    + stroke("M9 19V24M23 19V24", DARK_GREY, width=2.4)
    + rect(5.5, 22.5, 21, 5.5, "#b5651d", round_by=2.7),
    degrees=-22,
    x=17,
    y=20,
)
ROLLER = (
    rect(1.5, 1.5, 29, 19, "#fff5d8", round_by=1.5)
    + shape(
        "M3.5 3.5H22V17C22 19 19.5 19 19 17S16 15.5 15.5 17.5 12 19.5 11.5 17.5 8.5 16 8 18 3.5 19 3.5 17Z",
        BLUE,
    )
    + rect(3, 2.5, 19.5, 6.5, RED, round_by=2.5)
    + stroke("M22.5 5.8H27V13.5H17.5V18.5", DARK_GREY, width=1.8)
    + rect(15.2, 18, 4.6, 12.5, BROWN, round_by=2)
)
TILES = "".join(
    rect(1.5 + 9.8 * column, 1.5 + 9.8 * row, 9, 9, colour, round_by=0.8)
    for row, colours in enumerate(((WHITE, PALE_BLUE, WHITE), (PALE_BLUE, WHITE, PALE_BLUE), (WHITE, PALE_BLUE, None)))
    for column, colour in enumerate(colours)
    if colour
)
TILE_BED = rect(0.5, 0.5, 31, 31, "#8a96a3", round_by=1.5)
LAID_TILE = turned(rect(20, 20.5, 10, 10, "#5cc8f2", round_by=0.8), degrees=14, x=25, y=25)
TAP = (
    rect(13, 3, 12, 3.2, RED, round_by=1.6)
    + rect(17.3, 5, 3.4, 6, GREY)
    + shape("M4 10.5H27V19H16.5C13.5 19 12.5 20.5 12.5 22.5H5C5 15 9 13 11.5 12.5", LIGHT_GREY)
    + shape("M4.2 21.5C4.2 14 9 10.5 15 10.5H25V18.5H16.5C13.8 18.5 12.8 19.8 12.8 21.5Z", LIGHT_GREY)
    + rect(25, 8.5, 4, 12, GREY, round_by=1)
    + rect(3.4, 20.8, 10.2, 2.4, GREY, round_by=0.8)
)
MASK = (
    shape("M2.5 7C2.5 3.5 6 1.5 11 1.5S19.5 3.5 19.5 7V17C19.5 22 15.5 25.5 11 25.5S2.5 22 2.5 17Z", SHADE)
    + rect(4.8, 7.5, 12.4, 6.6, "#1c1b26", round_by=1.2)
    + rect(6, 8.7, 10, 4.2, "#3f8f5b", round_by=0.6)
    + stroke("M7.5 19.5H14.5M8.5 22H13.5", LIGHT_GREY, width=1)
)
TORCH = stroke("M30 8.5 23 21", DARK_GREY, width=2.4) + stroke("M31 6.5 29.5 9.4", RED, width=3.4)
BELT = (
    rect(0.5, 19.5, 31, 8.5, DARK_GREY, round_by=4.2)
    + rect(1.5, 19.5, 29, 2, SHADE, round_by=1)
    + "".join(disc(x, 24.4, 2.4, LIGHT_GREY) + disc(x, 24.4, 0.9, DARK_GREY) for x in (5, 12.3, 19.7, 27))
)
CARTON = (
    shape("M4 16H28V30H4Z", "#e19747")
    + rect(4, 16, 24, 2, "#b97028")
    + shape("M4 16 0.5 20.5 3 22 6.5 16Z", SAND)
    + shape("M28 16 31.5 20.5 29 22 25.5 16Z", SAND)
    + rect(13.5, 21, 5, 9, "#f6cf8d")
)
DOWN = shape("M5.5 1H9.5V8H13L7.5 14.5 2 8H5.5Z", BLUE)
CRATE = "".join(
    rect(x, y, 14, 3, colour, round_by=0.6) for x in (1, 17) for y, colour in ((20.5, TAN), (24, SAND), (27.5, TAN))
)
SEWING_MACHINE = (
    rect(1.5, 24.5, 29, 5.5, BROWN, round_by=1.4)
    + shape("M22 8H28.5V25H19.5V13.5H12V18.5H6V10C6 8.5 7 7.5 8.5 7.5Z", RED)
    + rect(5, 7, 24, 3, "#ff7a78", round_by=1.5)
    + disc(29, 12, 2.6, DARK_GREY)
    + stroke("M9 18.5V24", LIGHT_GREY, width=1.4)
    + rect(6, 21.8, 6.5, 1.6, LIGHT_GREY, round_by=0.6)
    + rect(15.5, 3, 4, 4.6, BLUE, round_by=0.8)
    + stroke("M15.5 5 9 9V19", DEEP_BLUE, width=0.7)
    + rect(1.5, 23.2, 13.5, 1.8, LIME)
)
SHELVES = (
    rect(1.2, 1, 2.2, 30, DEEP_BLUE)
    + rect(28.6, 1, 2.2, 30, DEEP_BLUE)
    + "".join(rect(1.2, y, 29.6, 2, ORANGE) for y in (9.6, 19.4, 29))
)
STEERING_WHEEL = (
    f'<circle cx="16" cy="16" r="12.6" fill="none" stroke="{SHADE}" stroke-width="4"/>'
    + shape(
        "M4.5 13.5C10 12 22 12 27.5 13.5V17.5C23.5 17.5 20 19.5 18.5 27.5H13.5C12 19.5 8.5 17.5 4.5 17.5Z",
        SHADE,
    )
    + disc(16, 16.5, 3.6, LIGHT_GREY)
)
WATERING_CAN = (
    stroke("M15 13C15 5.5 26 5.5 26 13M26.5 16C32 16 32 25.5 27 25.5", DEEP_BLUE, width=1.8)
    + shape("M14 25.5 5 11.5 7.5 10 14.5 17Z", DEEP_BLUE)
    + stroke("M3 13 9.5 8.5", DEEP_BLUE, width=2.2)
    + shape("M13 13H28L27 29H14Z", BLUE)
    + rect(12.5, 12.5, 16, 2.4, PALE_BLUE, round_by=1)
    + "".join(stroke(f"M{x} {y}V{y + 1.6}", BLUE, width=1.3) for x, y in ((1.6, 15.5), (4.6, 16), (8, 13.5)))
)
BOARD = rect(1, 12, 30, 18, SAND, round_by=3) + rect(1, 26.5, 30, 3.5, TAN, round_by=1.75)
SLICES = disc(6.5, 21.5, 2.7, "#ffb273") + disc(6.5, 21.5, 1.6, ORANGE) + disc(11.5, 23.6, 2.4, "#ffb273")
SLICES += disc(11.5, 23.6, 1.4, ORANGE)
PLATES = "".join(
    f'<ellipse cx="15" cy="{y}" rx="13.5" ry="4.6" fill="{edge}"/>'
    f'<ellipse cx="15" cy="{y - 1.6}" rx="13.5" ry="4.6" fill="{face}"/>'
    for y, edge, face in ((26.5, "#9fb4c7", PALE), (22.2, "#9fb4c7", PALE), (17.9, "#9fb4c7", WHITE))
)
PLATES += '<ellipse cx="15" cy="16.3" rx="8" ry="2.5" fill="#c9e4f7"/>'
TRAY = (
    rect(1.5, 16.5, 29, 2.8, BROWN, round_by=1.4)
    + rect(2.5, 14.5, 2.4, 3.5, BROWN, round_by=1)
    + rect(27.1, 14.5, 2.4, 3.5, BROWN, round_by=1)
)
ROAD = rect(0.5, 26, 31, 4.6, DARK_GREY, round_by=1) + "".join(rect(x, 27.8, 5, 1.1, YELLOW) for x in (3, 13.5, 24))
BARRIER = rect(1, 24.2, 30, 4, WHITE, round_by=0.8) + "".join(
    shape(f"M{x} 24.2H{x + 4}L{x + 2} 28.2H{x - 2}Z", RED) for x in (4, 12, 20, 27)
)
BARRIER += rect(3, 22, 2.4, 9, DARK_GREY, round_by=0.6)
STALL = (
    rect(3, 8, 2, 22, BROWN)
    + rect(27, 8, 2, 22, BROWN)
    + rect(1, 2, 30, 4.5, RED, round_by=1)
    + "".join(
        shape(f"M{x} 6H{x + 6}V9.5A3 3 0 0 1 {x} 9.5Z", colour)
        for x, colour in ((1, RED), (7, WHITE), (13, RED), (19, WHITE), (25, RED))
    )
)
COUNTER = rect(2, 24.5, 28, 6.5, TAN, round_by=0.8) + rect(1, 23, 30, 2.6, BROWN, round_by=0.8)
LEAFLETS = (
    turned(rect(8, 2, 13, 17, PALE_BLUE, round_by=1), degrees=-14, x=14, y=18)
    + turned(rect(11, 2, 13, 17, "#ffe08a", round_by=1), degrees=4, x=16, y=18)
    + turned(
        rect(14, 2.5, 13, 17, WHITE, round_by=1)
        + rect(16, 5, 9, 5, RED, round_by=0.6)
        + rect(16, 11.6, 9, 1.4, GREY)
        + rect(16, 14.4, 6.5, 1.4, GREY),
        degrees=18,
        x=18,
        y=18,
    )
)
CROSS = rect(19, 1, 12, 12, GREEN, round_by=2.4) + shape(
    "M23.4 3.2H26.6V5.4H28.8V8.6H26.6V10.8H23.4V8.6H21.2V5.4H23.4Z", WHITE
)
FIELD = shape("M1 30C1 25 8 22.5 16 22.5S31 25 31 30Z", SOIL) + stroke(
    "M6 27.5C12 25.5 20 25.5 26 27.5", BROWN, width=1
)
MOUND = shape("M0.5 31C2 26.5 8 25 14 25.5 20 26 24 28 25 31Z", SOIL)
SPADE = (
    stroke("M27 3V18M24.4 3H29.6", BROWN, width=2.2)
    + shape("M22.3 16.5H31.7V24C31.7 27 29.6 29.6 27 31 24.4 29.6 22.3 27 22.3 24Z", GREY)
    + rect(22.3, 16.5, 9.4, 2, DARK_GREY, round_by=0.8)
)
STOOL = (
    stroke("M14.5 20 12 30M27.5 20 30 30M13.5 26H28.5", "#b0702f", width=2.4)
    + rect(10.5, 16.6, 21, 4.2, TAN, round_by=1.4)
    + rect(10.5, 16.6, 21, 1.6, SAND, round_by=0.8)
)
TEA_TWIG = (
    stroke("M20 13V31", "#37761a", width=2)
    + shape("M20 0.5C24.5 5 24.5 11 20 16 15.5 11 15.5 5 20 0.5Z", "#a9e34b")
    + shape("M19.5 18.5C11 19 5 14.5 3.5 7.5 11.5 6.8 18 10.5 19.5 18.5Z", GREEN)
    + shape("M20.5 19.5C28 20 32 15 32 8.5 25.5 8.5 21.5 12 20.5 19.5Z", "#5fae2c")
    + stroke("M7.5 10.5C12.5 12 16 14.5 19 18M29.5 11C26 13 23 16 21 19M20 5V13", "#37761a", width=0.9)
)
ELLIPSIS = rect(17, 17, 14, 14, DEEP_BLUE, round_by=3) + "".join(disc(x, 24, 1.7, WHITE) for x in (20, 24, 28))

TRADE_PICTURES: dict[str, Recipe] = {
    "fruit-picking": (
        Icon("deciduous-tree", -1, -2, 30),
        Icon("red-apple", 6, 3, 7),
        Icon("red-apple", 13, 8, 7),
        Icon("red-apple", 14.5, 1, 6.5),
        Icon("basket", 14, 14, 18),
        Icon("red-apple", 17, 14, 8),
        Icon("red-apple", 22, 13.5, 8),
    ),
    "vegetable-harvesting": (
        Icon("ear-of-corn", 12, -1, 21),
        Icon("carrot", 13.5, 13, 18),
        Icon("leafy-green", 0, 8, 22),
    ),
    "planting": (
        FIELD,
        Icon("seedling", 0, 9, 16),
        Icon("seedling", 16, 9, 16),
        Icon("seedling", 6, 8, 20),
        Icon("palm-down-hand", 10, -2, 17, 20),
    ),
    "weeding": (
        Icon("herb", 13, 13, 17),
        Icon("herb", 20, 16, 14, 20),
        Icon("herb", -1, 18, 11, -20),
        HOE,
        rect(1, 28, 30, 2.6, SOIL, round_by=1.3),
    ),
    "pruning": (Icon("deciduous-tree", -3, 0, 28), Icon("scissors", 11, 8, 21, 90)),
    "spraying": (
        SPRAYER,
        Icon("sweat-droplets", 20, 1, 12),
        Icon("leafy-green", 15, 14, 18),
        Icon("beetle", 20, 18, 10),
    ),
    "tea-picking": (TEA_TWIG, Icon("teapot", -1, 13, 20)),
    "livestock": (
        Icon("pig", 0, 8, 24),
        Icon("rooster", 17, -1, 16),
        Icon("egg", 22, 21, 9),
        Icon("egg", 26, 22, 8),
    ),
    "fish-farming": (NET_BAG, Icon("fish", 2, 12, 18, -15), NET_MESH, Icon("fish", 18, 17, 15, -40)),
    "forestry": (
        Icon("evergreen-tree", -4, -3, 28),
        MOUND,
        Icon("evergreen-tree", 8, 14, 15),
        SPADE,
    ),
    "mason": (Icon("brick", 6, -2, 26), TROWEL),
    "concrete": (MIXER,),
    "rebar": (REBAR, TIES, Icon("gloves", 16, 15, 17)),
    "scaffolder": (SCAFFOLD, Icon("construction-worker", 6, -1, 19)),
    "road-work": (Icon("motorway", 0, 0, 26), Icon("construction", 11, 11, 21)),
    "site-hand": (Icon("construction-worker", -3.5, 0, 23), BARROW),
    "carpenter": (STOOL, Icon("carpentry-saw", 0, -2.5, 23.5)),
    "plasterer": (PLASTERED, FLOAT),
    "painter": (ROLLER,),
    "tiler": (TILE_BED, TILES, LAID_TILE),
    "electrician": (
        Icon("light-bulb", -2, 0, 24),
        Icon("electric-plug", 13, 7, 22, 25),
        Icon("high-voltage", 16, -2, 14),
    ),
    "plumber": (TAP, Icon("droplet", 3.4, 22.4, 10), Icon("wrench", 14, 14, 18)),
    "welder": (MASK, Icon("collision", 12, 14, 18), TORCH),
    "assembly-line": (
        BELT,
        Icon("mobile-phone", -1, 8, 12),
        Icon("mobile-phone", 21, 8, 12),
        Icon("mechanical-arm", 8, 0, 15.5),
    ),
    "packing": (Icon("teddy-bear", 11, 2, 17), DOWN, CARTON),
    "sorting": (
        Icon("red-apple", 0, 12, 9),
        Icon("red-apple", 6, 12, 9),
        Icon("green-apple", 17, 12, 9),
        Icon("green-apple", 23, 12, 9),
        CRATE,
        Icon("palm-down-hand", 7, -2, 18),
    ),
    "sewing": (SEWING_MACHINE,),
    "food-processing": (
        Icon("factory", 4, -2, 24),
        Icon("canned-food", -1, 13, 19),
        Icon("cut-of-meat", 14, 14, 18),
    ),
    "loading": (Icon("delivery-truck", 0, -4, 29), Icon("package", 1, 16, 16), Icon("package", 15, 16, 16)),
    "warehouse": (
        SHELVES,
        Icon("package", 3, 0, 11),
        Icon("package", 12, 0, 11),
        Icon("package", 4, 10, 11),
        Icon("package", 18, 10, 11),
        Icon("package", 11, 19.6, 11),
        Icon("clipboard", 18, 15, 16),
    ),
    "driver": (STEERING_WHEEL, Icon("left-facing-fist", 19, 8, 13), Icon("right-facing-fist", 0, 8, 13)),
    "courier": (Icon("motor-scooter", 3, 3.5, 29, mirrored=True), Icon("package", 0.5, 3.5, 16.5)),
    "housekeeping": (Icon("house", -2, -2, 29), Icon("t-shirt", 15, 14, 16), Icon("cooking", 0, 15, 16)),
    "elder-care": (
        Icon("old-man", -1, 2, 20),
        Icon("old-woman", 13, 2, 20),
        Icon("palm-up-hand", 6, 15, 20),
        Icon("red-heart", 12, -1, 9),
    ),
    "child-care": (Icon("baby", 0, 1, 25), Icon("baby-bottle", 17, 14, 17)),
    "hospital-care": (Icon("person-in-bed", -1, 3, 31), CROSS),
    "gardening": (WATERING_CAN, Icon("tulip", 0, 16, 15), Icon("sunflower", 18, 0, 15)),
    "cook": (Icon("cook", -2, -2, 26), Icon("fire", 13, 17, 16), Icon("shallow-pan-of-food", 11, 4, 21)),
    "kitchen-hand": (BOARD, Icon("carrot", 8, 10, 17), SLICES, Icon("kitchen-knife", 8, -2, 24)),
    "dish-washing": (
        PLATES,
        Icon("sponge", 13, 3, 16),
        Icon("bubbles", 0, 0, 16),
        Icon("bubbles", 19, 18, 13),
    ),
    "waiter": (Icon("steaming-bowl", 6, -1.5, 20), TRAY, Icon("palm-up-hand", 5, 13.5, 21)),
    "street-sweeping": (ROAD, Icon("broom", -1, -1, 29), Icon("fallen-leaf", 16, 13, 14)),
    "building-cleaning": (
        Icon("window", 0, -1, 25),
        Icon("sparkles", 0, 1, 11),
        Icon("bucket", 13, 13, 19),
        Icon("bubbles", 14, 8, 13),
    ),
    "guard": (Icon("police-officer", 2, -2, 28), BARRIER),
    "shop-assistant": (
        STALL,
        Icon("woman", 9, 8, 16),
        COUNTER,
        Icon("red-apple", 3, 16, 8),
        Icon("bread", 20, 15.5, 9),
    ),
    "flyers": (LEAFLETS, Icon("palm-up-hand", 3, 12, 22)),
    "repair": (Icon("television", -1, -2, 24), Icon("hammer-and-wrench", 11, 11, 21)),
    "other": (Icon("hammer", 0, 0, 15), Icon("tractor", 16, 0, 15), Icon("package", 0, 16, 15), ELLIPSIS),
}


def sign(glyph: str, *, ground: str) -> str:
    """A bold white glyph on a coloured ground: readable on light and dark screens alike."""
    return rect(0.5, 0.5, 31, 31, ground, round_by=7) + glyph


SIGN_BLUE, SIGN_GREEN = "#0a5a9c", "#1d6b34"
WHITE_HOUSE = shape("M16 4.5 28.5 15.5H25V27H18.8V19H13.2V27H7V15.5H3.5Z", WHITE)
ARROW_RIGHT = shape("M17 6 27 16 17 26V20H5V12H17Z", WHITE)
ARROW_LEFT = shape("M15 6 5 16 15 26V20H27V12H15Z", WHITE)
ARROW_BACK = stroke("M8 12.5H18.5A6.2 6.2 0 0 1 18.5 25H11", WHITE, width=4) + shape("M13.5 4.5V20.5L4 12.5Z", WHITE)
DAY_SHEET = (
    rect(2, 5, 28, 25, PALE, round_by=3)
    + shape("M2 8A3 3 0 0 1 5 5H27A3 3 0 0 1 30 8V12H2Z", RED)
    + rect(8, 2, 3, 6, DARK_GREY, round_by=1.5)
    + rect(21, 2, 3, 6, DARK_GREY, round_by=1.5)
)
DAYS = "".join(
    rect(5.5 + 5.6 * column, 14.5 + 5 * row, 4, 3.4, BLUE if (row, column) == (1, 2) else GREY, round_by=0.8)
    for row in range(3)
    for column in range(4)
)
NEAR_RINGS = (
    '<ellipse cx="16" cy="25" rx="15" ry="6" fill="#cdeccf"/>'
    '<ellipse cx="16" cy="25" rx="9.5" ry="3.8" fill="#86d1a0"/>'
)
SMALL_PIN = shape("M16 26C11 18.6 8.5 15 8.5 10.5A7.5 7.5 0 0 1 23.5 10.5C23.5 15 21 18.6 16 26Z", RED) + disc(
    16, 10.5, 3, WHITE
)
PLACE_PIN = (
    f'<ellipse cx="16" cy="29.4" rx="8.5" ry="2.4" fill="{GREY}"/>'
    f'<g transform="translate(-4 -3.2) scale(1.25)">{SMALL_PIN}</g>'
)
PHOTO_PHONE = (
    rect(2, 1, 18, 30, NAVY, round_by=3)
    + rect(4, 4, 14, 22.5, PALE_BLUE, round_by=1)
    + disc(11, 28.6, 1.2, WHITE)
    + rect(12, 17, 19.5, 13.5, NAVY, round_by=3)
    + rect(17, 14.6, 9.5, 5, NAVY, round_by=2)
    + rect(13.2, 18.2, 17.1, 11.1, WHITE, round_by=2)
    + rect(18.2, 15.8, 7.1, 4, WHITE, round_by=1)
    + disc(21.75, 23.6, 4.4, DEEP_BLUE)
    + disc(21.75, 23.6, 2.2, PALE_BLUE)
)
QR_MARKS = "".join(
    rect(x, y, 6, 6, NAVY) + rect(x + 1.3, y + 1.3, 3.4, 3.4, WHITE) + rect(x + 2.1, y + 2.1, 1.8, 1.8, NAVY)
    for x, y in ((8, 14), (18, 14), (8, 22.5))
)
QR_MARKS += "".join(
    rect(x, y, 1.9, 1.9, NAVY)
    for x, y in ((15, 15), (15, 19), (18, 22.5), (22, 22.5), (20, 24.6), (15, 24), (18, 26.6), (22, 26.6))
)
SLIP = (
    shape("M4 1H28V31L25 29.2 22 31 19 29.2 16 31 13 29.2 10 31 7 29.2 4 31Z", "#fffdf6")
    + stroke("M4 1H28V31L25 29.2 22 31 19 29.2 16 31 13 29.2 10 31 7 29.2 4 31Z", GREY, width=0.8)
    + rect(7.5, 4, 17, 2.6, DARK_GREY, round_by=0.6)
    + rect(7.5, 8.6, 11, 2.2, GREY, round_by=0.6)
    + QR_MARKS
)
GIVE_BACK = (
    shape("M3 3H20V22L17.9 20.6 15.8 22 13.7 20.6 11.5 22 9.4 20.6 7.2 22 5.1 20.6 3 22Z", "#fffdf6")
    + stroke("M3 3H20V22L17.9 20.6 15.8 22 13.7 20.6 11.5 22 9.4 20.6 7.2 22 5.1 20.6 3 22Z", GREY, width=0.8)
    + rect(6, 6.5, 11, 2, DARK_GREY, round_by=0.6)
    + rect(6, 10.5, 11, 1.8, GREY, round_by=0.6)
    + rect(6, 14, 7, 1.8, GREY, round_by=0.6)
    + stroke("M28 9V18A7 7 0 0 1 21 25H17", ORANGE, width=4)
    + shape("M18.5 18V32L8.5 25Z", ORANGE)
)
BALLOON_LEFT = shape("M4 1H18A3 3 0 0 1 21 4V15A3 3 0 0 1 18 18H10L5 22.5V18H4A3 3 0 0 1 1 15V4A3 3 0 0 1 4 1Z", RED)
BALLOON_RIGHT = shape(
    "M16 11H28A3 3 0 0 1 31 14V24A3 3 0 0 1 28 27H27V31L22 27H16A3 3 0 0 1 13 24V14A3 3 0 0 1 16 11Z",
    SIGN_BLUE,
)
WEN = stroke("M11 3.5V5.5M4.5 6.5H17.5M14.5 7C13.5 11 10 14 5.5 15.5M7.5 7C8.5 11 12 14 16.5 15.5", WHITE, width=1.8)
LETTER_A = stroke("M18 24 22 14 26 24M19.4 20.8H24.6", WHITE, width=2)
STATION_HOUSE = (
    shape("M1 13 16 3.5 31 13V15.5H1Z", RED)
    + rect(3, 15, 26, 15, "#fbe3bd")
    + rect(12.5, 19, 7, 11, BROWN, round_by=0.6)
    + rect(5.5, 18.5, 5, 5, BLUE, round_by=0.6)
    + rect(21.5, 18.5, 5, 5, BLUE, round_by=0.6)
    + rect(8, 9.2, 16, 4.4, YELLOW, round_by=0.8)
    + rect(1, 29, 30, 2.4, GREY, round_by=0.8)
)
TICK = stroke("M7 16.5 13.5 23 25.5 9.5", WHITE, width=4.6)
HORN = shape("M4.5 12.5H9.5L17 6V26L9.5 19.5H4.5Z", WHITE)
WAVES = stroke("M20.5 12C22.6 14 22.6 18 20.5 20M23.8 8.5C28 12.5 28 19.5 23.8 23.5", WHITE, width=2.4)
SILENCED = stroke("M21 12 28 20M28 12 21 20", WHITE, width=3)
LINE_UP = stroke("M6 29H26", GREY, width=1.6) + shape("M25 25.8 31 29 25 32Z", GREY)

PLUS = stroke("M25 19.5V30.5M19.5 25H30.5", "#1d6b34", width=4)
CROSS = stroke("M20 20 30 30M30 20 20 30", "#c4232b", width=4)
SCREEN = rect(1, 4, 30, 20, SHADE, round_by=2.5) + rect(3.5, 6.5, 25, 15, PALE_BLUE, round_by=1)
SCREEN_FOOT = rect(13.5, 24, 5, 3.5, SHADE) + rect(8.5, 27, 15, 2.6, SHADE, round_by=1.3)
PULSE = stroke("M6 14.5H11L13.5 9.5 17.5 19 20 14.5H26", "#c4232b", width=2)
WIDE_ARROW = stroke("M7 14H25M10.5 10.5 7 14 10.5 17.5M21.5 10.5 25 14 21.5 17.5", DEEP_BLUE, width=2.2)
FRESH_ARROW = stroke("M16 19V9M11.5 13.2 16 8.8 20.5 13.2", "#1d6b34", width=2.6)
STICK = (
    rect(11, 1.5, 10, 8, GREY, round_by=1)
    + rect(13, 3.8, 2, 2.6, SHADE)
    + rect(17, 3.8, 2, 2.6, SHADE)
    + rect(8, 9, 16, 21.5, DEEP_BLUE, round_by=3)
    + stroke("M16 14V24M11.8 20.2 16 24.6 20.2 20.2", WHITE, width=2.6)
)
LETTER_I = disc(16, 8.6, 2.5, WHITE) + rect(13.8, 13.4, 4.4, 13, WHITE, round_by=2.2)
DESK_PICTURES: dict[str, Recipe] = {
    "desk-machine": (SCREEN, SCREEN_FOOT, PULSE),
    "desk-machine-panel": (SCREEN, SCREEN_FOOT, WIDE_ARROW),
    "desk-machine-backup": (STICK,),
    "desk-machine-update": (SCREEN, SCREEN_FOOT, FRESH_ARROW),
    "desk-machine-about": (sign(LETTER_I, ground=SIGN_BLUE),),
    "desk-today": (Icon("tear-off-calendar"),),
    "desk-register": (Icon("bust-in-silhouette", 0, 0, 29), PLUS),
    "desk-search": (Icon("busts-in-silhouette", 0, 0, 26), Icon("magnifying-glass-tilted-left", 14, 13, 19)),
    "desk-arrivals": (Icon("ticket", 0, 2, 28), Icon("person-walking-facing-right", 15, 10, 21)),
    "desk-postings": (Icon("clipboard"),),
    "desk-new-posting": (Icon("clipboard", 0, 0, 29), PLUS),
    "desk-dispatch": (Icon("person-walking-facing-right", -2, 4, 27), Icon("memo", 16, -1, 17)),
    "desk-outcomes": (Icon("check-mark-button"),),
    "desk-complaints": (Icon("speech-balloon", 0, 3, 29), Icon("warning", 15, -1, 17)),
    "desk-more": (Icon("card-index-dividers"),),
    "desk-lock": (Icon("locked"),),
    "desk-employers": (Icon("factory"),),
    "desk-classes": (Icon("graduation-cap"),),
    "desk-notices": (Icon("megaphone"),),
    "desk-reports": (Icon("bar-chart"),),
    "desk-exchange": (Icon("inbox-tray", 0, 0, 22), Icon("outbox-tray", 11, 11, 21)),
    "desk-log": (Icon("scroll"),),
    "desk-county": (
        shape("M10 3 18 12H13V26H7V12H2Z", GREEN),
        shape("M22 29 14 20H19V6H25V20H30Z", DEEP_BLUE),
    ),
    "desk-staff": (Icon("busts-in-silhouette", 0, 0, 27), Icon("key", 15, 14, 18)),
    "desk-print": (Icon("printer"),),
    "desk-card": (Icon("identification-card"),),
    "desk-call": (Icon("bell"),),
    "desk-record": (Icon("microphone"),),
    "desk-play": (Icon("play-button"),),
    "desk-stop": (Icon("stop-button"),),
    "desk-delete": (Icon("wastebasket"),),
    "complaint-unpaid-wages": (Icon("yen-banknote", 0, 0, 30), CROSS),
    "complaint-injury": (Icon("face-with-head-bandage"),),
    "complaint-false-posting": (Icon("clipboard", 0, 0, 30), CROSS),
    "complaint-fee-asked": (Icon("yen-banknote", 7, -2, 21), Icon("palm-up-hand", 0, 8, 26)),
    "complaint-other": (Icon("speech-balloon"),),
    "sign-in": (Icon("ticket", 0, 2, 28), Icon("waving-hand", 15, 13, 18)),
    "three-pictures": (Icon("red-apple", 0, 0, 16), Icon("sun", 16, 0, 16), Icon("umbrella", 8, 16, 16)),
    "waiting": (Icon("hourglass-done"),),
}
SIGN_IN_PICTURES: dict[str, Recipe] = {
    **{
        f"sign-{name}": (Icon(icon),)
        for name, icon in (
            ("apple", "red-apple"), ("fish", "fish"), ("umbrella", "umbrella"), ("bicycle", "bicycle"),
            ("teapot", "teapot"), ("flower", "sunflower"), ("sun", "sun-with-face"), ("key", "key"),
            ("hat", "womans-hat"), ("house", "house"), ("lantern", "red-paper-lantern"), ("watermelon", "watermelon"),
        )
    },
    **{
        f"zodiac-{name}": (Icon(icon),)
        for name, icon in (
            ("rat", "mouse-face"), ("ox", "cow-face"), ("tiger", "tiger-face"), ("rabbit", "rabbit-face"),
            ("dragon", "dragon-face"), ("snake", "snake"), ("horse", "horse-face"), ("goat", "ewe"),
            ("monkey", "monkey-face"), ("rooster", "rooster"), ("dog", "dog-face"), ("pig", "pig-face"),
        )
    },
}  # fmt: skip


def somebody(x: float, y: float, size: float, shirt: str) -> str:
    """Head and shoulders in a square of `size`, plain enough to be counted at a glance."""
    head, hair = disc(x + size / 2, y + size * 0.32, size * 0.25, YELLOW), size * 0.25
    cap = shape(f"M{x + size / 2 - hair:g} {y + size * 0.32:g}a{hair:g} {hair:g} 0 0 1 {2 * hair:g} 0Z", BROWN)
    bend = size * 0.3
    body = shape(
        f"M{x + size * 0.06:g} {y + size:g}v{-size * 0.1:g}a{bend:g} {bend:g} 0 0 1 {bend:g} {-bend:g}"
        f"h{size * 0.28:g}a{bend:g} {bend:g} 0 0 1 {bend:g} {bend:g}v{size * 0.1:g}Z",
        shirt,
    )
    return body + head + cap


def party(*rows: int) -> tuple[str, ...]:
    """So many people in each row, one row above the other, as large as there is room."""
    size = min(32 / max(rows), 32 / len(rows), 28)
    top = (32 - size * len(rows)) / 2
    shirts = (DEEP_BLUE, ORANGE)
    return tuple(
        somebody((32 - size * count) / 2 + place * size, top + row * size, size * 0.94, shirts[(row + place) % 2])
        for row, count in enumerate(rows)
        for place in range(count)
    )


PARTIES: dict[str, Recipe] = {
    "people-1": party(1),
    "people-2": party(2),
    "people-3": party(1, 2),
    "people-4": party(2, 2),
    "people-5": party(2, 3),
    "people-6": party(3, 3),
}

SCREEN_PICTURES: dict[str, Recipe] = {
    "home": (sign(WHITE_HOUSE, ground=SIGN_GREEN),),
    "back": (sign(ARROW_BACK, ground=SIGN_BLUE),),
    "previous": (sign(ARROW_LEFT, ground=SIGN_BLUE),),
    "next": (sign(ARROW_RIGHT, ground=SIGN_BLUE),),
    "check": (sign(TICK, ground=SIGN_GREEN),),
    "today": (DAY_SHEET, Icon("sun", 6.5, 11.5, 19)),
    "calendar": (DAY_SHEET, DAYS),
    "older": (Icon("older-person", -2, -1, 27), Icon("thumbs-up", 15, 13, 18)),
    "near": (NEAR_RINGS, SMALL_PIN),
    "place": (PLACE_PIN,),
    "trades": (
        Icon("hammer", 0, 0, 15),
        Icon("seedling", 16, 0, 15),
        Icon("broom", 0, 16, 15),
        Icon("cooking", 16, 16, 15),
    ),
    "speaker": (sign(HORN + WAVES, ground=SIGN_BLUE),),
    "speaker-off": (sign(HORN + SILENCED, ground=DARK_GREY),),
    "staff": (Icon("man-raising-hand", -2, -1, 28), Icon("bellhop-bell", 16, 15, 17)),
    "go-to-staff": (
        Icon("person-walking-facing-right", -4, 0, 23),
        Icon("man-raising-hand", 15, 0, 17),
        Icon("bellhop-bell", 21, 11, 11),
        stroke("M6 27H25M21 23.6 25 27 21 30.4", GREEN, width=2.4),
    ),
    "pay": (Icon("yen-banknote"),),
    "clock": (Icon("eight-oclock"),),
    "phone": (Icon("telephone-receiver"),),
    "people": (Icon("man", -1, 3, 17), Icon("woman", 16, 3, 17), Icon("person", 7, 12, 18)),
    **PARTIES,
    "desk-wishes": (
        somebody(0, 9, 22, DEEP_BLUE),
        rect(15, 1, 16, 11, ORANGE, round_by=3),
        shape("M18 11 17 17 23 11Z", ORANGE),
        *(disc(19 + 4 * place, 6.5, 1.3, WHITE) for place in range(3)),
    ),
    "meals": (Icon("cooked-rice", -1, 4, 28), Icon("chopsticks", 12, -1, 20)),
    "lodging": (Icon("bed", 0, 3, 32), Icon("crescent-moon", 19, -1, 13)),
    "transport": (Icon("minibus", 0, 0, 32),),
    "tools": (Icon("toolbox", 0, 4, 28), Icon("wrench", 14, -1, 18)),
    "paper": (SLIP,),
    "warning": (Icon("warning"),),
    "hand": (sign("", ground=SIGN_GREEN), Icon("raised-hand", 4, 3.5, 24)),
    "language": (BALLOON_LEFT, WEN, BALLOON_RIGHT, LETTER_A),
    "sun": (Icon("sun"),),
    "moon": (Icon("crescent-moon"),),
    "search": (Icon("magnifying-glass-tilted-left"),),
    "empty": (Icon("basket"),),
    "strength-light": (Icon("feather"),),
    "strength-medium": (Icon("flexed-biceps"),),
    "strength-heavy": (Icon("man-lifting-weights"),),
    "age": (Icon("boy", -1, 10, 15), Icon("man", 9, 6, 15), Icon("old-man", 17, 0, 17), LINE_UP),
    "note": (Icon("memo"),),
    "station": (STATION_HOUSE,),
    "give-back": (GIVE_BACK,),
    "photo": (PHOTO_PHONE,),
    **DESK_PICTURES,
    **SIGN_IN_PICTURES,
}
