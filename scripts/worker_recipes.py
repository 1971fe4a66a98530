"""What the pictures of a visitor's own choices are made of: settings, help, voice, lessons, filters.

They stand beside those of `picture_recipes.py`, on the same canvas and in the same colours.
"""

from __future__ import annotations

from picture_recipes import (
    BLUE,
    BROWN,
    DEEP_BLUE,
    GREEN,
    GREY,
    HORN,
    LIGHT_GREY,
    NAVY,
    ORANGE,
    PALE_BLUE,
    RED,
    SAND,
    SHADE,
    SIGN_BLUE,
    SIGN_GREEN,
    TAN,
    WAVES,
    WHITE,
    YELLOW,
    Icon,
    Recipe,
    disc,
    rect,
    shape,
    sign,
    stroke,
    turned,
)

CREAM, DEEP_RED, SKIN = "#ffdf9e", "#c4232b", "#fdbb11"


def moved(part: str, *, x: float, y: float, scale: float) -> str:
    return f'<g transform="translate({x:g} {y:g}) scale({scale:g})">{part}</g>'


def badge(glyph: str, *, ground: str, x: float = 25, y: float = 25) -> str:
    """Return a small round sign about `x`, `y` that says what the large one does: more or less."""
    return disc(x, y, 6.8, WHITE) + disc(x, y, 5.8, ground) + glyph


MORE = badge(stroke("M25 21.8V28.2M21.8 25H28.2", WHITE, width=2.4), ground=SIGN_GREEN)
LESS = badge(stroke("M21.8 25H28.2", WHITE, width=2.4), ground=DEEP_RED)
CHARACTER = "M16 3.5V6M5.5 11V7.5H26.5V11M10 12.5H22L16 16.5V26C16 28 14.5 28.6 12 28M5 19.5H27"
"""The strokes of 字: writing."""
SMALL_HORN = shape("M8 13.5H11.5L17 9V23L11.5 18.5H8Z", WHITE)
LOUD_WAVES = stroke(
    "M16.6 12.2C18.4 14 18.4 18 16.6 19.8M19.6 8.8C23.6 12 23.6 17 21 18.6M22.6 5.2C27.4 8.6 28.6 13 28 16",
    WHITE,
    width=2.2,
)
LOUD_HORN = shape("M2.5 12.5H6.8L13.5 6.5V25.5L6.8 19.5H2.5Z", WHITE)
SOFT_WAVE = stroke("M20.5 13.5C22 15 22 17 20.5 18.5", WHITE, width=2.2)
EYE = (
    shape("M2.5 9.5C5.5 4.8 8 3.4 10.8 3.4S16 4.8 19 9.5C16 14.2 13.5 15.6 10.8 15.6S5.5 14.2 2.5 9.5Z", WHITE)
    + disc(10.8, 9.5, 4, BLUE)
    + disc(10.8, 9.5, 2, NAVY)
)
SLIDERS = "".join(
    stroke(f"M4.5 {y}H27.5", PALE_BLUE, width=2.2) + disc(x, y, 3, colour)
    for x, y, colour in ((20, 20.4, YELLOW), (10, 27, ORANGE))
)
QUESTION = stroke("M7.5 10.5C7.5 1.8 21.5 1.8 21.5 10.3 21.5 15.5 14.5 15.2 14.5 20.5", WHITE, width=4.6) + disc(
    14.5, 27, 2.9, WHITE
)
PAUSE_BARS = rect(7.5, 6.5, 6, 19, WHITE, round_by=1.6) + rect(18.5, 6.5, 6, 19, WHITE, round_by=1.6)
GO_ON = shape(
    "M9.5 6.6C9.5 5.4 10.8 4.7 11.8 5.3L26.2 14.7C27.1 15.3 27.1 16.7 26.2 17.3L11.8 26.7C10.8 27.3 9.5 26.6 9.5 25.4Z",
    WHITE,
)
SPEED_LINES = stroke("M3.5 10H9M3 15.5H6.5M3.5 21H7.5", WHITE, width=2)
HARE_GROUND = rect(0.5, 0.5, 31, 31, "#8fce5f", round_by=7)
TORTOISE_GROUND = rect(0.5, 0.5, 31, 31, CREAM, round_by=7) + rect(3, 26.4, 26, 2, TAN, round_by=1)
HALF_DARK = disc(12, 12, 11.5, LIGHT_GREY) + disc(12, 12, 10.3, WHITE) + shape("M12 1.7A10.3 10.3 0 0 1 12 22.3Z", NAVY)
LOW_PANEL = (
    rect(22.5, 10, 9, 21, SHADE, round_by=1.5)
    + rect(24, 11.5, 6, 5, LIGHT_GREY, round_by=0.6)
    + rect(24, 17.5, 6, 9, YELLOW, round_by=0.8)
)
LOW_REACH_ARM = stroke("M10.6 12 15.5 16 24.6 17.6", SKIN, width=2.2)
DOWN_ARROW = shape("M25.4 0.8H28.6V4.4H31L27 9 23 4.4H25.4Z", DEEP_BLUE)
READ_SCREEN = (
    rect(0.5, 2, 22, 28, SHADE, round_by=2.5)
    + rect(2.5, 4.2, 18, 23.6, WHITE, round_by=1)
    + rect(4.4, 6.4, 14.2, 3.6, YELLOW, round_by=0.8)
    + "".join(rect(4.4, y, width, 2, GREY, round_by=0.8) for y, width in ((12, 14.2), (16, 11), (20, 14.2), (24, 9)))
)
READING_HORN = moved(sign(HORN + WAVES, ground=SIGN_BLUE), x=13, y=12, scale=0.6)
CARD = rect(1, 1, 19, 17, WHITE, round_by=2) + (
    f'<rect x="1" y="1" width="19" height="17" rx="2" fill="none" stroke="{DEEP_BLUE}" stroke-width="1.8"/>'
)
HILLS = shape("M0.5 31V26C6 20.5 12 20.5 17 25 21 21.5 27 21.5 31.5 25V31Z", GREEN) + shape(
    "M0.5 31V28.5C10 25.5 22 26 31.5 29V31Z", "#86d72f"
)
RISE = stroke("M8.5 26.5C13 30.5 18 30.5 22 27", DEEP_BLUE, width=2.2) + shape(
    "M25.8 22.8 24.8 30.6 19.4 25.4Z", DEEP_BLUE
)
BOARD = (
    rect(1, 3, 30, 23, BROWN, round_by=2)
    + rect(3, 5, 26, 19, SAND, round_by=1)
    + rect(5, 25, 2.6, 6.5, BROWN, round_by=0.8)
    + rect(24.4, 25, 2.6, 6.5, BROWN, round_by=0.8)
    + turned(
        rect(5, 7.4, 9, 12, WHITE, round_by=0.6)
        + "".join(rect(6.5, y, 6, 1.2, GREY, round_by=0.4) for y in (11, 13.4, 15.8)),
        degrees=-4,
        x=9,
        y=12,
    )
    + rect(17, 7, 9.6, 6.6, "#ffe08a", round_by=0.6)
    + rect(18.6, 9.8, 6.4, 1.3, TAN, round_by=0.4)
    + turned(
        rect(17.6, 15.4, 8.4, 7, PALE_BLUE, round_by=0.6) + rect(19, 18.4, 5.6, 1.3, DEEP_BLUE, round_by=0.4),
        degrees=5,
        x=22,
        y=19,
    )
    + disc(9, 7.6, 1.5, RED)
    + disc(21.8, 7.4, 1.5, RED)
    + disc(22, 15.8, 1.5, RED)
)
MAP_RIVER = (
    "M1 12.5C6 11 8 15 11 15.5S17 13 21 17 27 20.5 31 19V23C26 24.5 23 22 20 20.5 15 18.5 13 20 10 19.5S5 15.5 1 17Z"
)
MAP = (
    shape("M1 6 11 3V26L1 29Z", "#a9e0a0")
    + shape("M11 3 21 6.5V29.5L11 26Z", "#c9efbf")
    + shape("M21 6.5 31 3.5V26.5L21 29.5Z", "#a9e0a0")
    + shape(MAP_RIVER, BLUE)
    + stroke("M6.5 27C8 22 14 14 14.5 4.6", WHITE, width=1.3)
    + stroke("M11 3V26M21 6.5V29.5", "#7fbf74", width=0.7)
)
MAP_PINS = "".join(
    moved(
        shape("M0 0C-5 -7.4 -7.5 -11 -7.5 -15.5A7.5 7.5 0 0 1 7.5 -15.5C7.5 -11 5 -7.4 0 0Z", RED)
        + disc(0, -15.5, 3, WHITE),
        x=x,
        y=y,
        scale=scale,
    )
    for x, y, scale in ((7, 12.5, 0.4), (24.5, 17, 0.7))
)
PALE_RING = disc(16, 16, 15.5, "#cfe8fb")
VOICE_WAVES = stroke(
    "M6.2 8.5C3.6 12 3.6 17 6.2 20.5M25.8 8.5C28.4 12 28.4 17 25.8 20.5"
    "M2.6 5.5C-1 11 -1 18 2.6 23.5M29.4 5.5C33 11 33 18 29.4 23.5",
    RED,
    width=1.9,
)
STUDIO_MICROPHONE = (
    rect(10.5, 1, 11, 18, SHADE, round_by=5.5)
    + rect(10.5, 6, 11, 1.8, LIGHT_GREY)
    + rect(10.5, 10, 11, 1.8, LIGHT_GREY)
    + stroke("M7.5 13.5V14.5A8.5 8.5 0 0 0 24.5 14.5V13.5M16 23V28.5M10.5 29.6H21.5", GREY, width=2.4)
)
RECORD_DISC = disc(16, 16, 15.5, WHITE) + disc(16, 16, 14.6, "#c8102e")
MICROPHONE_ON_DISC = rect(12.2, 5.8, 7.6, 12.4, WHITE, round_by=3.8) + stroke(
    "M9.2 14.4V15A6.8 6.8 0 0 0 22.8 15V14.4M16 21.8V25.4M12 26H20", WHITE, width=2.2
)
SPOKEN = stroke("M23.6 12.6C25.4 14.8 25.4 18 23.6 20.2M27 9.6C30.2 13.6 30.2 19.2 27 23.2", RED, width=2.4)
CHECK_ON_SHIELD = stroke("M18.6 21.4 21.6 24.4 27.4 17.6", WHITE, width=2.6)
SHIELD = shape("M23 10 31 12.6V20.5C31 26 27.4 29.4 23 31.5 18.6 29.4 15 26 15 20.5V12.6Z", WHITE) + shape(
    "M23 11.2 30 13.5V20.5C30 25.2 27 28.3 23 30.3 19 28.3 16 25.2 16 20.5V13.5Z", SIGN_GREEN
)

WORKER_PICTURES: dict[str, Recipe] = {
    "settings": (sign(EYE + SLIDERS, ground=SIGN_BLUE), Icon("ear", 18.5, 2.6, 12.5)),
    "help": (sign(QUESTION, ground=SIGN_GREEN), Icon("backhand-index-pointing-up", 16, 14, 17, -20)),
    "pause": (sign(PAUSE_BARS, ground=SIGN_BLUE),),
    "go-on": (sign(GO_ON, ground=SIGN_GREEN),),
    "larger": (sign(moved(stroke(CHARACTER, WHITE, width=3), x=1.4, y=1.6, scale=0.84), ground=SIGN_BLUE), MORE),
    "smaller": (sign(moved(stroke(CHARACTER, WHITE, width=3.4), x=5, y=4.4, scale=0.5), ground=SIGN_BLUE), LESS),
    "louder": (sign(LOUD_HORN + LOUD_WAVES, ground=SIGN_BLUE), MORE),
    "softer": (sign(SMALL_HORN + SOFT_WAVE, ground=SIGN_BLUE), LESS),
    "faster": (HARE_GROUND, SPEED_LINES, Icon("rabbit", 6, 4.5, 24, mirrored=True)),
    "slower": (TORTOISE_GROUND, Icon("turtle", 2, 0.4, 28, mirrored=True)),
    "colours": (HALF_DARK, Icon("artist-palette", 9, 8.5, 23)),
    "low-reach": (LOW_PANEL, DOWN_ARROW, Icon("person-in-manual-wheelchair-facing-right", -4, 3, 28), LOW_REACH_ARM),
    "read-screen": (READ_SCREEN, READING_HORN),
    "touch-listen": (
        CARD,
        Icon("red-apple", 4.5, 2, 12),
        Icon("backhand-index-pointing-up", 3, 10.5, 21, -12),
        Icon("ear", 19.5, 2, 12.5),
    ),
    "learn": (Icon("light-bulb", 8, -2, 16), Icon("open-book", 1.5, 6, 29)),
    "rights": (Icon("man", -2, 0, 24), SHIELD, CHECK_ON_SHIELD),
    "classes": (Icon("woman-teacher"),),
    "bulletin": (BOARD,),
    "map": (MAP, MAP_PINS),
    "today-sun": (Icon("sun", 5, -2, 22), HILLS),
    "tomorrow": (Icon("crescent-moon", -1, 2, 15), RISE, Icon("sun", 14, 0, 19)),
    "paid-same-day": (Icon("sun", -2, -2, 17), Icon("yen-banknote", 10, 1, 21), Icon("palm-up-hand", 2, 9.5, 25)),
    "women-toilet": (Icon("womens-room", -1, -1, 26), Icon("toilet", 14.5, 13, 19)),
    "men-toilet": (Icon("mens-room", -1, -1, 26), Icon("toilet", 14.5, 13, 19)),
    "alone": (PALE_RING, Icon("person-standing", 1.5, 1, 29)),
    "together": (
        PALE_RING,
        Icon("woman-standing", -7, 4, 26),
        Icon("man-standing", 13, 4, 26),
        Icon("person-standing", 1.5, 1, 29),
    ),
    "complaint-record": (RECORD_DISC, MICROPHONE_ON_DISC),
    "complaint-stop": (RECORD_DISC, rect(9.8, 9.8, 12.4, 12.4, WHITE, round_by=1.8)),
    "microphone": (VOICE_WAVES, STUDIO_MICROPHONE),
    "speak": (Icon("old-woman", -2, 2, 27), SPOKEN),
    "work-wish": (Icon("person-raising-hand", -2, 0, 27), Icon("hammer", 17, 14, 16)),
}
