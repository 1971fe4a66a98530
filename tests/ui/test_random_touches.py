"""Restless hands: twenty touches a second anywhere on the panel, for minutes of the kiosk's own time."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QPoint

from kiosk.domain.party import is_lead, lead_wish, party_of
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.visit import MAX_SLIPS, MOST_SLOTS
from kiosk.services import OpenStation
from tests.ui.window import PANEL_PX, Window
from ui.widgets.item import BigButton

PACES = {"twenty a second": (0.05, 1500), "two a second": (0.5, 500)}
"""Seconds between touches, and how many touches."""
ANSWERED_WITHIN_S = 0.3
"""A hand that is slower finds the store's answer on the screen; a quicker one touches what is still there."""


class RestlessHand:
    """Touches mostly buttons, sometimes anything; some touches slide."""

    def __init__(self, window: Window, seed: int, every_s: float) -> None:
        self.window, self.every_s = window, every_s
        self.random = random.Random(seed)
        self.seen: set[str] = set()
        self.screens: set[str] = set()
        window.shell.effect_wanted.connect(self.watch)

    def watch(self, effect: object) -> None:
        if isinstance(effect, do.PrintSlip):
            self.seen.add(effect.slip.id)

    def touch(self) -> None:
        at = self.anywhere() if self.random.random() < 0.2 else self.some_button()
        self.window.tap(at, after_s=self.every_s, lifted_at=self.anywhere() if self.random.random() < 0.1 else None)
        if self.every_s > ANSWERED_WITHIN_S:
            self.window.settle()
        self.screens.add(self.window.name)

    def anywhere(self) -> QPoint:
        return QPoint(self.random.randrange(PANEL_PX.width()), self.random.randrange(PANEL_PX.height()))

    def some_button(self) -> QPoint:
        buttons = [item.objectName() for item in self.window.shell.visible_items() if isinstance(item, BigButton)]
        deeper = [name for name in buttons if not name.startswith("nav-")]
        return self.window.middle(self.random.choice(deeper if deeper and self.random.random() < 0.85 else buttons))


@pytest.mark.parametrize("pace", PACES)
@pytest.mark.parametrize("seed", [7, random.SystemRandom().randrange(1_000_000)], ids=["known seed", "fresh seed"])
def test_restless_hands_break_nothing(window: Window, staff: OpenStation, pace: str, seed: int) -> None:
    print("seed", seed)
    every_s, touches = PACES[pace]
    hand = RestlessHand(window, seed, every_s)
    for number in range(touches):
        hand.touch()
        if number % round(1 / hand.every_s) == 0:
            window.shell.happen(was.SecondPassed())
        assert len(window.shell.visit.taken) <= MAX_SLIPS
        assert window.shell.visit.slots_held <= MOST_SLOTS
        way = [screen.level for screen in (*window.shell.visit.back, window.shell.visit.screen)]
        assert way == sorted(set(way)), "going round makes the way back longer"
    window.settle()
    if window.shell.visit.preferences.touch_to_hear:
        window.touch("nav-home")  # says what it is; the second touch acts
    window.touch("nav-home", "home")
    window.settle()
    assert_no_slot_was_lost(staff, hand.seen)
    assert len(hand.screens) > 3


def assert_no_slot_was_lost(staff: OpenStation, seen: set[str]) -> None:
    rows = staff.database.rows("select id, posting_id, wish_id from slips where state = 'held'")
    leads = {slip_id for slip_id, _, wish_id in rows if party_of(wish_id) is None or is_lead(wish_id)}
    assert leads <= seen
    wishes_held = {wish_id for _, _, wish_id in rows}
    for wish_id in wishes_held:
        assert party_of(wish_id) is None or lead_wish(party_of(wish_id) or "") in wishes_held, "held by nobody"
    for posting in staff.postings.all():
        assert staff.slips.held_count(posting.id) <= posting.headcount
    wishes = [wish_id for (wish_id,) in staff.database.rows("select wish_id from slips")]
    assert len(wishes) == len(set(wishes))
