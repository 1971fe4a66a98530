"""Which screen shows which state of the worker's visit; each is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.journeys.visit import Home, OnePosting, Postings, SlipShown, Trades
from ui.screens.screen import Screen
from ui.widgets.typesetter import Typesetter

if TYPE_CHECKING:
    from ui.screens.worker.slip_picture import SlipPages


def worker_screen(
    state: type, typesetter: Typesetter, parent: QWidget, *, slip_pages: Callable[[], SlipPages]
) -> Screen:
    """Make the screen that shows `state`, a class of `kiosk.journeys.visit.Screen`."""
    if state is Home:
        from ui.screens.worker.home import HomeScreen

        return HomeScreen(typesetter, parent)
    if state is Trades:
        from ui.screens.worker.trades import TradesScreen

        return TradesScreen(typesetter, parent)
    if state is Postings:
        from ui.screens.worker.postings import PostingsScreen

        return PostingsScreen(typesetter, parent)
    if state is OnePosting:
        from ui.screens.worker.one_posting import OnePostingScreen

        return OnePostingScreen(typesetter, parent)
    if state is SlipShown:
        from ui.screens.worker.slip import SlipScreen

        return SlipScreen(typesetter, parent, slip_pages())
    raise TypeError(state)
