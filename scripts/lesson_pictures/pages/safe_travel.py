"""The way to work."""

from __future__ import annotations

from dataclasses import replace

from scripts.lesson_pictures.people import (
    FARMER,
    GIVE,
    MAN,
    OLD_MAN,
    OLD_WOMAN,
    SIDE,
    SIT,
    WALK,
    WOMAN,
    WORKER,
    Hat,
    Mood,
    Person,
    figure,
    head,
)
from scripts.lesson_pictures.places import (
    BIKE,
    HOUSE,
    MINIBUS,
    MINIBUS_WHEELS,
    ROAD,
    SPARKS,
    TRUCK,
    TRUCK_SIDE,
)
from scripts.lesson_pictures.shapes import (
    BLUE,
    DEEP_RED,
    GREY,
    INK,
    LIGHT_GREY,
    PALE_BLUE,
    SKY,
    at,
    rect,
    rod,
    shape,
    stroke,
)
from scripts.lesson_pictures.signs import (
    bubble,
    right_and_wrong,
    scene,
)
from scripts.lesson_pictures.things import (
    MOON,
    PIN,
    SUN,
    phone_number,
)

RIDING = replace(
    SIT,
    near_arm=((8, -32), (17, -33)),
    far_arm=((9, -33), (18, -34)),
    near_leg=((13, -17), (9, -5)),
    far_leg=((12, -18), (8, -6)),
)


def rider(person: Person, x: float, y: float, *, scale: float = 1, mood: Mood = Mood.GLAD) -> str:
    """Return somebody on an electric bike."""
    return at(x, y, figure(person, RIDING, -14, -8, mood=mood), BIKE, scale=scale)


def heads(people: tuple[Person, ...], begin: float, step: float, y: float, *, scale: float) -> str:
    return "".join(at(begin + step * place, y, head(person), scale=scale) for place, person in enumerate(people))


PASSENGERS = (OLD_MAN, WOMAN, FARMER)
CROWD = (OLD_MAN, WOMAN, FARMER, MAN, OLD_WOMAN, WORKER)
VAN_WINDOWS = "".join(rect(x, -32, 17, 14, PALE_BLUE, round_by=2, line=1.2) for x in (-35, -15, 5))

PAGES = {
    "cover": scene(ROAD, at(26, 26, SUN), rider(WORKER, 82, 100, scale=1.25), sky=SKY, ground=""),
    "1": right_and_wrong(
        at(38, 98, MINIBUS, VAN_WINDOWS, heads(PASSENGERS, -26.5, 20, -23, scale=0.5), MINIBUS_WHEELS, scale=0.93)
        + rod("M21 38V56H34", BLUE, width=4)
        + figure(
            OLD_MAN,
            SIT,
            29,
            58,
            scale=0.62,
            over=stroke("M-8 -44 4 -20", INK, width=5) + stroke("M-8 -44 4 -20", LIGHT_GREY, width=2.4),
        ),
        at(36, 98, TRUCK, scale=0.84)
        + figure(FARMER, SIT, 14, 80, scale=0.5, mood=Mood.WORRIED)
        + figure(WOMAN, SIT, 28, 80, scale=0.5, mood=Mood.WORRIED)
        + at(36, 98, TRUCK_SIDE, scale=0.84),
        ground="#8d8791",
    ),
    "2": right_and_wrong(
        at(38, 98, MINIBUS, VAN_WINDOWS, heads(PASSENGERS, -26.5, 20, -24, scale=0.5), MINIBUS_WHEELS, scale=0.93),
        at(
            38,
            98,
            MINIBUS,
            rect(-36, -33, 58, 16, PALE_BLUE, round_by=2, line=1.2),
            heads(CROWD, -31, 9.4, -23, scale=0.52),
            heads(CROWD[:4], -22, 13, -38, scale=0.52),
            MINIBUS_WHEELS,
            scale=0.93,
        ),
        ground="#8d8791",
    ),
    "3": right_and_wrong(
        rider(WORKER, 36, 102, scale=1.05), rider(MAN, 36, 102, scale=1.05, mood=Mood.WORRIED), ground="#8d8791"
    ),
    "4": scene(
        rect(0, 84, 160, 18, "#56606f", round_by=0, line=0),
        ROAD,
        at(28, 24, MOON),
        shape("M88 62 158 44V98Z", "#fff6b0", line=0),
        figure(
            replace(WORKER, coat="#a5f02a", hat=Hat.NONE),
            replace(WALK, near_arm=((8, -42), (17, -40))),
            64,
            94,
            held=rod("M15 -40H24", GREY, width=3.4),
        ),
        sky="#3f4a6e",
        ground="",
    ),
    "5": scene(
        figure(FARMER, GIVE, 26, 106, mood=Mood.TALKING),
        figure(MAN, SIDE, 134, 106, mirrored=True),
        bubble(
            80,
            28,
            84,
            40,
            at(-24, 10, MINIBUS, VAN_WINDOWS, MINIBUS_WHEELS, scale=0.4),
            at(4, 10, PIN, scale=0.8),
            at(27, 11, HOUSE, scale=0.5),
        ),
        sky=SKY,
    ),
    "6": scene(
        ROAD,
        at(24, 100, phone_number("122"), scale=1.1),
        at(64, 100, phone_number("120"), scale=1.1),
        at(122, 96, BIKE, scale=0.8, turn=-62),
        at(140, 60, SPARKS, scale=0.9),
        stroke("M94 52V40H106M156 52V40H144M94 98V110H106M156 98V110H144", DEEP_RED, width=3),
        sky="#ffe9d8",
        ground="",
    ),
}
