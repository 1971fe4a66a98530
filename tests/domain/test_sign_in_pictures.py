"""Three of twelve pictures, and the animals of a birth year."""

from __future__ import annotations

import pytest

from kiosk.domain.sign_in_pictures import TRIPLES, SignInPicture, Zodiac, is_choice, zodiac_of


@pytest.mark.parametrize(
    ("year", "own", "before"),
    [
        (1900, Zodiac.RAT, Zodiac.PIG),
        (1964, Zodiac.DRAGON, Zodiac.RABBIT),
        (1976, Zodiac.DRAGON, Zodiac.RABBIT),
        (2000, Zodiac.DRAGON, Zodiac.RABBIT),
        (1967, Zodiac.GOAT, Zodiac.HORSE),
        (2008, Zodiac.RAT, Zodiac.PIG),
    ],
)
def test_a_year_has_its_own_animal_and_that_of_january(year: int, own: Zodiac, before: Zodiac) -> None:
    assert zodiac_of(year) == {own, before}


def test_without_a_year_every_animal_is_possible() -> None:
    assert zodiac_of(None) == set(Zodiac)


def test_there_are_twelve_pictures_and_220_choices_of_three() -> None:
    assert len(SignInPicture) == len(Zodiac) == 12
    assert len(TRIPLES) == len(set(TRIPLES)) == 220
    assert all(tuple(sorted(triple)) == triple and is_choice(triple) for triple in TRIPLES)


@pytest.mark.parametrize(
    ("pictures", "is_one"),
    [
        ((), True),
        (("sun", "fish", "apple"), True),
        (("sun", "fish"), False),
        (("sun", "sun", "fish"), False),
        (("sun", "fish", "apple", "hat"), False),
        (("sun", "fish", "banana"), False),
    ],
)
def test_a_choice_is_three_different_ones_or_none(pictures: tuple[str, ...], is_one: bool) -> None:
    assert is_choice(pictures) is is_one
