"""Which of the points on the glass act, told as a hand puts them down: tables of points and what a finger does."""

from __future__ import annotations

import random

import pytest

from ui.touch.glass import (
    BURST_S,
    LANDING_S,
    PALM_MM,
    QUIET_S,
    RESTING_S,
    SPOT_S,
    SPOT_TIMES,
    STUCK_S,
    TOLD_AFTER_S,
    Act,
    Change,
    Deed,
    Glass,
    Point,
    PointId,
)

PRESS, MOVE, LIFT, CANCEL = Deed.PRESS, Deed.MOVE, Deed.LIFT, Deed.CANCEL
FINGER_MM = 11.0
TAP_S = 0.09


class Hand:
    """Puts points on a glass and keeps what came of it: `did` are the deeds with the number of the point."""

    def __init__(self) -> None:
        self.glass, self.now_s = Glass(), 100.0
        self.did: list[tuple[Deed, int]] = []
        self._at: dict[int, tuple[float, float]] = {}

    def wait(self, seconds: float) -> Hand:
        self.now_s += seconds
        self._note(self.glass.wait(self.now_s))
        return self

    def down(self, *points: int, at: tuple[float, float] = (100.0, 100.0), across: float | None = None) -> Hand:
        for point in points:
            self._at[point] = at
        return self._tell(Change.CAME, points, across)

    def stay(self, *points: int, across: float | None = None) -> Hand:
        return self._tell(Change.STAYED, points, across)

    def up(self, *points: int, across: float | None = None) -> Hand:
        return self._tell(Change.WENT, points, across)

    def tap(self, point: int, *, at: tuple[float, float] = (100.0, 100.0), across: float | None = None) -> Hand:
        return self.down(point, at=at, across=across).wait(TAP_S).up(point, across=across)

    def acted(self) -> list[int]:
        """The points that were pressed and lifted again, so that a button acts."""
        return [point for deed, point in self.did if deed is LIFT]

    def _tell(self, change: Change, points: tuple[int, ...], across: float | None) -> Hand:
        told = [
            Point(id=(1, point), change=change, x_mm=self._at[point][0], y_mm=self._at[point][1], across_mm=across)
            for point in points
        ]
        self._note(self.glass.feel(told, self.now_s))
        return self

    def _note(self, acts: list[Act]) -> None:
        self.did += [(deed, point[1]) for deed, point in acts]


@pytest.fixture
def hand() -> Hand:
    return Hand()


def test_a_finger_acts_when_it_is_lifted(hand: Hand) -> None:
    hand.down(1)
    assert hand.did == [(PRESS, 1)]
    hand.wait(TAP_S).up(1)
    assert hand.did == [(PRESS, 1), (LIFT, 1)]


def test_a_finger_that_slides_is_followed(hand: Hand) -> None:
    hand.down(1).stay(1).up(1)
    assert hand.did == [(PRESS, 1), (MOVE, 1), (LIFT, 1)]


def test_a_long_press_acts_as_a_short_one(hand: Hand) -> None:
    hand.down(1).wait(STUCK_S - 0.1).up(1)
    assert hand.did == [(PRESS, 1), (LIFT, 1)]


def test_the_tenth_tap_acts_like_the_first(hand: Hand) -> None:
    for _ in range(10):
        hand.tap(1).wait(0.1)
    assert hand.acted() == [1] * 10


def test_a_second_finger_that_rests_does_nothing_and_stops_nothing(hand: Hand) -> None:
    hand.down(1).wait(0.05).down(2).wait(0.05).up(1).wait(3).up(2)
    assert hand.did == [(PRESS, 1), (LIFT, 1)]


def test_a_hand_that_rests_on_the_edge_does_not_keep_the_other_from_acting(hand: Hand) -> None:
    hand.down(7, at=(2, 90)).wait(RESTING_S)
    hand.tap(1).wait(0.5).tap(2).wait(0.5).up(7)
    assert hand.did == [(PRESS, 7), (CANCEL, 7), (PRESS, 1), (LIFT, 1), (PRESS, 2), (LIFT, 2)]


def test_four_fingers_resting_on_the_edge_do_not_either(hand: Hand) -> None:
    hand.down(5, 6, 7, 8, at=(2, 90)).wait(QUIET_S)
    hand.tap(1).wait(0.5).tap(2)
    assert hand.acted() == [1, 2]


@pytest.mark.parametrize("apart_s", [0.0, 0.03, LANDING_S / 2 - 0.01])
def test_a_hand_that_is_laid_down_does_nothing(hand: Hand, apart_s: float) -> None:
    for point in range(5):
        hand.down(point, at=(100 + 15 * point, 100)).wait(apart_s)
    hand.up(3, 1, 0).wait(0.1).up(2, 4)
    assert hand.acted() == []
    assert hand.did == [(PRESS, 0), (CANCEL, 0)]


@pytest.mark.parametrize("across", [PALM_MM, 60.0])
def test_a_palm_does_nothing_and_takes_back_what_was_pressed(hand: Hand, across: float) -> None:
    hand.tap(1, across=FINGER_MM).wait(1)
    hand.did.clear()
    hand.tap(2, across=across).wait(1)
    assert hand.did == []
    hand.down(3, across=FINGER_MM).wait(0.04).down(4, across=across).wait(0.1).up(3, across=FINGER_MM)
    assert hand.did == [(PRESS, 3), (CANCEL, 3)]


def test_a_finger_that_is_laid_flat_to_a_palm_does_nothing(hand: Hand) -> None:
    hand.down(1, across=FINGER_MM).wait(0.05).stay(1, across=PALM_MM).wait(0.05).stay(1, across=FINGER_MM)
    hand.up(1, across=FINGER_MM)
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]


def test_a_palm_that_shows_itself_only_when_it_goes_does_nothing(hand: Hand) -> None:
    hand.down(1, across=FINGER_MM).wait(0.05).up(1, across=PALM_MM)
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]


def test_a_palm_that_rests_does_not_keep_fingers_from_acting(hand: Hand) -> None:
    hand.tap(1, across=FINGER_MM).wait(1).down(9, across=50).wait(QUIET_S)
    for _ in range(3):
        hand.stay(9, across=52).tap(2, across=FINGER_MM).wait(0.4)
    assert hand.acted() == [1, 2, 2, 2]


def test_a_glass_that_tells_of_palms_alone_is_not_believed(hand: Hand) -> None:
    hand.tap(1, across=90).wait(0.5).tap(2, across=90)
    assert hand.acted() == [1, 2]


def test_drops_act_on_nothing_but_the_first_that_looks_like_a_finger(hand: Hand) -> None:
    """Nobody knows of the first that more will come; a second touch would not count so soon after it anyway."""
    for drop in range(40):
        hand.down(drop, at=(drop * 7 % 250, drop * 11 % 400)).wait(0.01).up(drop).wait(0.01)
    assert set(hand.acted()) <= {0, 1}


def test_drops_that_lie_act_on_nothing(hand: Hand) -> None:
    for drop in range(12):
        hand.down(drop, at=(drop * 20, drop * 30)).wait(0.02)
    hand.up(*range(12))
    assert hand.acted() == []


def test_after_a_burst_the_first_finger_acts_again(hand: Hand) -> None:
    hand.down(1, 2, 3).up(1, 2, 3).wait(QUIET_S / 2).tap(4)
    assert hand.acted() == []
    hand.wait(QUIET_S).tap(5)
    assert hand.acted() == [5]


def test_the_glass_is_quiet_only_when_nothing_comes_or_goes(hand: Hand) -> None:
    hand.down(1, 2, 3)
    for point in (1, 2, 3):
        hand.wait(QUIET_S * 0.9).up(point)
    assert hand.wait(QUIET_S * 0.9).tap(4).acted() == []


def test_somebody_who_drums_after_a_palm_is_believed_soon(hand: Hand) -> None:
    """Five times a second, never quiet for as long as the glass has to be after the palm."""
    hand.down(1, 2, 3).wait(0.05).up(1, 2, 3).wait(0.05)
    for _ in range(10):
        hand.down(4).wait(0.1).up(4).wait(0.1)
    assert hand.acted() == [4] * 9


def test_somebody_who_drums_beside_a_hand_that_was_laid_down_is_believed_too(hand: Hand) -> None:
    hand.down(1, 2, 3).wait(0.05)
    for _ in range(10):
        hand.down(4).wait(0.1).up(4).wait(0.1)
    assert hand.acted() == [4] * 9


def test_a_finger_put_down_amid_a_burst_does_not_act_late(hand: Hand) -> None:
    hand.down(1, 2, 3).wait(0.05).down(4).up(1, 2, 3).wait(5).up(4)
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]


def test_quick_taps_of_two_a_tenth_of_a_second_are_no_burst(hand: Hand) -> None:
    for number in range(40):
        hand.down(number).wait(0.02).up(number).wait(BURST_S / 2 - 0.02 + 0.01)
        hand.glass._spots.clear()
    assert len(hand.acted()) == 40


def test_a_point_that_is_stuck_lets_go_and_never_acts(hand: Hand) -> None:
    hand.down(1).wait(STUCK_S)
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]
    hand.wait(50).up(1)
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]


def test_with_a_stuck_point_all_other_fingers_act(hand: Hand) -> None:
    hand.down(1, at=(1, 1)).wait(2 * STUCK_S)
    for _ in range(5):
        hand.stay(1).tap(2).wait(0.4)
    assert hand.acted() == [2] * 5


def test_a_stuck_point_that_wanders_keeps_nobody_from_acting(hand: Hand) -> None:
    hand.down(1, at=(1, 1))
    for _ in range(20):
        hand.wait(0.1).stay(1)
    hand.tap(2)
    assert hand.acted() == [2]


def test_a_stuck_point_is_told_once(hand: Hand) -> None:
    hand.down(1, at=(3, 4)).wait(TOLD_AFTER_S - 1)
    assert hand.glass.stuck(hand.now_s) == []
    hand.wait(1)
    assert hand.glass.stuck(hand.now_s) == [(3, 4)]
    assert hand.glass.stuck(hand.now_s + 1000) == []


def test_a_spot_that_flaps_is_passed_over_and_other_spots_act(hand: Hand) -> None:
    for _ in range(3 * SPOT_TIMES):
        hand.down(1, at=(20, 30)).wait(0.02).up(1).wait(0.02)
    hand.did.clear()
    for _ in range(10):
        for _ in range(5):
            hand.down(1, at=(20, 30)).wait(0.02).up(1).wait(0.02)
        hand.tap(2, at=(150, 30))
    assert hand.acted() == [2] * 10


def test_a_spot_that_flapped_acts_again_when_it_has_stopped(hand: Hand) -> None:
    for _ in range(2 * SPOT_TIMES):
        hand.down(1).wait(0.02).up(1).wait(0.02)
    hand.did.clear()
    hand.wait(SPOT_S + 0.1).tap(1)
    assert hand.acted() == [1]


def test_the_quickest_finger_that_goes_on_is_no_fault_of_the_glass(hand: Hand) -> None:
    for _ in range(60):
        hand.down(1).wait(0.08).up(1).wait(1 / 6 - 0.08)
    assert len(hand.acted()) == 60


def test_a_lift_that_was_never_told_is_made_good_by_the_next_press(hand: Hand) -> None:
    hand.down(1).wait(0.5).down(1).wait(0.1).up(1)
    assert hand.did == [(PRESS, 1), (CANCEL, 1), (PRESS, 1), (LIFT, 1)]


def test_what_the_glass_has_lost_did_nothing(hand: Hand) -> None:
    hand.down(1)
    hand._note(hand.glass.lose(hand.glass.points))
    assert hand.did == [(PRESS, 1), (CANCEL, 1)]
    assert hand.glass.points == ()


def test_a_point_of_which_only_the_middle_is_told_does_nothing(hand: Hand) -> None:
    hand._at[1] = (5, 5)
    hand.stay(1).wait(0.1).up(1)
    assert hand.did == []


@pytest.mark.parametrize("seed", [16129, random.SystemRandom().randrange(1_000_000)], ids=["known seed", "fresh seed"])
def test_whatever_was_on_the_glass_a_finger_acts_soon_after(seed: int) -> None:
    """Any points in any order, told badly as well; then, with all of it still lying there, one finger touches."""
    print("seed", seed)
    chance = random.Random(seed)
    for _ in range(300):
        hand = Hand()
        for _ in range(chance.randrange(60)):
            point = chance.randrange(6)
            hand._at[point] = (chance.uniform(0, 200), chance.uniform(0, 300))
            across = chance.choice((None, None, 9.0, 40.0))
            hand._tell(chance.choice(tuple(Change)), (point,), across)
            hand.wait(chance.choice((0.0, 0.01, 0.05, 0.3, 2.0)))
        check_in_pairs(hand.did)
        hand.wait(RESTING_S + 0.001)  # floats do not add up to the very second
        hand.did.clear()
        hand.tap(99, at=(250, 350), across=FINGER_MM)
        assert hand.acted() == [99]


def check_in_pairs(did: list[tuple[Deed, int]]) -> None:
    """Never are two pressed at once, and nothing is lifted that was not pressed."""
    pressed: int | None = None
    for deed, point in did:
        if deed is PRESS:
            assert pressed is None
            pressed = point
        else:
            assert pressed == point
            pressed = pressed if deed is MOVE else None


def test_two_devices_may_number_their_points_alike() -> None:
    glass = Glass()
    one: PointId = (1, 0)
    other: PointId = (2, 0)
    glass.feel([Point(id=one, change=Change.CAME, x_mm=1, y_mm=1)], 0.0)
    assert glass.feel([Point(id=other, change=Change.CAME, x_mm=9, y_mm=9)], 0.1) == []
    assert glass.feel([Point(id=one, change=Change.WENT, x_mm=1, y_mm=1)], 0.2) == [(Deed.LIFT, one)]
