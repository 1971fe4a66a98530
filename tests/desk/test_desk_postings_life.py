"""A posting's life at the desk: only the steps that its life has, each to be taken back, never ended wrongly."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.desk.postings import FastPosting, NotTaken, Taken
from kiosk.desk.problems import Reason
from kiosk.desk.room import UseCases
from kiosk.domain.ids import new_id
from kiosk.domain.outcome import Decision, Result
from kiosk.domain.posting import ENDED, LIFE, RUNNING, PostingState, Source
from kiosk.domain.recording import SoundForm
from kiosk.domain.slip import SlipHeld
from kiosk.domain.staff import Role
from kiosk.errors import ChangedMeanwhile, NotAllowed, Refused, UnknownThing
from kiosk.store.connection import IntegrityError
from kiosk.store.desk_log import DeskLog
from kiosk.store.recordings import RecordingStore

MOVES = ("pause", "say_full", "resume", "close", "withdraw", "reopen")


@pytest.fixture
def head(at_desk):
    return at_desk(Role.HEAD, staff_id="head-1")


@pytest.fixture
def slip(station):
    def take(posting_id: str):
        outcome, _ = station.grant(posting_id, wish_id=new_id())
        assert isinstance(outcome, SlipHeld)
        return outcome.slip

    return take


@pytest.fixture
def hire(desk):
    return lambda slip: desk.outcomes.decide(slip.id, Decision(result=Result.HIRED))


def state_of(station, posting) -> PostingState:
    return station.postings.get(posting.id).state


def test_every_state_has_its_place_in_the_life() -> None:
    assert set(LIFE) == set(PostingState)
    assert set(PostingState) == RUNNING | ENDED
    assert not RUNNING & ENDED
    assert all(after - RUNNING == frozenset() for before, after in LIFE.items() if before in ENDED)


def test_paused_it_is_on_no_workers_screen_and_resumed_it_is_again(desk, offer, station) -> None:
    posting = offer()
    assert desk.postings.pause(posting.id).value.state is PostingState.PAUSED
    assert station.offered(posting.id) is None
    assert desk.postings.resume(posting.id).value.state is PostingState.OPEN
    assert station.offered(posting.id) is not None


def test_full_is_what_staff_say_and_resume_takes_it_back(desk, offer, station) -> None:
    posting = offer()
    desk.postings.say_full(posting.id)
    assert station.offered(posting.id) is None
    desk.postings.pause(posting.id)
    desk.postings.say_full(posting.id)
    assert desk.postings.resume(posting.id).value.state is PostingState.OPEN


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        (PostingState.OPEN, {"pause", "say_full", "close", "withdraw"}),
        (PostingState.PAUSED, {"resume", "say_full", "close", "withdraw"}),
        (PostingState.FULL, {"resume", "pause", "close", "withdraw"}),
        (PostingState.DRAFT, {"withdraw"}),
        (PostingState.REVIEW, {"withdraw"}),
        (PostingState.CLOSED, {"reopen"}),
        (PostingState.WITHDRAWN, {"reopen"}),
        (PostingState.EXPIRED, {"reopen"}),
        (PostingState.REJECTED, {"reopen"}),
    ],
)
def test_only_the_steps_of_its_life_can_be_taken(head, offer, station, state, allowed) -> None:
    for move in MOVES:
        posting = offer()
        station.postings.set_state(posting.id, state, reason="为了试")
        reason = {"reason": "不要了"} if move in ("close", "withdraw") else {}
        if move in allowed:
            getattr(head.postings, move)(posting.id, **reason)
        else:
            with pytest.raises(Refused, match=f"refused-posting-{state}"):
                getattr(head.postings, move)(posting.id, **reason)
            assert state_of(station, posting) is state


@pytest.mark.parametrize("move", ["pause", "say_full", "close", "withdraw", "reopen", "set_headcount", "extend"])
def test_every_step_can_be_taken_back_to_the_letter(head, offer, station, move) -> None:
    posting = offer(source=Source.STATION)
    if move == "reopen":
        head.postings.close(posting.id, reason="没人去")
    before = station.postings.get(posting.id), station.postings.closing_reason(posting.id)
    arguments = {"set_headcount": (5,), "extend": (posting.last_day + timedelta(days=2),)}.get(move, ())
    reason = {"reason": "不要了"} if move in ("close", "withdraw") else {}
    done = getattr(head.postings, move)(posting.id, *arguments, **reason)
    assert (station.postings.get(posting.id), station.postings.closing_reason(posting.id)) != before
    done.undo()
    assert (station.postings.get(posting.id), station.postings.closing_reason(posting.id)) == before
    assert DeskLog(station.database).latest()[0].action == "undone"
    with pytest.raises(ChangedMeanwhile):
        done.undo()


def test_a_posting_with_an_undecided_slip_does_not_end(desk, offer, slip, station) -> None:
    posting = offer()
    slip(posting.id)
    for end in (desk.postings.close, desk.postings.withdraw):
        with pytest.raises(Refused) as refused:
            end(posting.id, reason="不要了")
        assert (refused.value.key, refused.value.details) == ("refused-slips-undecided", {"count": 1})
    assert state_of(station, posting) is PostingState.OPEN


def test_a_posting_without_anybody_hired_ends_only_with_a_reason(desk, offer, station) -> None:
    posting = offer()
    for nothing in ("", "  \n"):
        with pytest.raises(Refused, match="refused-nobody-hired"):
            desk.postings.close(posting.id, reason=nothing)
    assert desk.postings.close(posting.id, reason="下雨").value.state is PostingState.CLOSED
    assert station.postings.closing_reason(posting.id) == "下雨"
    assert desk.postings.get(posting.id).closing_reason == "下雨"


def test_with_somebody_hired_no_reason_is_asked(desk, offer, slip, hire) -> None:
    posting = offer()
    hire(slip(posting.id))
    assert desk.postings.close(posting.id).value.state is PostingState.CLOSED


def test_withdrawing_always_asks_why(desk, offer, slip, hire) -> None:
    posting = offer()
    hire(slip(posting.id))
    with pytest.raises(Refused, match="refused-say-why"):
        desk.postings.withdraw(posting.id, reason=" ")
    desk.postings.withdraw(posting.id, reason="老板不干了")


@pytest.mark.parametrize("reason", ["不\0要", "\ud800", "话" * 501])
def test_a_reason_that_cannot_be_kept_is_refused(desk, offer, station, reason) -> None:
    posting = offer()
    with pytest.raises(Refused):
        desk.postings.close(posting.id, reason=reason)
    assert state_of(station, posting) is PostingState.OPEN


def test_reopened_it_forgets_why_it_ended(desk, head, offer, station) -> None:
    posting = offer()
    desk.postings.close(posting.id, reason="下雨")
    head.postings.reopen(posting.id)
    assert station.postings.closing_reason(posting.id) == ""
    with pytest.raises(Refused, match="refused-nobody-hired"):
        desk.postings.close(posting.id)


def test_a_reopened_posting_whose_slots_were_taken_since_stays_open(desk, head, offer, slip, station) -> None:
    posting = offer()
    desk.postings.close(posting.id, reason="下雨")
    done = head.postings.reopen(posting.id)
    slip(posting.id)
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert state_of(station, posting) is PostingState.OPEN


def test_a_rejected_posting_comes_back_to_be_looked_at(desk, head, station) -> None:
    form = FastPosting(
        trade="mason", headcount="3", pay="180", when="明天", place="东村", phone="13800001234", employer="老王"
    )
    waiting = desk.postings.send_to_review(form).value.posting
    head.postings.reject(waiting.id, reason="地址不对")
    assert head.postings.reopen(waiting.id).value.state is PostingState.REVIEW
    assert station.offered(waiting.id) is None
    desk.postings.withdraw(waiting.id, reason="不要了")
    assert head.postings.reopen(waiting.id).value.state is PostingState.REVIEW


def test_the_headcount_never_falls_under_the_slips(desk, offer, slip, station) -> None:
    posting = offer(headcount=3)
    slip(posting.id)
    slip(posting.id)
    with pytest.raises(Refused) as refused:
        desk.postings.set_headcount(posting.id, 1)
    assert (refused.value.key, refused.value.details) == ("refused-headcount-under-slips", {"count": 2})
    assert desk.postings.set_headcount(posting.id, 2).value.slots_left == 0
    assert station.offered(posting.id) is None


def test_slips_of_other_kiosks_are_counted_in_the_list_and_keep_the_headcount_up(desk, offer, slip, station) -> None:
    posting = offer(headcount=4)
    slip(posting.id)
    station.database.execute("update postings set slots_here = 2")
    station.database.execute(
        "insert into slips (id, number, day, running, posting_id, wish_id, issued_at_ms, state, version, is_ours)"
        " values ('theirs', 'K2-1121-001-1', '2026-11-21', 1, ?, 'w', 0, 'held', 1, 0)",
        (posting.id,),
    )
    listed = desk.postings.get(posting.id)
    assert (listed.held, listed.posting.slots_left) == (2, 1)
    with pytest.raises(Refused) as refused:
        desk.postings.set_headcount(posting.id, 1)
    assert refused.value.details == {"count": 2}


@pytest.mark.parametrize("headcount", [0, -1, 10_001])
def test_a_headcount_that_cannot_be_is_refused(desk, offer, headcount) -> None:
    with pytest.raises(Refused, match="refused-headcount"):
        desk.postings.set_headcount(offer().id, headcount)


def test_more_people_cannot_be_taken_back_when_the_new_slots_are_taken(desk, offer, slip, station) -> None:
    posting = offer(headcount=1)
    done = desk.postings.set_headcount(posting.id, 2)
    slip(posting.id)
    slip(posting.id)
    with pytest.raises(ChangedMeanwhile):
        done.undo()
    assert station.postings.get(posting.id).headcount == 2


def test_it_runs_longer_when_the_days_are_fine(desk, offer, today) -> None:
    posting = offer(expires_at_ms=1_800_000_000_000)
    longer = desk.postings.extend(posting.id, today + timedelta(days=3)).value
    assert isinstance(longer, Taken)
    assert (longer.posting.last_day, longer.posting.expires_at_ms) == (today + timedelta(days=3), None)


def test_the_days_are_vetted_again(desk, head, offer, today) -> None:
    posting = offer(first_day=today + timedelta(days=2), last_day=today + timedelta(days=3))
    before_start = desk.postings.extend(posting.id, today).value
    assert isinstance(before_start, NotTaken)
    assert [found.reason for found in before_start.problems] == [Reason.END_BEFORE_START]
    gone = offer(first_day=today - timedelta(days=5), last_day=today - timedelta(days=4))
    past = desk.postings.extend(gone.id, today - timedelta(days=1)).value
    assert [found.reason for found in past.problems] == [Reason.DAYS_PAST]
    head.employers.suspend(posting.employer_id, reason="欠薪")
    suspended = desk.postings.extend(posting.id, today + timedelta(days=9)).value
    assert [found.reason for found in suspended.problems] == [Reason.EMPLOYER_SUSPENDED]


def test_an_ended_posting_gets_neither_people_nor_days(desk, offer, today) -> None:
    posting = offer()
    desk.postings.close(posting.id, reason="下雨")
    with pytest.raises(Refused, match="refused-posting-closed"):
        desk.postings.set_headcount(posting.id, 9)
    with pytest.raises(Refused, match="refused-posting-closed"):
        desk.postings.extend(posting.id, today + timedelta(days=3))


@pytest.mark.parametrize("move", ["pause", "resume", "say_full", "reopen", "approve", "copy", "get", "voice"])
def test_a_posting_that_is_not_there_is_said_to_be_unknown(head, move) -> None:
    with pytest.raises(UnknownThing):
        getattr(head.postings, move)("nowhere")


@pytest.mark.parametrize("move", ["reopen", "approve", "reject"])
def test_only_the_head_opens_again_approves_and_rejects(desk, offer, move) -> None:
    with pytest.raises(NotAllowed):
        getattr(desk.postings, move)(offer().id, **({"reason": "不要了"} if move == "reject" else {}))


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_nobody_but_clerks_and_the_head_may_do_anything_here(at_desk, role) -> None:
    for use_cases in (at_desk(role).postings, at_desk(role).employers):
        assert isinstance(use_cases, UseCases)
        names = [name for name in dir(use_cases) if not name.startswith("_") and name != "room"]
        assert names
        for name in names:
            with pytest.raises(NotAllowed):
                getattr(use_cases, name)()


def test_another_program_cannot_end_it_wrongly_either(desk, offer, slip, station) -> None:
    posting = offer()
    held = slip(posting.id)
    with pytest.raises(IntegrityError, match="undecided"):
        station.database.execute("update postings set state = 'closed', closing_reason = 'x' where 1")
    station.give_back(held.id)
    with pytest.raises(IntegrityError, match="nobody"):
        station.database.execute("update postings set state = 'closed' where 1")
    assert desk.postings.get(posting.id).posting.state is PostingState.OPEN


def test_staffs_own_recording_is_played_instead_of_the_made_voice(desk, offer, station, wav) -> None:
    posting = offer()
    done = desk.postings.set_voice(posting.id, wav(), form=SoundForm.WAV, duration_ms=1_000)
    assert done.value.voice is not None
    recording, sound = desk.postings.voice(posting.id)
    assert (recording.id, recording.made_by, sound) == (done.value.voice, "staff-1", wav())
    assert station.offered(posting.id).voice == recording.id
    done.undo()
    assert desk.postings.voice(posting.id) is None


def test_clearing_the_recording_can_be_taken_back(desk, offer, wav) -> None:
    posting = offer()
    desk.postings.set_voice(posting.id, wav(), form=SoundForm.WAV, duration_ms=1_000)
    heard = desk.postings.voice(posting.id)
    done = desk.postings.clear_voice(posting.id)
    assert done.value.voice is None
    done.undo()
    assert desk.postings.voice(posting.id) == heard


def test_a_recording_that_nothing_plays_any_more_is_erased_a_day_later(offer, station, at_desk, wav) -> None:
    posting, desk = offer(), at_desk()
    replaced = desk.postings.set_voice(posting.id, wav(1), form=SoundForm.WAV, duration_ms=1).value.voice
    for samples in (2, 4):
        desk.postings.set_voice(posting.id, wav(samples), form=SoundForm.WAV, duration_ms=1)
    recordings = RecordingStore(station.database)
    assert recordings.sound(replaced) == wav(1)
    tomorrow = station.now() + timedelta(days=1, seconds=1)
    desk.room.now = lambda: tomorrow
    desk.postings.set_voice(posting.id, wav(3), form=SoundForm.WAV, duration_ms=1)
    with pytest.raises(UnknownThing):
        recordings.get(replaced)


def test_a_recording_is_refused_when_it_is_none(desk, offer, station) -> None:
    posting = offer()
    with pytest.raises(Refused, match="refused-recording-unreadable"):
        desk.postings.set_voice(posting.id, b"nothing", form=SoundForm.WAV, duration_ms=1_000)
    assert station.postings.get(posting.id).voice is None


def test_an_ended_posting_needs_no_recording(desk, offer, wav) -> None:
    posting = offer()
    desk.postings.close(posting.id, reason="下雨")
    with pytest.raises(Refused, match="refused-voice-of-ended"):
        desk.postings.set_voice(posting.id, wav(), form=SoundForm.WAV, duration_ms=1_000)
