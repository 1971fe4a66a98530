"""The path from Home to a slip, one rule after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.language import Language
from kiosk.domain.listing import Near, OfTrade, SuitsOlder, Today
from kiosk.domain.sign_in import ByCard, More
from kiosk.domain.trade import TRADES
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.state import Home
from kiosk.journeys.states import OnePosting, Postings, Printing, SlipShown, Trades
from kiosk.journeys.visit import MAX_SLIPS, NoticeKind
from tests.journeys.walking import Walk, posting, slip


def test_a_visit_begins_at_home_in_the_station_s_language(walk: Walk) -> None:
    assert walk.visit.screen == Home()
    assert walk.visit.language is Language.ZH_CN


def test_home_to_slip_takes_three_touches(walk: Walk) -> None:
    walk(was.ListingChosen(Today()))
    assert walk.asked_for(do.FindPostings) == [do.FindPostings(Today())]
    walk(was.PostingsFound(Today(), (posting("p1"),)))
    walk(was.PostingChosen("p1"))
    walk(was.Wanted("w1"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w1")]
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert isinstance(walk.screen, SlipShown)
    assert walk.asked_for(do.PrintSlip)
    assert walk.visit.taken == (walk.screen,)


def test_a_screen_is_read_aloud_when_what_it_shows_has_been_found(walk: Walk) -> None:
    walk(was.TradesWanted())
    assert not walk.asked_for(do.Announce)
    walk(was.TradesFound((("cook", 3),)))
    assert walk.asked_for(do.Announce)
    walk(was.TradesFound((("cook", 2),)))
    assert not walk.asked_for(do.Announce)


def test_what_is_being_said_stops_at_the_next_touch(walk: Walk) -> None:
    for event in (was.TradesWanted(), was.ListingChosen(Today()), was.WentBack(), was.WentHome()):
        walk(event)
        assert walk.asked_for(do.StopTalking)


def test_every_step_back_leads_nearer_home(walk: Walk) -> None:
    walk(was.TradesWanted(), was.TradesFound((("cook", 1),)), was.ListingChosen(OfTrade("cook")))
    walk(was.PostingsFound(OfTrade("cook"), (posting("p1"),)), was.PostingChosen("p1"), was.Wanted("w1"))
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    for kind in (OnePosting, Postings, Trades, Home, Home):
        walk(was.WentBack())
        assert isinstance(walk.screen, kind)


def test_a_screen_come_back_to_is_looked_up_again(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.WentBack())
    assert walk.asked_for(do.FindPostings) == [do.FindPostings(Today())]


def test_going_round_never_makes_the_way_back_longer(walk: Walk) -> None:
    for _ in range(5):
        for listing in (SuitsOlder(), Near(), Today()):
            walk(was.ListingChosen(listing), was.PostingsFound(listing, ()), was.TradesWanted())
            walk(was.TradesFound((("cook", 1),)))
    assert walk.visit.back == (Home(),)


def test_a_page_beyond_the_last_is_the_last(walk: Walk) -> None:
    walk.to_postings("p1", "p2", "p3")
    for asked, shown in ((2, 2), (99, 2), (-5, 0)):
        walk(was.TurnedTo(asked))
        assert isinstance(walk.screen, Postings)
        assert walk.screen.first == shown


def test_a_page_that_empties_while_it_is_shown_gives_way_to_the_one_before(walk: Walk) -> None:
    walk.to_postings("p1", "p2", "p3")
    walk(was.TurnedTo(2), was.PostingsFound(Today(), (posting("p1"),)))
    assert isinstance(walk.screen, Postings)
    assert walk.screen.first == 0


def test_an_answer_to_an_earlier_question_changes_nothing(walk: Walk) -> None:
    walk(was.ListingChosen(Today()), was.WentBack(), was.ListingChosen(Near()))
    before = walk.visit
    assert walk(was.PostingsFound(Today(), (posting("p1"),))) == before
    assert walk(was.TradesFound((("cook", 1),))) == before
    assert walk(was.PostingFound("p1", posting("p1"))) == before


def test_the_slip_of_a_posting_is_shown_again_and_not_made_again(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.WentBack(), was.Wanted("w2"))
    assert isinstance(walk.screen, SlipShown)
    assert not walk.asked_for(do.IssueSlip)
    assert not walk.asked_for(do.PrintSlip)


def test_a_second_touch_on_i_want_this_asks_for_nothing_more(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"))
    walk(was.Wanted("w2"))
    assert walk.asked == ()


def test_wanting_again_before_the_answer_waits_for_the_same_wish(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.WentBack(), was.PostingChosen("p1"), was.Wanted("w2"))
    assert not walk.asked_for(do.IssueSlip)
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert isinstance(walk.screen, SlipShown)


def test_a_wish_that_was_not_saved_is_asked_again_under_its_own_name(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.WishNotSaved("w1"))
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(was.NoticeClosed(), was.Wanted("w2"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w1")]


def test_a_wish_for_a_slot_that_is_elsewhere_stays_at_its_posting_and_is_the_same_when_touched_again(
    walk: Walk,
) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.WishRefused("w1", elsewhere=True))
    assert isinstance(walk.screen, OnePosting)
    assert walk.visit.notice is NoticeKind.SLOT_ELSEWHERE
    walk(was.NoticeClosed(), was.Wanted("w2"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w1")], (
        "a restless finger asks for one slot, not for ten"
    )


def test_a_refused_wish_leads_back_to_other_work(walk: Walk) -> None:
    for gone, notice in ((False, NoticeKind.NO_SLOT_LEFT), (True, NoticeKind.POSTING_GONE)):
        walk.to_posting("p1")
        walk(was.Wanted("w1"), was.WishRefused("w1", gone=gone))
        assert isinstance(walk.screen, Postings)
        assert walk.visit.notice is notice
        assert walk.asked_for(do.FindPostings)
        walk(was.WentHome())


@pytest.mark.parametrize("away", [was.WentHome(), was.WentBack(), was.SomethingBroke()])
def test_a_slip_that_nobody_waits_for_any_more_frees_its_slot(walk: Walk, away: was.Event) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), away)
    before = walk.screen
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1")))
    assert walk.asked == (do.CancelSlip("s1"),)
    assert walk.screen == before
    assert walk.visit.taken == ()


def test_the_same_slip_told_twice_is_kept(walk: Walk) -> None:
    walk.to_slip("p1")
    before = walk.visit
    assert walk(was.SlipIssued("w1", slip("s-w1", of="p1", wish="w1"), posting("p1"))) == before
    assert walk.asked == ()


def test_a_slip_given_back_frees_its_slot_and_may_be_wanted_anew(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.GaveBack())
    assert walk.asked[0] == do.CancelSlip("s-w1")
    assert walk.visit.notice is NoticeKind.GIVEN_BACK
    assert isinstance(walk.screen, OnePosting)
    walk(was.Wanted("w2"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w2")]


def test_more_than_three_slips_are_for_the_staff_to_give(walk: Walk) -> None:
    for number in range(1, MAX_SLIPS + 1):
        walk.to_slip(f"p{number}", f"w{number}")
    walk.to_posting("p4")
    walk(was.Wanted("w4"))
    assert walk.visit.notice is NoticeKind.ENOUGH_SLIPS
    assert not walk.asked_for(do.IssueSlip)
    assert len(walk.visit.taken) == MAX_SLIPS


def test_what_became_of_the_paper_is_shown_wherever_the_slip_stands(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.PrintEnded("s-w1", printed=False))
    assert isinstance(walk.screen, SlipShown)
    assert walk.screen.printing is Printing.NO_PAPER_TODAY
    assert walk.asked_for(do.Announce)
    walk(was.WentBack(), was.PrintEnded("s-w1", printed=True))
    assert walk.visit.taken[0].printing is Printing.PRINTED
    walk(was.PrintEnded("s-other", printed=False))
    assert walk.visit.taken[0].printing is Printing.PRINTED


def test_a_posting_that_is_gone_leaves_the_screen_but_not_under_the_hand_that_wants_it(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.Wanted("w1"), was.PostingFound("p1", None))
    assert isinstance(walk.screen, OnePosting)
    walk(was.WishRefused("w1", gone=True))
    walk(was.NoticeClosed(), was.PostingChosen("p2"), was.PostingFound("p2", None))
    assert isinstance(walk.screen, Postings)
    assert walk.visit.notice is NoticeKind.POSTING_GONE


def test_what_leaves_the_list_under_the_finger_is_said_to_be_gone(walk: Walk) -> None:
    walk.to_postings("p1", "p2")
    walk(was.PostingsFound(Today(), (posting("p2"),)), was.PostingChosen("p1"))
    assert isinstance(walk.screen, Postings)
    assert walk.visit.notice is NoticeKind.POSTING_GONE
    assert walk.asked == (do.StopTalking(), do.Announce())
    walk(was.NoticeClosed(), was.PostingChosen("p2"))
    assert isinstance(walk.screen, OnePosting)


def test_nothing_is_gone_from_a_list_that_is_not_found_yet(walk: Walk) -> None:
    walk(was.ListingChosen(Today()), was.PostingChosen("p1"))
    assert walk.visit.notice is None


def test_a_posting_whose_last_slot_is_one_s_own_stays(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.WentBack(), was.PostingFound("p1", None))
    assert isinstance(walk.screen, OnePosting)
    assert walk.visit.notice is None


def test_staff_are_called_from_any_screen_and_the_screen_stays(walk: Walk) -> None:
    walk.to_posting("p1")
    before = walk.screen
    walk(was.CalledStaff())
    assert walk.asked_for(do.RingForStaff)
    assert walk.visit.notice is NoticeKind.STAFF_CALLED
    walk(was.NoticeClosed())
    assert walk.screen == before


def test_nobody_is_told_that_somebody_comes_when_the_bell_cannot_ring(walk: Walk) -> None:
    walk.to_posting("p1")
    walk(was.CalledStaff(), was.BellRang(heard=False))
    assert walk.visit.notice is NoticeKind.NOBODY_HEARS
    walk(was.CalledStaff(), was.BellRang(heard=True))
    assert walk.visit.notice is NoticeKind.STAFF_CALLED


def test_a_bell_that_comes_late_says_nothing(walk: Walk) -> None:
    walk(was.CalledStaff(), was.NoticeClosed(), was.BellRang(heard=False))
    assert walk.visit.notice is None


def test_a_lookup_that_fails_is_told_on_the_screen_before(walk: Walk) -> None:
    walk(was.TradesWanted(), was.LookupFailed())
    assert walk.screen == Home()
    assert walk.visit.notice is NoticeKind.NOT_READ
    assert walk.asked_for(do.Announce)


def test_another_language_is_heard_at_once_and_gone_with_its_visitor(walk: Walk) -> None:
    walk(was.LanguageChosen(Language.EN))
    assert walk.asked_for(do.Announce)
    assert walk.visit.language is Language.EN
    assert walk(was.WentHome()).language is Language.EN
    assert walk(was.Left()) == walk.journey.start()
    assert walk.asked_for(do.ForgetVisitor)


@pytest.mark.parametrize("before", [(), (was.LanguageChosen(Language.EN), was.TradesWanted())])
def test_staff_who_come_to_the_screen_find_nothing_of_the_visit_and_hear_nothing(
    walk: Walk, before: tuple[was.Event, ...]
) -> None:
    walk(*before)
    assert walk(was.StaffCame()) == walk.journey.start()
    assert walk.asked_for(do.StopTalking)
    assert walk.asked_for(do.ForgetVisitor)
    assert not walk.asked_for(do.Announce)


def test_a_mistake_of_ours_starts_again_at_home_and_says_so(walk: Walk) -> None:
    walk.to_slip("p1")
    walk(was.SomethingBroke())
    assert walk.screen == Home()
    assert walk.visit.notice is NoticeKind.ONE_MOMENT
    assert walk.visit.taken == ()
    assert walk.asked_for(do.ForgetVisitor)
    assert walk.asked_for(do.Announce)


def test_after_a_mistake_of_ours_everything_is_forgotten_even_when_nobody_had_begun(walk: Walk) -> None:
    walk(was.SomethingBroke())
    assert walk.asked_for(do.ForgetVisitor)


@pytest.mark.parametrize("kind", NoticeKind)
@pytest.mark.parametrize("hand", [was.NoticeClosed(), was.WentBack(), was.WentHome(), was.ListenedAgain()])
def test_a_notice_never_traps(walk: Walk, kind: NoticeKind, hand: was.Event) -> None:
    match kind:
        case NoticeKind.STILL_THERE:
            walk(was.TradesWanted(), was.TradesFound((("cook", 1),)))
            walk.seconds(120)
        case NoticeKind.STAFF_CALLED | NoticeKind.NOBODY_HEARS:
            walk(was.CalledStaff(), was.BellRang(heard=kind is NoticeKind.STAFF_CALLED))
        case NoticeKind.NO_SLOT_LEFT | NoticeKind.POSTING_GONE:
            walk.to_posting("p1")
            walk(was.Wanted("w1"), was.WishRefused("w1", gone=kind is NoticeKind.POSTING_GONE))
        case NoticeKind.SLOT_ELSEWHERE:
            walk.to_posting("p1")
            walk(was.Wanted("w1"), was.WishRefused("w1", elsewhere=True))
        case NoticeKind.CLASS_FULL | NoticeKind.CLASS_GONE:
            walk.to_class("c1")
            walk(was.SeatWanted("w1"), was.SeatRefused("w1", gone=kind is NoticeKind.CLASS_GONE))
        case NoticeKind.SEAT_GIVEN_BACK:
            walk.to_seat("c1")
            walk(was.SeatGivenBack())
        case NoticeKind.MESSAGE_GONE:
            walk.to_message("m1")
            walk(was.NoticesFound(()))
        case NoticeKind.NOT_SAVED:
            walk.to_posting("p1")
            walk(was.Wanted("w1"), was.WishNotSaved("w1"))
        case NoticeKind.NOT_READ:
            walk(was.TradesWanted(), was.LookupFailed())
        case NoticeKind.ENOUGH_SLIPS:
            for number in range(1, 4):
                walk.to_slip(f"p{number}", f"w{number}")
            walk.to_posting("p4")
            walk(was.Wanted("w4"))
        case NoticeKind.ENOUGH_TRADES:
            walk(was.WishWanted(), was.WishAgreed(agrees=True))
            walk(*[was.WishTradeTouched(trade.id) for trade in TRADES[:6]])
        case NoticeKind.ENOUGH_SLOTS:
            walk.to_posting("p1")
            walk(was.PostingFound("p1", replace(posting("p1"), slots_left=6)), was.CompanionsWanted())
            walk(was.PeopleChosen(6, "w1"), was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1"), 6))
            walk.to_posting("p2")
            walk(was.Wanted("w2"))
        case NoticeKind.GIVEN_BACK:
            walk.to_slip("p1")
            walk(was.GaveBack())
        case NoticeKind.ONE_MOMENT:
            walk(was.SomethingBroke())
        case NoticeKind.NOT_KNOWN:
            walk(was.CardScanned("c"), was.NotKnown(ByCard("c")))
        case NoticeKind.ASK_STAFF:
            walk(was.CardScanned("c"), was.AskedForMore(ByCard("c"), More.STAFF))
    assert walk.visit.notice is kind
    assert walk(hand).notice is None


def test_a_posting_tells_whether_there_is_something_to_hear_before_its_work(walk: Walk) -> None:
    walk(was.ListingChosen(Today()), was.PostingsFound(Today(), (posting("p1"),), taught=frozenset({"cook"})))
    walk(was.PostingChosen("p1"))
    assert walk.screen == OnePosting(posting("p1"), has_lessons=True)
    walk(was.LessonsWanted("cook"), was.WentBack())
    assert walk.screen == OnePosting(posting("p1"), has_lessons=True)
    walk(was.WentBack(), was.PostingsFound(Today(), (posting("p1"),)), was.PostingChosen("p1"))
    assert walk.screen == OnePosting(posting("p1"))
