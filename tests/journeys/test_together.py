"""Several who go together: how many, and one slip on the screen for them all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.posting import Posting
from kiosk.journeys import effects as do
from kiosk.journeys import events as was
from kiosk.journeys.states import OnePosting, Postings, SlipShown
from kiosk.journeys.together import Together, most_together
from kiosk.journeys.visit import MOST_SLOTS, NoticeKind
from kiosk.journeys.worker import PATIENCE_S
from tests.journeys.walking import Walk, posting, slip


def with_slots(left: int, *, headcount: int = 9, elsewhere: bool = False) -> Posting:
    return replace(posting("p1"), slots_left=left, headcount=headcount, has_slots_elsewhere=elsewhere)


def to_question(walk: Walk, *, left: int = 5, elsewhere: bool = False) -> None:
    walk.to_posting("p1")
    walk(was.PostingFound("p1", with_slots(left, elsewhere=elsewhere)))
    walk(was.CompanionsWanted())


def to_party(walk: Walk, people: int, *, name: str = "p1", wish: str = "w1") -> None:
    walk.to_posting(name)
    walk(was.PostingFound(name, replace(with_slots(9), id=name)))
    walk(was.CompanionsWanted(), was.PeopleChosen(people, wish))
    walk(was.SlipIssued(wish, slip(f"s-{wish}", of=name, wish=wish), posting(name), people))


@pytest.mark.parametrize(
    ("left", "elsewhere", "sizes"), [(1, False, 1), (3, False, 3), (9, False, 6), (1, True, 6), (0, True, 6)]
)
def test_as_many_are_offered_as_there_are_slots(walk: Walk, left: int, elsewhere: bool, sizes: int) -> None:
    to_question(walk, left=left, elsewhere=elsewhere)
    assert isinstance(walk.screen, Together)
    assert list(walk.screen.sizes) == list(range(1, sizes + 1))
    assert walk.asked_for(do.Announce)


def test_slots_elsewhere_are_offered_up_to_the_headcount() -> None:
    assert most_together(with_slots(1, headcount=4, elsewhere=True)) == 4
    assert most_together(with_slots(1, headcount=4, elsewhere=True), is_short=True) == 1


def test_one_touch_gets_a_slip_for_all(walk: Walk) -> None:
    to_question(walk)
    walk(was.PeopleChosen(3, "w1"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w1", 3)]
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1"), 3))
    assert isinstance(walk.screen, SlipShown)
    assert walk.screen.people == 3
    assert walk.visit.slots_held == 3
    assert len(walk.asked_for(do.PrintSlip)) == 1
    walk(was.WentBack())
    assert isinstance(walk.screen, OnePosting), "how many go is not asked again"


def test_a_number_that_was_not_offered_does_nothing(walk: Walk) -> None:
    to_question(walk, left=2)
    before = walk.visit
    for people in (-1, 0, 3, 7):
        assert walk(was.PeopleChosen(people, "w1")) == before
    walk(was.WentBack())
    assert walk(was.PeopleChosen(1, "w1")).waiting_for is None


def test_too_few_slots_are_told_and_offered(walk: Walk) -> None:
    to_question(walk)
    walk(was.PeopleChosen(4, "w1"), was.WishRefused("w1", left=2))
    assert isinstance(walk.screen, Together)
    assert walk.screen.is_short
    assert list(walk.screen.sizes) == [1, 2]
    assert walk.asked_for(do.Announce)
    assert walk.visit.taken == ()
    walk(was.PeopleChosen(2, "w2"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w2", 2)]


def test_slots_that_come_meanwhile_are_offered_too(walk: Walk) -> None:
    to_question(walk)
    walk(was.PeopleChosen(4, "w1"), was.WishRefused("w1", left=1))
    walk(was.PostingFound("p1", with_slots(4)))
    assert isinstance(walk.screen, Together)
    assert walk.screen.sizes[-1] == 4
    walk(was.PostingFound("p1", with_slots(0, elsewhere=True)))
    assert walk.screen.sizes[-1] == 6, "there are none here any more: others' are asked for"


def test_the_same_number_is_the_same_wish_again_and_another_one_is_another(walk: Walk) -> None:
    to_question(walk)
    walk(was.PeopleChosen(3, "w1"), was.WishNotSaved("w1"), was.NoticeClosed())
    walk(was.PeopleChosen(3, "w2"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w1", 3)]
    walk(was.WishRefused("w1", elsewhere=True))
    assert walk.visit.notice is NoticeKind.SLOT_ELSEWHERE
    walk(was.NoticeClosed(), was.PeopleChosen(2, "w3"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w3", 2)]
    assert [wish.wish_id for wish in walk.visit.wishes] == ["w3"]


@pytest.mark.parametrize("answer", [was.WishRefused("w1"), was.WishRefused("w1", gone=True)])
def test_a_posting_that_is_gone_leads_back_to_the_list(walk: Walk, answer: was.WishRefused) -> None:
    to_question(walk)
    walk(was.PeopleChosen(3, "w1"), answer)
    assert isinstance(walk.screen, Postings)
    assert walk.visit.notice in (NoticeKind.NO_SLOT_LEFT, NoticeKind.POSTING_GONE)


def test_a_posting_that_vanishes_takes_the_question_with_it(walk: Walk) -> None:
    to_question(walk)
    walk(was.StoreChanged())
    assert walk.asked_for(do.FindPosting) == [do.FindPosting("p1")]
    walk(was.PostingFound("p1", None))
    assert isinstance(walk.screen, Postings)


def test_a_party_gives_back_by_one_touch(walk: Walk) -> None:
    to_party(walk, 3)
    walk(was.GaveBack())
    assert walk.asked_for(do.CancelSlip) == [do.CancelSlip("s-w1")]
    assert walk.visit.slots_held == 0


def test_no_visit_holds_more_than_six_slots(walk: Walk) -> None:
    to_party(walk, 4)
    walk(was.WentBack(), was.WentBack(), was.PostingChosen("p2"))
    walk(was.PostingFound("p2", replace(with_slots(9), id="p2")), was.CompanionsWanted())
    assert isinstance(walk.screen, Together)
    assert walk.screen.sizes[-1] == 2
    walk(was.PeopleChosen(2, "w2"), was.SlipIssued("w2", slip("s2", of="p2", wish="w2"), posting("p2"), 2))
    assert walk.visit.slots_held == MOST_SLOTS
    walk(was.WentBack(), was.WentBack(), was.PostingChosen("p3"))
    for event in (was.Wanted("w3"), was.CompanionsWanted()):
        walk(event)
        assert walk.visit.notice is NoticeKind.ENOUGH_SLOTS
        assert not walk.asked_for(do.IssueSlip)
        walk(was.NoticeClosed())


def test_a_late_party_is_not_waited_for_where_it_would_be_too_many(walk: Walk) -> None:
    to_question(walk)
    walk(was.PeopleChosen(4, "w1"), was.WentBack(), was.WentBack(), was.PostingChosen("p2"))
    walk(was.PostingFound("p2", replace(with_slots(9), id="p2")), was.CompanionsWanted(), was.PeopleChosen(3, "w2"))
    walk(was.SlipIssued("w2", slip("s2", of="p2", wish="w2"), posting("p2"), 3))
    walk(was.WentBack(), was.WentBack(), was.PostingChosen("p1"), was.Wanted("w3"))
    walk(was.SlipIssued("w1", slip("s1", of="p1", wish="w1"), posting("p1"), 4))
    assert walk.asked_for(do.CancelSlip) == [do.CancelSlip("s1")]
    assert walk.visit.slots_held == 3


def test_who_holds_a_slip_of_the_posting_is_shown_that_slip(walk: Walk) -> None:
    to_party(walk, 2)
    walk(was.WentBack(), was.CompanionsWanted())
    assert isinstance(walk.screen, SlipShown)


def change_their_mind(walk: Walk, first: int, then: int) -> None:
    """Ask for so many, go back before the answer, and ask for another number."""
    to_question(walk)
    walk(was.PeopleChosen(first, "w1"), was.WentBack())
    if then == 1:
        walk(was.Wanted("w2"))
    else:
        walk(was.CompanionsWanted(), was.PeopleChosen(then, "w2"))
    assert walk.asked == (do.StopTalking(),), "slots that the first wish may hold are not there for the second"
    assert walk.visit.waiting_for is not None


def issued(wish: str, people: int) -> was.SlipIssued:
    return was.SlipIssued(wish, slip(f"s-{wish}", of="p1", wish=wish), posting("p1"), people)


CHANGED = pytest.mark.parametrize(("first", "then"), [(3, 1), (1, 3), (2, 4)])


@CHANGED
def test_whoever_asks_for_another_number_gets_that_number(walk: Walk, first: int, then: int) -> None:
    change_their_mind(walk, first, then)
    walk(issued("w1", first))
    assert walk.asked == (do.CancelSlip("s-w1"), do.IssueSlip("p1", "w2", then)), "freed before it is asked for anew"
    assert walk.visit.slots_held == 0
    walk(issued("w2", then))
    assert isinstance(walk.screen, SlipShown)
    assert (walk.screen.people, walk.visit.slots_held) == (then, then)
    assert walk.visit.wishes == ()
    before = walk.visit
    walk(issued("w2", then))
    assert (walk.visit, walk.asked) == (before, ())


@CHANGED
@pytest.mark.parametrize(
    "answer",
    [
        was.WishRefused("w1"),
        was.WishRefused("w1", gone=True),
        was.WishRefused("w1", left=2),
        was.WishRefused("w1", elsewhere=True),
        was.WishNotSaved("w1"),
    ],
)
def test_a_number_is_asked_for_once_the_other_was_refused(
    walk: Walk, first: int, then: int, answer: was.TakingAnswer
) -> None:
    change_their_mind(walk, first, then)
    walk(answer)
    assert walk.asked == (do.IssueSlip("p1", "w2", then),)
    assert [wish.wish_id for wish in walk.visit.wishes] == ["w2"]
    assert walk.visit.notice is None
    walk(answer)
    assert walk.asked == (), "told twice, it is not asked for twice"
    walk(was.WishRefused("w2"))
    assert walk.visit.notice is NoticeKind.NO_SLOT_LEFT


@CHANGED
def test_a_number_whose_turn_never_comes_is_told_in_time_and_nothing_is_held(walk: Walk, first: int, then: int) -> None:
    change_their_mind(walk, first, then)
    walk.seconds(PATIENCE_S)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    assert walk.visit.waiting_for is None
    walk(issued("w1", first))
    assert walk.asked == (do.CancelSlip("s-w1"),), "nobody waits for anything any more"
    walk(was.NoticeClosed(), was.WentBack(), was.PostingChosen("p1"), was.Wanted("w3"))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w3")]


def test_a_number_that_is_asked_for_late_has_its_own_time(walk: Walk) -> None:
    change_their_mind(walk, 3, 1)
    walk.seconds(PATIENCE_S - 1)
    walk(issued("w1", 3))
    walk.seconds(PATIENCE_S - 1)
    assert walk.visit.notice is None
    walk.seconds(1)
    assert walk.visit.notice is NoticeKind.NOT_SAVED
    walk(issued("w2", 1))
    assert walk.asked == (do.CancelSlip("s-w2"),)


def test_whoever_goes_away_before_the_turn_of_their_number_is_asked_for_nothing(walk: Walk) -> None:
    change_their_mind(walk, 3, 1)
    walk(was.WentBack(), issued("w1", 3))
    assert walk.asked == (do.CancelSlip("s-w1"),)


def test_whoever_comes_back_to_the_first_number_gets_that_slip(walk: Walk) -> None:
    change_their_mind(walk, 3, 1)
    walk(was.WentBack(), was.PostingChosen("p1"), was.PostingFound("p1", with_slots(5)))
    walk(was.CompanionsWanted(), was.PeopleChosen(3, "w3"), issued("w1", 3))
    assert isinstance(walk.screen, SlipShown)
    assert walk.visit.slots_held == 3
    assert not walk.asked_for(do.CancelSlip)


def test_another_posting_s_answer_does_not_bring_a_number_its_turn(walk: Walk) -> None:
    walk.to_posting("p2")
    walk(was.Wanted("w0"))
    change_their_mind(walk, 3, 1)
    walk(was.SlipIssued("w0", slip("s0", of="p2", wish="w0"), posting("p2")))
    assert walk.asked == (do.CancelSlip("s0"),)
    walk(issued("w1", 3))
    assert walk.asked_for(do.IssueSlip) == [do.IssueSlip("p1", "w2")]
