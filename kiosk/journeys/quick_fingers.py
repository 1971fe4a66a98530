"""Fingers that type, and tremble by no means."""

from __future__ import annotations

from kiosk.journeys import events as was
from kiosk.journeys.state import State
from kiosk.journeys.states import SignInDigits, SignInPictures
from kiosk.journeys.wish_states import WishPhone, WishTrades


def is_next_key(event: was.Event, screen: State) -> bool:
    """Whether another key or picture was touched than the last: quick fingers type, and none trembles so far."""
    match event, screen:
        case was.DigitTyped(digit), SignInDigits(digits=digits) | WishPhone(digits=digits):
            return digits != "" and digit != digits[-1]
        case was.DigitsGiven(), SignInDigits(digits=digits) | WishPhone(digits=digits):
            return digits != ""
        case was.WishTradeTouched(trade), WishTrades(chosen=chosen):
            return chosen != () and trade not in chosen
        case was.PictureTouched(picture), SignInPictures(chosen=chosen):
            return chosen != () and picture not in chosen
        case _:
            return False
