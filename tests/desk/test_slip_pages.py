"""One slip by its number, what its days bring, and pay that came after it was awaited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.slip_pages import with_dashes
from kiosk.domain.complaint import ComplaintState
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.pay import PaidWhen, Pay, PayUnit
from kiosk.domain.slip import slip_number
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused, UnknownThing

EVENING = datetime(2026, 11, 21, 18, 30).astimezone()
UNPAID = Decision(result=Result.HIRED, paid=Paid.NONE)


MORNING = datetime(2026, 11, 21, 7, 0).astimezone()


@pytest.fixture(autouse=True)
def clock(station) -> list[datetime]:
    """The station's clock, which shows what stands last."""
    times = [MORNING]
    station.now = lambda: times[-1]
    return times


@pytest.fixture
def slip(station, offer, clock) -> Callable[..., str]:
    """Issues a slip in the morning and returns its number; it is evening then."""

    def issue(posting=None) -> str:
        wish = f"wish-{station.database.value('select count(*) from slips')}"
        outcome = station.slips.issue((posting or offer()).id, wish_id=wish, now=MORNING)
        clock.append(EVENING)
        return outcome.slip.number

    return issue


def test_a_slip_is_found_by_its_number_however_it_is_typed(desk, slip) -> None:
    number = slip()
    for typed in (number, number.lower(), f" {number} ", number.replace("-", ""), number.replace("-", "").lower()):
        assert desk.outcomes.slip(typed).slip.number == number


def test_a_slip_is_found_by_its_id(desk, slip) -> None:
    page = desk.outcomes.slip(slip())
    assert desk.outcomes.slip(page.slip.slip_id) == page


@given(prefix=st.from_regex(r"[A-Z0-9]{2}", fullmatch=True), running=st.integers(1, 12_000), day=st.dates())
def test_dashes_come_back_to_every_number(prefix: str, running: int, day) -> None:
    number = slip_number(prefix=prefix, day=day, running=running)
    assert with_dashes(number.replace("-", "")) == number
    assert with_dashes(number) == number


@pytest.mark.parametrize("text", ["", "1", "L7-1121-999-0", "王秀英", "' or 1=1 --"])
def test_what_is_no_number_of_a_slip_is_unknown(desk, text: str) -> None:
    with pytest.raises(UnknownThing):
        desk.outcomes.slip(text)


@pytest.mark.parametrize("text", ["x" * 10_000, "a\0b", "a\ud800"])
def test_what_cannot_be_a_number_is_refused(desk, text: str) -> None:
    with pytest.raises(Refused):
        desk.outcomes.slip(text)


def test_a_page_tells_posting_outcome_and_complaint(desk, slip) -> None:
    number = slip()
    page = desk.outcomes.slip(number)
    assert (page.posting.headcount, page.outcome, page.is_given_back, page.complaint) == (2, None, False, None)
    desk.outcomes.decide(page.slip.slip_id, UNPAID)
    after = desk.outcomes.slip(number)
    assert after.outcome.paid is Paid.NONE
    assert after.complaint is not None


def test_a_slip_that_was_given_back_says_so(desk, slip, station) -> None:
    page = desk.outcomes.slip(slip())
    station.slips.cancel(page.slip.slip_id, now=EVENING)
    assert desk.outcomes.slip(page.slip.number).is_given_back


def test_days_and_pay_agreed_say_what_is_due(desk, slip) -> None:
    number = slip()
    hired = Decision(result=Result.HIRED, half_days_worked=3, pay_agreed_minor=18_000)
    assert desk.outcomes.earned(number, hired) == 27_000


def test_nobody_knows_what_pieces_bring(desk, slip, offer) -> None:
    number = slip(offer(pay=Pay(amount_minor=50, unit=PayUnit.PIECE)))
    hired = Decision(result=Result.HIRED, half_days_worked=2, pay_agreed_minor=50)
    assert desk.outcomes.earned(number, hired) is None


def awaited(desk, number: str, half_days: int = 1) -> str:
    slip_id = desk.outcomes.slip(number).slip.slip_id
    desk.outcomes.decide(slip_id, Decision(result=Result.HIRED, half_days_worked=half_days, paid=Paid.NOT_YET))
    return slip_id


def test_pay_that_came_leaves_days_and_pay_agreed_as_they_were(desk, slip) -> None:
    slip_id = awaited(desk, slip())
    done = desk.outcomes.pay_came([slip_id], Paid.FULL)
    (outcome,) = done.value
    assert (outcome.paid, outcome.half_days_worked, outcome.paid_minor) == (Paid.FULL, 1, 9_000)
    done.undo()
    assert desk.outcomes.of_slip(slip_id).paid is Paid.NOT_YET


def test_pay_that_did_not_come_opens_a_complaint_which_undo_withdraws(desk, slip) -> None:
    slip_id = awaited(desk, slip())
    done = desk.outcomes.pay_came([slip_id], Paid.NONE)
    complaint = desk.outcomes.slip(slip_id).complaint
    done.undo()
    assert desk.complaints.page(complaint.complaint_id).complaint.state is ComplaintState.CLOSED


def test_what_is_not_awaited_any_more_is_passed_over(desk, slip, offer) -> None:
    posting = offer(headcount=3)
    ids = [awaited(desk, slip(posting)) for _ in range(3)]
    desk.outcomes.pay_came(ids[:1], Paid.NONE)
    done = desk.outcomes.pay_came(ids, Paid.FULL)
    assert [outcome.slip_id for outcome in done.value] == ids[1:]
    assert desk.outcomes.of_slip(ids[0]).paid is Paid.NONE
    assert desk.outcomes.pay_came(ids, Paid.FULL).undo is None


def test_pay_in_part_is_not_said_of_several(desk, slip) -> None:
    with pytest.raises(Refused, match="refused-part-for-all"):
        desk.outcomes.pay_came([awaited(desk, slip())], Paid.PART)


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_may_ask(at_desk, role: Role) -> None:
    desk = at_desk(role)
    for ask in (
        lambda: desk.outcomes.slip("1"),
        lambda: desk.outcomes.earned("1", UNPAID),
        lambda: desk.outcomes.pay_came([], Paid.FULL),
    ):
        with pytest.raises(NotAllowed):
            ask()


@pytest.mark.parametrize(
    ("paid_when", "last_day_in", "is_due"),
    [
        (PaidWhen.SAME_DAY, 3, True),
        (PaidWhen.AT_END, 3, False),
        (PaidWhen.WEEKLY, 3, False),
        (None, 0, True),
        (None, 3, False),
        (PaidWhen.AT_END, 0, True),
    ],
)
def test_money_is_due_at_the_end_of_the_work_unless_sooner_was_said(
    desk, slip, offer, paid_when: PaidWhen | None, last_day_in: int, is_due: bool
) -> None:
    pay = Pay(amount_minor=18_000, unit=PayUnit.DAY, paid_when=paid_when)
    last_day = EVENING.date() + timedelta(days=last_day_in)
    posting = desk.outcomes.slip(slip(offer(pay=pay, last_day=last_day, daily_end=time(17)))).posting
    assert posting.pays_by(EVENING.date()) is is_due


def test_work_of_one_day_is_paid_that_day_where_nothing_was_said(desk, slip, offer) -> None:
    posting = desk.outcomes.slip(slip(offer(daily_end=time(23)))).posting
    assert not posting.is_over
    assert posting.pays_by(EVENING.date())
