"""Calling the people of a dispatch to the desk: all their numbers in one change, which the hall's board shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kiosk.desk.desk import Desk
from kiosk.desk.room import Done
from kiosk.domain.arrival import Arrived, Called
from kiosk.texts.phrases import listed
from ui.screens.desk.screen import DeskScreen


def call_people(screen: DeskScreen, wanted: Callable[[Arrived], bool], order: Sequence[str] = ()) -> None:
    """Call those of today's list who are `wanted` and still here, and tell their numbers; it can be taken back.

    They are called in the `order` of these visits, otherwise in that of the list.
    """
    texts = screen.texts

    def told(called: tuple[Called, ...]) -> str:
        numbers = [texts("dispatch-running", number=str(each.running)) for each in called]
        return texts("dispatch-called", numbers=listed(numbers, texts)) if numbers else texts("dispatch-called-nobody")

    screen.change(lambda desk: _called(desk, wanted, order), told)


def _called(desk: Desk, wanted: Callable[[Arrived], bool], order: Sequence[str]) -> Done[tuple[Called, ...]]:
    place = {visit_id: index for index, visit_id in enumerate(order)}
    with desk.room.change():
        here = [one for one in desk.arrivals.today() if one.visit.left_at_ms is None and wanted(one)]
        here.sort(key=lambda one: place.get(one.visit.id, len(place)))
        done = [desk.arrivals.call(one.visit.id) for one in here]

    def undo() -> None:
        with desk.room.change():
            for take_back in (each.undo for each in reversed(done)):
                if take_back is not None:
                    take_back()

    return Done(value=tuple(each.value for each in done), undo=undo if done else None)
