"""Which screen shows which state of the worker's visit; each is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.journeys.visit import (
    Home,
    OnePosting,
    Postings,
    SignedIn,
    SignIn,
    SignInDigits,
    SignInPictures,
    SignInZodiac,
    SlipShown,
    Trades,
)
from ui.screens.screen import Screen
from ui.widgets.typesetter import Typesetter

SIGNING_IN: dict[type, tuple[str, str]] = {
    SignIn: ("ui.screens.worker.sign_in", "SignInScreen"),
    SignInDigits: ("ui.screens.worker.sign_in_digits", "SignInDigitsScreen"),
    SignInPictures: ("ui.screens.worker.sign_in_pictures", "SignInPicturesScreen"),
    SignInZodiac: ("ui.screens.worker.sign_in_zodiac", "SignInZodiacScreen"),
    SignedIn: ("ui.screens.worker.signed_in", "SignedInScreen"),
}
"""Module and class of each screen of signing in."""

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
    if state in SIGNING_IN:
        module, name = SIGNING_IN[state]
        made = getattr(import_module(module), name)(typesetter, parent)
        assert isinstance(made, Screen)
        return made
    raise TypeError(state)
