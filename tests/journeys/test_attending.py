"""Classes and notices: to a seat in three touches, never two for one wish, and nothing that is gone stays shown."""

from __future__ import annotations

import pytest

from kiosk.domain.training import next_like
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.attending_states import Classes, Notices, OneClass, OneNotice, SeatShown
from kiosk.journeys.state import Home
from kiosk.journeys.states import Printing
from kiosk.journeys.visit import NoticeKind, is_personal, is_taking_a_slip
from kiosk.journeys.worker import PATIENCE_S
from tests.journeys.walking import Walk, message, seat, training


def test_home_to_a_seat_takes_three_touches_and_is_read_aloud_on_the_way(walk: Walk) -> None:
    walk(was.ClassesWanted())
    assert walk.asked == (do.StopTalking(), do.FindClasses())
    classes = (training("c1"), training("c2"))
    walk(was.ClassesFound(classes))
    assert walk.asked == (do.Announce(),)
    walk(was.ClassChosen("c1"))
    assert walk.screen == OneClass(classes[0])
    assert walk.asked == (do.StopTalking(), do.Announce(), do.FindClasses())
    walk(was.SeatWanted("w1"))
    assert walk.asked == (do.StopTalking(), do.TakeSeat("c1", "w1"))
    walk(was.SeatTaken("w1", seat("s1", of="c1"), classes[0]))
    assert walk.screen == SeatShown(seat("s1", of="c1"), classes[0])
    assert walk.asked == (do.PrintSeat(seat("s1", of="c1"), classes[0]), do.StopTalking(), do.Announce())
    assert is_personal(walk.visit)
    assert is_taking_a_slip(walk.visit)
    assert [type(each) for each in walk.visit.back] == [Home, Classes, OneClass]


def test_touches_on_the_button_while_the_seat_is_on_its_way_ask_once(walk: Walk) -> None:
    walk.to_class("c1")
    walk(was.SeatWanted("w1"), was.SeatWanted("w2"))
    assert walk.asked == ()
    walk(was.WentBack(), was.ClassChosen("c1"), was.SeatWanted("w3"))
    assert walk.asked == (do.StopTalking(),), "the wish that is under way is waited for"


def test_who_has_a_seat_is_shown_it_again(walk: Walk) -> None:
    walk.to_seat("c1")
    shown = walk.screen
    walk(was.WentBack(), was.SeatWanted("w2"))
    assert walk.screen == shown
    assert not walk.asked_for(do.TakeSeat)
    assert not walk.asked_for(do.PrintSeat)


def test_nobody_takes_more_than_three_seats_at_the_screen(walk: Walk) -> None:
    for number in range(1, 4):
        walk.to_seat(f"c{number}", f"w{number}")
    walk.to_class("c4")
    walk(was.SeatWanted("w4"))
    assert walk.visit.notice is NoticeKind.ENOUGH_SLIPS
    assert not walk.asked_for(do.TakeSeat)


def test_a_class_that_has_just_filled_up_says_so_and_offers_the_next_date(walk: Walk) -> None:
    later = training("c2", title="瓦工", day=30)
    walk.to_class("c1", training("c1", title="瓦工"), later)
    walk(was.SeatWanted("w1"), was.SeatRefused("w1"))
    assert walk.visit.notice is NoticeKind.CLASS_FULL
    assert walk.asked_for(do.FindClasses)
    full = training("c1", title="瓦工", seats=0)
    walk(was.ClassesFound((full, later)))
    assert walk.screen == OneClass(full, instead=later)
    walk(was.ClassChosen("c2"))
    assert walk.screen == OneClass(later)
    assert [type(each) for each in walk.visit.back] == [Home, Classes]


def test_the_next_date_has_the_same_title_or_else_the_same_trade_and_seats() -> None:
    full = training("c1", title="瓦工入门", trade="mason", seats=0)
    trade, other = training("c2", title="瓦工进阶", trade="mason"), training("c3", title="电工", trade="electrician")
    same = training("c4", title="瓦工入门", trade="mason")
    assert next_like(full, (full, other, trade, same)) == same
    assert next_like(full, (full, other, trade)) == trade
    assert next_like(full, (full, other, training("c5", title="瓦工入门", seats=0))) is None
    assert next_like(training("c6", title="甲"), (training("c7", title="乙"),)) is None


def test_what_leaves_a_list_under_the_finger_is_said_to_be_gone(walk: Walk) -> None:
    walk(was.ClassesWanted(), was.ClassChosen("c1"))
    assert walk.visit.notice is None, "nothing is gone from a list that is not found yet"
    walk(was.ClassesFound((training("c2"),)), was.ClassChosen("c1"))
    assert isinstance(walk.screen, Classes)
    assert walk.visit.notice is NoticeKind.CLASS_GONE
    walk(was.WentHome(), was.NoticesWanted(), was.NoticeChosen("m1"))
    assert walk.visit.notice is None
    walk(was.NoticesFound((message("m2"),)), was.NoticeChosen("m1"))
    assert isinstance(walk.screen, Notices)
    assert walk.visit.notice is NoticeKind.MESSAGE_GONE


def test_a_class_that_is_gone_leads_back_and_says_so(walk: Walk) -> None:
    walk.to_class("c1")
    walk(was.SeatWanted("w1"), was.SeatRefused("w1", gone=True))
    assert walk.visit.notice is NoticeKind.CLASS_GONE
    assert isinstance(walk.screen, Classes)
    walk.to_class("c1")
    walk(was.StoreChanged())
    assert walk.asked == (do.FindClasses(),)
    walk(was.ClassesFound((training("c2"),)))
    assert walk.visit.notice is NoticeKind.CLASS_GONE


def test_what_was_not_saved_is_asked_for_again_as_the_same_wish(walk: Walk) -> None:
    walk.to_class("c1")
    walk(was.SeatWanted("w1"), was.SeatNotSaved("w1"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.SeatWanted("w2"))
    assert walk.asked_for(do.TakeSeat) == [do.TakeSeat("c1", "w1")]


def test_a_seat_that_comes_when_nobody_waits_any_more_is_given_back(walk: Walk) -> None:
    walk.to_class("c1")
    walk(was.SeatWanted("w1"))
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.SeatTaken("w1", seat("s1", of="c1"), training("c1")))
    assert walk.asked == (do.GiveSeatBack("s1"),)
    assert walk.visit.seats == ()


def test_a_seat_is_given_back_by_one_touch_and_may_be_taken_anew(walk: Walk) -> None:
    walk.to_seat("c1")
    walk(was.SeatGivenBack())
    assert walk.visit.notice is NoticeKind.SEAT_GIVEN_BACK
    assert walk.asked == (do.GiveSeatBack("seat-w1"), do.FindClasses(), do.Announce())
    walk(was.SeatWanted("w2"))
    assert walk.asked_for(do.TakeSeat) == [do.TakeSeat("c1", "w2")]


@pytest.mark.parametrize("printed", [True, False])
def test_the_paper_s_end_is_told_wherever_the_seat_stands(walk: Walk, printed: bool) -> None:
    walk.to_seat("c1")
    walk(was.SeatPrinted("seat-w1", printed=printed))
    assert isinstance(walk.screen, SeatShown)
    assert walk.screen.printing is (Printing.PRINTED if printed else Printing.NO_PAPER_TODAY)
    assert bool(walk.asked_for(do.Announce)) is not printed, "a photo has to be taken"
    assert walk.visit.seats == (walk.screen,)


def test_a_card_waits_until_the_seat_is_out_of_the_way(walk: Walk) -> None:
    walk.to_seat("c1")
    walk(was.CardScanned("card"))
    assert not walk.asked_for(do.SignIn)
    walk(was.WentBack())
    assert walk.asked_for(do.SignIn)


def test_who_goes_keeps_the_seat_and_is_forgotten(walk: Walk) -> None:
    walk.to_seat("c1")
    walk(was.Left())
    assert walk.visit == walk.journey.start()
    assert not walk.asked_for(do.GiveSeatBack)
    assert walk.asked_for(do.ForgetVisitor)


def test_a_notice_is_two_touches_away_and_leads_back(walk: Walk) -> None:
    walk.to_message("m1")
    assert walk.screen == OneNotice(message("m1"))
    assert walk.asked_for(do.Announce)
    walk(was.TurnedTo(1))
    assert walk.asked_for(do.Announce)
    walk(was.WentBack())
    assert isinstance(walk.screen, Notices)
    assert walk.asked_for(do.FindNotices)


def test_a_notice_that_is_withdrawn_or_changed_while_it_is_read_is_not_shown_as_it_was(walk: Walk) -> None:
    walk.to_message("m1")
    walk(was.NoticesFound((message("m1", recording="r1"),)))
    assert walk.screen == OneNotice(message("m1", recording="r1"))
    walk(was.NoticesFound((message("m2"),)))
    assert walk.visit.notice is NoticeKind.MESSAGE_GONE
    assert isinstance(walk.screen, Notices)


def test_lists_that_shrink_stay_on_a_page_that_is_there(walk: Walk) -> None:
    walk(was.ClassesWanted(), was.ClassesFound((training("c1"), training("c2"))), was.TurnedTo(1))
    walk(was.ClassesFound((training("c1"),)))
    assert walk.screen == Classes((training("c1"),), first=0)
    walk(was.ClassesFound(()))
    assert walk.screen == Classes((), first=0)


def test_a_lookup_that_fails_or_does_not_come_leads_home(walk: Walk) -> None:
    for begun in (was.ClassesWanted(), was.NoticesWanted()):
        walk(begun, was.LookupFailed())
        assert (walk.screen, walk.visit.notice) == (Home(), NoticeKind.NOT_READ)
        walk(was.NoticeClosed(), begun)
        walk.seconds(PATIENCE_S)
        assert (walk.screen, walk.visit.notice) == (Home(), NoticeKind.NOT_READ)
        walk(was.NoticeClosed())


def test_hands_that_fit_no_screen_change_nothing(walk: Walk) -> None:
    before = walk.visit
    walk(was.ClassChosen("c1"), was.SeatWanted("w1"), was.SeatGivenBack(), was.NoticeChosen("m1"))
    assert walk.visit == before
    walk.to_class("c9")
    assert isinstance(walk.screen, Classes)
