"""Three of twelve pictures and an animal: how somebody without card and phone signs in."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import combinations

PICTURES_CHOSEN = 3


class SignInPicture(StrEnum):
    """Things of everyday life that nobody mistakes for each other; the id names the picture's file and text."""

    APPLE = "apple"
    FISH = "fish"
    UMBRELLA = "umbrella"
    BICYCLE = "bicycle"
    TEAPOT = "teapot"
    FLOWER = "flower"
    SUN = "sun"
    KEY = "key"
    HAT = "hat"
    HOUSE = "house"
    LANTERN = "lantern"
    WATERMELON = "watermelon"


class Zodiac(StrEnum):
    """The animals of the Chinese years, in their order."""

    RAT = "rat"
    OX = "ox"
    TIGER = "tiger"
    RABBIT = "rabbit"
    DRAGON = "dragon"
    SNAKE = "snake"
    HORSE = "horse"
    GOAT = "goat"
    MONKEY = "monkey"
    ROOSTER = "rooster"
    DOG = "dog"
    PIG = "pig"


ANIMALS = tuple(Zodiac)
A_YEAR_OF_THE_RAT = 1900
EVERY_ANIMAL = frozenset(Zodiac)
TRIPLES: tuple[tuple[SignInPicture, ...], ...] = tuple(combinations(sorted(SignInPicture), PICTURES_CHOSEN))
"""All 220 choices of three, each in alphabetical order."""


def zodiac_of(birth_year: int | None) -> frozenset[Zodiac]:
    """Return the animals that somebody born in `birth_year` may have; all of them where the year is unknown.

    The Chinese year begins between 21 January and 20 February (GB/T 33661), so about one in ten people of a year has
    the animal of the year before. Both are taken as possible: people know their animal, not where the year began,
    and who touches it must be found.
    """
    if birth_year is None:
        return EVERY_ANIMAL
    return frozenset(ANIMALS[(birth_year - earlier - A_YEAR_OF_THE_RAT) % len(ANIMALS)] for earlier in (0, 1))


def is_choice(pictures: Iterable[str]) -> bool:
    """Tell whether `pictures` are none at all, or exactly three different ones of the twelve."""
    chosen = tuple(pictures)
    if not chosen:
        return True
    return len(chosen) == len(set(chosen)) == PICTURES_CHOSEN and set(chosen) <= set(SignInPicture)
