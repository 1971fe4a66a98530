"""Dispatch: slips for all at once, never too many, told where they are in the way of each other, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.dispatch import Dispatch, not_sent_text
from kiosk.domain.dispatch import How, NotSentWhy
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.posting import PostingState
from kiosk.domain.slip import SlipState, is_slip_number
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
TOMORROW = TODAY + timedelta(days=1)
Register = Callable[..., str]


@pytest.fixture
def dispatch(desk) -> Dispatch:
    return desk.dispatch


@pytest.fixture
def arrive(desk, register) -> Callable[[str], list[str]]:
    """Registers and signs in somebody for each character; returns their visits."""
    return lambda names: [desk.arrivals.sign_in(register(name=name)).value.visit_id for name in names]


def held(station, posting_id: str) -> int:
    return station.slips.held_count(posting_id)


def log(station) -> list[str]:
    return [entry.action for entry in DeskLog(station.database).latest()]


def test_people_are_sent_in_the_order_in_which_they_are_named_while_there_are_slots(
    dispatch, arrive, offer, station
) -> None:
    posting, visits = offer(headcount=2), arrive("甲乙丙")
    done = dispatch.send(posting.id, visit_ids=visits)
    assert [sent.visit_id for sent in done.value.sent] == visits[:2]
    assert all(is_slip_number(sent.slip.number) for sent in done.value.sent)
    (left,) = done.value.not_sent
    assert (left.visit_id, left.why) == (visits[2], NotSentWhy.NO_SLOT)
    assert held(station, posting.id) == 2
    assert station.postings.get(posting.id).slots_left == 0


def test_each_slip_names_person_visit_and_dispatch_and_central_is_told_by_ids(
    dispatch, register, desk, offer, station
) -> None:
    posting, person = offer(), register()
    visit = desk.arrivals.sign_in(person).value.visit_id
    sent = dispatch.send(posting.id, person_ids=[person], how=How.MATCH).value
    row = station.database.row(
        "select s.wish_id, s.person, s.visit_id, s.dispatch_id, d.how, d.posting_id, d.day from slips s"
        " join dispatches d on d.id = s.dispatch_id"
    )
    assert row == (f"{sent.id}/{person}", 1, visit, sent.id, "match", posting.id, "2026-11-21")
    told = {operation.kind: operation.fields for operation in Outbox(station.database).waiting()}
    assert told[OperationKind.DISPATCH_SAVED]["posting_id"] == posting.id
    slip = told[OperationKind.SLIP_SAVED]
    assert (slip["person_id"], slip["visit_id"], slip["dispatch_id"]) == (person, visit, sent.id)
    assert "person" not in slip


def test_a_full_a_paused_and_a_past_posting_take_nobody_and_leave_no_trace(dispatch, arrive, offer, station) -> None:
    (visit,) = arrive("甲")
    full = offer(headcount=1)
    station.slips.issue(full.id, wish_id="kiosk", now=station.now())
    expected = {
        full.id: NotSentWhy.NO_SLOT,
        offer(state=PostingState.PAUSED).id: NotSentWhy.POSTING_GONE,
        offer(verified_by=None).id: NotSentWhy.POSTING_GONE,
        offer(first_day=TODAY - timedelta(days=1), last_day=TODAY - timedelta(days=1)).id: NotSentWhy.POSTING_GONE,
    }
    before = log(station)
    for posting_id, why in expected.items():
        done = dispatch.send(posting_id, visit_ids=[visit])
        assert [one.why for one in done.value.not_sent] == [why]
        assert (done.value.id, done.value.sent, done.undo) == ("", (), None)
    assert log(station) == before
    assert station.database.value("select count(*) from dispatches") == 0


def test_somebody_who_works_at_that_time_is_told_and_sent_only_anyway(dispatch, arrive, offer) -> None:
    (visit,) = arrive("甲")
    morning = offer(daily_start=time(8), daily_end=time(11))
    noon = offer(daily_start=time(10), daily_end=time(14))
    evening = offer(daily_start=time(17), daily_end=time(20))
    first = dispatch.send(morning.id, visit_ids=[visit]).value.sent[0].slip
    told = dispatch.send(noon.id, visit_ids=[visit]).value
    assert [(one.why, one.slip_number) for one in told.not_sent] == [(NotSentWhy.HOLDS_OTHER, first.number)]
    assert dispatch.send(evening.id, visit_ids=[visit]).value.sent
    assert dispatch.send(noon.id, visit_ids=[visit], anyway=True).value.sent
    again = dispatch.send(noon.id, visit_ids=[visit], anyway=True).value
    assert [one.why for one in again.not_sent] == [NotSentWhy.HOLDS_THIS]


def test_who_is_in_the_way_takes_no_slot_from_the_next(dispatch, arrive, offer) -> None:
    visits = arrive("甲乙")
    dispatch.send(offer().id, visit_ids=visits[:1])
    done = dispatch.send(offer(headcount=1).id, visit_ids=visits).value
    assert [sent.visit_id for sent in done.sent] == visits[1:]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("why", NotSentWhy)
def test_why_somebody_was_not_sent_is_said(dispatch, arrive, offer, why: NotSentWhy, language: Language) -> None:
    (visit,) = arrive("甲")
    told = dispatch.send(offer(state=PostingState.PAUSED).id, visit_ids=[visit]).value.not_sent[0]
    sentence = not_sent_text(replace(told, why=why, slip_number="A1-1121-001-1"), Texts(language))
    assert ("A1-1121-001-1" in sentence) == why.name.startswith("HOLDS")


def test_somebody_named_twice_gets_one_slip_also_under_a_merged_registration(
    dispatch, register, desk, offer, station
) -> None:
    kept, other = register(), register()
    station.database.execute("update people set counts_as = 1 where id = ?", (other,))
    visit = desk.arrivals.sign_in(kept).value.visit_id
    posting = offer(headcount=5)
    done = dispatch.send(posting.id, visit_ids=[visit, visit], person_ids=[kept, other]).value
    assert [(sent.visit_id, sent.person_id) for sent in done.sent] == [(visit, kept)]
    assert held(station, posting.id) == 1


def test_undoing_cancels_exactly_these_slips(dispatch, arrive, offer, station) -> None:
    posting = offer(headcount=5)
    visits = arrive("甲乙丙")
    kept = dispatch.send(posting.id, visit_ids=visits[:1]).value.sent[0].slip
    done = dispatch.send(posting.id, visit_ids=visits[1:])
    assert done.undo
    done.undo()
    assert station.slips.find(kept.id).state is SlipState.HELD
    assert [station.slips.find(sent.slip.id).state for sent in done.value.sent] == [SlipState.CANCELLED] * 2
    assert log(station)[0] == "undone"
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert dispatch.send(posting.id, visit_ids=visits[1:]).value.sent


def test_once_anything_became_of_one_slip_the_dispatch_is_not_undone(dispatch, arrive, offer, station) -> None:
    posting = offer(headcount=5)
    done = dispatch.send(posting.id, visit_ids=arrive("甲乙"))
    dispatch.take_back(done.value.sent[0].slip.id)
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert station.slips.find(done.value.sent[1].slip.id).state is SlipState.HELD


def test_a_slip_is_taken_back_and_held_again(dispatch, register, offer, station) -> None:
    posting = offer()
    slip = dispatch.slip_for(register(), posting.id).value.sent[0].slip
    done = dispatch.take_back(slip.id)
    assert done.value.state is SlipState.CANCELLED
    assert held(station, posting.id) == 0
    assert dispatch.take_back(slip.id).undo is None
    assert done.undo
    done.undo()
    assert held(station, posting.id) == 1
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert log(station)[:2] == ["undone", "slip-taken-back"]


def test_a_slot_that_somebody_else_took_is_not_held_again(dispatch, register, offer, station) -> None:
    posting = offer(headcount=1)
    done = dispatch.take_back(dispatch.slip_for(register(), posting.id).value.sent[0].slip.id)
    dispatch.slip_for(register(), posting.id)
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert held(station, posting.id) == 1


def test_a_slip_is_not_held_again_beside_a_newer_one_for_the_same_work(dispatch, register, offer, station) -> None:
    posting, person = offer(), register()
    done = dispatch.take_back(dispatch.slip_for(person, posting.id).value.sent[0].slip.id)
    dispatch.slip_for(person, posting.id)
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert held(station, posting.id) == 1


def test_a_slip_of_an_ended_posting_is_not_held_again(dispatch, register, offer, station) -> None:
    posting = offer()
    done = dispatch.take_back(dispatch.slip_for(register(), posting.id).value.sent[0].slip.id)
    station.postings.set_state(posting.id, PostingState.WITHDRAWN, reason="下雨")
    assert done.undo
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_slip_whose_outcome_is_known_is_not_taken_back(dispatch, register, offer, station) -> None:
    slip = dispatch.slip_for(register(), offer().id).value.sent[0].slip
    station.database.execute(
        "insert into outcomes (slip_id, result, reason, decided_at_ms, decided_by, version)"
        " values (?, 'hired', '', 0, '', 1)",
        (slip.id,),
    )
    with pytest.raises(Refused) as refused:
        dispatch.take_back(slip.id)
    assert refused.value.key == "refused-slip-decided"


def test_one_walk_in_gets_one_slip_however_often_the_clerk_touches(dispatch, register, offer, station) -> None:
    posting, person = offer(headcount=5), register()
    first = dispatch.slip_for(person, posting.id).value.sent[0].slip
    again = dispatch.slip_for(person, posting.id).value
    assert [(one.why, one.slip_number) for one in again.not_sent] == [(NotSentWhy.HOLDS_THIS, first.number)]
    assert held(station, posting.id) == 1


def test_whoever_is_unknown_or_came_another_day_is_told(dispatch, arrive, offer, station, register) -> None:
    posting, (visit,) = offer(last_day=TODAY + timedelta(days=9)), arrive("甲")
    gone = register()
    station.database.execute("update people set forgotten_at_ms = 1 where id = ?", (gone,))
    for asked in ({"visit_ids": ["nobody"]}, {"person_ids": ["nobody"]}, {"person_ids": [gone]}):
        with pytest.raises(UnknownThing):
            dispatch.send(posting.id, **asked)
    with pytest.raises(UnknownThing):
        dispatch.send("nothing", visit_ids=[visit])
    station.database.execute("update visits set day = '2026-11-20'")
    with pytest.raises(UnknownThing):
        dispatch.send(posting.id, visit_ids=[visit])


def test_a_visit_whose_person_was_forgotten_can_still_be_sent(dispatch, arrive, offer, station) -> None:
    (visit,) = arrive("甲")
    station.database.execute("update visits set person = null")
    posting = offer()
    assert dispatch.send(posting.id, visit_ids=[visit]).value.sent[0].person_id == ""
    again = dispatch.send(posting.id, visit_ids=[visit]).value
    assert [one.why for one in again.not_sent] == [NotSentWhy.HOLDS_THIS]


def test_candidates_come_in_order_or_by_match_and_whoever_waits_comes_first(
    dispatch, desk, register, offer, arrive
) -> None:
    posting = offer()
    arrive("甲")
    mason = register(name="瓦", trades=("mason",))
    desk.arrivals.sign_in(mason)
    waiter, absent = register(name="候"), register(name="远")
    desk.arrivals.sign_in(waiter)
    for person in (absent, waiter):
        dispatch.wait_for(person, posting.id)
    by_order, by_match = (dispatch.candidates(posting.id, by=how) for how in (How.ORDER, How.MATCH))
    assert [one.name for one in by_order] == ["远", "候", "甲", "瓦"]
    assert [one.name for one in by_match] == ["远", "候", "瓦", "甲"]
    assert [one.is_here for one in by_order] == [False, True, True, True]
    assert [bool(one.waiting_id) for one in by_order] == [True, True, False, False]
    assert [bool(one.visit_id) for one in by_order] == [False, True, True, True]
    assert by_match[2].reasons


def test_a_moved_arrival_is_a_candidate_at_the_new_place(dispatch, desk, arrive, offer) -> None:
    visits = arrive("甲乙")
    desk.arrivals.move(visits[1], 1, "带着孩子")
    assert [one.name for one in dispatch.candidates(offer().id)] == ["乙", "甲"]


def test_whoever_waits_and_has_work_by_now_is_no_candidate(dispatch, desk, register, offer) -> None:
    posting, person = offer(), register(name="候")
    desk.arrivals.sign_in(person)
    dispatch.wait_for(person, posting.id)
    dispatch.slip_for(person, offer(employer_name="另一家").id)
    assert dispatch.candidates(posting.id) == ()


def test_the_waiting_list_is_kept_once_served_by_a_slip_and_given_back_by_undo(
    dispatch, register, offer, station
) -> None:
    posting, person = offer(), register()
    first = dispatch.wait_for(person, posting.id)
    assert dispatch.wait_for(person, posting.id).value == first.value
    assert len(dispatch.waiting(posting.id)) == 1
    sent = dispatch.slip_for(person, posting.id)
    assert dispatch.waiting(posting.id) == ()
    assert sent.undo
    sent.undo()
    assert [one.id for one in dispatch.waiting(posting.id)] == [first.value.id]
    told = [one.fields for one in Outbox(station.database).waiting() if one.kind is OperationKind.WAITING_SAVED]
    assert told[0]["person_id"] == person
    assert "person" not in told[0]


def test_whoever_gives_up_waiting_is_off_the_list_until_undone(dispatch, register, offer) -> None:
    posting, person = offer(), register()
    entry = dispatch.wait_for(person, posting.id)
    gone = dispatch.stop_waiting(entry.value.id)
    assert dispatch.waiting(posting.id) == ()
    dispatch.wait_for(person, posting.id)
    assert gone.undo
    with pytest.raises(ChangedMeanwhile):
        gone.undo()
    assert len(dispatch.waiting(posting.id)) == 1
    with pytest.raises(UnknownThing):
        dispatch.stop_waiting("nothing")


def test_joining_the_list_is_undone(dispatch, register, offer) -> None:
    posting = offer()
    done = dispatch.wait_for(register(), posting.id)
    assert done.undo
    done.undo()
    assert dispatch.waiting(posting.id) == ()


def test_a_slip_carries_the_name_only_where_the_worker_asked(dispatch, register, offer) -> None:
    person = register(name="王小二", identity_number="11010519491231002X")
    slip = dispatch.slip_for(person, offer().id).value.sent[0].slip
    texts = Texts(Language.ZH_CN)
    plain, named = (dispatch.slip_content(slip.id, texts, with_name=asked) for asked in (False, True))
    assert "王小二" not in str(plain)
    assert named.worker_line == "给王小二"
    assert named.qr_text == plain.qr_text
    assert "11010519491231002X" not in str(named)


CASES: dict[str, Callable[[Dispatch], object]] = {
    "candidates": lambda dispatch: dispatch.candidates("x"),
    "send": lambda dispatch: dispatch.send("x"),
    "slip_for": lambda dispatch: dispatch.slip_for("x", "y"),
    "take_back": lambda dispatch: dispatch.take_back("x"),
    "waiting": lambda dispatch: dispatch.waiting("x"),
    "wait_for": lambda dispatch: dispatch.wait_for("x", "y"),
    "stop_waiting": lambda dispatch: dispatch.stop_waiting("x"),
    "slip_content": lambda dispatch: dispatch.slip_content("x", Texts(Language.EN)),
    "sent_on": lambda dispatch: dispatch.sent_on(TODAY),
    "sheet": lambda dispatch: dispatch.sheet(["x"]),
}


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
@pytest.mark.parametrize("case", CASES)
def test_only_clerks_and_the_head_dispatch(at_desk, case: str, role: Role) -> None:
    with pytest.raises(NotAllowed):
        CASES[case](at_desk(role).dispatch)


def test_every_use_case_of_dispatch_is_tried_for_its_roles() -> None:
    assert {name for name in dir(Dispatch) if not name.startswith("_")} == set(CASES)


def test_the_log_names_nobody(dispatch, register, offer, station) -> None:
    posting = offer()
    person = register(name="王小二", phone="13912345678")
    dispatch.wait_for(person, posting.id)
    done = dispatch.slip_for(person, posting.id)
    assert done.undo
    done.undo()
    lines = str(DeskLog(station.database).latest())
    assert "王小二" not in lines
    assert "13912345678" not in lines


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    headcount=st.integers(1, 4),
    steps=st.lists(st.tuples(st.sampled_from(["send", "kiosk", "back", "undo"]), st.integers(0, 5)), max_size=20),
)
def test_whatever_desk_and_kiosk_do_the_slips_held_never_outnumber_the_headcount(
    dispatch, desk, register, offer, station, headcount: int, steps
) -> None:
    posting, people = offer(headcount=headcount), [register() for _ in range(6)]
    undos, slips = [], []
    for what, which in steps:
        match what:
            case "send":
                done = dispatch.send(posting.id, person_ids=people[which:])
                slips += [sent.slip.id for sent in done.value.sent]
                undos.append(done.undo)
            case "kiosk":
                station.slips.issue(posting.id, wish_id=new_id(), now=station.now())
            case "back" if slips:
                undos.append(dispatch.take_back(slips[which % len(slips)]).undo)
            case "undo" if undos:
                try:
                    undo = undos[which % len(undos)]
                    if undo is not None:
                        undo()
                except ChangedMeanwhile:
                    pass
        holding = held(station, posting.id)
        assert holding <= headcount
        assert station.postings.get(posting.id).slots_left == headcount - holding
        for person in people:
            number = station.database.value("select number from people where id = ?", (person,))
            mine = station.database.value(
                "select count(*) from slips where person = ? and posting_id = ? and state = 'held'",
                (number, posting.id),
            )
            assert mine <= 1
