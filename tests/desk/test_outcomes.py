"""The end of the day: who came, for how long, and whether they got their money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.outcome_words import days_worked_text, outcome_line
from kiosk.desk.wages import earned_minor
from kiosk.domain.complaint import ComplaintKind as Kind
from kiosk.domain.complaint import ComplaintState, NewComplaint, StepKind
from kiosk.domain.language import Language
from kiosk.domain.outcome import Decision, Paid, Result
from kiosk.domain.pay import Pay, PayUnit
from kiosk.domain.person import Person
from kiosk.domain.posting import PostingState
from kiosk.domain.slip import SlipState
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.people import PersonStore
from kiosk.texts.catalogue import Texts

EVENING = datetime(2026, 11, 21, 18, 30).astimezone()
TODAY = EVENING.date()
HIRED = Decision(result=Result.HIRED)
ALL_PAID = Decision(result=Result.HIRED, paid=Paid.FULL)
UNPAID = Decision(result=Result.HIRED, paid=Paid.NONE)
ABSENT = Decision(result=Result.NO_SHOW)


@pytest.fixture
def at(station) -> Callable[[datetime], None]:
    """Sets the station's clock."""

    clock = [station.now()]
    station.now = lambda: clock[0]

    def set_clock(moment: datetime) -> None:
        clock[0] = moment.astimezone()

    return set_clock


@pytest.fixture
def evening(at) -> None:
    at(EVENING)


@pytest.fixture
def slip(station) -> Callable[..., str]:
    """Issues a slip in the morning, to a registered person if there is one; returns its id."""

    def issue(posting, person: Person | None = None, *, now: datetime = datetime(2026, 11, 21, 7, 0)) -> str:
        wish = f"wish-{station.database.value('select count(*) from slips')}"
        outcome = station.slips.issue(posting.id, wish_id=wish, now=now.astimezone())
        if person is not None:
            station.database.execute("update slips set person = ? where id = ?", (person.number, outcome.slip.id))
        return outcome.slip.id

    return issue


@pytest.fixture
def worker(station) -> Callable[..., Person]:
    def register(name: str = "王大爷", phone: str = "13812345678") -> Person:
        store = PersonStore(station.database)
        with station.database.transaction():
            number = store.next_number()
            person = Person(
                number=number, id=f"person-{number}", card=f"card-{number}", name=name, phone=phone, counts_as=number
            )
            store.add(person, ())
        return person

    return register


def wage_complaint(desk):
    found = [each for state in (None, ComplaintState.CLOSED) for each in desk.complaints.inbox(state)]
    assert len(found) <= 1
    return desk.complaints.page(found[0].id) if found else None


def test_the_evening_list_names_each_slip_with_its_worker_and_a_masked_phone(evening, offer, slip, worker, at_desk):
    posting = offer()
    first, second = slip(posting, worker()), slip(posting)
    (group,) = at_desk().outcomes.undecided()
    assert (group.posting_id, group.employer_name, group.is_over) == (posting.id, "老王施工队", True)
    assert [each.slip_id for each in group.slips] == [first, second]
    assert [(each.worker_name, each.masked_phone) for each in group.slips] == [("王大爷", "138****5678"), ("", "")]
    assert [each.half_days for each in group.slips] == [2, 2]


def test_work_that_has_not_begun_is_not_on_the_list(at, offer, slip, at_desk):
    slip(offer(first_day=TODAY + timedelta(days=1), last_day=TODAY + timedelta(days=1)))
    slip(offer(daily_start=time(19), daily_end=time(23)))
    at(EVENING)
    assert at_desk().outcomes.undecided() == ()
    at(EVENING.replace(hour=19))
    (group,) = at_desk().outcomes.undecided()
    assert not group.is_over


def test_work_that_runs_past_midnight_is_over_on_the_next_day(at, offer, slip, at_desk):
    slip(offer(daily_start=time(18), daily_end=time(2)))
    at(EVENING)
    assert [each.is_over for each in at_desk().outcomes.undecided()] == [False]
    at(EVENING + timedelta(days=1))
    assert [each.is_over for each in at_desk().outcomes.undecided()] == [True]


def test_a_slip_that_expired_undecided_stays_on_the_list(at, station, offer, slip, at_desk):
    slip(offer())
    at(EVENING + timedelta(days=3))
    station.let_old_slips_go()
    assert at_desk().outcomes.day_state().undecided == 1


def test_all_came_all_paid_is_one_touch_and_one_undo(evening, offer, slip, at_desk):
    desk, posting = at_desk(), offer(headcount=3)
    ids = [slip(posting) for _ in range(3)]
    done = desk.outcomes.decide_all(posting.id, paid=Paid.FULL)
    assert [(each.result, each.half_days_worked, each.paid_minor) for each in done.value] == [
        (Result.HIRED, 2, 18_000)
    ] * 3
    assert desk.outcomes.undecided() == ()
    assert done.undo
    done.undo()
    assert [each.slip_id for group in desk.outcomes.undecided() for each in group.slips] == ids


def test_all_of_nobody_is_nothing_to_undo(evening, offer, at_desk):
    done = at_desk().outcomes.decide_all(offer().id)
    assert (done.value, done.undo) == ((), None)


def test_all_at_once_changes_no_decision_that_was_made_before(evening, offer, slip, at_desk):
    desk, posting = at_desk(), offer()
    absent, present = slip(posting), slip(posting)
    desk.outcomes.decide(absent, ABSENT)
    assert [each.slip_id for each in desk.outcomes.decide_all(posting.id, paid=Paid.FULL).value] == [present]
    assert desk.outcomes.of_slip(absent).result is Result.NO_SHOW


def test_one_that_cannot_be_decided_keeps_all_from_being_decided(evening, offer, slip, at_desk):
    desk, posting = at_desk(), offer()
    slip(posting)
    with pytest.raises(Refused, match="refused-part-for-all"):
        desk.outcomes.decide_all(posting.id, paid=Paid.PART)
    with pytest.raises(Refused, match="refused-paid-but-not-hired"):
        desk.outcomes.decide_all(posting.id, Result.NO_SHOW, paid=Paid.FULL)
    assert desk.outcomes.day_state().undecided == 1


@pytest.mark.parametrize("result", [Result.NO_SHOW, Result.NOT_HIRED])
def test_who_never_worked_frees_the_slot_and_undoing_takes_it_again(evening, station, offer, slip, at_desk, result):
    posting = offer(headcount=1)
    slip_id = slip(posting)
    done = at_desk().outcomes.decide(slip_id, Decision(result=result))
    assert station.slips.find(slip_id).state is SlipState.CANCELLED
    assert station.postings.get(posting.id).slots_left == 1
    done.undo()
    assert station.slips.find(slip_id).state is SlipState.HELD
    assert station.postings.get(posting.id).slots_left == 0
    assert at_desk().outcomes.of_slip(slip_id) is None


def test_undoing_is_refused_when_somebody_else_has_the_slot_meanwhile(at, offer, slip, at_desk, station):
    posting = offer(headcount=1)
    slip_id = slip(posting)
    done = at_desk().outcomes.decide(slip_id, ABSENT)
    other = slip(posting)
    with pytest.raises(ChangedMeanwhile, match="refused-slot-gone"):
        done.undo()
    assert at_desk().outcomes.of_slip(slip_id).result is Result.NO_SHOW
    assert station.slips.find(other).state is SlipState.HELD
    with pytest.raises(Refused, match="refused-slot-gone"):
        at_desk().outcomes.decide(slip_id, ALL_PAID)
    assert station.slips.held_count(posting.id) == 1


def test_the_slot_of_work_that_is_over_stays_as_it_was(at, station, offer, slip, at_desk):
    slip_id = slip(offer())
    at(EVENING + timedelta(days=2))
    station.let_old_slips_go()
    done = at_desk().outcomes.decide(slip_id, ABSENT)
    assert station.slips.find(slip_id).state is SlipState.EXPIRED
    done.undo()
    assert station.slips.find(slip_id).state is SlipState.EXPIRED


def test_a_no_show_undone_after_the_work_was_over_holds_no_slot(at, station, offer, slip, at_desk):
    slip_id = slip(offer(headcount=1))
    done = at_desk().outcomes.decide(slip_id, ABSENT)
    at(EVENING + timedelta(days=2))
    station.let_old_slips_go()
    done.undo()
    assert station.slips.find(slip_id).state is SlipState.EXPIRED
    assert at_desk().outcomes.day_state().undecided == 1


def test_a_slip_that_was_given_back_is_not_decided(evening, station, offer, slip, at_desk):
    slip_id = slip(offer())
    station.give_back(slip_id)
    assert at_desk().outcomes.undecided() == ()
    with pytest.raises(Refused, match="refused-slip-given-back"):
        at_desk().outcomes.decide(slip_id, ALL_PAID)


def test_pay_that_comes_later_is_a_later_decision_with_version_and_log(evening, offer, slip, at_desk, station):
    desk, slip_id = at_desk(), slip(offer())
    desk.outcomes.decide(slip_id, HIRED)
    assert desk.outcomes.of_slip(slip_id).paid is Paid.NOT_YET
    assert [each.slips[0].slip_id for each in desk.outcomes.awaiting_pay()] == [slip_id]
    later = desk.outcomes.decide(slip_id, ALL_PAID, seen_version=1)
    assert (later.value.version, later.value.paid_minor) == (2, 18_000)
    assert desk.outcomes.awaiting_pay() == ()
    later.undo()
    assert desk.outcomes.of_slip(slip_id).paid is Paid.NOT_YET
    actions = [each.action for each in DeskLog(station.database).of_subject(slip_id)]
    assert actions == ["outcome-undone", "outcome-decided", "outcome-decided"]


def test_whoever_decides_on_an_old_screen_is_told(evening, offer, slip, at_desk):
    slip_id = slip(offer())
    at_desk().outcomes.decide(slip_id, ABSENT)
    with pytest.raises(ChangedMeanwhile):
        at_desk().outcomes.decide(slip_id, ALL_PAID, seen_version=0)


def test_an_undo_after_a_second_decision_is_refused_and_changes_nothing(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    first = desk.outcomes.decide(slip_id, HIRED)
    desk.outcomes.decide(slip_id, UNPAID)
    with pytest.raises(ChangedMeanwhile):
        first.undo()
    assert desk.outcomes.of_slip(slip_id).paid is Paid.NONE
    assert wage_complaint(desk).complaint.state is ComplaintState.OPEN


@pytest.mark.parametrize(
    ("decision", "key"),
    [
        (Decision(result=Result.NO_SHOW, paid=Paid.FULL), "refused-paid-but-not-hired"),
        (Decision(result=Result.NOT_HIRED, half_days_worked=1), "refused-paid-but-not-hired"),
        (Decision(result=Result.HIRED, half_days_worked=3), "refused-days-worked"),
        (Decision(result=Result.HIRED, half_days_worked=-1), "refused-days-worked"),
        (Decision(result=Result.HIRED, paid=Paid.FULL, paid_minor=20_000), "refused-paid-more"),
        (Decision(result=Result.HIRED, paid=Paid.FULL, paid_minor=10_000), "refused-paid-less"),
        (Decision(result=Result.HIRED, paid=Paid.PART), "refused-part-without-sum"),
        (Decision(result=Result.HIRED, paid=Paid.PART, paid_minor=18_000), "refused-part-is-all"),
        (Decision(result=Result.HIRED, paid=Paid.NONE, paid_minor=1), "refused-paid-and-not-paid"),
        (Decision(result=Result.HIRED, paid_minor=1), "refused-paid-and-not-paid"),
        (Decision(result=Result.HIRED, pay_agreed_minor=2**70), "refused-amount"),
        (Decision(result=Result.HIRED, paid=Paid.FULL, paid_minor=-1), "refused-amount"),
        (Decision(result=Result.NO_SHOW, reason="病" * 201), "refused-text-too-long"),
        (Decision(result=Result.NO_SHOW, reason="\x00"), "refused-unreadable-text"),
        (Decision(result=Result.NO_SHOW, reason="\ud800"), "refused-unreadable-text"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(evening, offer, slip, at_desk, decision, key):
    slip_id = slip(offer())
    with pytest.raises(Refused, match=key) as refused:
        at_desk().outcomes.decide(slip_id, decision)
    assert at_desk().outcomes.of_slip(slip_id) is None
    assert all(Texts(each)(refused.value.key, **refused.value.details) for each in Language)


@pytest.mark.parametrize("paid_minor", [20_000, 10_000])
def test_an_unlikely_sum_passes_when_it_is_confirmed(evening, offer, slip, at_desk, paid_minor):
    decision = Decision(result=Result.HIRED, paid=Paid.FULL, paid_minor=paid_minor)
    assert at_desk().outcomes.decide(slip(offer()), decision, confirmed=True).value.paid_minor == paid_minor


@pytest.mark.parametrize(
    ("unit", "half_days", "earned"),
    [
        (PayUnit.HOUR, 2, 8.5 * 1000),
        (PayUnit.DAY, 3, 1500),
        (PayUnit.MONTH, 2, 46),
        (PayUnit.JOB, 4, 1000),
        (PayUnit.JOB, 0, 0),
        (PayUnit.PIECE, 2, None),
    ],
)
def test_what_was_earned_follows_from_days_and_unit(offer, unit, half_days, earned):
    posting = offer(pay=Pay(amount_minor=1000, unit=unit))
    whole = Decision(result=Result.HIRED, half_days_worked=half_days, pay_agreed_minor=1000, paid=Paid.FULL)
    assert earned_minor(whole, posting) == earned


@pytest.mark.parametrize("paid", [Paid.PART, Paid.NONE])
def test_wages_not_paid_open_a_complaint_with_sum_next_step_and_deadline(evening, offer, slip, worker, at_desk, paid):
    desk, person, posting = at_desk(), worker(), offer()
    slip_id = slip(posting, person)
    given_minor = 5_000 if paid is Paid.PART else None
    desk.outcomes.decide(slip_id, Decision(result=Result.HIRED, paid=paid, paid_minor=given_minor))
    page = wage_complaint(desk)
    complaint = page.complaint
    assert complaint.kind is Kind.UNPAID_WAGES
    assert complaint.amount_minor == 18_000 - (given_minor or 0)
    assert complaint.due_day == TODAY + timedelta(days=3)
    assert (complaint.slip_id, complaint.person_id, complaint.posting_id) == (slip_id, person.id, posting.id)
    assert complaint.employer_name == "老王施工队"
    assert [step.what for step in page.steps] == [StepKind.UNPAID]


def test_paid_in_full_later_closes_the_complaint_with_a_step_that_says_so(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    desk.outcomes.decide(slip_id, UNPAID)
    paid = desk.outcomes.decide(slip_id, ALL_PAID)
    page = wage_complaint(desk)
    assert page.complaint.state is ComplaintState.CLOSED
    assert page.steps[-1].what is StepKind.PAID
    paid.undo()
    page = wage_complaint(desk)
    assert page.complaint.state is ComplaintState.OPEN
    assert page.complaint.closed_at_ms is None
    assert page.steps[-1].what is StepKind.UNDONE


def test_a_slip_has_one_wage_complaint_however_often_it_is_decided(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    for decision in (UNPAID, ALL_PAID, UNPAID, Decision(result=Result.HIRED, paid=Paid.PART, paid_minor=1), UNPAID):
        desk.outcomes.decide(slip_id, decision)
    page = wage_complaint(desk)
    assert page.complaint.state is ComplaintState.OPEN
    assert page.complaint.amount_minor == 18_000
    assert [step.what for step in page.steps] == [
        StepKind.UNPAID, StepKind.PAID, StepKind.UNPAID, StepKind.UNPAID, StepKind.UNPAID
    ]  # fmt: skip


def test_undoing_unpaid_wages_withdraws_the_complaint_and_keeps_its_number(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    done = desk.outcomes.decide(slip_id, UNPAID)
    number = wage_complaint(desk).complaint.number
    done.undo()
    page = wage_complaint(desk)
    assert (page.complaint.number, page.complaint.state) == (number, ComplaintState.CLOSED)
    assert page.steps[-1].what is StepKind.WITHDRAWN
    desk.outcomes.decide(slip_id, UNPAID)
    assert wage_complaint(desk).complaint.state is ComplaintState.OPEN


def test_nobody_hired_after_all_withdraws_the_complaint_that_came_by_itself(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    desk.outcomes.decide(slip_id, UNPAID)
    desk.outcomes.decide(slip_id, ABSENT)
    assert wage_complaint(desk).steps[-1].what is StepKind.WITHDRAWN


def test_all_paid_does_not_overrule_a_worker_who_complained(evening, offer, slip, at_desk, station):
    desk, posting = at_desk(), offer()
    number = station.slips.find(slip(posting)).number
    at_desk(Role.WORKER).complaints.open(NewComplaint(kind=Kind.UNPAID_WAGES, slip_number=number))
    desk.outcomes.decide_all(posting.id, paid=Paid.FULL)
    assert wage_complaint(desk).complaint.state is ComplaintState.OPEN


def test_a_complaint_closed_by_hand_stays_closed_when_only_the_reason_changes(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    desk.outcomes.decide(slip_id, UNPAID)
    desk.complaints.close(wage_complaint(desk).complaint.id, "交给劳动监察了")
    desk.outcomes.decide(slip_id, Decision(result=Result.HIRED, paid=Paid.NONE, reason="老板说下个月"))
    assert wage_complaint(desk).complaint.state is ComplaintState.CLOSED


def test_nothing_worked_means_nothing_owed(evening, offer, slip, at_desk):
    desk = at_desk()
    desk.outcomes.decide(slip(offer()), Decision(result=Result.HIRED, half_days_worked=0, paid=Paid.NONE))
    assert wage_complaint(desk) is None


def test_a_day_cannot_be_closed_while_its_slips_are_undecided(evening, offer, slip, at_desk):
    desk, posting = at_desk(), offer()
    slip(posting)
    slip(offer(last_day=TODAY + timedelta(days=4)))
    slip(posting)
    state = desk.outcomes.day_state()
    assert (state.undecided, state.still_working, state.may_close) == (2, 1, False)
    with pytest.raises(Refused) as refused:
        desk.outcomes.close_day()
    assert (refused.value.key, refused.value.details) == ("refused-day-undecided", {"count": 2})
    desk.outcomes.decide_all(posting.id)
    closed = desk.outcomes.close_day()
    assert (closed.is_closed, closed.pay_to_come, closed.still_working) == (True, 2, 1)
    assert desk.outcomes.day_state().is_closed


def test_closing_a_day_again_writes_no_second_line(evening, at_desk, station):
    desk = at_desk()
    desk.outcomes.close_day()
    desk.outcomes.close_day()
    assert [each.action for each in DeskLog(station.database).latest()] == ["day-closed"]


def test_tomorrow_cannot_be_closed_today(evening, at_desk):
    with pytest.raises(Refused, match="refused-day-to-come"):
        at_desk().outcomes.close_day(TODAY + timedelta(days=1))


def test_yesterday_left_open_keeps_today_open(at, offer, slip, at_desk):
    slip(offer())
    at(EVENING + timedelta(days=1))
    with pytest.raises(Refused, match="refused-day-undecided"):
        at_desk().outcomes.close_day()


def test_the_only_one_hired_of_an_ended_posting_stays_hired(evening, offer, slip, at_desk, station):
    desk, posting = at_desk(), offer(headcount=1)
    slip_id = slip(posting)
    done = desk.outcomes.decide(slip_id, ALL_PAID)
    station.postings.set_state(posting.id, PostingState.CLOSED)
    with pytest.raises(Refused, match="refused-nobody-hired"):
        desk.outcomes.decide(slip_id, ABSENT)
    with pytest.raises(ChangedMeanwhile, match="refused-posting-has-ended"):
        done.undo()
    assert desk.outcomes.of_slip(slip_id).result is Result.HIRED


def test_an_undo_never_leaves_an_ended_posting_with_nobody_hired(evening, offer, slip, at_desk, station):
    desk, posting = at_desk(), offer(headcount=1)
    slip_id = slip(posting)
    desk.outcomes.decide(slip_id, ABSENT)
    hired = desk.outcomes.decide(slip_id, ALL_PAID)
    station.postings.set_state(posting.id, PostingState.CLOSED)
    with pytest.raises(ChangedMeanwhile, match="refused-nobody-hired"):
        hired.undo()


def test_neither_worker_nor_technician_decides(evening, offer, slip, at_desk):
    slip_id = slip(offer())
    for role in (Role.WORKER, Role.TECHNICIAN):
        outcomes = at_desk(role).outcomes
        for ask in (
            outcomes.undecided,
            outcomes.awaiting_pay,
            outcomes.day_state,
            outcomes.close_day,
            lambda outcomes=outcomes: outcomes.of_slip(slip_id),
            lambda outcomes=outcomes: outcomes.decide(slip_id, ABSENT),
            lambda outcomes=outcomes: outcomes.decide_all("x"),
        ):
            with pytest.raises(NotAllowed):
                ask()


def test_an_unknown_slip_or_posting_is_said_to_be_unknown(evening, at_desk):
    with pytest.raises(UnknownThing):
        at_desk().outcomes.decide("no-such-slip", ABSENT)
    with pytest.raises(UnknownThing):
        at_desk().outcomes.decide_all("no-such-posting")


def test_the_log_and_the_outbox_hold_no_name_and_no_phone(evening, offer, slip, worker, at_desk, station):
    slip_id = slip(offer(), worker("张翠花", "13987654321"))
    at_desk().outcomes.decide(slip_id, Decision(result=Result.HIRED, paid=Paid.NONE, reason="翠花说没给"))
    logged = str(DeskLog(station.database).latest())
    told = str([each for each in Outbox(station.database).waiting() if each.kind is not OperationKind.PERSON_SAVED])
    assert "翠花" not in logged
    assert "13987654321" not in logged + told
    assert "张翠花" not in told


def test_a_change_goes_to_the_outbox_with_its_version(evening, offer, slip, at_desk, station):
    slip_id = slip(offer())
    at_desk().outcomes.decide(slip_id, HIRED)
    at_desk().outcomes.decide(slip_id, ALL_PAID)
    told = [each for each in Outbox(station.database).waiting() if each.kind is OperationKind.OUTCOME_SAVED]
    assert [each.base_version for each in told] == [0, 1]
    assert told[1].fields == {"paid": "full", "paid_minor": 18_000}


def test_an_outcome_reads_as_people_say_it(evening, offer, slip, at_desk):
    chinese = Texts(Language.ZH_CN)
    outcome = at_desk().outcomes.decide(slip(offer()), ALL_PAID).value
    assert outcome_line(outcome, chinese) == "用上了 · 干了1天 · 给齐了 180元"
    assert [days_worked_text(half, chinese) for half in (0, 1, 2, 3)] == ["干了0天", "干了半天", "干了1天", "干了1天半"]


def test_a_slip_still_held_after_the_work_is_not_given_free(at, station, offer, slip, at_desk):
    slip_id = slip(offer())
    at(EVENING + timedelta(days=1))
    at_desk().outcomes.decide(slip_id, ABSENT)
    assert station.slips.find(slip_id).state is SlipState.HELD


def test_undoing_that_somebody_came_after_all_frees_the_slot_again(evening, station, offer, slip, at_desk):
    desk, posting = at_desk(), offer(headcount=1)
    slip_id = slip(posting)
    desk.outcomes.decide(slip_id, ABSENT)
    done = desk.outcomes.decide(slip_id, ALL_PAID)
    assert station.postings.get(posting.id).slots_left == 0
    done.undo()
    assert station.slips.find(slip_id).state is SlipState.CANCELLED
    assert station.postings.get(posting.id).slots_left == 1
    assert desk.outcomes.of_slip(slip_id).result is Result.NO_SHOW


def test_where_a_reason_was_given_the_only_one_hired_can_still_be_put_right(evening, offer, slip, at_desk, station):
    desk, posting = at_desk(), offer(headcount=1)
    slip_id = slip(posting)
    desk.outcomes.decide(slip_id, ALL_PAID)
    station.postings.set_state(posting.id, PostingState.CLOSED, reason="下雨，活儿没干成")
    assert desk.outcomes.decide(slip_id, ABSENT).value.result is Result.NO_SHOW


def test_work_without_hours_has_begun_and_is_over_on_its_day(at, offer, slip, at_desk):
    slip(offer(daily_start=None, daily_end=None))
    slip(offer(daily_start=time(6), daily_end=None))
    at(EVENING)
    assert [each.is_over for each in at_desk().outcomes.undecided()] == [True, True]


def test_days_are_counted_from_the_slip_s_own_day(at, offer, slip, at_desk):
    posting = offer(first_day=TODAY - timedelta(days=5))
    slip_id = slip(posting)
    at(EVENING)
    assert at_desk().outcomes.undecided()[0].slips[0].half_days == 2
    assert at_desk().outcomes.decide(slip_id, HIRED).value.half_days_worked == 2


def test_wages_owed_again_have_a_new_deadline(at, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    for days, decision in ((0, UNPAID), (1, ALL_PAID), (10, UNPAID)):
        at(EVENING + timedelta(days=days))
        desk.outcomes.decide(slip_id, decision)
    assert wage_complaint(desk).complaint.due_day == TODAY + timedelta(days=13)


def test_whoever_did_not_work_after_all_is_owed_nothing_also_after_not_paid_yet(evening, offer, slip, at_desk):
    desk, slip_id = at_desk(), slip(offer())
    for decision in (UNPAID, HIRED):  # hired, and not asked yet whether paid
        desk.outcomes.decide(slip_id, decision)
    assert wage_complaint(desk).complaint.state is ComplaintState.OPEN
    desk.outcomes.decide(slip_id, ABSENT)
    assert wage_complaint(desk).complaint.state is ComplaintState.CLOSED


def test_a_worker_s_own_complaint_is_not_withdrawn_by_an_outcome(evening, offer, slip, at_desk, station):
    desk, slip_id = at_desk(), slip(offer())
    number = station.slips.find(slip_id).number
    at_desk(Role.WORKER).complaints.open(NewComplaint(kind=Kind.UNPAID_WAGES, slip_number=number))
    for decision in (UNPAID, ABSENT):
        desk.outcomes.decide(slip_id, decision)
    assert wage_complaint(desk).complaint.state is ComplaintState.OPEN


def test_deciding_takes_no_complaint_from_whoever_has_it(evening, offer, slip, at_desk):
    mine, other, slip_id = at_desk(staff_id="staff-1"), at_desk(staff_id="staff-2"), slip(offer())
    mine.outcomes.decide(slip_id, UNPAID)
    mine.complaints.add_step(wage_complaint(mine).complaint.id, "打了电话")
    other.outcomes.decide(slip_id, Decision(result=Result.HIRED, paid=Paid.PART, paid_minor=9_000))
    assert wage_complaint(mine).held_by == "staff-1"


DECISIONS = st.sampled_from(
    [HIRED, ALL_PAID, UNPAID, ABSENT, Decision(result=Result.NOT_HIRED),
     Decision(result=Result.HIRED, paid=Paid.PART, paid_minor=4_000)]
)  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("decide"), st.integers(0, 3), DECISIONS),
        st.tuples(st.just("undo"), st.integers(0, 3), st.just(None)),
        st.tuples(st.just("issue"), st.just(0), st.just(None)),
        st.tuples(st.just("day"), st.just(0), st.just(None)),
        st.tuples(st.just("end"), st.just(0), st.just(None)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_is_decided_and_undone_slots_endings_and_complaints_agree(steps, offer, slip, at_desk, station):
    moment = [EVENING]
    station.now = lambda: moment[0]
    desk, posting = at_desk(Role.HEAD), offer(headcount=2, last_day=date(2026, 11, 22))
    slips, undos = [slip(posting), slip(posting)], []
    for what, place, decision in steps:
        try:
            if what == "decide":
                undos.append(desk.outcomes.decide(slips[place % len(slips)], decision).undo)
            elif what == "undo" and undos:
                undos.pop(place % len(undos))()
            elif what == "issue" and station.postings.is_on_offer(posting.id, now=moment[0]):
                slips.append(slip(posting, now=moment[0]))
            elif what == "day":
                moment[0] += timedelta(days=1)
                station.let_old_slips_go()
            elif what == "end":
                station.postings.set_state(posting.id, PostingState.CLOSED)
        except (Refused, ChangedMeanwhile):
            pass
        assert_all_agree(station, posting, slips)


def assert_all_agree(station, posting, slips: list[str]) -> None:
    now = station.postings.get(posting.id)
    assert 0 <= station.slips.held_count(posting.id) <= now.headcount
    if now.state is PostingState.CLOSED:
        assert station.postings.undecided_count(posting.id) == 0
        assert station.postings.hired_count(posting.id) > 0
    for slip_id in slips:
        paid = station.database.value("select paid from outcomes where slip_id = ?", (slip_id,))
        open_ones = station.database.value(
            "select count(*) from complaints where slip_id = ? and state <> 'closed'", (slip_id,)
        )
        assert open_ones == (paid in ("none", "part")) or (paid == "not_yet" and open_ones == 1)


def test_a_partys_slips_are_decided_one_by_one_and_know_each_other(evening, station, offer, at_desk):
    morning = datetime(2026, 11, 21, 7, 0).astimezone()
    party = station.slips.issue(offer(headcount=5).id, wish_id="w", now=morning, people=3)
    first, second, third = (party.slip, *party.companions)
    desk = at_desk()
    page = desk.outcomes.slip(first.number)
    assert page.companions == (second.number, third.number)
    assert page.slip.party_size == 3
    desk.outcomes.decide(first.id, ABSENT)
    assert station.slips.held_count(first.posting_id) == 2, "only the lead stayed away"
    assert desk.outcomes.slip(third.number).companions == (second.number,)
    desk.outcomes.decide(second.id, ALL_PAID)
    (group,) = desk.outcomes.undecided()
    assert [(each.number, each.party_size) for each in group.slips] == [(third.number, 2)]
