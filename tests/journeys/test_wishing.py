"""Looking for work: consent first, then trades, days and how to be told; kept once, and let go when too late."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.trade import TRADES
from kiosk.domain.work_wish import NewWorkWish, WishReceipt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.states import Home
from kiosk.journeys.visit import NoticeKind, is_personal, is_waiting
from kiosk.journeys.wish_states import WishConsent, WishDays, WishDone, WishPhone, WishReach, WishTrades
from kiosk.journeys.worker import PATIENCE_S
from tests.journeys.walking import Walk

DAY = date(2026, 11, 22)
RECEIPT = WishReceipt(wish_id="id", number="A1-G-1121-001-5", kept_until=date(2026, 12, 21), is_called=True)
ONE, OTHER = TRADES[0].id, TRADES[1].id


def to_reach(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(ONE), was.WentOn())
    walk(was.WishDayTouched(DAY), was.WentOn())


def type_phone(walk: Walk, digits: str) -> None:
    walk(*map(was.DigitTyped, digits))


def test_nothing_is_asked_before_somebody_agrees(walk: Walk) -> None:
    walk(was.WishWanted())
    assert walk.screen == WishConsent()
    assert walk.asked_for(do.Announce), "consent is spoken, too"
    walk(was.WishTradeTouched(ONE), was.WentOn())
    assert walk.screen == WishConsent()
    walk(was.WishAgreed(agrees=False))
    assert walk.screen == Home()
    assert not is_personal(walk.visit)


def test_trades_are_chosen_and_taken_back_five_at_most(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WentOn())
    assert isinstance(walk.screen, WishTrades), "one trade at least"
    walk(was.WishTradeTouched(ONE), was.WishTradeTouched(OTHER), was.WishTradeTouched(ONE))
    assert walk.screen.chosen == (OTHER,)
    walk(*[was.WishTradeTouched(trade.id) for trade in TRADES[2:6]])
    assert len(walk.screen.chosen) == 5
    walk(was.WishTradeTouched(TRADES[7].id))
    assert walk.visit.notice is NoticeKind.ENOUGH_TRADES
    walk(was.NoticeClosed(), was.WishTradeTouched("nothing"))
    assert len(walk.screen.chosen) == 5


def test_any_day_is_no_day_and_days_stand_in_order(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(ONE), was.WentOn())
    assert walk.screen == WishDays((ONE,))
    walk(was.WishDayTouched(DAY), was.WishDayTouched(date(2026, 11, 21)))
    assert walk.screen.chosen == (date(2026, 11, 21), DAY)
    walk(was.WishDayTouched(None))
    assert walk.screen.chosen == ()


def test_who_comes_to_ask_leaves_no_phone(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t"))
    new = NewWorkWish(has_agreed=True, trades=(ONE,), days=(DAY,))
    assert walk.asked_for(do.KeepWorkWish) == [do.KeepWorkWish("t", new)]
    assert is_waiting(walk.visit)
    walk(was.WishReachChosen("u"))
    assert walk.asked == (), "a second touch asks nothing"
    walk(was.WishKept("t", RECEIPT))
    assert walk.screen == WishDone(RECEIPT)
    assert is_personal(walk.visit)
    walk(was.WentBack())
    assert walk.screen == Home(), "nothing leads back into what was said"


def test_a_phone_is_typed_whole(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t", by_phone=True))
    type_phone(walk, "138x")
    walk(was.DigitsGiven("u"))
    assert isinstance(walk.screen, WishPhone)
    assert walk.screen.is_wrong
    assert walk.screen.digits == "138"
    assert not walk.asked_for(do.KeepWorkWish)
    type_phone(walk, "12345678")
    walk(was.DigitErased(), was.DigitTyped("9"), was.DigitsGiven("v"))
    (kept,) = walk.asked_for(do.KeepWorkWish)
    assert (kept.token, kept.new.phone) == ("v", "13812345679")


@pytest.mark.parametrize("by_phone", [False, True])
def test_what_could_not_be_kept_may_be_tried_again(walk: Walk, by_phone: bool) -> None:
    to_reach(walk)
    if by_phone:
        walk(was.WishReachChosen("t", by_phone=True))
        type_phone(walk, "13812345678")
    ask = [was.DigitsGiven(token) if by_phone else was.WishReachChosen(token) for token in ("a", "b")]
    walk(ask[0], was.WishNotKept("a"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), ask[1])
    assert walk.asked_for(do.KeepWorkWish)


def test_what_is_kept_too_late_is_let_go(walk: Walk) -> None:
    to_reach(walk)
    walk(was.WishReachChosen("t"))
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.WishKept("t", RECEIPT))
    assert walk.asked_for(do.LetWorkWishGo) == [do.LetWorkWishGo("id")]
    assert isinstance(walk.screen, WishReach)
    walk(was.WentHome(), was.WishKept("t", RECEIPT))
    assert walk.asked_for(do.LetWorkWishGo)


def test_nothing_of_it_is_left_when_the_visitor_goes(walk: Walk) -> None:
    to_reach(walk)
    walk(was.Left())
    assert walk.visit == walk.journey.start()
