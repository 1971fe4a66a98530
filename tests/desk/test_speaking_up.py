"""What a worker complains of at the screen: kept while it is said, answered with a number, heard by staff alone."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.desk.complaint_words import step_text
from kiosk.desk.desk import Desk
from kiosk.desk.speaking_up import SpeakingUp
from kiosk.domain.complaint import DEADLINE_DAYS, ComplaintKind, StepKind
from kiosk.domain.ids import new_id
from kiosk.domain.language import Language
from kiosk.domain.posting import Posting, PostingState
from kiosk.domain.recording import MOST_BYTES
from kiosk.domain.staff import Role
from kiosk.domain.voice import LONGEST_VOICE_S, VOICE_RATE, Told, voice_sound
from kiosk.errors import NotAllowed
from kiosk.services import OpenStation
from kiosk.store.outbox import OperationKind, Outbox
from kiosk.store.slips import SlipStore
from kiosk.texts.catalogue import Texts

SECOND = b"\x10\x20" * VOICE_RATE
TODAY = date(2026, 11, 21)


@pytest.fixture
def here(at_desk: Callable[..., Desk]) -> SpeakingUp:
    return at_desk(Role.WORKER).speaking_up


def told(**fields: object) -> Told:
    return Told(**{"id": new_id(), "kind": ComplaintKind.UNPAID_WAGES, **fields})  # type: ignore[arg-type]  # a test's own


def say(here: SpeakingUp, about: Told, seconds: int) -> None:
    for number in range(seconds):
        here.keep(about, number, SECOND)


def frames(data: bytes) -> bytes:
    with wave.open(io.BytesIO(data)) as reader:
        assert (reader.getnchannels(), reader.getsampwidth(), reader.getframerate()) == (1, 2, VOICE_RATE)
        return reader.readframes(reader.getnframes())


def left_over(station: OpenStation) -> int:
    pieces = station.database.value("select count(*) from voice_pieces")
    return int(pieces) + int(station.database.value("select count(*) from voices"))


def test_pictures_alone_are_a_complaint_with_a_number(
    here: SpeakingUp, desk: Desk, offer: Callable[..., Posting]
) -> None:
    posting = offer()
    receipt = here.hand_in(told(posting_id=posting.id))
    page = desk.complaints.find(receipt.number)
    assert page.complaint.posting_id == posting.id
    assert page.complaint.employer_id == posting.employer_id
    assert page.complaint.recording_id is None
    assert page.complaint.person_id is None
    assert page.complaint.opened_by == ""


def test_what_was_said_is_heard_by_staff_and_by_nobody_else(here: SpeakingUp, desk: Desk, at_desk, station) -> None:
    about = told()
    say(here, about, 5)
    complaint = desk.complaints.find(here.hand_in(about).number).complaint
    assert complaint.recording_id is not None
    sound = desk.recordings.sound(complaint.recording_id)
    assert frames(sound.data) == SECOND * 5
    assert sound.duration_ms == 5000
    assert left_over(station) == 0
    for role in (Role.WORKER, Role.TECHNICIAN):
        with pytest.raises(NotAllowed):
            at_desk(role).recordings.sound(complaint.recording_id)


def test_a_voice_of_two_minutes_may_be_kept_and_travel(here: SpeakingUp, desk: Desk, station: OpenStation) -> None:
    about = told()
    say(here, about, LONGEST_VOICE_S + 2)
    complaint = desk.complaints.find(here.hand_in(about).number).complaint
    sound = desk.recordings.sound(str(complaint.recording_id))
    assert sound.duration_ms == LONGEST_VOICE_S * 1000
    assert len(sound.data) <= MOST_BYTES
    waiting = [each.kind for each in Outbox(station.database).waiting()]
    assert OperationKind.RECORDING_SAVED in waiting


def test_handing_in_again_is_the_same_complaint(here: SpeakingUp, desk: Desk, station: OpenStation) -> None:
    about = told()
    say(here, about, 4)
    first = here.hand_in(about)
    assert here.hand_in(about) == first
    assert len(desk.complaints.inbox()) == 1
    assert station.database.value("select count(*) from recordings") == 1


def test_what_is_told_last_counts_where_the_first_was_saved_too_late(
    here: SpeakingUp, desk: Desk, offer: Callable[..., Posting], station: OpenStation
) -> None:
    """Told that it was not saved, somebody went back and touched another picture."""
    first, second = offer(), offer()
    about = told(posting_id=first.id)
    say(here, about, 4)
    receipt = here.hand_in(about)
    again = here.hand_in(replace(about, kind=ComplaintKind.INJURY, posting_id=second.id))
    page = desk.complaints.find(receipt.number)
    assert (again.number, again.kind) == (receipt.number, ComplaintKind.INJURY)
    assert again.due_day == station.today + timedelta(days=DEADLINE_DAYS[ComplaintKind.INJURY])
    assert (page.complaint.kind, page.complaint.posting_id) == (ComplaintKind.INJURY, second.id)
    assert page.complaint.employer_id == second.employer_id
    assert page.complaint.recording_id is not None
    assert len(desk.complaints.inbox()) == 1
    assert [step.what for step in page.steps] == [StepKind.OPENED, StepKind.OPENED]
    sent = [change.fields for change in Outbox(station.database).waiting() if change.row_id == page.complaint.id]
    assert sent[-1]["kind"] == "injury"
    assert sent[-1]["employer_id"] == second.employer_id


def test_what_staff_have_taken_up_is_not_told_otherwise(here: SpeakingUp, desk: Desk) -> None:
    about = told()
    receipt = here.hand_in(about)
    desk.complaints.add_step(receipt.complaint_id, "rang them")
    assert here.hand_in(replace(about, kind=ComplaintKind.INJURY)).kind is ComplaintKind.UNPAID_WAGES
    assert len(desk.complaints.find(receipt.number).steps) == 2


def test_the_same_piece_twice_is_there_once_and_in_order(here: SpeakingUp, desk: Desk) -> None:
    about = told()
    for number, piece in ((1, b"\2\0" * 9000), (0, b"\1\0" * 9000), (1, b"\3\0" * 9000)):
        here.keep(about, number, piece)
    complaint = desk.complaints.find(here.hand_in(about).number).complaint
    assert frames(desk.recordings.sound(str(complaint.recording_id)).data) == b"\1\0" * 9000 + b"\2\0" * 9000


def test_what_is_to_be_said_again_is_gone(here: SpeakingUp, station: OpenStation) -> None:
    about = told()
    say(here, about, 4)
    here.drop(about.id)
    assert left_over(station) == 0


@pytest.mark.parametrize("language", Language)
def test_who_left_after_three_seconds_has_complained(here: SpeakingUp, desk: Desk, language: Language) -> None:
    about = told(kind=ComplaintKind.INJURY)
    say(here, about, 3)
    receipt = here.leave(about)
    assert receipt is not None
    page = desk.complaints.find(receipt.number)
    assert page.complaint.kind is ComplaintKind.INJURY
    assert page.complaint.recording_id is not None
    texts = Texts(language)
    assert [step_text(step, texts) for step in page.steps][-1] == texts("complaint-cut-off")


def test_a_word_or_two_are_deleted(here: SpeakingUp, desk: Desk, station: OpenStation) -> None:
    about = told()
    say(here, about, 2)
    assert here.leave(about) is None
    assert here.leave(told()) is None
    assert left_over(station) == 0
    assert desk.complaints.inbox() == ()


def test_what_a_power_cut_left_is_taken_up_but_not_what_is_being_said(
    here: SpeakingUp, desk: Desk, station: OpenStation
) -> None:
    cut, short, now = told(), told(), told()
    say(here, cut, 7)
    say(here, short, 1)
    say(here, now, 6)
    (receipt,) = here.take_up(but=now.id)
    assert desk.complaints.find(receipt.number).complaint.id == cut.id
    assert station.database.rows("select id from voices") == [(now.id,)]
    assert here.take_up(but=now.id) == ()


def test_a_voice_that_a_backup_brought_back_is_no_second_complaint(here: SpeakingUp, desk: Desk, station) -> None:
    about = told()
    say(here, about, 5)
    here.hand_in(about)
    say(here, about, 5)
    assert here.take_up() == ()
    assert left_over(station) == 0
    (complaint,) = desk.complaints.inbox()
    assert len(desk.complaints.page(complaint.id).steps) == 1


def test_a_slip_says_whose_work_it_is_and_a_posting_that_is_gone_costs_nothing(
    here: SpeakingUp, desk: Desk, offer: Callable[..., Posting], station: OpenStation
) -> None:
    posting = offer()
    held = SlipStore(station.database).issue(posting.id, wish_id="w", now=station.now())
    slip = held.slip  # type: ignore[union-attr]  # there is a slot
    complaint = desk.complaints.find(
        here.hand_in(told(posting_id=posting.id, slip_number=slip.number)).number
    ).complaint
    assert complaint.slip_id == slip.id
    gone = desk.complaints.find(here.hand_in(told(posting_id="nowhere")).number).complaint
    assert gone.posting_id is None


def test_postings_of_the_last_days_are_offered_whatever_became_of_them(
    here: SpeakingUp, offer: Callable[..., Posting]
) -> None:
    def on(days: int, **fields: object) -> Posting:
        return offer(first_day=TODAY + timedelta(days=days), last_day=TODAY + timedelta(days=days), **fields)

    today, ended, old, coming = on(0), on(-3, state=PostingState.CLOSED), on(-20), on(2)
    on(0, state=PostingState.DRAFT, verified_by=None)
    on(0, state=PostingState.REJECTED)
    assert [posting.id for posting in here.late_postings()] == [today.id, ended.id, coming.id]
    assert old.id not in {posting.id for posting in here.late_postings()}


def test_nothing_of_a_voice_lies_readable_on_the_disk(here: SpeakingUp, station: OpenStation) -> None:
    about = told()
    canary = b"CanaryVoice-8f31" * 500
    for number in range(6):
        here.keep(about, number, canary)
    here.leave(about)
    lying = b"".join(path.read_bytes() for path in Path(station.places.data).rglob("*") if path.is_file())
    assert len(lying) > len(canary)
    assert b"CanaryVoice" not in lying


def test_a_voice_is_cut_after_whole_samples() -> None:
    assert frames(voice_sound(b"\1\0\2").data) == b"\1\0"
