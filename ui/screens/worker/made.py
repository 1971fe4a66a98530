"""Which screen shows which state of the worker's visit; each is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.journeys.state import State
from ui.screens.screen import Screen
from ui.widgets.typesetter import Typesetter

if TYPE_CHECKING:
    from ui.screens.worker.slip_picture import SlipPages

SCREENS: dict[str, tuple[str, str]] = {
    "Home": ("home", "HomeScreen"),
    "More": ("more", "MoreScreen"),
    "Trades": ("trades", "TradesScreen"),
    "Postings": ("postings", "PostingsScreen"),
    "Choosing": ("choosing", "ChoosingScreen"),
    "NearMap": ("near_map", "NearMapScreen"),
    "OnePosting": ("one_posting", "OnePostingScreen"),
    "Together": ("together", "TogetherScreen"),
    "WishConsent": ("wish_consent", "WishConsentScreen"),
    "WishTrades": ("wish_trades", "WishTradesScreen"),
    "WishDays": ("wish_days", "WishDaysScreen"),
    "WishSay": ("wish_say", "WishSayScreen"),
    "WishReach": ("wish_reach", "WishReachScreen"),
    "WishPhone": ("wish_phone", "WishPhoneScreen"),
    "WishDone": ("wish_done", "WishDoneScreen"),
    "Classes": ("classes", "ClassesScreen"),
    "OneClass": ("one_class", "OneClassScreen"),
    "Notices": ("notices", "NoticesScreen"),
    "OneNotice": ("one_notice", "OneNoticeScreen"),
    "SignIn": ("sign_in", "SignInScreen"),
    "SignInDigits": ("sign_in_digits", "SignInDigitsScreen"),
    "SignInPictures": ("sign_in_pictures", "SignInPicturesScreen"),
    "SignInZodiac": ("sign_in_zodiac", "SignInZodiacScreen"),
    "SignedIn": ("signed_in", "SignedInScreen"),
    "Settings": ("settings", "SettingsScreen"),
    "OneSetting": ("one_setting", "OneSettingScreen"),
    "Rights": ("rights", "RightsScreen"),
    "WhatHappened": ("complaint_what", "WhatHappenedScreen"),
    "AboutTrade": ("complaint_about", "AboutTradeScreen"),
    "AboutPosting": ("complaint_posting", "AboutPostingScreen"),
    "Say": ("complaint_say", "SayScreen"),
    "ComplaintShown": ("complaint_receipt", "ComplaintShownScreen"),
    "Lessons": ("lessons", "LessonsScreen"),
    "OneLesson": ("one_lesson", "OneLessonScreen"),
}
"""Module beside this one, and class, of each state's screen. The state has its name here: it is loaded later, too."""


def worker_screen(
    state: type[State], typesetter: Typesetter, parent: QWidget, *, slip_pages: Callable[[], SlipPages]
) -> Screen:
    """Make the screen that shows `state`."""
    if state.__name__ == "SlipShown":
        from ui.screens.worker.slip import SlipScreen

        return SlipScreen(typesetter, parent, slip_pages())
    if state.__name__ == "SeatShown":
        from ui.screens.worker.seat_slip import SeatSlipScreen

        return SeatSlipScreen(typesetter, parent, slip_pages())
    module, name = SCREENS[state.__name__]
    made = getattr(import_module(f"ui.screens.worker.{module}"), name)(typesetter, parent)
    assert isinstance(made, Screen)
    return made
