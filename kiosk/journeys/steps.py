"""Steps that every part of the path takes: one level deeper, one back, and a notice over the screen."""

from __future__ import annotations

from dataclasses import replace

from kiosk.journeys import effects as do
from kiosk.journeys.state import State
from kiosk.journeys.visit import NoticeKind, Visit

Step = tuple[Visit, tuple[do.Effect, ...]]


def go(visit: Visit, screen: State, *effects: do.Effect) -> Step:
    """Go one level deeper. A screen that shows what has to be found first is announced then."""
    going = replace(visit, screen=screen, back=way_back(visit, screen), waiting_for=None, waited_s=0)
    return going, (do.StopTalking(), *effects)


def seek(visit: Visit, screen: State, *effects: do.Effect) -> Step:
    """Go to a screen that the store is asked for."""
    return go(visit, screen, *effects, *screen.questions())


def way_back(visit: Visit, to: State) -> tuple[State, ...]:
    """The screens behind `to`: only those nearer Home, so that no going round makes the way back longer.

    What was typed waits behind nothing but the rest of what is typed, and the settings.
    """
    may_be_typed_on = to.is_typed_on or to.is_beside
    behind = (screen for screen in (*visit.back, visit.screen) if screen.level < to.level)
    return tuple(screen for screen in behind if may_be_typed_on or not screen.is_typed_on)


def one_back(visit: Visit) -> Visit:
    """Return the visit at the screen behind the present one."""
    return replace(visit, screen=visit.back[-1], back=visit.back[:-1], waiting_for=None)


def tell(visit: Visit, notice: NoticeKind) -> Step:
    """Say a notice over the screen."""
    return replace(visit, notice=notice, is_helped=False), (do.StopTalking(), do.Announce())
