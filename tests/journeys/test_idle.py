"""The kiosk left alone: the warning, the time to stay, and the wipe."""

from __future__ import annotations

import pytest

from kiosk.domain.language import Language
from kiosk.domain.listing import Today
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting, SlipShown
from kiosk.journeys.visit import NoticeKind
from kiosk.journeys.worker import IDLE_WARNING_S, PATIENCE_S, PERSONAL_IDLE_WARNING_S, STAY_S
from tests.journeys.walking import Walk, posting, slip


def test_the_warning_comes_after_two_minutes_and_on_a_slip_after_one() -> None:
    assert (IDLE_WARNING_S, PERSONAL_IDLE_WARNING_S, STAY_S) == (120, 60, 20)


def test_nobody_at_home_is_never_warned(walk: Walk) -> None:
    assert walk.seconds(1000) == walk.journey.start()
    assert walk.asked == ()


def test_whoever_left_a_list_open_is_warned_after_two_minutes_and_forgotten_twenty_seconds_later(walk: Walk) -> None:
    walk.to_postings("p1")
    assert walk.seconds(119).notice is None
    assert walk.seconds(1).notice is NoticeKind.STILL_THERE
    assert walk.asked == (do.Announce(),)
    walk.seconds(19)
    assert walk.visit.notice is NoticeKind.STILL_THERE
    assert walk.seconds(1) == walk.journey.start()
    assert walk.asked_for(do.ForgetVisitor)
    assert walk.asked_for(do.StopTalking)


def test_a_slip_is_warned_about_after_one_minute(walk: Walk) -> None:
    walk.to_slip("p1")
    assert walk.seconds(59).notice is None
    assert walk.seconds(1).notice is NoticeKind.STILL_THERE
    assert walk.seconds(20) == walk.journey.start()


def test_the_slip_is_on_the_screen_for_its_full_minute_however_long_it_took_to_come(walk: Walk) -> None:
    walk.to_posting("p1")
    walk.seconds(100)
    walk(was.Wanted("w1"))
    walk.seconds(PATIENCE_S - 1)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    walk.seconds(59)
    assert isinstance(walk.screen, SlipShown)
    assert walk.visit.notice is None


@pytest.mark.parametrize("touch", [was.Touched(), was.NoticeClosed(), was.ListenedAgain(), was.WentBack()])
def test_one_touch_is_enough_to_stay_as_often_as_wanted(walk: Walk, touch: was.Event) -> None:
    walk.to_slip("p1")
    for _ in range(4):
        walk.seconds(79)
        assert walk.visit.notice is NoticeKind.STILL_THERE
        walk(touch)
        assert walk.visit.notice is None
        assert isinstance(walk.screen, SlipShown)


def test_a_language_left_behind_goes_back_too(walk: Walk) -> None:
    walk(was.LanguageChosen(Language.EN))
    walk.seconds(140)
    assert walk.visit == walk.journey.start()


@pytest.mark.parametrize("left", [was.CalledStaff(), was.SomethingBroke()])
def test_a_notice_left_at_home_goes_away_by_itself(walk: Walk, left: was.Event) -> None:
    walk(left)
    walk.seconds(140)
    assert walk.visit == walk.journey.start()


def test_a_list_that_does_not_come_is_given_up_and_said(walk: Walk) -> None:
    walk(was.ListingChosen(Today()))
    assert walk.seconds(PATIENCE_S - 1).notice is None
    assert walk.seconds(1).notice is NoticeKind.NOT_READ
    assert walk.screen == Home()
    walk(was.PostingsFound(Today(), (posting("p1"),)))
    assert walk.screen == Home()


def test_restless_fingers_do_not_make_the_wait_endless(walk: Walk) -> None:
    walk(was.ListingChosen(Today()))
    for _ in range(PATIENCE_S):
        walk(was.Touched(), was.SecondPassed())
    assert walk.visit.notice is NoticeKind.NOT_READ


def test_each_wait_has_its_own_patience(walk: Walk) -> None:
    for _ in range(5):
        walk(was.ListingChosen(Today()))
        walk.seconds(PATIENCE_S - 1)
        walk(was.PostingsFound(Today(), (posting("p1"),)), was.WentBack())
    assert walk.visit.notice is None


def test_a_wish_that_is_not_answered_is_given_up_and_its_late_slip_given_back(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"))
    assert walk.seconds(PATIENCE_S).notice is NoticeKind.NOT_SAVED
    assert isinstance(walk.screen, OnePosting)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert walk.asked == (do.CancelSlip("s1"),)


def test_touching_once_more_after_waiting_in_vain_takes_the_late_slip(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"))
    walk.seconds(PATIENCE_S)
    walk(was.NoticeClosed(), was.Wanted("w2"))
    assert not walk.asked_for(do.IssueSlip)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert isinstance(walk.screen, SlipShown)


def test_a_warning_that_another_notice_covers_comes_again(walk: Walk) -> None:
    walk.to_posting("p1")
    walk.seconds(121)
    walk(was.PostingFound("p1", None))
    assert walk.visit.notice is NoticeKind.POSTING_GONE
    assert walk.seconds(1).notice is NoticeKind.STILL_THERE
