"""The people of the lessons: who somebody is, how somebody stands, and how that is drawn."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from scripts.lesson_pictures.shapes import (
    BLUE,
    BROWN,
    DARK_GREY,
    DEEP_BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_GREY,
    ORANGE,
    PALE_BLUE,
    PURPLE,
    RED,
    SAND,
    WHITE,
    YELLOW,
    Point,
    along,
    at,
    disc,
    oval,
    rect,
    rod,
    shape,
    stroke,
)

SKIN, SICK, HAIR, SILVER = "#ffc83d", "#d9d98a", "#4a3230", "#b9b4bd"
ARM, LEG, TORSO, HEAD = 6, 7.5, 15, 10.5


class Hair(Enum):
    OLD_MAN = auto()
    OLD_WOMAN = auto()
    MAN = auto()
    WOMAN = auto()


class Hat(Enum):
    NONE = auto()
    HELMET = auto()
    STRAW = auto()
    CAP = auto()
    NURSE = auto()


class Mood(Enum):
    GLAD = auto()
    CALM = auto()
    WORRIED = auto()
    ASLEEP = auto()
    TALKING = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who somebody is, as far as it is seen."""

    hair: Hair
    coat: str
    trousers: str = DARK_GREY
    hat: Hat = Hat.NONE
    vest: bool = False
    harness: bool = False
    mask: bool = False
    goggles: bool = False
    gloves: str = ""
    shoes: str = "#6d4a3a"
    skin: str = SKIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """Where the joints are: feet at y = 0, a standing head at -68; drawn facing right. `look` moves the face aside."""

    head: Point = (0, -68)
    shoulder: Point = (0, -53)
    hip: Point = (0, -33)
    near_arm: tuple[Point, Point] = ((11, -43), (11, -31))
    far_arm: tuple[Point, Point] = ((-11, -43), (-11, -31))
    near_leg: tuple[Point, Point] = ((4.5, -17), (5, -3))
    far_leg: tuple[Point, Point] = ((-4.5, -17), (-5, -3))
    look: float = 0
    broad: float = 6
    """How far the arms begin from the middle: broad from in front, narrow from the side."""


STAND = Pose()
SIDE = replace(
    STAND,
    look=3,
    broad=2,
    near_arm=((3, -43), (6, -32)),
    far_arm=((-2, -43), (1, -32)),
    near_leg=((2.5, -17), (3, -3)),
    far_leg=((-3, -17), (-4, -3)),
)
WALK = replace(
    SIDE,
    near_leg=((7, -18), (12, -4)),
    far_leg=((-3, -18), (-11, -5)),
    near_arm=((-6, -43), (-8, -33)),
    far_arm=((8, -44), (13, -36)),
)
POINT = replace(SIDE, near_arm=((10, -49), (20, -52)))
GIVE = replace(SIDE, near_arm=((7, -43), (18, -43)))
HOLD = replace(SIDE, near_arm=((5, -42), (15, -40)), far_arm=((8, -44), (16, -44)))
RAISE = replace(STAND, near_arm=((15, -56), (15, -70)))
REFUSE = replace(SIDE, near_arm=((10, -48), (19, -56)), far_arm=((-8, -44), (-6, -33)))
CALL = replace(STAND, near_arm=((16, -47), (11, -61)))
READ = replace(STAND, near_arm=((12, -43), (5, -42)), far_arm=((-12, -43), (-5, -42)))
ACHE = replace(STAND, near_arm=((13, -45), (5, -40)), far_arm=((-13, -45), (-5, -38)))
BACKACHE = replace(
    SIDE,
    head=(8, -65),
    shoulder=(4, -52),
    hip=(-2, -33),
    near_arm=((-7, -46), (-9, -35)),
    far_arm=((10, -42), (12, -32)),
)
CARRY = replace(SIDE, near_arm=((6, -42), (16, -36)), far_arm=((8, -44), (17, -44)))
SQUAT = Pose(
    head=(3, -54),
    shoulder=(-2, -40),
    hip=(-9, -20),
    look=3,
    broad=2,
    near_arm=((6, -30), (17, -20)),
    far_arm=((8, -32), (18, -24)),
    near_leg=((8, -20), (0, -3)),
    far_leg=((9, -23), (7, -3)),
)
BEND = Pose(
    head=(27, -43),
    shoulder=(15, -44),
    hip=(-8, -37),
    look=3,
    broad=1,
    near_arm=((19, -31), (22, -20)),
    far_arm=((22, -32), (25, -22)),
    near_leg=((-6, -19), (-5, -3)),
    far_leg=((-10, -19), (-11, -3)),
)
SIT = Pose(
    head=(0, -54),
    shoulder=(-1, -40),
    hip=(-1, -20),
    look=3,
    broad=2,
    near_arm=((3, -30), (12, -26)),
    far_arm=((6, -31), (14, -28)),
    near_leg=((14, -20), (14, -3)),
    far_leg=((12, -21), (19, -3)),
)
KNEEL = replace(SQUAT, near_arm=((8, -30), (18, -14)), far_arm=((10, -32), (20, -17)))
CLIMB = Pose(
    head=(1, -68),
    shoulder=(-1, -53),
    hip=(-4, -33),
    look=3,
    broad=2,
    near_arm=((9, -52), (14, -63)),
    far_arm=((10, -48), (14, -52)),
    near_leg=((8, -28), (10, -15)),
    far_leg=((2, -17), (8, -4)),
)
FALL = Pose(
    head=(2, -68),
    shoulder=(0, -53),
    hip=(-2, -33),
    near_arm=((14, -58), (22, -66)),
    far_arm=((-14, -58), (-20, -68)),
    near_leg=((9, -22), (18, -14)),
    far_leg=((-10, -20), (-8, -5)),
)

OLD_MAN = Person(hair=Hair.OLD_MAN, coat=BLUE, trousers=DARK_GREY)
OLD_WOMAN = Person(hair=Hair.OLD_WOMAN, coat=RED, trousers="#54476b")
MAN = Person(hair=Hair.MAN, coat=GREEN, trousers=BROWN)
WOMAN = Person(hair=Hair.WOMAN, coat=PURPLE, trousers=DEEP_BLUE)
WORKER = Person(hair=Hair.MAN, coat=BLUE, hat=Hat.HELMET, vest=True, trousers="#54476b")
FARMER = Person(hair=Hair.OLD_MAN, coat="#6fae3c", hat=Hat.STRAW, trousers=BROWN)
FARMER_WOMAN = Person(hair=Hair.OLD_WOMAN, coat="#e0559a", hat=Hat.STRAW, trousers="#54476b")
CLERK = Person(hair=Hair.WOMAN, coat=WHITE, trousers=DEEP_BLUE)
OFFICER = Person(hair=Hair.MAN, coat=DEEP_BLUE, trousers="#26364f", hat=Hat.CAP)
DOCTOR = Person(hair=Hair.WOMAN, coat=WHITE, trousers=PALE_BLUE, hat=Hat.NURSE)
BOSS = Person(hair=Hair.MAN, coat="#4b4453", trousers="#2f2a35")
CHEAT = Person(hair=Hair.MAN, coat="#4b4453", trousers="#2f2a35", goggles=True)
CHILD = Person(hair=Hair.WOMAN, coat=ORANGE, trousers=BLUE)


def figure(
    person: Person,
    pose: Pose,
    x: float,
    y: float,
    *,
    mood: Mood = Mood.GLAD,
    held: str = "",
    over: str = "",
    scale: float = 1,
    turn: float = 0,
    mirrored: bool = False,
) -> str:
    """Return a person with the feet at `x`, `y`. `held` lies behind the near arm, `over` before it; both
    are given in the person's own coordinates.
    """
    parts = (
        _arm(person, pose, pose.far_arm, -pose.broad),
        _leg(person, pose, pose.far_leg, -pose.broad / 2),
        _leg(person, pose, pose.near_leg, pose.broad / 2),
        _torso(person, pose),
        at(*pose.head, head(person, mood=mood, look=pose.look)),
        held,
        _arm(person, pose, pose.near_arm, pose.broad),
        over,
    )
    return at(x, y, *parts, scale=scale, turn=turn, mirrored=mirrored)


def _arm(person: Person, pose: Pose, joints: tuple[Point, Point], aside: float) -> str:
    elbow, hand = joints
    begin = (pose.shoulder[0] + aside, pose.shoulder[1] + 1)
    return rod(along(begin, elbow, hand), person.coat, width=ARM) + disc(*hand, 3.7, person.gloves or person.skin)


def _leg(person: Person, pose: Pose, joints: tuple[Point, Point], aside: float) -> str:
    knee, (x, y) = joints
    leg = rod(along((pose.hip[0] + aside, pose.hip[1]), knee, (x, y - 1)), person.trousers, width=LEG)
    ahead = 4 if pose.look else 2 * (1 if aside > 0 else -1)
    return leg + rod(along((x - 1, y), (x + ahead, y)), person.shoes, width=3)


def _torso(person: Person, pose: Pose) -> str:
    width = TORSO + (2 * pose.broad - 4) * 0.55
    across = _across(pose)
    waist = (pose.hip[0] + across[1] * 3.5, pose.hip[1] - across[0] * 3.5)
    parts = [rod(along(pose.shoulder, waist), person.coat, width=width)]
    if person.vest:
        parts += [_stripe(pose, (0.2, 1.05), aside=side * width * 0.27, colour=YELLOW) for side in (-1, 1)]
        parts.append(_band(pose, 0.72, half=width / 2, colour=YELLOW))
    if person.harness:
        parts += [_stripe(pose, (-0.2, 1.1), aside=side * width * 0.3, colour=RED) for side in (-1, 1)]
        parts.append(_band(pose, 0.95, half=width / 2 + 0.5, colour=RED))
        x, y = pose.shoulder
        parts.append(disc(x - across[0] * width * 0.45, y - across[1] * width * 0.45 + 4, 2.2, LIGHT_GREY, line=1.2))
    if person.coat == WHITE:
        parts.append(_stripe(pose, (0, 1), aside=0, colour=GREY, width=1.2))
    return "".join(parts)


def _across(pose: Pose) -> Point:
    """Return the direction across the body, of length 1."""
    (x, y), (to_x, to_y) = pose.shoulder, pose.hip
    length = ((to_x - x) ** 2 + (to_y - y) ** 2) ** 0.5
    return ((to_y - y) / length, (x - to_x) / length)


def _stripe(pose: Pose, span: tuple[float, float], *, aside: float, colour: str, width: float = 2.6) -> str:
    """Return a stripe down the body from `span[0]` to `span[1]` of its length."""
    (x, y), (to_x, to_y), (over_x, over_y) = pose.shoulder, pose.hip, _across(pose)
    ends = [(x + (to_x - x) * part + over_x * aside, y + (to_y - y) * part + over_y * aside) for part in span]
    return stroke(along(*ends), colour, width=width)


def _band(pose: Pose, part: float, *, half: float, colour: str) -> str:
    """Return a belt across the body at `part` of its length."""
    (x, y), (to_x, to_y), (over_x, over_y) = pose.shoulder, pose.hip, _across(pose)
    middle = (x + (to_x - x) * part, y + (to_y - y) * part)
    ends = [(middle[0] + over_x * half * side, middle[1] + over_y * half * side) for side in (-0.85, 0.85)]
    return stroke(along(*ends), colour, width=2.8)


def head(person: Person, *, mood: Mood = Mood.GLAD, look: float = 0) -> str:
    """Return a head about 0, 0."""
    parts = [_hair_behind(person.hair), disc(0, 0, HEAD, person.skin), _hair(person.hair), _face(mood, look)]
    if person.hair in (Hair.OLD_MAN, Hair.OLD_WOMAN):
        parts.append(stroke(f"M{look - 4:g} -5.6H{look + 4:g}", "#d99a1c", width=1))
    if person.goggles:
        parts.append(
            rect(look - 7.2, -4, 14.4, 5.6, INK if person.coat == CHEAT_COAT else PALE_BLUE, round_by=2.6, line=1.4)
        )
    if person.mask:
        parts.append(shape(f"M{look - 7:g} 2Q{look:g} 0 {look + 7:g} 2V6Q{look:g} 12 {look - 7:g} 6Z", WHITE, line=1.4))
    parts.append(_hat(person.hat))
    return "".join(parts)


CHEAT_COAT = "#4b4453"


def _hair_behind(hair: Hair) -> str:
    match hair:
        case Hair.OLD_MAN:
            return oval(-10, 1, 2.6, 4.4, SILVER) + oval(10, 1, 2.6, 4.4, SILVER)
        case Hair.OLD_WOMAN:
            return disc(0, -12.5, 4.6, SILVER)
        case Hair.WOMAN:
            return shape("M-12 9C-15 -3 -11 -14 0 -14S15 -3 12 9Z", HAIR)
        case Hair.MAN:
            return ""


def _hair(hair: Hair) -> str:
    match hair:
        case Hair.OLD_MAN:
            return stroke("M-4 -9.3C-1.5 -10.4 1.5 -10.4 4 -9.3", SILVER, width=2)
        case Hair.OLD_WOMAN:
            return shape(
                "M-10.4 -1.5C-10.8 -9 -6 -12 0 -12S10.8 -9 10.4 -1.5C8.5 -6 4 -7.8 0 -7.8S-8.5 -6 -10.4 -1.5Z", SILVER
            )
        case Hair.WOMAN:
            return shape(
                "M-10.4 -0.5C-10.8 -9 -6 -12 0 -12S10.8 -9 10.4 -0.5C7 -2.5 3.5 -5 1.5 -8C-1.5 -4.5 -6.5 -2 -10.4 -0.5",
                HAIR,
            )
        case Hair.MAN:
            return shape(
                "M-10.4 -2.5C-11 -9 -6 -12.4 0 -12.4S11 -9 10.4 -2.5C8 -6.6 4 -7.6 0 -7.6S-8 -6.6 -10.4 -2.5Z", HAIR
            )


def _face(mood: Mood, look: float) -> str:
    match mood:
        case Mood.ASLEEP:
            eyes = stroke(f"M{look - 5.4:g} -0.6H{look - 2:g}M{look + 2:g} -0.6H{look + 5.4:g}", width=1.4)
            mouth = stroke(f"M{look - 2:g} 5.6H{look + 2:g}", width=1.4)
        case Mood.WORRIED:
            eyes = _eyes(look) + stroke(
                f"M{look - 5.6:g} -3.4L{look - 2.2:g} -4.8M{look + 5.6:g} -3.4L{look + 2.2:g} -4.8", width=1.3
            )
            mouth = stroke(f"M{look - 3:g} 6.4C{look - 1.4:g} 4.2 {look + 1.4:g} 4.2 {look + 3:g} 6.4", width=1.5)
        case Mood.TALKING:
            eyes, mouth = _eyes(look), oval(look, 5, 2.4, 2.2, "#a3262a", line=1)
        case Mood.CALM:
            eyes, mouth = _eyes(look), stroke(f"M{look - 2.4:g} 5.2H{look + 2.4:g}", width=1.5)
        case Mood.GLAD:
            eyes = _eyes(look)
            mouth = stroke(f"M{look - 3.6:g} 3.8C{look - 1.8:g} 6.8 {look + 1.8:g} 6.8 {look + 3.6:g} 3.8", width=1.5)
    return eyes + mouth


def _eyes(look: float) -> str:
    return disc(look - 3.7, -0.8, 1.35, INK, line=0) + disc(look + 3.7, -0.8, 1.35, INK, line=0)


def _hat(hat: Hat) -> str:
    match hat:
        case Hat.NONE:
            return ""
        case Hat.HELMET:
            dome = shape("M-11.6 -5.4C-12 -18.5 12 -18.5 11.6 -5.4Z", YELLOW) + stroke(
                "M0 -14.6V-6.6", "#e0a020", width=2
            )
            return dome + rod("M-12.6 -5.2H12.6", YELLOW, width=2)
        case Hat.STRAW:
            brim = oval(0, -7.2, 16.5, 3.4, SAND)
            crown = shape("M-9 -7.6C-8 -17.5 8 -17.5 9 -7.6C5 -6 -5 -6 -9 -7.6Z", SAND)
            return brim + crown + stroke("M-8.8 -8.6C-4 -7 4 -7 8.8 -8.6", RED, width=2)
        case Hat.CAP:
            crown = shape("M-11 -7C-14 -16.5 -6 -17 0 -17S14 -16.5 11 -7Z", DEEP_BLUE) + disc(
                0, -12, 2, YELLOW, line=0.8
            )
            return crown + rod("M-9.5 -6.6C-4 -5 4 -5 9.5 -6.6", INK, width=1)
        case Hat.NURSE:
            return shape("M-8.5 -8L-7 -15H7L8.5 -8C4 -10 -4 -10 -8.5 -8Z", WHITE) + stroke(
                "M0 -14V-9.6M-2.2 -11.8H2.2", RED, width=1.6
            )
