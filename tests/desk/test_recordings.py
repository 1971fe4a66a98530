"""Recordings at the desk: kept before what they belong to, erased when they belong to nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.complaint import ComplaintKind, NewComplaint
from kiosk.domain.notice import NewNotice
from kiosk.domain.recording import Sound, SoundForm
from kiosk.domain.staff import Role
from kiosk.errors import NotAllowed, Refused, UnknownThing
from kiosk.store.desk_log import DeskLog

TODAY = date(2026, 11, 21)


@pytest.fixture
def voice(wav) -> Sound:
    return Sound(data=wav, form=SoundForm.WAV, duration_ms=1000)


@pytest.fixture
def wav(tmp_path) -> bytes:
    import io
    import wave

    memory = io.BytesIO()
    with wave.open(memory, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(b"\x10\x20" * 16_000)
    return memory.getvalue()


def test_what_was_kept_is_heard_again(desk, voice):
    kept = desk.recordings.keep(voice)
    assert desk.recordings.sound(kept.id) == voice
    assert kept.made_by == "staff-1"


def test_the_log_tells_of_it_without_a_word(desk, station, voice):
    kept = desk.recordings.keep(voice)
    desk.recordings.erase(kept.id)
    actions = [(entry.action, entry.subject) for entry in DeskLog(station.database).latest(limit=2)]
    assert actions == [("recording-erased", kept.id), ("recording-kept", kept.id)]


def test_what_was_thrown_away_is_gone(desk, voice):
    kept = desk.recordings.keep(voice)
    desk.recordings.erase(kept.id)
    with pytest.raises(UnknownThing):
        desk.recordings.sound(kept.id)
    with pytest.raises(UnknownThing):
        desk.recordings.erase(kept.id)


def test_what_a_complaint_or_a_notice_plays_stays(desk, voice):
    of_complaint, of_notice = desk.recordings.keep(voice), desk.recordings.keep(voice)
    desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, recording_id=of_complaint.id))
    desk.notices.save(
        NewNotice(title="通知", words="明天赶集", first_day=TODAY, last_day=TODAY, recording_id=of_notice.id)
    )
    for kept in (of_complaint, of_notice):
        with pytest.raises(Refused):
            desk.recordings.erase(kept.id)
        assert desk.recordings.sound(kept.id) == voice


def test_what_belongs_to_nothing_is_erased_a_day_later(desk, at_desk, station, voice):
    forgotten = desk.recordings.keep(voice)
    used = desk.recordings.keep(voice)
    desk.complaints.open(NewComplaint(kind=ComplaintKind.OTHER, recording_id=used.id))
    before = station.now()
    station.now = lambda: before + timedelta(hours=23)
    at_desk().recordings.keep(voice)
    assert desk.recordings.sound(forgotten.id)
    station.now = lambda: before + timedelta(hours=25)
    at_desk().recordings.keep(voice)
    assert desk.recordings.sound(used.id)
    with pytest.raises(UnknownThing):
        desk.recordings.sound(forgotten.id)


def test_what_is_no_sound_is_refused(desk):
    with pytest.raises(Refused):
        desk.recordings.keep(Sound(data=b"no sound", form=SoundForm.WAV, duration_ms=1))


@pytest.mark.parametrize("role", [Role.WORKER, Role.TECHNICIAN])
def test_only_staff_hear_and_keep_voices(at_desk, desk, voice, role):
    kept = desk.recordings.keep(voice)
    other = at_desk(role)
    for call in (
        lambda: other.recordings.keep(voice),
        lambda: other.recordings.sound(kept.id),
        lambda: other.recordings.erase(kept.id),
    ):
        with pytest.raises(NotAllowed):
            call()
