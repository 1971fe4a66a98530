"""Complaints: never lost, always answered, followed until something was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.desk.complaint_receipt import receipt_document
from kiosk.desk.complaint_words import amount_line, kind_text, next_step_text, state_text, step_text
from kiosk.domain.complaint import (
    DEADLINE_DAYS,
    ComplaintKind,
    ComplaintState,
    NewComplaint,
    Receipt,
    StepKind,
)
from kiosk.domain.language import Language
from kiosk.domain.person import Person
from kiosk.domain.recording import SoundForm
from kiosk.domain.slip import is_slip_number
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.slips.document import Text
from kiosk.store.desk_log import DeskLog
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.people import PersonStore
from kiosk.store.recordings import RecordingStore
from kiosk.texts.catalogue import Texts

TODAY = date(2026, 11, 21)
OTHER = NewComplaint(kind=ComplaintKind.OTHER, words="厕所没水")
UNPAID = NewComplaint(kind=ComplaintKind.UNPAID_WAGES, words="老板说明天给")
WAV = b"RIFF\x2c\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x80\x3e\0\0\0\x7d\0\0\2\0\x10\0data\x08\0\0\0" + bytes(8)


@pytest.fixture
def head(at_desk):
    return at_desk(Role.HEAD, staff_id="head-1")


@pytest.fixture
def later(station) -> Callable[[int], None]:
    """Lets days pass."""

    def days_pass(days: int) -> None:
        station.now = lambda: datetime(2026, 11, 21, 7, 0).astimezone() + timedelta(days=days)

    return days_pass


@pytest.fixture
def person(station) -> Person:
    store = PersonStore(station.database)
    with station.database.transaction():
        number = store.next_number()
        registered = Person(
            number=number, id="person-1", card="card-1", name="王大爷", phone="13812345678", counts_as=number
        )
        store.add(registered, ())
    return registered


@pytest.fixture
def slip(station, offer, person):
    """A slip of a registered person."""
    issued = station.slips.issue(offer().id, wish_id="wish", now=station.now()).slip
    station.database.execute("update slips set person = ? where id = ?", (person.number, issued.id))
    return issued


@pytest.fixture
def recording(station) -> Callable[[], str]:
    return lambda: RecordingStore(station.database).add(WAV, form=SoundForm.WAV, duration_ms=1).id


def opened(desk, new: NewComplaint = OTHER) -> str:
    return desk.complaints.open(new).value.complaint_id


@pytest.mark.parametrize("kind", ComplaintKind)
@pytest.mark.parametrize("role", [Role.WORKER, Role.CLERK, Role.HEAD])
def test_everybody_gets_a_number_and_a_next_step_with_a_deadline(at_desk, station, kind, role):
    receipt = at_desk(role).complaints.open(NewComplaint(kind=kind)).value
    assert receipt.number.startswith(f"{station.station.prefix}-T-1121-001-")
    assert is_slip_number(receipt.number)
    assert receipt.due_day == TODAY + timedelta(days=DEADLINE_DAYS[kind])
    for language in Language:
        assert next_step_text(receipt, Texts(language), station.station)


def test_a_worker_sees_number_and_next_step_and_nothing_else(at_desk):
    assert {each.name for each in fields(Receipt)} == {
        "complaint_id", "number", "kind", "due_day", "is_late", "next_step"
    }  # fmt: skip
    worker, clerk = at_desk(Role.WORKER), at_desk()
    done = worker.complaints.open(UNPAID)
    assert done.undo is None
    complaint_id = done.value.complaint_id
    for ask in (
        worker.complaints.inbox,
        worker.complaints.late_count,
        lambda: worker.complaints.page(complaint_id),
        lambda: worker.complaints.find(done.value.number),
        lambda: worker.complaints.add_step(complaint_id, "x"),
        lambda: worker.complaints.close(complaint_id, "x"),
        lambda: worker.complaints.reopen(complaint_id, "x"),
    ):
        with pytest.raises(NotAllowed):
            ask()
    assert clerk.complaints.page(complaint_id).held_by == ""


def test_a_slip_number_tells_whom_it_is_about(at_desk, slip, person):
    desk = at_desk()
    new = NewComplaint(kind=ComplaintKind.INJURY, slip_number=f" {slip.number.lower()} ")
    complaint = desk.complaints.page(opened(desk, new)).complaint
    assert (complaint.slip_id, complaint.posting_id) == (slip.id, slip.posting_id)
    assert (complaint.person_id, complaint.person_name, complaint.person_phone) == (person.id, "王大爷", "13812345678")
    assert (complaint.employer_name, complaint.employer_phone) == ("老王施工队", "13800001234")


def test_a_slip_number_that_nobody_knows_is_kept_with_the_complaint(at_desk):
    desk = at_desk()
    page = desk.complaints.page(opened(desk, NewComplaint(kind=ComplaintKind.INJURY, slip_number="Z9-1121-001-1")))
    assert [(step.what, step.words) for step in page.steps] == [
        (StepKind.OPENED, ""),
        (StepKind.SLIP_UNKNOWN, "Z9-1121-001-1"),
    ]


@pytest.mark.parametrize("name", ["person_id", "employer_id", "posting_id", "recording_id"])
def test_an_id_that_is_not_there_opens_nothing(at_desk, name):
    with pytest.raises(UnknownThing):
        at_desk().complaints.open(NewComplaint(kind=ComplaintKind.OTHER, **{name: "nowhere"}))
    assert at_desk().complaints.inbox() == ()
    assert at_desk().complaints.open(OTHER).value.number.split("-")[3] == "001"


def test_wages_of_one_slip_are_one_complaint_whoever_comes_again(at_desk, head, slip, person):
    unpaid = NewComplaint(kind=ComplaintKind.UNPAID_WAGES, slip_number=slip.number, words="没给钱")
    first = at_desk(Role.WORKER).complaints.open(unpaid).value
    head.complaints.close(first.complaint_id, "给了")
    again = at_desk(Role.WORKER).complaints.open(unpaid).value
    assert (again.number, again.complaint_id) == (first.number, first.complaint_id)
    page = head.complaints.page(first.complaint_id)
    assert page.complaint.state is ComplaintState.OPEN
    assert [step.what for step in page.steps] == [StepKind.OPENED, StepKind.CLOSED, StepKind.OPENED]
    assert page.steps[-1].words == "没给钱"


def test_joining_a_complaint_can_be_taken_back(at_desk, slip):
    desk = at_desk()
    unpaid = NewComplaint(kind=ComplaintKind.UNPAID_WAGES, slip_number=slip.number)
    first = opened(desk, unpaid)
    done = desk.complaints.open(NewComplaint(kind=unpaid.kind, slip_number=slip.number, words="又来了", amount_minor=5))
    assert desk.complaints.page(first).complaint.amount_minor == 5
    done.undo()
    page = desk.complaints.page(first)
    assert (page.complaint.words, page.complaint.amount_minor) == ("", None)
    assert page.steps[-1].what is StepKind.UNDONE


def test_no_voice_message_takes_the_place_of_an_earlier_one(at_desk, slip, recording, station):
    desk, messages = at_desk(Role.WORKER), (recording(), recording())
    for message in messages:
        desk.complaints.open(
            NewComplaint(kind=ComplaintKind.UNPAID_WAGES, slip_number=slip.number, recording_id=message)
        )
    found = at_desk().complaints.inbox()
    assert {each.recording_id for each in found} == set(messages)
    assert {each.posting_id for each in found} == {slip.posting_id}
    assert RecordingStore(station.database).drop_unused(made_before_ms=2**60) == 0


def test_the_inbox_begins_with_the_latest_missed_deadline(at_desk, later):
    desk = at_desk()
    for kind in (ComplaintKind.OTHER, ComplaintKind.UNPAID_WAGES, ComplaintKind.INJURY):
        desk.complaints.open(NewComplaint(kind=kind))
    later(2)
    desk = at_desk()
    assert [each.kind for each in desk.complaints.inbox()] == [
        ComplaintKind.INJURY, ComplaintKind.UNPAID_WAGES, ComplaintKind.OTHER
    ]  # fmt: skip
    assert [each.is_late(desk.room.today) for each in desk.complaints.inbox()] == [True, False, False]
    assert desk.complaints.late_count() == 1


def test_the_inbox_can_be_asked_for_one_state(at_desk):
    desk = at_desk()
    taken, closed, fresh = (opened(desk) for _ in range(3))
    desk.complaints.add_step(taken, "打了电话")
    desk.complaints.close(closed, "修好了")
    for state, ids in ((ComplaintState.OPEN, [fresh]), (ComplaintState.IN_HAND, [taken])):
        assert [each.id for each in desk.complaints.inbox(state)] == ids
    assert [each.id for each in desk.complaints.inbox(ComplaintState.CLOSED)] == [closed]
    assert {each.id for each in desk.complaints.inbox()} == {taken, fresh}


def test_a_missed_deadline_has_another_next_step(at_desk, later, station):
    desk = at_desk()
    receipt = desk.complaints.open(UNPAID).value
    texts = Texts(Language.ZH_CN)
    assert "老板" in next_step_text(receipt, texts, station.station)
    late = Receipt(**{**{each.name: getattr(receipt, each.name) for each in fields(Receipt)}, "is_late": True})
    assert "劳动监察" in next_step_text(late, texts, station.station)
    assert "12333" in next_step_text(late, texts, station.station)


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize("kind", [ComplaintKind.UNPAID_WAGES, ComplaintKind.FALSE_POSTING, ComplaintKind.FEE_ASKED])
def test_paper_for_the_worker_tells_that_staff_do_what_comes_next(at_desk, station, kind, is_late):
    receipt = replace(at_desk().complaints.open(NewComplaint(kind=kind)).value, is_late=is_late)
    for language, staff_are in ((Language.ZH_CN, "工作人员"), (Language.EN, "staff")):
        paper = receipt_document(receipt, station.station, Texts(language), today=TODAY)
        begin = Texts(language)("complaint-receipt-next", step="")
        (following,) = (each.text for each in paper.blocks if isinstance(each, Text) and each.text.startswith(begin))
        assert staff_are in following


def test_a_step_takes_it_in_hand_and_may_set_what_comes_next(at_desk):
    desk = at_desk()
    complaint_id = opened(desk)
    due = TODAY + timedelta(days=5)
    page = desk.complaints.add_step(complaint_id, "老板答应周五给", next_step="周五再打", due_day=due).value
    assert (page.complaint.state, page.complaint.next_step) == (ComplaintState.IN_HAND, "周五再打")
    assert page.complaint.due_day == due
    assert page.held_by == "staff-1"


def test_a_step_undone_leaves_the_complaint_as_it_was_and_stays_in_the_steps(at_desk):
    desk = at_desk()
    complaint_id = opened(desk)
    before = desk.complaints.page(complaint_id).complaint
    done = desk.complaints.add_step(complaint_id, "打了电话", next_step="再打", due_day=TODAY)
    done.undo()
    page = desk.complaints.page(complaint_id)
    assert (page.complaint.state, page.complaint.next_step, page.complaint.due_day) == (
        before.state, before.next_step, before.due_day
    )  # fmt: skip
    assert [step.what for step in page.steps] == [StepKind.OPENED, StepKind.NOTED, StepKind.UNDONE]


def test_an_undo_after_another_step_is_refused(at_desk):
    desk = at_desk()
    done = desk.complaints.open(OTHER)
    desk.complaints.add_step(done.value.complaint_id, "打了电话")
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert desk.complaints.page(done.value.complaint_id).complaint.state is ComplaintState.IN_HAND


def test_undoing_an_opening_withdraws_it_and_its_number_stays_used(at_desk):
    desk = at_desk()
    done = desk.complaints.open(OTHER)
    done.undo()
    page = desk.complaints.find(done.value.number)
    assert page.complaint.state is ComplaintState.CLOSED
    assert page.steps[-1].what is StepKind.WITHDRAWN
    assert desk.complaints.open(OTHER).value.number.split("-")[3] == "002"


def test_only_who_has_it_or_the_head_closes_it(at_desk, head):
    mine, other = at_desk(staff_id="staff-1"), at_desk(staff_id="staff-2")
    complaint_id = opened(mine)
    with pytest.raises(NotAllowed):
        other.complaints.close(complaint_id, "好了")
    taken = other.complaints.add_step(complaint_id, "我来办")
    with pytest.raises(NotAllowed):
        mine.complaints.close(complaint_id, "好了")
    taken.undo()
    mine.complaints.close(complaint_id, "好了").undo()
    closed = head.complaints.close(complaint_id, "站长办的").value
    assert closed.complaint.closed_at_ms == mine.room.now_ms


def test_a_worker_s_complaint_is_nobody_s_until_somebody_takes_it(at_desk):
    complaint_id = opened(at_desk(Role.WORKER))
    with pytest.raises(NotAllowed):
        at_desk().complaints.close(complaint_id, "好了")
    at_desk().complaints.add_step(complaint_id, "我来办")
    assert at_desk().complaints.close(complaint_id, "好了").value.complaint.state is ComplaintState.CLOSED


def test_only_the_head_opens_a_closed_one_again(at_desk, head, later):
    complaint_id = opened(at_desk())
    at_desk().complaints.close(complaint_id, "好了")
    with pytest.raises(NotAllowed):
        at_desk().complaints.reopen(complaint_id, "没好")
    later(30)
    page = at_desk(Role.HEAD).complaints.reopen(complaint_id, "没好").value
    assert page.complaint.state is ComplaintState.OPEN
    assert page.complaint.closed_at_ms is None
    assert page.complaint.due_day == TODAY + timedelta(days=37)


def test_no_step_without_words_and_none_on_a_closed_one(at_desk, head):
    desk = at_desk()
    complaint_id = opened(desk)
    for words in ("", "  \n "):
        for act in (desk.complaints.add_step, desk.complaints.close, head.complaints.reopen):
            with pytest.raises(Refused, match="refused-no-words"):
                act(complaint_id, words)
    with pytest.raises(Refused, match="refused-close-complaint-with-words"):
        desk.complaints.add_step(complaint_id, "好了", state=ComplaintState.CLOSED)
    with pytest.raises(Refused, match="refused-deadline-past"):
        desk.complaints.add_step(complaint_id, "等等", due_day=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="refused-complaint-not-closed"):
        head.complaints.reopen(complaint_id, "没好")
    desk.complaints.close(complaint_id, "好了")
    for act in (desk.complaints.add_step, desk.complaints.close):
        with pytest.raises(Refused, match="refused-complaint-closed"):
            act(complaint_id, "还有")


def test_numbers_come_round_every_year_and_none_is_given_twice(at_desk, later):
    numbers = [at_desk().complaints.open(OTHER).value.number for _ in range(2)]
    later(365)
    numbers.append(at_desk().complaints.open(OTHER).value.number)
    assert [number.split("-")[3] for number in numbers] == ["001", "002", "003"]


def test_every_word_of_a_complaint_is_in_both_languages(at_desk, slip, station):
    desk = at_desk()
    new = NewComplaint(kind=ComplaintKind.UNPAID_WAGES, slip_number=slip.number, amount_minor=40_050)
    page = desk.complaints.page(opened(desk, new))
    for language in Language:
        texts = Texts(language)
        assert all(kind_text(kind, texts) for kind in ComplaintKind)
        assert all(state_text(state, texts) for state in ComplaintState)
        assert step_text(page.steps[0], texts)
        assert "400.5" in amount_line(page.complaint, texts)


def test_the_log_holds_no_word_of_a_complaint_and_the_outbox_no_number_of_ours(at_desk, slip, person, station):
    desk = at_desk()
    new = NewComplaint(kind=ComplaintKind.INJURY, slip_number=slip.number, words="手破了")
    desk.complaints.add_step(opened(desk, new), "送医院了")
    logged = str(DeskLog(station.database).latest())
    assert "手破了" not in logged
    assert "送医院" not in logged
    told = [each for each in Outbox(station.database).waiting() if each.kind is OperationKind.COMPLAINT_SAVED]
    assert told[0].fields["person_id"] == person.id
    assert not {"person", "employer"} & set(told[0].fields)


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\ud83d", "\x7f"])
def test_text_that_cannot_be_kept_is_refused_in_every_field(at_desk, text):
    desk = at_desk()
    complaint_id = opened(desk)
    for act in (
        lambda: desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, words=text)),
        lambda: desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, slip_number=text)),
        lambda: desk.complaints.add_step(complaint_id, text),
        lambda: desk.complaints.add_step(complaint_id, "好", next_step=text),
        lambda: desk.complaints.close(complaint_id, text),
        lambda: desk.complaints.find(text),
    ):
        with pytest.raises(Refused, match="refused-unreadable-text"):
            act()


@pytest.mark.parametrize(
    "text", ["=1+1", "😀👍🏽", "مرحبا", "<b>x</b>", "'; drop table complaints; --", "a\nb", "\u202ex"]
)
def test_strange_text_is_kept_exactly(at_desk, text):
    desk = at_desk()
    complaint_id = opened(desk, NewComplaint(kind=ComplaintKind.OTHER, words=text))
    page = desk.complaints.add_step(complaint_id, text, next_step=text).value
    assert (page.complaint.words, page.complaint.next_step, page.steps[-1].words) == (text, text, text)


def test_too_much_text_and_sums_that_cannot_be_are_refused(at_desk):
    for new, key in (
        (NewComplaint(kind=ComplaintKind.OTHER, words="x" * 10_000), "refused-text-too-long"),
        (NewComplaint(kind=ComplaintKind.OTHER, slip_number="x" * 10_000), "refused-text-too-long"),
        (NewComplaint(kind=ComplaintKind.OTHER, amount_minor=-1), "refused-amount"),
        (NewComplaint(kind=ComplaintKind.OTHER, amount_minor=2**70), "refused-amount"),
    ):
        with pytest.raises(Refused, match=key):
            at_desk().complaints.open(new)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=200), number=st.text(max_size=30))
def test_any_text_is_kept_exactly_or_refused(at_desk, words, number):
    desk = at_desk()
    try:
        complaint_id = opened(desk, NewComplaint(kind=ComplaintKind.OTHER, words=words, slip_number=number))
    except Refused:
        return
    assert desk.complaints.page(complaint_id).complaint.words == words
