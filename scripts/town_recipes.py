"""What the signs of towns and the pictures of choosing are made of, like those of `picture_recipes`."""

from __future__ import annotations

from picture_recipes import (
    BLUE,
    DARK_GREY,
    DEEP_BLUE,
    GREEN,
    GREY,
    LIGHT_GREY,
    RED,
    SAND,
    SIGN_BLUE,
    SIGN_GREEN,
    SOIL,
    TICK,
    WHITE,
    Icon,
    Recipe,
    disc,
    rect,
    shape,
    sign,
    stroke,
)

ROUND = disc(16, 16, 15.6, "#2f7d4f") + disc(16, 16, 14.2, "#e3f1da")
"""Every town's sign is round: a seal, and no building or tree that stands for something else."""
BRIDGE = (
    stroke("M4.5 25.5C8 23.5 10 27 13.5 25.5 17 23.5 19 27 22.5 25.5 25 24.4 26.6 25 27.5 25.5", BLUE, width=2.2)
    + shape("M3 21C6 13.4 11 10 16 10S26 13.4 29 21H23.5A7.5 6.4 0 0 0 8.5 21Z", DARK_GREY)
    + stroke("M5.5 15.4C8.5 9.6 12 7.4 16 7.4S23.5 9.6 26.5 15.4", SOIL, width=1.8)
)
RIVER = (
    shape("M14 4H20C17 9 25 11 22 16.5 19.6 21 12 21 15 28H6.5C4.5 19.5 14 19 15.5 15.5 17 12 10.5 9.5 14 4Z", BLUE)
    + disc(7.4, 12.6, 3, GREEN)
    + disc(25, 23, 3, GREEN)
)
GATE = (
    shape("M3.5 12 8 7.5H24L28.5 12V13.6H3.5Z", DARK_GREY)
    + rect(7, 13.6, 18, 3.2, RED)
    + shape("M4.5 16.8H27.5V27H20.6V23.5A4.6 4.6 0 0 0 11.4 23.5V27H4.5Z", SOIL)
)
PAGODA = "".join(
    shape(f"M{16 - half} {top}H{16 + half}L{13.8 + half} {top - 3.2}H{18.2 - half}Z", RED)
    + rect(16 - half + 3, top, 2 * half - 6, 3, SAND)
    for half, top in ((6.4, 10), (8.2, 16.2), (10, 22.4))
) + rect(15.1, 2.8, 1.8, 4.4, DARK_GREY)
CARDS = (
    rect(1, 7, 12, 16, LIGHT_GREY, round_by=2)
    + rect(19, 7, 12, 16, LIGHT_GREY, round_by=2)
    + rect(9, 3, 14, 19, SIGN_GREEN, round_by=2.4)
    + f'<g transform="translate(9.4 5) scale(.42)">{TICK}</g>'
)
CARDS_OFF = CARDS.replace(SIGN_GREEN, GREY).replace(f'<g transform="translate(9.4 5) scale(.42)">{TICK}</g>', "")
CROSS_OUT = disc(23, 23, 8.6, "#c4232b") + stroke("M19.4 19.4 26.6 26.6M26.6 19.4 19.4 26.6", WHITE, width=2.8)
LINES = "".join(
    rect(5, 5.5 + 8 * row, 6, 6, WHITE, round_by=1.2) + rect(13, 6.9 + 8 * row, 14, 3.2, WHITE, round_by=1)
    for row in range(3)
)

TOWN_PICTURES: dict[str, Recipe] = {
    "town-bridge": (ROUND, BRIDGE),
    "town-river": (ROUND, RIVER),
    "town-lake": (ROUND, stroke("M6 25.6H26", DEEP_BLUE, width=2.4), Icon("sailboat", 6, 4.5, 20)),
    "town-tree": (ROUND, Icon("evergreen-tree", 5, 4.5, 22)),
    "town-tea": (ROUND, Icon("teacup-without-handle", 6, 6, 20)),
    "town-hill": (ROUND, Icon("mountain", 4.5, 4, 23)),
    "town-gate": (ROUND, GATE),
    "town-market": (ROUND, Icon("shopping-bags", 6, 5.5, 20)),
    "town-field": (ROUND, Icon("sheaf-of-rice", 5.5, 5, 21)),
    "town-pagoda": (ROUND, PAGODA),
    "choose": (CARDS, Icon("backhand-index-pointing-up", 11, 14, 18, -12)),
    "choose-off": (CARDS_OFF, CROSS_OUT),
    "list": (sign(LINES, ground=SIGN_BLUE),),
}
