"""Wishes that wait for the store: for a posting's slip, or for a seat in a class."""

from __future__ import annotations

from dataclasses import replace

from kiosk.journeys.steps import Step, tell
from kiosk.journeys.visit import NoticeKind, Visit, Wish


def is_waiting_for(visit: Visit, wish_id: str) -> bool:
    """Tell whether the screen stands still until this wish is answered."""
    return visit.waiting_for is not None and visit.waiting_for.wish_id == wish_id


def without_wish(visit: Visit, wish_id: str) -> Visit:
    """Return the visit after the wish was answered."""
    return replace(visit, wishes=tuple(wish for wish in visit.wishes if wish.wish_id != wish_id))


def may_try_again(visit: Visit, wish_id: str, notice: NoticeKind) -> Step:
    """Say that nothing was saved; another touch asks for the same wish."""
    unanswered = replace(visit, wishes=tuple(_unsaved(wish, wish_id) for wish in visit.wishes))
    if not is_waiting_for(visit, wish_id):
        return unanswered, ()
    return tell(replace(unanswered, waiting_for=None), notice)


def _unsaved(wish: Wish, wish_id: str) -> Wish:
    return replace(wish, unsaved=True) if wish.wish_id == wish_id else wish
