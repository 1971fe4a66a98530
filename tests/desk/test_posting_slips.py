"""The slips of a posting, as its page shows them: holder, state, and what became of each."""

import pytest

from kiosk.desk.walk_in import WalkIn
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.person import Consent
from kiosk.domain.slip import SlipState
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, UnknownThing


@pytest.fixture
def worker(desk):
    """Somebody who signed in as the first today."""
    person = desk.people.register(WalkIn(name="王秀英", consent=Consent.GIVEN, phone="13907420011")).value
    desk.arrivals.sign_in(person.id)
    return person


def test_each_slip_names_its_holder_and_what_became_of_it(desk, offer, worker) -> None:
    posting = offer(headcount=2)
    sent = desk.dispatch.send(posting.id, person_ids=[worker.id]).value.sent[0]
    (slip,) = desk.postings.slips(posting.id)
    assert (slip.slip_id, slip.number, slip.state) == (sent.slip.id, sent.slip.number, SlipState.HELD)
    assert (slip.person_id, slip.worker_name, slip.running) == (worker.id, "王秀英", 1)
    assert (slip.result, slip.paid) == (None, None)
    desk.outcomes.decide(sent.slip.id, Decision(result=Result.HIRED, paid=Paid.FULL))
    (slip,) = desk.postings.slips(posting.id)
    assert (slip.result, slip.paid) == (Result.HIRED, Paid.FULL)


def test_an_anonymous_slip_has_no_name_and_a_cancelled_one_stays(desk, station, offer) -> None:
    posting = offer()
    outcome = station.slips.issue(posting.id, wish_id="at-the-kiosk", now=station.now())
    station.slips.cancel(outcome.slip.id, now=station.now())
    (slip,) = desk.postings.slips(posting.id)
    assert (slip.person_id, slip.worker_name, slip.running) == ("", "", None)
    assert slip.state is SlipState.CANCELLED


def test_the_latest_come_first_and_another_postings_are_not_there(desk, station, offer) -> None:
    posting, other = offer(headcount=3), offer()
    numbers = [
        station.slips.issue(posting.id, wish_id=f"wish-{place}", now=station.now()).slip.number for place in range(3)
    ]
    station.slips.issue(other.id, wish_id="wish-other", now=station.now())
    assert [slip.number for slip in desk.postings.slips(posting.id)] == numbers[::-1]


def test_of_no_posting_there_are_none(desk, at_desk) -> None:
    with pytest.raises(UnknownThing):
        desk.postings.slips("nowhere")
    with pytest.raises(NotAllowed):
        at_desk(Role.TECHNICIAN).postings.slips("nowhere")
