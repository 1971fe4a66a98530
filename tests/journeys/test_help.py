"""Help explains the screen that somebody asked about: whatever comes by itself puts it away and is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.domain.complaint import ComplaintKind, Receipt
from kiosk.domain.listing import Today
from kiosk.domain.sign_in import ByPhone, More, Way
from kiosk.domain.trade import TRADES
from kiosk.domain.work_wish import WishReceipt
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.attending_states import SeatShown
from kiosk.journeys.complaint_states import ComplaintShown
from kiosk.journeys.state import State
from kiosk.journeys.states import SignedIn, SignInDigits, SlipShown
from kiosk.journeys.together import Together
from kiosk.journeys.wish_states import WishDone
from tests.journeys.walking import Walk, posting, seat, slip, training

RECEIPT = Receipt(complaint_id="c1", number="n", kind=ComplaintKind.OTHER, due_day=date(2026, 11, 24))
WISH = WishReceipt(wish_id="id", number="n", kept_until=date(2026, 12, 21), is_called=True)
HELP = was.HelpWanted()


def slip_comes(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), HELP, was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))


def seat_comes(walk: Walk) -> None:
    walk.to_class("c1")
    walk(was.SeatWanted("w1"), HELP, was.SeatTaken("w1", seat("s1", of="c1"), training("c1")))


def complaint_is_taken(walk: Walk) -> None:
    walk(was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.OTHER), was.PostingToldOf())
    walk(was.ComplaintGiven("c1"), HELP, was.ComplaintTaken("c1", RECEIPT))


def wish_is_kept(walk: Walk) -> None:
    walk(was.WishWanted(), was.WishAgreed(agrees=True), was.WishTradeTouched(TRADES[0].id), was.WentOn(), was.WentOn())
    walk(was.WishSaid("x"), was.WishReachChosen("t"), HELP, was.WishKept("t", WISH))


def give_digits(walk: Walk) -> None:
    walk(was.SignInWanted(), was.SignInWayChosen(Way.PHONE), *map(was.DigitTyped, "5678"), was.DigitsGiven(), HELP)


def number_comes(walk: Walk) -> None:
    give_digits(walk)
    walk(was.SignedInAs(ByPhone("5678"), 7, 2))


def more_digits_are_asked_for(walk: Walk) -> None:
    give_digits(walk)
    walk(was.AskedForMore(ByPhone("5678"), More.DIGITS))


def too_few_are_left(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.CompanionsWanted(), was.PeopleChosen(2, "w1"), HELP, was.WishRefused("w1", left=1))


def no_paper_for_the_slip(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(HELP, was.PrintEnded("s-w1", printed=False))


def no_paper_for_the_seat(walk: Walk) -> None:
    walk.to_seat("c1")
    walk(HELP, was.SeatPrinted("seat-w1", printed=False))


def no_paper_for_the_number(walk: Walk) -> None:
    complaint_is_taken(walk)
    walk(HELP, was.ReceiptPrinted("c1", printed=False))


@pytest.mark.parametrize(
    ("come", "screen"),
    [
        (slip_comes, SlipShown),
        (seat_comes, SeatShown),
        (complaint_is_taken, ComplaintShown),
        (wish_is_kept, WishDone),
        (number_comes, SignedIn),
        (more_digits_are_asked_for, SignInDigits),
        (too_few_are_left, Together),
        (no_paper_for_the_slip, SlipShown),
        (no_paper_for_the_seat, SeatShown),
        (no_paper_for_the_number, ComplaintShown),
    ],
)
def test_what_comes_by_itself_is_read_and_not_explained(
    walk: Walk, come: Callable[[Walk], None], screen: type[State]
) -> None:
    come(walk)
    assert isinstance(walk.screen, screen)
    assert walk.asked_for(do.Announce)
    assert not walk.visit.is_helped


def test_a_slip_that_comes_on_paper_leaves_help_alone(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(HELP, was.PrintEnded("s-w1", printed=True))
    assert walk.visit.is_helped
    assert walk.asked == ()


def test_a_number_that_comes_behind_the_settings_leaves_their_help_alone(walk: Walk) -> None:
    walk(was.RightsWanted(), was.ComplaintBegun(), was.HappenedChosen(ComplaintKind.OTHER), was.PostingToldOf())
    walk(was.ComplaintGiven("c1"), was.SettingsWanted(), HELP, was.ComplaintTaken("c1", RECEIPT))
    assert walk.visit.is_helped
    walk(was.WentBack(), was.WentBack())
    assert not walk.visit.is_helped
    assert isinstance(walk.screen, ComplaintShown)


def test_a_list_that_somebody_asked_about_before_it_was_found_is_explained_then(walk: Walk) -> None:
    walk(was.ListingChosen(Today()), HELP, was.PostingsFound(Today(), (posting("p1"),)))
    assert walk.visit.is_helped
    assert walk.asked == (do.Announce(),)
