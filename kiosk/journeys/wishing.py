"""Looking for work: somebody agrees, shows what they can do and when, says who they are, and leaves word for the staff.

Nothing is kept of somebody who goes before the end, nor of what they said: they agreed to what they leave.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TypeGuard

from kiosk.domain.trade import TRADES
from kiosk.domain.work_wish import PHONE_DIGITS, NewWorkWish
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.speaking import everywhere, hushed
from kiosk.journeys.speaking_states import Voice, at_first
from kiosk.journeys.state import State
from kiosk.journeys.states import SignedIn
from kiosk.journeys.steps import Step, go, one_back, tell
from kiosk.journeys.visit import NoticeKind, Visit
from kiosk.journeys.wish_states import WishConsent, WishDays, WishDone, WishPhone, WishReach, WishSay, WishTrades

KNOWN = frozenset(trade.id for trade in TRADES)
SAYING = (WishConsent, WishTrades, WishDays, WishSay, WishReach, WishPhone)
"""The screens before the number; nothing leads back to them afterwards."""


def is_typing(visit: Visit) -> bool:
    """Tell whether the keypad on the screen is that of a work wish."""
    return isinstance(visit.screen, WishPhone)


def arrival_of(visit: Visit) -> int | None:
    """Return the number by which whoever stands here signed in; None where the way here did not lead over that.

    It is not remembered any longer: on Home somebody else may stand.
    """
    numbers = [screen.running for screen in (*visit.back, visit.screen) if isinstance(screen, SignedIn)]
    return numbers[-1] if numbers else None


def acted(visit: Visit, event: was.WishHand | was.DigitTyped | was.DigitErased | was.DigitsGiven) -> Step:
    """What the visitor's hand did; while the store keeps what was said, nothing."""
    if visit.screen.is_keeping:
        return visit, ()
    match event, visit.screen:
        case was.WishWanted(), screen if not isinstance(screen, SAYING):
            return go(visit, WishConsent(arrival_of(visit)), do.Announce())
        case was.WishAgreed(agrees=True), WishConsent():
            return go(visit, WishTrades(), do.Announce())
        case was.WishAgreed(), WishConsent():
            away = one_back(visit)
            return away, (do.StopTalking(), do.Announce(), *away.screen.questions())
        case was.WishTradeTouched(trade), WishTrades() as screen if trade in KNOWN:
            return _touch_trade(visit, screen, trade)
        case was.WishDayTouched(day), WishDays(chosen=chosen) as screen:
            days = () if day is None else tuple(sorted({*chosen} ^ {day}))
            return replace(visit, screen=replace(screen, chosen=days)), (do.StopTalking(),)
        case was.WentOn(), WishTrades(chosen=trades, voice=voice) if trades:
            return go(visit, WishDays(trades, voice=voice), do.Announce())
        case was.WentOn(), WishDays(trades, days, voice=voice):
            said = WishSay(trades, days, arrival_of(visit), voice=voice, speaking=at_first(voice))
            return go(visit, said, do.Announce())
        case was.WishSaid(token), WishSay() as screen if not screen.is_recording:
            return _go_on_from_saying(visit, screen, token)
        case was.WishReachChosen(by_phone=True), WishReach(trades, days, voice=voice):
            return go(visit, WishPhone(trades, days, voice=voice), do.Announce())
        case was.WishReachChosen(token), WishReach(trades, days, voice=voice) as screen:
            return _keep(replace(visit, screen=replace(screen, token=token)), _new(trades, days), token, voice)
        case _, WishPhone() as screen:
            return _typed(visit, screen, event)
        case _:
            return visit, ()


def _go_on_from_saying(visit: Visit, screen: WishSay, token: str) -> Step:
    """Ask how they are told; whoever signed in is called as they are registered, and is not asked again."""
    quiet, silenced = hushed(screen)
    if screen.arrival is None:
        reach = WishReach(screen.trades, screen.days, voice=screen.voice)
        going, effects = go(replace(visit, screen=quiet), reach, do.Announce())
        return going, (*silenced, *effects)
    new = replace(_new(screen.trades, screen.days), arrival=screen.arrival)
    kept, effects = _keep(replace(visit, screen=replace(quiet, token=token)), new, token, screen.voice)
    return kept, (*silenced, *effects)


def _touch_trade(visit: Visit, screen: WishTrades, trade: str) -> Step:
    if trade in screen.chosen:
        chosen = tuple(one for one in screen.chosen if one != trade)
    elif screen.may_choose_more:
        chosen = (*screen.chosen, trade)
    else:
        return tell(visit, NoticeKind.ENOUGH_TRADES)
    return replace(visit, screen=replace(screen, chosen=chosen)), (do.StopTalking(),)


def _typed(visit: Visit, screen: WishPhone, event: object) -> Step:
    match event:
        case was.DigitTyped(digit) if digit in "0123456789" and len(digit) == 1:
            digits = (screen.digits + digit)[: max(PHONE_DIGITS)]
        case was.DigitErased():
            digits = screen.digits[:-1]
        case was.DigitsGiven(token):
            return _give(visit, screen, token)
        case _:
            return visit, ()
    return replace(visit, screen=replace(screen, digits=digits, is_wrong=False)), (do.StopTalking(),)


def _give(visit: Visit, screen: WishPhone, token: str) -> Step:
    if len(screen.digits) not in PHONE_DIGITS:
        return replace(visit, screen=replace(screen, is_wrong=True)), (do.StopTalking(), do.Announce())
    new = _new(screen.trades, screen.days, phone=screen.digits)
    return _keep(replace(visit, screen=replace(screen, token=token)), new, token, screen.voice)


def _new(trades: tuple[str, ...], days: tuple[date, ...], *, phone: str = "") -> NewWorkWish:
    """Nobody comes here who did not agree."""
    return NewWorkWish(has_agreed=True, trades=trades, days=days, phone=phone)


def _keep(visit: Visit, new: NewWorkWish, token: str, voice: Voice | None) -> Step:
    spoken_as = "" if voice is None else voice.id
    return replace(visit, waited_s=0), (do.StopTalking(), do.KeepWorkWish(token, new, spoken_as))


def answered(visit: Visit, event: was.WishKept | was.WishNotKept) -> Step:
    """What became of it: its number, or that it could not be kept. What nobody waits for any more is let go."""
    is_waited_for = any(_keeps(screen, event.token) for screen in (*visit.back, visit.screen))
    match event:
        case was.WishKept(_, receipt) if not is_waited_for:
            return visit, (do.LetWorkWishGo(receipt.wish_id),)
        case was.WishKept(token, receipt):
            return _kept(visit, token, WishDone(receipt))
        case was.WishNotKept(token) if is_waited_for:
            return _not_kept(visit, token)
        case _:
            return visit, ()


def _keeps(screen: State, token: str) -> TypeGuard[WishSay | WishReach | WishPhone]:
    return isinstance(screen, WishSay | WishReach | WishPhone) and screen.is_keeping and screen.token == token


def _kept(visit: Visit, token: str, done: WishDone) -> Step:
    """The number comes in place of what was said; behind the settings, it is there when the person comes back."""

    def without_saying(screens: tuple[State, ...]) -> tuple[State, ...]:
        shown = (done if _keeps(screen, token) else screen for screen in screens)
        return tuple(screen for screen in shown if not isinstance(screen, SAYING))

    if not _keeps(visit.screen, token):
        return replace(visit, back=without_saying(visit.back)), ()
    there = replace(visit, screen=done, back=without_saying(visit.back), notice=None, idle_s=0)
    return there, (do.StopTalking(), do.Announce())


def _not_kept(visit: Visit, token: str) -> Step:
    """Say that it could not be kept: it may be tried again."""
    changed = everywhere(visit, lambda screen: replace(screen, token="") if _keeps(screen, token) else screen)
    return tell(changed, NoticeKind.NOT_SAVED)


def gave_up(visit: Visit) -> Step:
    """Say that the store does not answer."""
    screen = visit.screen
    assert isinstance(screen, WishSay | WishReach | WishPhone)
    return _not_kept(visit, screen.token)
