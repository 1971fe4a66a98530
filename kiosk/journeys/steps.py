"""Steps that every part of the path takes: one level deeper, and a notice over the screen."""

from __future__ import annotations

from dataclasses import replace

from kiosk.journeys import effects as do
from kiosk.journeys.visit import NoticeKind, Screen, Visit, level

Step = tuple[Visit, tuple[do.Effect, ...]]


def go(visit: Visit, screen: Screen, *effects: do.Effect) -> Step:
    """Go one level deeper. A screen that shows what has to be found first is announced then."""
    going = replace(visit, screen=screen, back=way_back(visit, screen), waiting_for=None, waited_s=0)
    return going, (do.StopTalking(), *effects)


def way_back(visit: Visit, to: Screen) -> tuple[Screen, ...]:
    """The screens behind `to`: only those nearer Home, so that no going round makes the way back longer."""
    return tuple(screen for screen in (*visit.back, visit.screen) if level(screen) < level(to))


def tell(visit: Visit, notice: NoticeKind) -> Step:
    """Say a notice over the screen."""
    return replace(visit, notice=notice), (do.StopTalking(), do.Announce())
