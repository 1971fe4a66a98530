"""The hand: what a seed decides, it decides again."""

from __future__ import annotations

from tests.soak.hand import Hand, Tempo
from tests.soak.twin import Spots

AT_ONCE = Tempo(pace_s=0.0, step_s=0.0, rest_s=0.0, touches=40)
KIOSK: Spots = {
    "home": {"home-today": (1, 1), "home-trades": (2, 2), "nav-home": (3, 3)},
    "trades": {f"trade-{number}": (10 + number, 4) for number in range(12)},
    "postings": {"posting-0": (5, 5), "posting-1": (6, 6), "page-next": (7, 7)},
    "oneposting": {"posting-want": (8, 8)},
    "slipshown": {"slip-give-back": (9, 9)},
}


class Paper:
    """Glass that only notes where it was touched."""

    size = (1366, 768)

    def __init__(self) -> None:
        self.touched: list[tuple[int, int]] = []

    def touch(self, x: int, y: int, *, for_s: float = 0.0) -> None:
        self.touched.append((x, y))

    def picture(self) -> bytes:
        return bytes(4)


def touches_of(seed: int) -> list[tuple[int, int]]:
    glass = Paper()
    hand = Hand(glass, {"kiosk": KIOSK, "desk": {}}, seed=seed, tempo=AT_ONCE)  # type: ignore[arg-type]
    for _ in range(5):
        hand.wander()
        hand.take_slip()
    assert hand.touches == len(glass.touched)
    return glass.touched


def test_the_same_seed_touches_the_same_places() -> None:
    assert touches_of(7) == touches_of(7)


def test_another_seed_touches_others() -> None:
    assert touches_of(7) != touches_of(8)


def test_a_hand_wanders_over_buttons_and_beside_them() -> None:
    buttons = {spot for items in KIOSK.values() for spot in items.values()}
    touched = touches_of(7)
    assert buttons - set(touched) <= {(9, 9)}
    assert set(touched) - buttons
